#include "engine/reports/reports.h"

namespace paydesk {
namespace {

constexpr int page_rows = 500;

std::string or_else(const std::string& text, const char* otherwise) { return text.empty() ? otherwise : text; }

tl::unexpected<Error> too_many() {
  return fail(ErrorCode::failed_precondition,
              "the report has more than 100,000 rows. Nothing was made; narrow the period or the filter");
}

std::vector<ReportCell> trial_row(const views::TrialBalanceRow& row) {
  return {{or_else(row.account, "TOTAL"), {}}, {row.opening.currency.to_string(), {}}, {{}, row.opening},
          {{}, row.debit},                     {{}, row.credit},                       {{}, row.closing}};
}

/// A name that every file system takes.
std::string file_name(const views::ReportRequest& request, const std::string& day) {
  std::string name = request.kind + (request.account.empty() ? "" : "-" + request.account) + "-" +
                     (request.from.empty() ? "" : request.from + "-") + day;
  for (auto& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.')
      c = '-';
  return name + "." + request.format;
}

} // namespace

Result<ReportTable> Reports::trial_balance(const views::ReportRequest& request) {
  const auto trial = books_.trial_balance({request.from, request.to});
  if (!trial)
    return tl::unexpected(trial.error());
  ReportTable table{"Trial balance", {}, {"Account", "Currency", "Opening", "Debit", "Credit", "Closing"}, {}};
  table.facts = {{"From", or_else(request.from, "the beginning")},
                 {"To", request.to},
                 {"Closed", trial->closed ? "yes" : "no"},
                 {"As of event", std::to_string(trial->position)}};
  for (const auto* rows : {&trial->rows, &trial->totals})
    for (const auto& row : *rows)
      table.rows.push_back(trial_row(row));
  return table;
}

Result<ReportTable> Reports::statement(const views::ReportRequest& request) {
  ReportTable table{"Account statement",
                    {},
                    {"Booked", "Value date", "Kind", "Description", "Payment", "Journal", "Amount", "Balance"},
                    {}};
  views::StatementRequest page{request.account, request.currency, request.from, request.to, page_rows, {}};
  Money opening, closing;
  do {
    const auto part = books_.statement(page);
    if (!part)
      return tl::unexpected(part.error());
    if (page.cursor.empty())
      opening = part->opening;
    closing = part->rows.empty() ? part->closing : part->rows.back().balance;
    for (const auto& row : part->rows)
      table.rows.push_back({{row.booked_at ? format_instant(*row.booked_at) : std::string(), {}},
                            {row.value_date, {}},
                            {row.kind, {}},
                            {row.description, {}},
                            {row.payment_id, {}},
                            {row.transaction_id, {}},
                            {{}, row.amount},
                            {{}, row.balance}});
    if (table.rows.size() > most_rows)
      return too_many();
    page.cursor = part->next_cursor;
  } while (!page.cursor.empty());
  table.facts = {{"Account", request.account},
                 {"Currency", request.currency},
                 {"From", or_else(request.from, "the beginning")},
                 {"To", request.to},
                 {"Opening", format_amount(opening.minor, opening.currency)},
                 {"Closing", format_amount(closing.minor, closing.currency)}};
  return table;
}

Result<ReportTable> Reports::wallets(const views::ReportRequest& request) {
  ReportTable table{"Wallets", {{"Filter", or_else(request.filter, "none")}},
                    {"Seller", "Currency", "Balance", "Pending", "Reserved", "Available"}, {}};
  views::PageRequest page;
  page.filter = request.filter;
  page.limit = page_rows;
  do {
    const auto part = queries_.wallets(page);
    if (!part)
      return tl::unexpected(part.error());
    for (const auto& row : part->rows)
      table.rows.push_back({{row.seller, {}}, {row.balance.currency.to_string(), {}}, {{}, row.balance},
                            {{}, row.pending}, {{}, row.reserved}, {{}, row.available}});
    if (table.rows.size() > most_rows)
      return too_many();
    page.cursor = part->next_cursor;
  } while (!page.cursor.empty());
  return table;
}

Result<views::Report> Reports::make(const Caller& caller, const views::ReportRequest& request) {
  if (request.format != "csv" && request.format != "xlsx")
    return invalid("format", "is neither csv nor xlsx");
  const auto table = request.kind == "trial_balance" ? trial_balance(request)
                     : request.kind == "statement"   ? statement(request)
                     : request.kind == "wallets"     ? wallets(request)
                                                     : invalid("kind", "is not trial_balance, statement or wallets");
  if (!table)
    return tl::unexpected(table.error());
  const auto now = format_instant(clock_.now());
  auto told = *table;
  told.facts.push_back({"Made at", now});
  told.facts.push_back({"Made for", caller.login});
  const auto content = files_.write(told, request.format);
  if (!content)
    return tl::unexpected(content.error());
  return views::Report{file_name(request, request.to.empty() ? now.substr(0, 10) : request.to), *content, files_.sha256(*content),
                       static_cast<std::int64_t>(told.rows.size())};
}

} // namespace paydesk
