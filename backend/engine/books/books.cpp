#include "engine/books/books.h"

#include "engine/books/period.h"

namespace paydesk {
namespace {

constexpr int most_rows = 500, usual_rows = 100;

} // namespace

std::optional<Instant> instant_or_day(const std::string& text) {
  if (const auto day = midnight(text))
    return end_of(*day);
  return parse_instant(text);
}

Result<views::BooksStatus> Books::close_day(const Caller& caller, const views::CloseDayRequest& request,
                                            const KeepAnswer<views::BooksStatus>& keep) {
  const auto day = midnight(request.day);
  if (!day)
    return invalid("day", "is not a date like 2027-01-31");
  if (request.reason.empty())
    return invalid("reason", "is missing");
  const auto now = clock_.now();
  if (end_of(*day) >= now)
    return fail(ErrorCode::failed_precondition, request.day + " is not over yet (in UTC). Nothing was closed", "day");
  return store_.close({request.day, end_of(*day), now, caller.principal_id, caller.login, request.reason}, keep);
}

Result<views::BalancesAsOf> Books::balances(const views::BalancesAsOfRequest& request) {
  const auto at = instant_or_day(request.at);
  if (!at)
    return invalid("at", "is neither an instant like 2027-01-31T12:00:00Z nor a date");
  return store_.balances(request.account, *at);
}

Result<views::TrialBalance> Books::trial_balance(const views::TrialBalanceRequest& request) {
  const auto period = read_period(request.from, request.to);
  if (!period)
    return tl::unexpected(period.error());
  auto made = store_.trial_balance(period->before, period->until);
  if (!made)
    return made;
  made->from = request.from;
  made->to = request.to;
  return made;
}

Result<views::Statement> Books::statement(const views::StatementRequest& request) {
  const auto colon = request.account.find(':');
  StatementQuery query;
  query.account_class = request.account.substr(0, colon);
  query.owner = colon == std::string::npos ? std::string() : request.account.substr(colon + 1);
  if (query.account_class.empty())
    return invalid("account", "is missing");
  if (!Currency::find(request.currency))
    return invalid("currency", "is not an ISO 4217 currency code");
  if (request.limit < 0 || request.limit > most_rows)
    return invalid("limit", "is not between 1 and 500");
  const auto period = read_period(request.from, request.to);
  if (!period)
    return tl::unexpected(period.error());
  query.currency = request.currency;
  query.before = period->before;
  query.until = period->until;
  query.limit = request.limit == 0 ? usual_rows : request.limit;
  query.cursor = request.cursor;
  return store_.statement(query);
}

Result<views::LedgerSeal> Books::ledger_seal(std::int64_t seal_no) {
  if (seal_no < 1)
    return invalid("seal_no", "is not a number from 1 on");
  return store_.ledger_seal(seal_no);
}

Result<int> Books::keep_sums() { return store_.seal(clock_.now() - longest_posting); }

} // namespace paydesk
