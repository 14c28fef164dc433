// The Flow screen: moves between statuses, the PSPs' health, and the curves.
#include <map>
#include <utility>

#include "store/flow_reads.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

// A refund that was asked for is a move too, though its first row moves nothing.
constexpr std::string_view moves_sql = R"(
with moves as (
  select h.subject, h.from_state, h.to_state, h.at, h.payment_id
    from history h
   where h.from_state <> h.to_state and h.at >= least($1::timestamptz, $2::timestamptz - interval '5 minutes')
  union all
  select 'refund', '', 'requested', r.created_at, r.payment_id
    from refund r where r.created_at >= least($1::timestamptz, $2::timestamptz - interval '5 minutes'))
select subject, from_state, to_state, count(*) filter (where at >= $1 and at < $3::timestamptz) as moved,
       count(*) filter (where at >= $2::timestamptz - interval '5 minutes') as moved_5m
  from moves m
 where ($4::text = '' and $5::text = '')
    or exists (select from charge c where c.payment_id = m.payment_id
                  and ($4 = '' or c.psp_account = $4) and ($5 = '' or c.currency = $5))
 group by subject, from_state, to_state
 order by subject, from_state, to_state)";

constexpr std::string_view psps_sql = R"(
select s.psp_account, s.paused,
       count(*) filter (where a.recent) as calls, count(*) filter (where a.recent and a.ok) as good,
       count(*) filter (where not a.recent) as calls_before,
       count(*) filter (where not a.recent and a.ok) as good_before,
       count(*) filter (where a.now) as calls_now, count(*) filter (where a.now and a.gone) as gone_now,
       to_char(min(a.started_at) filter (where a.gone) at time zone $2::text, 'HH24:MI') as gone_since
  from psp_account s
  left join lateral (
    select started_at, started_at >= $1::timestamptz - interval '15 minutes' as recent,
           started_at >= $1::timestamptz - interval '5 minutes' as now, error_class in ('', 'none') as ok,
           error_class in ('psp_unavailable', 'outcome_unknown') or http_status >= 500 as gone
      from attempt a
     where a.psp_account = s.psp_account and a.started_at >= $1::timestamptz - interval '75 minutes'
       and a.finished_at is not null) a on true
 where $3::text = '' or s.psp_account = $3
 group by s.psp_account, s.paused
 order by s.psp_account)";

constexpr std::string_view captured_sql = R"(
select h.hour, to_char(h.hour at time zone $2::text, 'HH24:00') as label, count(t.transaction_id) as value
  from generate_series(date_trunc('hour', $1::timestamptz) - interval '23 hours', $1::timestamptz, interval '1 hour')
       as h(hour)
  left join ledger_transaction t on t.booked_at >= h.hour and t.booked_at < h.hour + interval '1 hour'
   and t.kind = 'capture'
   and ($3::text = '' or starts_with(t.cause, $3 || '/')) -- a capture's cause is "account/reference"
 group by h.hour
 order by h.hour)";

// The depth now, and backwards from it by what came into and left the retry queue since each point.
constexpr std::string_view depth_sql = R"(
with now_depth as (
  select count(*) as depth from job where state = 'queued' and (attempts > 0 or asks > 0)
     and ($3::text = '' or psp_account = $3)),
moves as (
  select h.at, case when h.to_state in ('retry_scheduled', 'unknown') then 1 else 0 end
             - case when h.from_state in ('retry_scheduled', 'unknown') then 1 else 0 end as step
    from history h
   where h.at >= $1::timestamptz - interval '1 hour' and h.from_state <> h.to_state
     and h.subject in ('charge', 'refund')
     and (h.to_state in ('retry_scheduled', 'unknown') or h.from_state in ('retry_scheduled', 'unknown'))
     and ($3 = '' or exists (select from charge c where c.payment_id = h.payment_id and c.psp_account = $3)))
select p.at, to_char(p.at at time zone $2::text, 'HH24:MI') as label,
       greatest(n.depth - coalesce((select sum(m.step) from moves m where m.at > p.at), 0), 0) as value
  from generate_series($1::timestamptz - interval '1 hour', $1::timestamptz, interval '5 minutes') as p(at)
  cross join now_depth n
 order by p.at)";

