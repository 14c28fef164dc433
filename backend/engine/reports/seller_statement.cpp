// A seller's statement: what Paydesk owes the seller, from opening to closing, and what each movement is for.
#include <algorithm>

#include "engine/books/period.h"
#include "engine/reports/cells.h"
#include "engine/reports/reports.h"

namespace paydesk {
namespace {

constexpr int page_rows = 500;
constexpr const char* seller_class = "seller_payable:";

/// "dispute_lost" as people read it: "Dispute lost".
std::string in_words(std::string kind) {
  std::replace(kind.begin(), kind.end(), '_', ' ');
  if (!kind.empty())
    kind[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(kind[0])));
  return kind;
}

/// What is owed is a credit balance: a seller sees it as theirs, positive.
Money owed(Money balance) { return {-balance.minor, balance.currency}; }

std::vector<ReportCell> line_of(Currency currency, const std::string& booked, const std::string& value_date,
                                const std::string& what, const ReportCell& in, const ReportCell& out, Money balance) {
  return {{currency.to_string(), {}}, {booked, {}}, {value_date, {}}, {what, {}}, {}, {}, {}, in, out, {{}, balance}};
}

Result<std::map<std::string, std::string>> references_of(ReportFigures& figures, const views::Statement& page) {
  std::vector<std::string> ids;
  for (const auto& row : page.rows)
    if (!row.payment_id.empty())
      ids.push_back(row.payment_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return figures.references(ids);
}

} // namespace

Result<ReportTable> Reports::seller_statement(const views::ReportRequest& request, std::size_t most) {
  if (request.seller.empty())
    return invalid("seller", "is missing");
  if (!request.currency.empty() && !Currency::find(request.currency))
    return invalid("currency", "is not an ISO 4217 currency code");
  ReportTable table{"Seller statement",
                    {{"Seller", request.seller},
                     {"Currency", reports::or_else(request.currency, "all")},
                     {"From", reports::or_else(request.from, "the beginning")},
                     {"To", request.to}},
                    {"Currency", "Booked", "Value date", "What", "Reference", "Description", "Payment", "In", "Out", "Balance"},
                    {}, 0, {}};
  if (const auto period = read_period(request.from, request.to); !period)
    return tl::unexpected(period.error());
  const auto balances = needs_.books.balances({seller_class + request.seller, request.to});
  if (!balances)
    return tl::unexpected(balances.error());
  std::vector<std::vector<ReportCell>> closings;
  auto one = request;
  one.account = seller_class + request.seller;
  for (const auto& row : balances->rows) {
    const auto currency = row.balance.currency.to_string();
    if (row.account != one.account || (!request.currency.empty() && request.currency != currency))
      continue;
    one.currency = currency;
    if (const auto added = add_seller_account(one, most, table, closings); !added)
      return tl::unexpected(added.error());
  }
  if (closings.empty())
    return fail(ErrorCode::not_found,
                "nothing was booked for the seller " + request.seller +
                    (request.currency.empty() ? std::string() : " in " + request.currency) + " up to " + request.to,
                "seller");
  table.totals = closings.size();
  std::move(closings.begin(), closings.end(), std::back_inserter(table.rows));
  return table;
}

Result<void> Reports::add_seller_account(const views::ReportRequest& request, std::size_t most, ReportTable& table,
                                         std::vector<std::vector<ReportCell>>& closings) {
  views::StatementRequest ask{request.account, request.currency, request.from, request.to, page_rows, {}};
  const auto currency = *Currency::find(request.currency);
  std::int64_t in = 0, out = 0;
  Money closing;
  do {
    const auto page = needs_.books.statement(ask);
    if (!page)
      return tl::unexpected(page.error());
    if (ask.cursor.empty()) {
      closing = owed(page->opening);
      table.rows.push_back(line_of(currency, request.from, {}, "Opening balance", {}, {}, closing));
    }
    const auto references = references_of(needs_.figures, *page);
    if (!references)
      return tl::unexpected(references.error());
    for (const auto& row : page->rows) {
      const bool comes = row.amount.minor < 0;
      const ReportCell amount = reports::cell(Money{comes ? -row.amount.minor : row.amount.minor, currency});
      closing = owed(row.balance);
      auto cells = line_of(currency, row.booked_at ? format_instant(*row.booked_at) : std::string(), row.value_date,
                           in_words(row.kind), comes ? amount : ReportCell{}, comes ? ReportCell{} : amount, closing);
      if (const auto reference = references->find(row.payment_id); reference != references->end())
        cells[4].text = reference->second;
      cells[5].text = row.description;
      cells[6].text = row.payment_id;
      table.rows.push_back(std::move(cells));
      if (!reports::add_to(comes ? in : out, amount.amount.minor))
        return reports::too_large(currency);
    }
    if (table.rows.size() > most)
      return reports::too_many(most);
    ask.cursor = page->next_cursor;
  } while (!ask.cursor.empty());
  closings.push_back(line_of(currency, request.to, {}, "Closing balance", reports::cell(Money{in, currency}),
                             reports::cell(Money{out, currency}), closing));
  return {};
}

} // namespace paydesk
