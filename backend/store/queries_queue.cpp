// The retry queue, the dead letters, and their figures.
#include "store/queries.h"

#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/queue_reads.h"
#include "store/row_values.h"
#include "store/rule_tx.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

constexpr std::string_view retry_condition = "j.state = 'queued' and (j.attempts > 0 or j.asks > 0) and ";
constexpr std::string_view dead_condition = "j.state = 'dead' and ";

constexpr std::string_view list_head = R"(
select j.job_id, j.payment_id, j.psp_account, j.kind, coalesce(nullif(n.amount, 0), c.amount) as amount, c.currency,
       j.error_class, j.last_error, j.attempts, j.asks, j.max_attempts, j.due_at, j.dead_since, j.created_at, c.state,
       o.order_id, o.seller,
       retry_strategy(j.psp_account, j.ask, j.error_class) as strategy
  from job j
  join charge c on c.charge_id = j.charge_id
  left join operation n on n.operation_id = j.operation_id
  left join lateral (
    select order_id, seller from payment_order where charge_id = j.charge_id order by line_no limit 1) o on true
 where )";

constexpr std::string_view count_head = R"(
select count(*) from job j join charge c on c.charge_id = j.charge_id where )";

constexpr std::string_view of_order_sql = R"(exists (
  select from payment_order o
   where o.charge_id = j.charge_id
     and (o.order_id = any ({ids}) or o.reference = any ({plain})
          or exists (select from unnest({ends}) as e(tail) where starts_with(reverse(o.order_id::text), e.tail)))))";

constexpr std::string_view identifier_sql = R"(j.job_id = any ({ids}) or j.payment_id = any ({ids})
  or c.psp_token = any ({plain}) or c.psp_payment_id = any ({plain}) or exists (
  select from payment_order o
   where o.charge_id = j.charge_id
     and (o.order_id = any ({ids}) or o.reference = any ({plain})
          or exists (select from unnest({ends}) as e(tail) where starts_with(reverse(o.order_id::text), e.tail)))))";

constexpr FilterField fields[] = {
    {"", KeyType::text, identifier_sql},
    {"created", KeyType::time, "j.created_at"},
    {"psp", KeyType::text, "j.psp_account = any ({plain})"},
    {"class", KeyType::text, "j.error_class = any ({plain})"},
    {"error", KeyType::text, "j.last_error ilike any ({contains})"},
    {"retries", KeyType::number, "j.attempts"},
    {"operation", KeyType::text, "j.kind = any ({plain})"},
    {"currency", KeyType::currency, "c.currency = any ({plain})"},
    {"seller", KeyType::text, "exists (select from payment_order o where o.charge_id = j.charge_id "
                              "and o.seller = any ({plain}))"},
    {"age", KeyType::age, "j.created_at"},
    {"policy", KeyType::text, "retry_strategy(j.psp_account, j.ask, j.error_class) = any ({plain})"},
    {"order", KeyType::text, of_order_sql},
};

constexpr std::string_view stats_sql = R"(
select count(*) filter (where waiting) as waiting, count(*) filter (where dead) as dead,
       min(created_at) filter (where waiting) as oldest_at, min(due_at) filter (where waiting) as next_due_at,
       count(*) filter (where waiting and due_at <= $1::timestamptz + interval '5 minutes') as due_soon
  from (select state = 'queued' and (attempts > 0 or asks > 0) as waiting, state = 'dead' as dead, created_at,
               greatest(due_at, lease_until) as due_at
          from job) j)";

constexpr std::string_view psps_sql = R"(
select s.psp_account, s.paused, s.paused_by, s.pause_reason, j.waiting, j.dead, a.calls, a.ok,
       coalesce(b.forced, b.state, 'closed') as breaker, b.since as breaker_since, b.why as breaker_why, b.forced_by,
       case when b.forced is null then b.probe_at end as probe_at,
       s.intake
  from psp_account s
  left join psp_breaker b on b.psp_account = s.psp_account
  left join (
    select psp_account, count(*) filter (where state = 'queued' and (attempts > 0 or asks > 0)) as waiting,
           count(*) filter (where state = 'dead') as dead
      from job group by psp_account) j on j.psp_account = s.psp_account
  left join (
    select psp_account, count(*) as calls, count(*) filter (where error_class in ('', 'none')) as ok
      from attempt
     where started_at >= $1::timestamptz - interval '15 minutes' and finished_at is not null
     group by psp_account) a on a.psp_account = s.psp_account
 order by s.psp_account)";

views::QueueItem item_of(const pqxx::row& row, bool dead) {
  views::QueueItem item;
  item.job_id = text_of(row["job_id"]);
  item.payment_id = text_of(row["payment_id"]);
  item.order_id = text_of(row["order_id"]);
  item.psp_account = text_of(row["psp_account"]);
  item.operation = text_of(row["kind"]);
  item.amount = money_of(row["amount"], row["currency"]);
  item.error_class = text_of(row["error_class"]);
  item.last_error = text_of(row["last_error"]);
  item.attempts = small_int_of(row["attempts"]);
  item.max_attempts = small_int_of(row["max_attempts"]);
  if (dead)
    item.dead_since = optional_instant_of(row["dead_since"]);
  else
    item.due_at = optional_instant_of(row["due_at"]);
  item.policy = text_of(row["strategy"]);
  item.created_at = optional_instant_of(row["created_at"]);
  item.charge_state = text_of(row["state"]);
  item.seller = text_of(row["seller"]);
  return item;
}

