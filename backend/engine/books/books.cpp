#include "engine/books/books.h"

namespace paydesk {
namespace {

constexpr Instant beginning{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
constexpr int most_rows = 500, usual_rows = 100;

std::optional<Instant> midnight(const std::string& day) {
  return day.size() == 10 ? parse_instant(day + "T00:00:00Z") : std::nullopt;
}

/// The last instant of a day.
Instant end_of(Instant midnight) { return midnight + std::chrono::days(1) - std::chrono::microseconds(1); }

struct Period {
  Instant before, until;
};

Result<Period> read_period(const std::string& from, const std::string& to) {
  const auto begin = from.empty() ? std::optional(beginning) : midnight(from);
  if (!begin)
    return invalid("from", "is not a date like 2027-01-31");
  const auto last = midnight(to);
  if (!last)
    return invalid("to", "is not a date like 2027-01-31");
  if (*last < *begin)
    return invalid("to", "is before the first day");
  return Period{*begin - std::chrono::microseconds(from.empty() ? 0 : 1), end_of(*last)};
}

} // namespace

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
  auto at = parse_instant(request.at);
  if (const auto day = midnight(request.at); !at && day)
    at = end_of(*day);
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

Result<int> Books::keep_sums() { return store_.seal(clock_.now() - longest_posting); }

} // namespace paydesk
