// Pay-outs of the batches that were created in a period, with sums by state and by currency.
#include "engine/books/period.h"
#include "engine/reports/cells.h"
#include "engine/reports/reports.h"

namespace paydesk {
namespace {

std::vector<ReportCell> sum_of(const std::string& name, Currency currency, std::int64_t minor) {
  return reports::row_of(name, std::string(), std::string(), std::string(), currency.to_string(),
                         Money{minor, currency}, std::string(), std::string(), std::string());
}

} // namespace

Result<ReportTable> Reports::payouts(const views::ReportRequest& request, std::size_t most) {
  const auto period = read_period(request.from, request.to);
  if (!period)
    return tl::unexpected(period.error());
  const auto lines = needs_.figures.payouts({period->before, period->until, request.filter, most});
  if (!lines)
    return tl::unexpected(lines.error());
  if (lines->size() > most)
    return reports::too_many(most);
  ReportTable table{"Pay-outs", {},
                    {"State", "Created", "Batch", "Seller", "Currency", "Amount", "Value date", "Account", "Reference"},
                    {}, 0, {}};
  table.facts = {{"Created from", reports::or_else(request.from, "the beginning")},
                 {"Created to", request.to},
                 {"Filter", reports::or_else(request.filter, "none")}};
  std::map<std::pair<Currency, std::string>, std::int64_t> by_state;
  std::map<Currency, std::int64_t> by_currency;
  for (const auto& line : *lines) {
    const auto currency = line.amount.currency;
    if (!reports::add_to(by_state[{currency, line.state}], line.amount.minor) ||
        !reports::add_to(by_currency[currency], line.amount.minor))
      return reports::too_large(currency);
    table.rows.push_back(reports::row_of(line.state, line.created, line.batch_id, line.seller, currency.to_string(),
                                         line.amount, line.value_date, line.account, line.reference));
  }
  for (const auto& [key, sum] : by_state)
    table.rows.push_back(sum_of("TOTAL " + key.second, key.first, sum));
  for (const auto& [currency, sum] : by_currency)
    table.rows.push_back(sum_of("TOTAL", currency, sum));
  table.totals = by_state.size() + by_currency.size();
  return table;
}

} // namespace paydesk
