// Events become messages and deliveries, once.
#include "store/webhooks.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "store/columns.h"
#include "store/webhook_rows.h"

namespace paydesk::store {
namespace {

// Looking first keeps an idle fan-out from locking, which writes.
constexpr std::string_view look_sql = R"(
select exists (select from webhook_endpoint where state = 'enabled')
   and (select position from webhook_cursor) < (select position from event_head))";

constexpr std::string_view cursor_sql = "select position from webhook_cursor for update skip locked";

constexpr std::string_view subscriptions_sql = R"(
select endpoint_id, shop_id, entity, array_to_string(kinds, ',') as kinds, from_position
  from webhook_endpoint where state = 'enabled' order by endpoint_id)";

// Positions are dense, so a batch is a range of them.
constexpr std::string_view upto_sql = "select least(position, $1::bigint + $2::int) from event_head";

constexpr std::string_view events_sql = R"(
select e.position, e.at, e.kind, e.subject_kind, e.subject_id, e.payment_id, p.caller_id, p.entity
  from event e join payment p on p.payment_id = e.payment_id
 where e.position > $1::bigint and e.position <= $2::bigint and e.kind = any($3::text[])
 order by e.position)";

constexpr std::string_view snapshots_sql = R"(
select v.n, p.payment_id, p.checkout_reference, p.buyer, p.currency, p.total, p.created_at, c.charge_id, c.psp_account,
       c.state, c.error_class, c.captured, r.refund_id, r.order_id, r.amount as refund_amount,
       r.state as refund_state, r.reason, r.created_at as refund_at, d.dispute_id, d.amount as dispute_amount,
       d.state as dispute_state, d.created_at as dispute_at
  from unnest($1::int[], $2::uuid[], $3::text[], $4::uuid[]) as v(n, payment_id, subject_kind, subject_id)
  join payment p on p.payment_id = v.payment_id
  left join refund r on v.subject_kind = 'refund' and r.refund_id = v.subject_id
  left join dispute d on v.subject_kind = 'dispute' and d.dispute_id = v.subject_id
  left join payment_order o on v.subject_kind = 'order' and o.order_id = v.subject_id
  left join charge c on c.charge_id = case v.subject_kind when 'charge' then v.subject_id
                                      else coalesce(r.charge_id, d.charge_id, o.charge_id) end
 order by v.n)";

constexpr std::string_view orders_sql = R"(
select charge_id, order_id, seller, reference, status, amount, captured, refunded, refund_pending, disputed, lost,
       settled, reversed
  from payment_order where charge_id = any($1::uuid[]) order by charge_id, line_no)";

constexpr std::string_view insert_messages_sql = R"(
insert into webhook_message (event_id, position, kind, payment_id, body, created_at)
select id, position, kind, payment_id, body, $6::timestamptz
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::text[]) as v(id, position, kind, payment_id, body)
on conflict do nothing)";

constexpr std::string_view insert_deliveries_sql = R"(
insert into webhook_delivery (delivery_id, endpoint_id, event_id, payment_id, state, due_at, expires_at, created_at)
select id, endpoint_id, event_id, payment_id, 'queued', $5::timestamptz, $6::timestamptz, $5::timestamptz
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as v(id, endpoint_id, event_id, payment_id)
on conflict do nothing)";

constexpr std::string_view move_cursor_sql = "update webhook_cursor set position = $1::bigint";

