#include "engine/reports/reports.h"

#include <algorithm>
#include <array>

#include "engine/reports/cells.h"

namespace paydesk {
namespace {

using reports::or_else;
using reports::row_of;
using reports::too_many;

constexpr int page_rows = 500;

/// What a report may be asked with, beside its kind and format.
struct Asked {
  bool period = false, account = false, currency = false, filter = false, seller = false, by = false;
};

Result<void> check_asked(const views::ReportRequest& request, const Asked& may) {
  const std::pair<const char*, bool> strangers[] = {
      {"from", !may.period && !request.from.empty()},         {"to", !may.period && !request.to.empty()},
      {"account", !may.account && !request.account.empty()},  {"currency", !may.currency && !request.currency.empty()},
      {"filter", !may.filter && !request.filter.empty()},     {"seller", !may.seller && !request.seller.empty()},
      {"by", !may.by && !request.by.empty()},
  };
  for (const auto& [field, strange] : strangers)
    if (strange)
      return invalid(field, "is nothing that a report of the kind " + request.kind + " is asked with");
  return {};
}

std::vector<ReportCell> trial_row(const views::TrialBalanceRow& row) {
  return row_of(or_else(row.account, "TOTAL"), row.opening.currency.to_string(), row.opening, row.debit, row.credit,
                row.closing);
}

/// A name that every file system takes.
std::string file_name(const views::ReportRequest& request, const std::string& day) {
  const auto part = [](const std::string& text) { return text.empty() ? text : text + "-"; };
  std::string name = request.kind + "-" + part(request.account) + part(request.seller) + part(request.from) + day;
  for (auto& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.')
      c = '-';
  return name + "." + request.format;
}

} // namespace

Result<ReportTable> Reports::trial_balance(const views::ReportRequest& request, std::size_t most) {
  const auto trial = needs_.books.trial_balance({request.from, request.to});
  if (!trial)
    return tl::unexpected(trial.error());
  ReportTable table{"Trial balance", {}, {"Account", "Currency", "Opening", "Debit", "Credit", "Closing"}, {}, 0, {}};
  table.facts = {{"From", or_else(request.from, "the beginning")},
                 {"To", request.to},
                 {"Closed", trial->closed ? "yes" : "no"},
                 {"As of event", std::to_string(trial->position)}};
  for (const auto* rows : {&trial->rows, &trial->totals})
    for (const auto& row : *rows)
      table.rows.push_back(trial_row(row));
  table.totals = trial->totals.size();
  if (table.rows.size() > most)
    return too_many(most);
  return table;
}

Result<ReportTable> Reports::statement(const views::ReportRequest& request, std::size_t most) {
  ReportTable table{"Account statement",
                    {},
                    {"Booked", "Value date", "Kind", "Description", "Payment", "Journal", "Amount", "Balance"},
                    {}, 0, {}};
  views::StatementRequest page{request.account, request.currency, request.from, request.to, page_rows, {}};
  Money opening, closing;
  do {
    const auto part = needs_.books.statement(page);
    if (!part)
      return tl::unexpected(part.error());
    if (page.cursor.empty())
      opening = part->opening;
    closing = part->rows.empty() ? part->closing : part->rows.back().balance;
    for (const auto& row : part->rows)
      table.rows.push_back(row_of(row.booked_at ? format_instant(*row.booked_at) : std::string(), row.value_date,
                                  row.kind, row.description, row.payment_id, row.transaction_id, row.amount,
                                  row.balance));
    if (table.rows.size() > most)
      return too_many(most);
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

Result<ReportTable> Reports::wallets(const views::ReportRequest& request, std::size_t most) {
  ReportTable table{"Wallets", {{"Filter", or_else(request.filter, "none")}},
                    {"Seller", "Currency", "Balance", "Pending", "Reserved", "Available"}, {}, 0, {}};
  views::PageRequest page;
  page.filter = request.filter;
  page.limit = page_rows;
  do {
    const auto part = needs_.queries.wallets(page);
    if (!part)
      return tl::unexpected(part.error());
    for (const auto& row : part->rows)
      table.rows.push_back(row_of(row.seller, row.balance.currency.to_string(), row.balance, row.pending, row.reserved,
                                  row.available));
    if (table.rows.size() > most)
      return too_many(most);
    page.cursor = part->next_cursor;
  } while (!page.cursor.empty());
  return table;
}

Result<ReportTable> Reports::table(const Caller& caller, const views::ReportRequest& request, std::size_t most) {
  struct Kind {
    std::string_view name;
    Asked may;
    Result<ReportTable> (Reports::*read)(const views::ReportRequest&, std::size_t);
  };
  static constexpr Kind kinds[] = {
      {"trial_balance", {.period = true}, &Reports::trial_balance},
      {"statement", {.period = true, .account = true, .currency = true}, &Reports::statement},
      {"seller_statement", {.period = true, .currency = true, .seller = true}, &Reports::seller_statement},
      {"revenue", {.period = true, .currency = true, .by = true}, &Reports::revenue},
      {"payouts", {.period = true, .filter = true}, &Reports::payouts},
      {"wallets", {.filter = true}, &Reports::wallets},
  };
  const auto* kind = std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& each) { return each.name == request.kind; });
  if (kind == std::end(kinds))
    return invalid("kind", "is not trial_balance, statement, seller_statement, revenue, payouts or wallets");
  if (const auto ok = check_asked(request, kind->may); !ok)
    return tl::unexpected(ok.error());
  auto table = (this->*kind->read)(request, most);
  if (!table)
    return table;
  table->facts.emplace_back("Made at", format_instant(needs_.clock.now()));
  table->facts.emplace_back("Made for", caller.login);
  table->rows_sha256 = needs_.files.rows_sha256(*table);
  return table;
}

Result<ReportTable> Reports::read(const Caller& caller, const views::ReportRequest& request) {
  auto read = table(caller, request, needs_.limits.on_screen);
  if (!read && read.error().code == ErrorCode::failed_precondition && read.error().field == reports::rows_field)
    read.error().message += "; as a file it may have " + std::to_string(needs_.limits.in_a_file);
  return read;
}

Result<views::Report> Reports::make(const Caller& caller, const views::ReportRequest& request) {
  if (request.format != "csv" && request.format != "xlsx")
    return invalid("format", "is neither csv nor xlsx");
  const auto made = table(caller, request, needs_.limits.in_a_file);
  if (!made)
    return tl::unexpected(made.error());
  const auto content = needs_.files.write(*made, request.format);
  if (!content)
    return tl::unexpected(content.error());
  const auto day = request.to.empty() ? format_instant(needs_.clock.now()).substr(0, 10) : request.to;
  return views::Report{file_name(request, day), *content, needs_.files.sha256(*content),
                       static_cast<std::int64_t>(made->rows.size()), made->rows_sha256};
}

} // namespace paydesk
