// The queue of deliveries: claimed fairly over endpoints, ended under a fencing token.
#include "store/webhooks.h"

#include "store/columns.h"
#include "store/row_values.h"
#include "store/webhook_rows.h"

namespace paydesk::store {
namespace {

// Each endpoint offers what it has room for; the offers are taken in turns, so that many deliveries for one endpoint
// leave room for the others'.
constexpr std::string_view claim_sql = R"(
with open as (
  select e.endpoint_id, case when e.failures >= $4::int then 1 else $3::int end - coalesce(b.busy, 0) as room
    from webhook_endpoint e
    left join unnest($1::uuid[], $2::int[]) as b(endpoint_id, busy) on b.endpoint_id = e.endpoint_id
   where e.state = 'enabled' and (e.paused_until is null or e.paused_until <= $6::timestamptz)
), ready as materialized (
  select o.endpoint_id, d.delivery_id, d.due_at
    from open o
   cross join lateral (
     select w.delivery_id, w.due_at from webhook_delivery w
      where w.endpoint_id = o.endpoint_id and w.state = 'queued' and w.due_at <= $6::timestamptz
        and w.expires_at > $6::timestamptz
      order by w.due_at, w.delivery_id limit greatest(o.room, 0) for update skip locked) d
), picked as (
  select delivery_id
    from (select delivery_id, row_number() over (partition by endpoint_id order by due_at, delivery_id) as turn
            from ready) r
   order by turn limit $5::int
), taken as (
  update webhook_delivery w set leased = true, due_at = $7::timestamptz, token = nextval('fencing_token')
    from picked p where w.delivery_id = p.delivery_id
  returning w.delivery_id, w.endpoint_id, w.event_id, w.token, w.attempts, w.expires_at
)
select t.delivery_id, t.endpoint_id, t.event_id, t.token, t.attempts, t.expires_at, e.url, m.body, s.secrets
  from taken t
  join webhook_endpoint e on e.endpoint_id = t.endpoint_id
  join webhook_message m on m.event_id = t.event_id
 cross join lateral (
   select string_agg(encode(secret, 'hex'), ',' order by created_at desc, secret_id desc) as secrets
     from webhook_secret
    where endpoint_id = t.endpoint_id and (expires_at is null or expires_at > $6::timestamptz)) s)";

constexpr std::string_view healths_sql = R"(
select endpoint_id, state, state_reason, failures, failing, failing_since, paused_until, last_success_at
  from webhook_endpoint where endpoint_id = any($1::uuid[]) order by endpoint_id for no key update)";

constexpr std::string_view store_healths_sql = R"(
update webhook_endpoint e
   set state = case when e.state = 'enabled' and not v.enabled then 'disabled' else e.state end,
       state_reason = v.reason, failures = v.failures, failing = v.failing, failing_since = v.since,
       paused_until = v.paused_until, last_success_at = v.success_at
  from unnest($1::uuid[], $2::bool[], $3::text[], $4::int[], $5::bool[], $6::timestamptz[], $7::timestamptz[],
              $8::timestamptz[]) as v(id, enabled, reason, failures, failing, since, paused_until, success_at)
 where e.endpoint_id = v.id
   and (v.enabled, v.failures, v.failing, v.since, v.paused_until, v.success_at) is distinct from
       (e.state = 'enabled', e.failures, e.failing, e.failing_since, e.paused_until, e.last_success_at))";

constexpr std::string_view alerts_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $3::timestamptz, 'alert', 'webhook_endpoint', id, jsonb_build_object('code', code)::text
  from unnest($1::text[], $2::text[]) as v(id, code))";

constexpr std::string_view log_sql = R"(
insert into webhook_attempt (delivery_id, at, http_status, latency_ms, error, response)
select * from unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[], $5::text[], $6::text[]))";

// A stale sender's outcome is logged above, but moves nothing.
constexpr std::string_view end_sql = R"(
update webhook_delivery d
   set state = v.state, leased = false, attempts = d.attempts + 1, last_status = v.status, last_error = v.error,
       due_at = case when v.state = 'queued' then v.due_at else d.due_at end,
       done_at = case when v.state <> 'queued' then v.at end
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::int[], $7::text[])
       as v(id, token, state, due_at, at, status, error)
 where d.delivery_id = v.id and d.token = v.token and d.state = 'queued')";

constexpr std::string_view give_up_sql = R"(
update webhook_delivery d
   set state = 'failed', leased = false, done_at = $2::timestamptz,
       last_error = case when last_error = '' then 'its time ran out before it could be sent' else last_error end
 where delivery_id in (
   select delivery_id from webhook_delivery
    where state = 'queued' and expires_at <= $2::timestamptz and due_at <= $2::timestamptz
    order by expires_at limit $1::int for update skip locked))";