std::vector<Subscription> read_subscriptions(Tx& tx) {
  std::vector<Subscription> all;
  for (const auto& row : tx.exec(subscriptions_sql)) {
    Subscription one{uuid_of(row["endpoint_id"]), std::nullopt, text_of(row["entity"]),
                     split_list(text_of(row["kinds"])), int_of(row["from_position"])};
    if (!row["shop_id"].is_null())
      one.shop_id = uuid_of(row["shop_id"]);
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<ShopEvent> read_events(Tx& tx, std::int64_t after, std::int64_t upto,
                                   const std::vector<std::string>& kinds) {
  std::vector<ShopEvent> events;
  const auto wanted = array_of(kinds, [](const std::string& kind) { return kind; });
  for (const auto& row : tx.exec(events_sql, Params::of(after, upto, wanted)))
    events.push_back({int_of(row["position"]), instant_of(row["at"]), text_of(row["kind"]),
                      text_of(row["subject_kind"]), text_of(row["subject_id"]), uuid_of(row["payment_id"]),
                      uuid_of(row["caller_id"]), text_of(row["entity"])});
  return events;
}

ShopSnapshot snapshot_of(const pqxx::row& row) {
  ShopSnapshot shot;
  shot.payment_id = uuid_of(row["payment_id"]);
  shot.checkout_reference = text_of(row["checkout_reference"]);
  shot.buyer = text_of(row["buyer"]);
  shot.psp_account = text_of(row["psp_account"]);
  shot.state = text_of(row["state"]);
  shot.error_class = text_of(row["error_class"]);
  shot.currency = Currency::find(row["currency"].c_str()).value_or(Currency{});
  shot.total = int_of(row["total"]);
  shot.captured = int_of(row["captured"]);
  shot.created_at = instant_of(row["created_at"]);
  if (!row["refund_id"].is_null())
    shot.refund = ShopSnapshot::Refund{uuid_of(row["refund_id"]),     uuid_of(row["order_id"]),
                                       int_of(row["refund_amount"]),  text_of(row["refund_state"]),
                                       text_of(row["reason"]),        instant_of(row["refund_at"])};
  if (!row["dispute_id"].is_null())
    shot.dispute = ShopSnapshot::Dispute{uuid_of(row["dispute_id"]), int_of(row["dispute_amount"]),
                                         text_of(row["dispute_state"]), instant_of(row["dispute_at"])};
  return shot;
}

std::unordered_map<Uuid, std::vector<ShopSnapshot::Order>> read_orders(Tx& tx, const std::vector<Uuid>& charges) {
  std::unordered_map<Uuid, std::vector<ShopSnapshot::Order>> orders;
  const auto ids = array_of(charges, [](const Uuid& id) { return id; });
  for (const auto& row : tx.exec(orders_sql, Params::of(ids)))
    orders[uuid_of(row["charge_id"])].push_back(
        {uuid_of(row["order_id"]), text_of(row["seller"]), text_of(row["reference"]), text_of(row["status"]),
         OrderAmounts{int_of(row["amount"]), int_of(row["captured"]), int_of(row["refunded"]),
                      int_of(row["refund_pending"]), int_of(row["disputed"]), int_of(row["lost"]),
                      int_of(row["settled"]), int_of(row["reversed"])}});
  return orders;
}

/// By index into `messages`.
std::map<std::size_t, ShopSnapshot> read_snapshots(Tx& tx, const std::vector<ShopEvent>& events,
                                                   const std::vector<PlannedMessage>& messages) {
  Columns<4> subjects;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const auto& event = events[messages[i].event];
    subjects.add(i, event.payment_id, event.subject_kind, Uuid::parse(event.subject_id));
  }
  std::map<std::size_t, ShopSnapshot> shots;
  std::map<std::size_t, Uuid> charge_of;
  std::vector<Uuid> charges;
  for (const auto& row : tx.exec(snapshots_sql, subjects.params())) {
    const auto n = static_cast<std::size_t>(int_of(row["n"]));
    shots.emplace(n, snapshot_of(row));
    charges.push_back(charge_of[n] = uuid_of(row["charge_id"]));
  }
  auto orders = read_orders(tx, charges);
  for (auto& [n, shot] : shots)
    shot.orders = orders[charge_of.at(n)];
  return shots;
}

void insert_messages(Tx& tx, const std::vector<ShopEvent>& events, const std::vector<PlannedMessage>& messages,
                     Instant now, const FanOutPlan& plan) {
  const auto shots = read_snapshots(tx, events, messages);
  Columns<5> bodies;
  Columns<4> deliveries;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const auto& message = messages[i];
    const auto& event = events[message.event];
    const auto shot = shots.find(i);
    if (shot == shots.end())
      continue;
    const auto body =
        plan.compose({message.event_id, event.position, message.kind, event.at, &shot->second});
    bodies.add(message.event_id, event.position, message.kind, event.payment_id, body);
    for (std::size_t e = 0; e < message.endpoints.size(); ++e)
      deliveries.add(message.delivery_ids[e], message.endpoints[e], message.event_id, event.payment_id);
  }
  auto message_params = bodies.params();
  message_params.add(now);
  tx.exec(insert_messages_sql, message_params);
  auto delivery_params = deliveries.params();
  delivery_params.add(now).add(now + plan.max_age);
  tx.exec(insert_deliveries_sql, delivery_params);
}

} // namespace

Result<int> PgWebhooks::fan_out(int most, Instant now, const FanOutPlan& plan) {
  return database_.in_transaction([&](Tx& tx) -> Result<int> {
    if (!bool_of(tx.exec(look_sql)[0][0]))
      return 0;
    const auto cursor = tx.exec(cursor_sql);
    if (cursor.empty())
      return 0; // another daemon is at it
    const auto subscriptions = read_subscriptions(tx);
    if (subscriptions.empty())
      return 0;
    // What happened before the first of them began to listen is nobody's business.
    auto after = subscriptions.front().from_position;
    for (const auto& one : subscriptions)
      after = std::min(after, one.from_position);
    after = std::max(after, int_of(cursor[0][0]));
    const auto upto = int_of(tx.exec(upto_sql, Params::of(after, most))[0][0]);
    if (upto <= after)
      return 0;
    const auto events = read_events(tx, after, upto, plan.kinds);
    const auto messages = plan.pick(events, subscriptions);
    if (!messages.empty())
      insert_messages(tx, events, messages, now, plan);
    tx.exec(move_cursor_sql, Params::of(upto));
    return static_cast<int>(upto - after);
  });
}

} // namespace paydesk::store
