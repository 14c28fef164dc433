// Reports of the rows that there are, with the checksum and the files of the real daemon's format.
#include <map>

#include "statements/reports/report_files.h"
#include "tests/support/fake_daemon/desks.h"

namespace paydesk::fake {
namespace {

using Cells = std::vector<views::ReportCell>;

views::ReportCell cell(std::string text) { return {std::move(text), {}}; }
views::ReportCell cell(Money amount) { return {{}, amount}; }
template <class... Values> Cells row_of(Values&&... values) { return {cell(std::forward<Values>(values))...}; }

views::ReportTable trial_balance(const Books& books) {
  views::ReportTable table{"Trial balance", {{"Closed", "no"}}, {"Account", "Currency", "Opening", "Debit", "Credit", "Closing"}, {}, 0, {}};
  std::map<Currency, std::pair<std::int64_t, std::int64_t>> sums;
  for (const auto& row : books.balances) {
    const auto currency = row.balance.currency;
    table.rows.push_back(row_of(row.account, currency.to_string(), Money{0, currency}, row.debit, row.credit, row.balance));
    sums[currency].first += row.debit.minor;
    sums[currency].second += row.credit.minor;
  }
  for (const auto& [currency, sum] : sums)
    table.rows.push_back(row_of("TOTAL", currency.to_string(), Money{0, currency}, Money{sum.first, currency},
                                Money{sum.second, currency}, Money{sum.first - sum.second, currency}));
  table.totals = sums.size();
  return table;
}

Result<views::ReportTable> statement(const Books& books, const views::ReportRequest& request) {
  views::ReportTable table{"Account statement",
                           {{"Account", request.account}, {"Currency", request.currency}},
                           {"Booked", "Value date", "Kind", "Description", "Payment", "Journal", "Amount", "Balance"},
                           {}, 0, {}};
  bool known = false;
  std::int64_t balance = 0;
  for (auto journal = books.journals.rbegin(); journal != books.journals.rend(); ++journal)
    for (const auto& line : journal->lines) {
      const auto money = line.debit.minor != 0 ? line.debit : Money{-line.credit.minor, line.credit.currency};
      if (line.account != request.account || money.currency.code() != request.currency) continue;
      known = true;
      balance += money.minor;
      table.rows.push_back(row_of(journal->booked_at ? format_instant(*journal->booked_at) : std::string(), journal->value_date,
                                  journal->kind, journal->description, journal->payment_id, journal->id, money,
                                  Money{balance, money.currency}));
    }
  if (!known)
    return fail(ErrorCode::not_found, "there is no account " + request.account + " in " + request.currency, "account");
  return table;
}

views::ReportTable wallets(const Books& books, const views::ReportRequest& request) {
  views::ReportTable table{"Wallets", {{"Filter", request.filter.empty() ? "none" : request.filter}},
                           {"Seller", "Currency", "Balance", "Pending", "Reserved", "Available"}, {}, 0, {}};
  for (const auto& row : books.wallets)
    table.rows.push_back(row_of(row.seller, row.balance.currency.to_string(), row.balance, row.pending, row.reserved, row.available));
  return table;
}

/// The columns alone, for kinds that tests fill themselves.
views::ReportTable without_rows(const std::string& kind) {
  if (kind == "revenue")
    return {"Revenue and fees", {}, {"Period", "Account", "PSP account", "Currency", "Income", "Expense", "Result"}, {}, 0, {}};
  if (kind == "payouts")
    return {"Pay-outs", {}, {"State", "Created", "Batch", "Seller", "Currency", "Amount", "Value date", "Account", "Reference"}, {}, 0, {}};
  return {"Seller statement", {}, {"Currency", "Booked", "Value date", "What", "Reference", "Description", "Payment", "In", "Out", "Balance"}, {}, 0, {}};
}

} // namespace

Result<views::ReportTable> read_report(Books& books, const Login& login, const views::ReportRequest& request) {
  Result<views::ReportTable> table;
  if (const auto own = books.reports.find(request.kind); own != books.reports.end())
    table = own->second;
  else
    table = request.kind == "trial_balance" ? trial_balance(books)
            : request.kind == "statement"   ? statement(books, request)
            : request.kind == "wallets"     ? wallets(books, request)
                                            : without_rows(request.kind);
  if (!table) return table;
  if (!request.to.empty()) {
    table->facts.insert(table->facts.begin(), {"To", request.to});
    table->facts.insert(table->facts.begin(), {"From", request.from.empty() ? "the beginning" : request.from});
  }
  table->facts.emplace_back("Made at", format_instant(now()));
  table->facts.emplace_back("Made for", login.login);
  table->rows_sha256 = statements::TableFiles().rows_sha256(*table);
  return table;
}

Result<views::Report> make_report(Books& books, const Login& login, const views::ReportRequest& request) {
  const auto table = read_report(books, login, request);
  if (!table) return tl::unexpected(table.error());
  const statements::TableFiles files;
  const auto content = files.write(*table, request.format);
  if (!content) return tl::unexpected(content.error());
  return views::Report{request.kind + "." + request.format, *content, files.sha256(*content),
                       static_cast<std::int64_t>(table->rows.size()), table->rows_sha256};
}

Result<views::BooksStatus> get_books(Books& books, const Login&, const views::GetBooksRequest&) {
  auto status = books.closing;
  status.sealed_through = now() - std::chrono::minutes(5);
  return status;
}

Result<views::BooksStatus> close_day(Books& books, const Login& login, const views::CloseDayRequest& request) {
  if (const auto may = need_role(login, {"approver", "admin"}); !may) return tl::unexpected(may.error());
  if (request.day <= books.closing.closed_through)
    return fail(ErrorCode::failed_precondition, request.day + " is closed already. Nothing was changed", "day");
  books.closing = {request.day, now(), login.login, request.reason, now(), now()};
  publish(books, "ledger.closed", "ledger", request.day);
  return books.closing;
}

} // namespace paydesk::fake
