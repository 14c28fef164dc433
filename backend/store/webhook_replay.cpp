// Sending deliveries again, and having incoming webhooks applied again.
#include "store/webhooks.h"

#include <map>

#include "store/columns.h"
#include "store/command_log.h"
#include "store/webhook_rows.h"

namespace paydesk::store {
namespace {

constexpr int most_items = 1000;

// Endpoints before deliveries, in the order in which senders lock them.
constexpr std::string_view lock_endpoints_sql = R"(
select endpoint_id from webhook_endpoint
 where endpoint_id in (select endpoint_id from webhook_delivery where delivery_id = any($1::uuid[]))
 order by endpoint_id for no key update)";

constexpr std::string_view failed_sql = R"(
select delivery_id from webhook_delivery
 where endpoint_id = $1::uuid and state = 'failed' and created_at >= $2::timestamptz
 order by created_at, delivery_id limit $3::int)";

// Counted no further than is told.
constexpr std::string_view left_sql = R"(
select count(*) from (select from webhook_delivery
 where endpoint_id = $1::uuid and state = 'failed' and created_at >= $2::timestamptz limit 10001) x)";

constexpr std::string_view endpoint_state_sql = "select state from webhook_endpoint where endpoint_id = $1::uuid";

constexpr std::string_view deliveries_sql = R"(
select d.delivery_id, d.payment_id, d.state, d.leased and d.due_at > $2::timestamptz as under_way, e.state as at
  from webhook_delivery d join webhook_endpoint e on e.endpoint_id = d.endpoint_id
 where d.delivery_id = any($1::uuid[]) for update of d)";

constexpr std::string_view requeue_sql = R"(
update webhook_delivery
   set state = 'queued', leased = false, attempts = 0, due_at = $2::timestamptz, expires_at = $3::timestamptz,
       token = nextval('fencing_token'), done_at = null
 where delivery_id = any($1::uuid[]))";

constexpr std::string_view unpause_sql = R"(
update webhook_endpoint set paused_until = null
 where paused_until is not null
   and endpoint_id in (select endpoint_id from webhook_delivery where delivery_id = any($1::uuid[])))";

constexpr std::string_view incoming_sql = R"(
select webhook_id, state, payment_id from webhook_event where webhook_id = any($1::uuid[]) for update)";

constexpr std::string_view reapply_sql = R"(
update webhook_event set state = 'pending', tries = 0, due_at = $2::timestamptz, message = ''
 where webhook_id = any($1::uuid[]))";

std::string ids_of(const std::vector<Uuid>& ids) {
  return array_of(ids, [](const Uuid& id) { return id; });
}

struct Known {
  std::optional<Uuid> payment_id;
  std::string refusal; ///< empty: it can be done
  std::string promise;
};

std::optional<Uuid> payment_of(const pqxx::row& row) {
  return row["payment_id"].is_null() ? std::nullopt : std::optional(uuid_of(row["payment_id"]));
}

std::map<Uuid, Known> read_deliveries(Tx& tx, const std::vector<Uuid>& ids, Instant now) {
  std::map<Uuid, Known> known;
  for (const auto& row : tx.exec(deliveries_sql, Params::of(ids_of(ids), now))) {
    Known one{payment_of(row), {}, "is sent again now"};
    const auto at = text_of(row["at"]);
    if (at == "removed")
      one.refusal = "its endpoint was removed";
    else if (at != "enabled")
      one.refusal = "its endpoint is disabled; enable it first";
    else if (bool_of(row["under_way"]))
      one.refusal = "it is being sent right now";
    else if (text_of(row["state"]) == "queued")
      one.promise = "waited to be sent, is tried now";
    known.emplace(uuid_of(row["delivery_id"]), std::move(one));
  }
  return known;
}

std::map<Uuid, Known> read_incoming(Tx& tx, const std::vector<Uuid>& ids) {
  std::map<Uuid, Known> known;
  for (const auto& row : tx.exec(incoming_sql, Params::of(ids_of(ids)))) {
    const auto state = text_of(row["state"]);
    known.emplace(uuid_of(row["webhook_id"]),
                  Known{payment_of(row), state == "pending" ? "it waits to be applied already" : "",
                        state == "waiting" ? "is looked at again now" : "was " + state + ", is applied again now"});
  }
  return known;
}