views::PspQueue psp_of(const pqxx::row& row) {
  views::PspQueue psp;
  psp.psp_account = text_of(row["psp_account"]);
  psp.waiting = int_of(row["waiting"]);
  psp.dead = int_of(row["dead"]);
  psp.paused = bool_of(row["paused"]);
  psp.paused_by = text_of(row["paused_by"]);
  psp.pause_reason = text_of(row["pause_reason"]);
  psp.calls_15m = int_of(row["calls"]);
  psp.ok_15m = int_of(row["ok"]);
  psp.breaker = text_of(row["breaker"]);
  psp.breaker_since = optional_instant_of(row["breaker_since"]);
  psp.breaker_why = text_of(row["breaker_why"]);
  psp.breaker_forced_by = text_of(row["forced_by"]);
  psp.next_probe_at = optional_instant_of(row["probe_at"]);
  psp.intake = text_of(row["intake"]);
  return psp;
}

views::RetryPolicyView policy_view(const std::string& account, ErrorClass error_class, const RetryRule& rule) {
  return {std::string(to_string(rule.strategy)),
          rule.base.count(),
          rule.cap.count(),
          rule.strategy == RetryStrategy::exponential ? rule.factor : 1,
          rule.max_attempts,
          rule.strategy == RetryStrategy::exponential ? "full" : "none",
          account,
          account.empty() ? std::string() : std::string(to_string(error_class))};
}

/// What holds for accounts without rules of their own, then every own rule.
void read_policies(Tx& tx, const RetryPlan& defaults, views::QueueStats& stats) {
  stats.policy = policy_view({}, ErrorClass::psp_unavailable, defaults.rule(ErrorClass::psp_unavailable));
  for (const auto& [account, plan] : retry_plans_in_force(tx))
    for (const auto error_class : editable_classes)
      stats.policies.push_back(policy_view(account, error_class, plan.rule(error_class)));
}

} // namespace

std::vector<views::PspQueue> read_psp_queues(Tx& tx, Instant now) {
  std::vector<views::PspQueue> queues;
  for (const auto& row : tx.exec(psps_sql, Params::of(now)))
    queues.push_back(psp_of(row));
  return queues;
}

Result<std::string> queue_condition(bool dead_letter, const std::string& filter, const FilterClock& clock,
                                    Params& params) {
  auto filtered = filter_condition(filter, fields, clock, params);
  if (filtered)
    filtered->insert(0, dead_letter ? dead_condition : retry_condition);
  return filtered;
}

// Dead letters come newest first like every list; the retry queue soonest first, as that is its order of work.
Result<views::ListQueueResponse> PgQueries::list_queue(const views::ListQueueRequest& request) {
  const bool dead = request.dead_letter;
  const auto limit = page_limit(request.page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope(dead ? "dead" : "retry", request.page);
  auto ordered = request.page;
  ordered.oldest_first = dead == request.page.oldest_first;
  const KeyColumn first{dead ? "j.dead_since" : "j.due_at", "timestamptz"};
  Params params;
  const auto condition =
      queue_condition(dead, request.page.filter, {clock_.now(), options_.time_zone}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto count_sql = std::string(count_head) + *condition;
  const auto count_params = params;
  auto sql = std::string(list_head) + *condition;
  if (const auto behind = keyset_condition(scope, ordered, first, {"j.job_id", "uuid"}, params))
    sql += *behind;
  else
    return tl::unexpected(behind.error());
  sql += keyset_order(ordered, first.column, "j.job_id", *limit, params);
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::ListQueueResponse> {
    views::ListQueueResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(item_of(row, dead));
    response.total = int_of(tx.exec_once(count_sql, count_params)[0][0]);
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      const auto at = dead ? last.dead_since : last.due_at;
      response.next_cursor = encode_cursor(scope, {format_instant(at.value_or(Instant{})), last.job_id});
    }
    return response;
  });
}

Result<views::QueueStats> PgQueries::queue_stats() {
  const auto now = clock_.now();
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::QueueStats> {
    const auto row = tx.exec(stats_sql, Params::of(now))[0];
    views::QueueStats stats;
    stats.waiting = int_of(row["waiting"]);
    stats.dead = int_of(row["dead"]);
    stats.oldest_at = optional_instant_of(row["oldest_at"]);
    stats.next_due_at = optional_instant_of(row["next_due_at"]);
    stats.due_within_5m = int_of(row["due_soon"]);
    stats.psps = read_psp_queues(tx, now);
    read_policies(tx, default_plan(options_.retry), stats);
    return stats;
  });
}

} // namespace paydesk::store
