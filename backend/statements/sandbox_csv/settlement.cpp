#include "statements/sandbox_csv/sandbox_csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "statements/sandbox_csv/table.h"
#include "statements/text_checks.h"

namespace paydesk::statements {
namespace {

enum Column : std::size_t {
  batch_id,
  account,
  settlement_date,
  line_no,
  type,
  psp_reference,
  checkout_id,
  merchant_reference,
  gross,
  fee,
  net,
  currency,
  booked_at,
  column_count
};
constexpr std::array<std::string_view, column_count> column_names{
    "batch_id",      "account",     "settlement_date",    "line_no", "type",
    "psp_reference", "checkout_id", "merchant_reference", "gross",   "fee",
    "net",           "currency",    "booked_at"};
constexpr std::size_t max_reference_bytes = 255;

std::string place(std::size_t line, Column column) {
  return "line " + std::to_string(line) + ", column " + std::string(column_names[column]);
}

using Positions = std::array<std::size_t, column_count>;

Result<Positions> find_columns(const CsvRow& header) {
  Positions positions{};
  for (std::size_t c = 0; c < column_count; ++c) {
    const auto& fields = header.fields;
    const auto found = std::find(fields.begin(), fields.end(), column_names[c]);
    if (found == fields.end())
      return invalid(place(header.line, static_cast<Column>(c)), "The file has no such column.");
    if (std::find(found + 1, fields.end(), column_names[c]) != fields.end())
      return invalid(place(header.line, static_cast<Column>(c)), "The file has this column twice.");
    positions[c] = static_cast<std::size_t>(found - fields.begin());
  }
  return positions;
}

/// One row by column name.
class Row {
 public:
  Row(const CsvRow& row, const Positions& positions) : row_(row), positions_(positions) {}
  const std::string& operator[](Column column) const { return row_.fields[positions_[column]]; }
  std::string at(Column column) const { return place(row_.line, column); }
  std::size_t line() const { return row_.line; }
  bool is_total() const { return (*this)[type] == "total"; }

  Result<std::int64_t> amount(Column column, Currency in) const {
    return parse_signed_amount((*this)[column], in, at(column));
  }
  Result<std::int64_t> count(Column column) const {
    const auto& text = (*this)[column];
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0)
      return invalid(at(column), "This is not a line number.");
    return value;
  }