/// One result an id, in order, and the ids that something is done with, each once.
views::WebhookCommandResponse sort_out(const std::vector<Uuid>& ids, const std::map<Uuid, Known>& known,
                                       const char* none, std::vector<Uuid>& doable) {
  views::WebhookCommandResponse response;
  std::map<Uuid, bool> seen;
  for (const auto& id : ids) {
    const auto at = known.find(id);
    const auto refusal = at == known.end() ? none : seen[id] ? "is named twice" : at->second.refusal;
    seen[id] = true;
    response.results.push_back({id.to_string(), refusal.empty(), refusal.empty() ? at->second.promise : refusal});
    if (refusal.empty())
      doable.push_back(id);
  }
  return response;
}

Result<views::WebhookCommandResponse> conclude(Tx& tx, const Caller& caller, const char* action,
                                               const std::map<Uuid, Known>& known, const std::vector<Uuid>& done,
                                               const std::string& reason, Instant now,
                                               views::WebhookCommandResponse response,
                                               const KeepAnswer<views::WebhookCommandResponse>& keep) {
  std::vector<AuditItem> items;
  for (const auto& id : done)
    items.push_back({id.to_string(), known.at(id).payment_id, known.at(id).promise});
  write_audit(tx, caller, now, action, items, {"reason", reason});
  if (keep)
    if (const auto kept = store_answer(tx, keep(response)); !kept)
      return tl::unexpected(kept.error());
  return response;
}

/// The deliveries that an order names; not_found for an endpoint that does not exist.
Result<std::vector<Uuid>> named(Tx& tx, const ReplayOrder& order) {
  if (!order.endpoint_id)
    return order.delivery_ids;
  const auto state = tx.exec(endpoint_state_sql, Params::of(*order.endpoint_id));
  if (state.empty())
    return fail(ErrorCode::not_found, "there is no webhook endpoint with this id", "endpoint_id");
  if (text_of(state[0][0]) != "enabled")
    return fail(ErrorCode::failed_precondition,
                "this endpoint is " + text_of(state[0][0]) + "; nothing was queued again", "endpoint_id");
  std::vector<Uuid> ids;
  for (const auto& row : tx.exec(failed_sql, Params::of(*order.endpoint_id, order.since, most_items)))
    ids.push_back(uuid_of(row[0]));
  return ids;
}

} // namespace

Result<views::WebhookCommandResponse> PgWebhooks::replay(const Caller& caller, const ReplayOrder& order, Instant now,
                                                         const KeepAnswer<views::WebhookCommandResponse>& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookCommandResponse> {
    const auto ids = named(tx, order);
    if (!ids)
      return tl::unexpected(ids.error());
    tx.exec(lock_endpoints_sql, Params::of(ids_of(*ids)));
    const auto known = read_deliveries(tx, *ids, now);
    std::vector<Uuid> doable;
    auto response = sort_out(*ids, known, "there is no such delivery", doable);
    tx.exec(requeue_sql, Params::of(ids_of(doable), now, order.expires_at));
    tx.exec(unpause_sql, Params::of(ids_of(doable)));
    if (order.endpoint_id)
      response.remaining = int_of(tx.exec(left_sql, Params::of(*order.endpoint_id, order.since))[0][0]);
    return conclude(tx, caller, "webhook.replay", known, doable, order.reason, now, std::move(response), keep);
  });
}

Result<views::WebhookCommandResponse>
PgWebhooks::replay_incoming(const Caller& caller, const std::vector<Uuid>& webhook_ids, const std::string& reason,
                            Instant now, const KeepAnswer<views::WebhookCommandResponse>& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookCommandResponse> {
    const auto known = read_incoming(tx, webhook_ids);
    std::vector<Uuid> doable;
    auto response = sort_out(webhook_ids, known, "there is no such webhook", doable);
    tx.exec(reapply_sql, Params::of(ids_of(doable), now));
    return conclude(tx, caller, "webhook.replay_incoming", known, doable, reason, now, std::move(response), keep);
  });
}

} // namespace paydesk::store
