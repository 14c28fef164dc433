#include "sandbox/settlement/settlement.h"
#include "sandbox/text/money.h"

#include <initializer_list>
#include <string_view>

namespace sandbox {

namespace {

constexpr std::string_view kHeader =
    "batch_id,account,settlement_date,line_no,type,psp_reference,checkout_id,"
    "merchant_reference,gross,fee,net,currency,booked_at\r\n";

void add_field(std::string& row, std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    row += value;
    return;
  }
  row += '"';
  for (const char c : value)
    row.append(c == '"' ? 2 : 1, c);
  row += '"';
}

void add_row(std::string& csv, std::initializer_list<std::string_view> values) {
  bool first = true;
  for (const std::string_view value : values) {
    if (!first) csv += ',';
    first = false;
    add_field(csv, value);
  }
  csv += "\r\n";
}

} // namespace

std::string settlement_csv(const Settlement& settlement) {
  const std::string& currency = settlement.currency;
  std::string csv(kHeader);
  std::size_t number = 0;
  for (const Movement& line : settlement.lines) {
    add_row(csv, {settlement.batch, settlement.account, settlement.date, std::to_string(++number),
                  name_of(line.kind), line.psp_reference, line.checkout_id, line.merchant_reference,
                  decimal_text(line.gross, currency), decimal_text(line.fee, currency),
                  decimal_text(line.gross - line.fee, currency), currency, rfc3339(line.booked_at)});
  }
  add_row(csv, {settlement.batch, settlement.account, settlement.date, std::to_string(number), "total", "",
                "", "", decimal_text(settlement.gross, currency), decimal_text(settlement.fee, currency),
                decimal_text(settlement.net(), currency), currency, ""});
  return csv;
}

} // namespace sandbox