constexpr std::string_view backlog_sql = R"(
select (select count(*) from webhook_endpoint where state = 'enabled') as endpoints,
       (select count(*) from webhook_endpoint where state = 'enabled' and failing) as failing,
       count(*) as queued, count(*) filter (where due_at <= $1::timestamptz) as due,
       min(due_at) filter (where due_at <= $1::timestamptz) as oldest_due
  from webhook_delivery where state = 'queued')";

DueDelivery due_of(const pqxx::row& row) {
  DueDelivery due;
  due.delivery_id = uuid_of(row["delivery_id"]);
  due.endpoint_id = uuid_of(row["endpoint_id"]);
  due.event_id = uuid_of(row["event_id"]);
  due.token = int_of(row["token"]);
  due.attempts = static_cast<int>(int_of(row["attempts"]));
  due.expires_at = instant_of(row["expires_at"]);
  due.url = text_of(row["url"]);
  due.body = text_of(row["body"]);
  for (const auto& hex : split_list(text_of(row["secrets"])))
    due.secrets.push_back(bytes_of_hex(hex));
  return due;
}

std::vector<EndpointHealth> lock_healths(Tx& tx, std::span<const Uuid> endpoint_ids) {
  std::vector<EndpointHealth> healths;
  const auto ids = array_of(endpoint_ids, [](const Uuid& id) { return id; });
  for (const auto& row : tx.exec(healths_sql, Params::of(ids))) {
    EndpointHealth health;
    health.endpoint_id = uuid_of(row["endpoint_id"]);
    health.enabled = text_of(row["state"]) == "enabled";
    health.state_reason = text_of(row["state_reason"]);
    health.failures = static_cast<int>(int_of(row["failures"]));
    health.failing = bool_of(row["failing"]);
    health.failing_since = optional_instant_of(row["failing_since"]);
    health.paused_until = optional_instant_of(row["paused_until"]);
    health.last_success_at = optional_instant_of(row["last_success_at"]);
    healths.push_back(std::move(health));
  }
  return healths;
}

void store_healths(Tx& tx, const std::vector<EndpointHealth>& healths, Instant now) {
  Columns<8> changed;
  Columns<2> alerts;
  for (const auto& health : healths) {
    changed.add(health.endpoint_id, health.enabled, health.state_reason, health.failures, health.failing,
                health.failing_since, health.paused_until, health.last_success_at);
    for (const auto& code : health.alerts)
      alerts.add(health.endpoint_id.to_string(), code);
  }
  if (!changed.empty())
    tx.exec(store_healths_sql, changed.params());
  if (!alerts.empty()) {
    auto params = alerts.params();
    params.add(now);
    tx.exec(alerts_sql, params);
  }
}

} // namespace

Result<std::vector<DueDelivery>> PgWebhooks::claim(const ClaimDeliveries& claim) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<DueDelivery>> {
    Columns<2> busy;
    for (const auto& [endpoint, calls] : claim.busy)
      busy.add(endpoint, calls);
    auto params = busy.params();
    params.add(claim.window).add(claim.probe_after).add(claim.most).add(claim.now).add(claim.lease_until);
    std::vector<DueDelivery> due;
    for (const auto& row : tx.exec(claim_sql, params))
      due.push_back(due_of(row));
    return due;
  });
}

Result<void> PgWebhooks::finish(std::span<const DeliveryEnd> ends, std::span<const Uuid> endpoint_ids,
                                const std::function<void(std::vector<EndpointHealth>&)>& judge) {
  if (ends.empty())
    return {};
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    auto healths = lock_healths(tx, endpoint_ids);
    judge(healths);
    store_healths(tx, healths, ends.front().at);
    Columns<6> log;
    Columns<7> ended;
    for (const auto& end : ends) {
      log.add(end.delivery_id, end.at, end.http_status, end.latency_ms, end.error, end.response);
      ended.add(end.delivery_id, end.token, end.state, end.due_at, end.at, end.http_status, end.error);
    }
    tx.exec(log_sql, log.params());
    tx.exec(end_sql, ended.params());
    return {};
  });
}

Result<int> PgWebhooks::give_up(int most, Instant now) {
  return database_.in_transaction([&](Tx& tx) -> Result<int> {
    return static_cast<int>(tx.exec(give_up_sql, Params::of(most, now)).affected_rows());
  });
}

Result<WebhookBacklog> PgWebhooks::backlog(Instant now) {
  return database_.in_transaction([&](Tx& tx) -> Result<WebhookBacklog> {
    const auto row = tx.exec(backlog_sql, Params::of(now))[0];
    return WebhookBacklog{int_of(row["endpoints"]), int_of(row["failing"]), int_of(row["queued"]), int_of(row["due"]),
                          optional_instant_of(row["oldest_due"])};
  });
}

} // namespace paydesk::store