constexpr std::string_view breaks_sql = R"(
select l.label, count(b.break_id) as value
  from (values (1, '<1d', interval '0', interval '1 day'), (2, '1-3d', interval '1 day', interval '3 days'),
               (3, '3-7d', interval '3 days', interval '7 days'), (4, '>7d', interval '7 days', interval '1000 years'))
       as l(place, label, youngest, oldest)
  left join recon_break b on b.state in ('open', 'proposed', 'waiting', 'reopened')
   and $1::timestamptz - b.opened_at >= l.youngest and $1::timestamptz - b.opened_at < l.oldest
   and ($2::text = '' or b.psp_account = $2)
 group by l.place, l.label
 order by l.place)";

constexpr std::int64_t fewest_calls = 5;    ///< fewer tell nothing
constexpr std::int64_t incident_percent = 30;

/// The shown statuses a move leads from and to; empty when it shows nothing.
std::pair<std::string, std::string> shown_move(const std::string& subject, const std::string& from,
                                               const std::string& to) {
  if (subject == "order")
    return {from, to};
  if (subject == "charge") {
    const auto shown = [](const std::string& state) { return state == "voided" ? std::string("cancelled") : state; };
    return {shown(from), shown(to)};
  }
  if (subject == "refund") {
    if (from.empty())
      return {"captured", "refund_pending"};
    if (to == "succeeded")
      return {"refund_pending", "refunded"};
    return to == "failed" || to == "rejected" ? std::pair<std::string, std::string>{"refund_pending", "captured"}
                                              : std::pair<std::string, std::string>{};
  }
  if (to == "won" || to == "lost")
    return {"disputed", "dispute_" + to};
  return to == "needs_response" ? std::pair<std::string, std::string>{"captured", "disputed"}
                                : std::pair<std::string, std::string>{};
}

double rate(std::int64_t good, std::int64_t calls) {
  return calls == 0 ? -1 : static_cast<double>(good) / static_cast<double>(calls);
}

void add_points(const pqxx::result& rows, const char* at, std::vector<views::SeriesPoint>& points) {
  for (const auto& row : rows)
    points.push_back({at == nullptr ? std::nullopt : optional_instant_of(row[at]), text_of(row["label"]),
                      real_of(row["value"])});
}

} // namespace

void add_flow_moves(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  struct Moved {
    std::int64_t in_range = 0, last_5m = 0;
  };
  std::map<std::pair<std::string, std::string>, Moved> moves;
  const auto rows =
      tx.exec(moves_sql, Params::of(scope.from, scope.now, scope.to, scope.psp_account, scope.currency));
  for (const auto& row : rows) {
    const auto shown = shown_move(text_of(row["subject"]), text_of(row["from_state"]), text_of(row["to_state"]));
    if (shown.first == shown.second || shown.first.empty())
      continue;
    auto& moved = moves[shown];
    moved.in_range += int_of(row["moved"]);
    moved.last_5m += int_of(row["moved_5m"]);
  }
  for (const auto& [ends, moved] : moves)
    flow.edges.push_back({ends.first, ends.second, static_cast<double>(moved.last_5m) / 5.0, moved.in_range});
}

void add_flow_psps(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  for (const auto& row : tx.exec(psps_sql, Params::of(scope.now, scope.time_zone, scope.psp_account))) {
    const auto account = text_of(row["psp_account"]);
    flow.psps.push_back({account, rate(int_of(row["good"]), int_of(row["calls"])),
                         rate(int_of(row["good_before"]), int_of(row["calls_before"])), bool_of(row["paused"])});
    const auto calls = int_of(row["calls_now"]);
    const auto percent = calls < fewest_calls ? 0 : int_of(row["gone_now"]) * 100 / calls;
    if (percent >= incident_percent)
      flow.incident += (flow.incident.empty() ? "" : "; ") + account + ": 5xx or no answer for " +
                       std::to_string(percent) + " % of calls, since " + text_of(row["gone_since"]);
  }
}

void add_flow_series(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  const auto params = Params::of(scope.now, scope.time_zone, scope.psp_account);
  add_points(tx.exec(captured_sql, params), "hour", flow.captured_by_hour);
  add_points(tx.exec(depth_sql, params), "at", flow.queue_depth);
  add_points(tx.exec(breaks_sql, Params::of(scope.now, scope.psp_account)), nullptr, flow.breaks_by_age);
}

} // namespace paydesk::store