 private:
  const CsvRow& row_;
  const Positions& positions_;
};

struct Amounts {
  std::int64_t gross = 0, fee = 0, net = 0;
};

Result<Amounts> read_amounts(const Row& row, Currency in) {
  Amounts amounts;
  const auto g = row.amount(gross, in);
  if (!g) return tl::unexpected<Error>(g.error());
  const auto f = row.amount(fee, in);
  if (!f) return tl::unexpected<Error>(f.error());
  const auto n = row.amount(net, in);
  if (!n) return tl::unexpected<Error>(n.error());
  if (checked_sub(*g, *f) != *n) return invalid(row.at(net), "The net is not gross minus fee.");
  return Amounts{*g, *f, *n};
}

/// What every row of the file must say alike, taken from the first.
Result<SettlementFile> read_batch(const Row& row) {
  SettlementFile file;
  file.batch = row[batch_id];
  file.account = row[account];
  file.date = row[settlement_date];
  for (const auto column : {batch_id, account})
    if (row[column].empty() || row[column].size() > max_reference_bytes)
      return invalid(row.at(column), "This must have 1 to 255 bytes.");
  if (!is_date(file.date)) return invalid(row.at(settlement_date), "This is not a date written YYYY-MM-DD.");
  const auto found = Currency::find(row[currency]);
  if (!found) return invalid(row.at(currency), "This is not an ISO 4217 currency.");
  file.currency = *found;
  return file;
}

Result<void> check_same_batch(const Row& row, const SettlementFile& file) {
  const std::pair<Column, std::string> expected[] = {{batch_id, file.batch},
                                                     {account, file.account},
                                                     {settlement_date, file.date},
                                                     {currency, file.currency.to_string()}};
  for (const auto& [column, value] : expected)
    if (row[column] != value)
      return invalid(row.at(column), "This differs from the lines above; a file holds one batch.");
  return {};
}

Result<SettlementLine> read_line(const Row& row, Currency in) {
  SettlementLine line{0, row[type], row[psp_reference], row[checkout_id], row[merchant_reference]};
  const auto number = row.count(line_no);
  if (!number) return tl::unexpected<Error>(number.error());
  line.line_no = *number;
  for (const auto column : {type, psp_reference})
    if (row[column].empty()) return invalid(row.at(column), "This is empty.");
  for (const auto column : {type, psp_reference, checkout_id, merchant_reference})
    if (row[column].size() > max_reference_bytes)
      return invalid(row.at(column), "This is longer than 255 bytes.");
  const auto amounts = read_amounts(row, in);
  if (!amounts) return tl::unexpected<Error>(amounts.error());
  line.gross = amounts->gross;
  line.fee = amounts->fee;
  line.net = amounts->net;
  const auto booked = parse_instant(row[booked_at]);
  if (!booked) return invalid(row.at(booked_at), "This is not a time written as RFC 3339.");
  line.booked_at = *booked;
  return line;
}

/// Adds a line to the totals; they are compared with the trailer at the end.
Result<void> add_to_totals(SettlementFile& file, const SettlementLine& line, const Row& row) {
  const auto g = checked_add(file.gross, line.gross);
  const auto f = checked_add(file.fee, line.fee);
  const auto n = checked_add(file.net, line.net);
  if (!g || !f || !n) return invalid(row.at(gross), "The totals of the file are too large.");
  file.gross = *g;
  file.fee = *f;
  file.net = *n;
  return {};
}

Result<void> check_trailer(const Row& row, const SettlementFile& file) {
  const auto count = row.count(line_no);
  if (!count) return tl::unexpected<Error>(count.error());
  if (*count != static_cast<std::int64_t>(file.lines.size()))
    return invalid(row.at(line_no), "The total counts " + std::to_string(*count) +
                                        (*count == 1 ? " line" : " lines") + ", the file has " +
                                        std::to_string(file.lines.size()) + ".");
  const auto told = read_amounts(row, file.currency);
  if (!told) return tl::unexpected<Error>(told.error());
  const std::tuple<Column, std::int64_t, std::int64_t> sums[] = {
      {gross, told->gross, file.gross}, {fee, told->fee, file.fee}, {net, told->net, file.net}};
  for (const auto& [column, total, sum] : sums)
    if (total != sum)
      return invalid(row.at(column), "The total is " + format_amount(total, file.currency) +
                                         ", but the lines sum to " + format_amount(sum, file.currency) + ".");
  return {};
}

Result<SettlementFile> read_rows(const std::vector<CsvRow>& rows, const Positions& positions) {
  auto file = read_batch(Row(rows[1], positions));
  if (!file) return file;
  std::set<std::int64_t> numbers;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Row row(rows[i], positions);
    if (auto same = check_same_batch(row, *file); !same) return tl::unexpected<Error>(same.error());
    if (row.is_total()) {
      if (i + 1 != rows.size())
        return invalid("line " + std::to_string(rows[i + 1].line), "There are lines after the total.");
      return check_trailer(row, *file).map([&] { return std::move(*file); });
    }
    auto line = read_line(row, file->currency);
    if (!line) return tl::unexpected<Error>(line.error());
    if (!numbers.insert(line->line_no).second)
      return invalid(row.at(line_no), "This line number is there twice.");
    if (auto added = add_to_totals(*file, *line, row); !added) return tl::unexpected<Error>(added.error());
    file->lines.push_back(std::move(*line));
  }
  return invalid("line " + std::to_string(rows.back().line),
                 "The file ends without its total: it is cut off.");
}

} // namespace

Result<SettlementFile> parse_sandbox_csv(std::string_view content) {
  const auto rows = parse_csv(content);
  if (!rows) return tl::unexpected<Error>(rows.error());
  if (rows->empty()) return invalid("line 1", "The file is empty.");
  const auto positions = find_columns(rows->front());
  if (!positions) return tl::unexpected<Error>(positions.error());
  if (rows->size() < 2)
    return invalid("line " + std::to_string(rows->front().line),
                   "The file ends after its header: it is cut off.");
  for (const auto& row : *rows)
    if (row.fields.size() != rows->front().fields.size())
      return invalid("line " + std::to_string(row.line),
                     "This line has " + std::to_string(row.fields.size()) + " fields, the header has " +
                         std::to_string(rows->front().fields.size()) + ".");
  return read_rows(*rows, *positions);
}

} // namespace paydesk::statements
