// Revenue and fees: what was booked on income and expense accounts, by day or month.
#include "core/chart.h"
#include "engine/books/period.h"
#include "engine/reports/cells.h"
#include "engine/reports/reports.h"

namespace paydesk {
namespace {

/// Income less expense of one row or one currency, in minor units.
struct Earnings {
  std::int64_t income = 0;
  std::int64_t expense = 0;
};

bool is_income(const std::string& account_class) {
  const auto* found = chart::find(account_class);
  return found != nullptr && found->type == chart::Type::income;
}

RevenueQuery query_of(const Period& period, const views::ReportRequest& request, std::size_t most) {
  RevenueQuery query{period.before, period.until, request.by == "day", request.currency, {}, {}, most};
  for (const auto& each : chart::classes()) {
    if (each.type == chart::Type::income || each.type == chart::Type::expense)
      query.classes.emplace_back(each.name);
    if (each.owner == chart::Owner::psp_account || each.owner == chart::Owner::settlement)
      query.psp_accounts.emplace_back(each.name);
  }
  return query;
}

std::vector<ReportCell> line_of(const std::string& period, const std::string& account, const std::string& psp_account,
                                Currency currency, const Earnings& earned) {
  return reports::row_of(period, account, psp_account, currency.to_string(), Money{earned.income, currency},
                         Money{earned.expense, currency}, Money{earned.income - earned.expense, currency});
}

} // namespace

Result<ReportTable> Reports::revenue(const views::ReportRequest& request, std::size_t most) {
  if (!request.by.empty() && request.by != "day" && request.by != "month")
    return invalid("by", "is neither day nor month");
  if (!request.currency.empty() && !Currency::find(request.currency))
    return invalid("currency", "is not an ISO 4217 currency code");
  const auto period = read_period(request.from, request.to);
  if (!period)
    return tl::unexpected(period.error());
  const auto figures = needs_.figures.revenue(query_of(*period, request, most));
  if (!figures)
    return tl::unexpected(figures.error());
  if (figures->rows.size() > most)
    return reports::too_many(most);
  ReportTable table{"Revenue and fees", {}, {"Period", "Account", "PSP account", "Currency", "Income", "Expense", "Result"},
                    {}, 0, {}};
  const bool complete = figures->sealed_through && *figures->sealed_through >= period->until;
  table.facts = {{"From", reports::or_else(request.from, "the beginning")},
                 {"To", request.to},
                 {"By", reports::or_else(request.by, "month")},
                 {"Currency", reports::or_else(request.currency, "all")},
                 {"Complete", complete ? "yes" : "no"}};
  std::map<Currency, Earnings> totals;
  for (const auto& row : figures->rows) {
    // Both sides are sums of positive amounts, so their difference is an amount.
    const auto debit = row.debit.minor - row.credit.minor;
    const Earnings earned = is_income(row.account_class) ? Earnings{-debit, 0} : Earnings{0, debit};
    auto& total = totals[row.debit.currency];
    if (!reports::add_to(total.income, earned.income) || !reports::add_to(total.expense, earned.expense) ||
        !checked_sub(total.income, total.expense))
      return reports::too_large(row.debit.currency);
    table.rows.push_back(line_of(row.period, row.account_class, row.psp_account, row.debit.currency, earned));
  }
  for (const auto& [currency, total] : totals)
    table.rows.push_back(line_of("TOTAL", {}, {}, currency, total));
  table.totals = totals.size();
  return table;
}

} // namespace paydesk
