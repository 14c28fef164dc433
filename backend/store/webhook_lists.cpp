// What is shown of webhooks in both directions. Nothing here reads a secret.
#include "store/webhooks.h"

#include "store/columns.h"
#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/row_values.h"
#include "store/snapshot.h"
#include "store/webhook_rows.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

// Counted no further than a screen tells: 10001 is "more than 10000".
constexpr std::string_view endpoint_head = R"(
select e.endpoint_id, coalesce(p.login, '') as shop, e.entity, e.url, array_to_string(e.kinds, ',') as kinds,
       e.description, e.api_version, e.state, e.state_reason, e.failing, e.failures, e.failing_since, e.paused_until,
       e.last_success_at, e.created_at, e.created_by, e.changed_at, e.changed_by,
       (select count(*) from (select from webhook_delivery d
         where d.endpoint_id = e.endpoint_id and d.state = 'queued' limit 10001) q) as queued,
       (select count(*) from (select from webhook_delivery d
         where d.endpoint_id = e.endpoint_id and d.state = 'failed' limit 10001) f) as failed
  from webhook_endpoint e left join principal p on p.principal_id = e.shop_id where )";

constexpr FilterField endpoint_fields[] = {
    {"", KeyType::text, "e.endpoint_id = any ({ids}) or e.url ilike any ({contains}) "
                        "or e.description ilike any ({contains})"},
    {"created", KeyType::time, "e.created_at"},
    {"shop", KeyType::text, "p.login = any ({plain})"},
    {"entity", KeyType::text, "e.entity = any ({plain})"},
    {"state", KeyType::text, "e.state = any ({plain}) or (e.failing and 'failing' = any ({plain}))"},
    {"kind", KeyType::text, "e.kinds && {plain}"},
};

constexpr std::string_view delivery_head = R"(
select d.delivery_id, d.endpoint_id, e.url, d.event_id, m.kind, m.position, d.payment_id, d.state, d.attempts, d.due_at,
       d.expires_at, d.last_status, d.last_error, d.created_at, d.done_at, d.leased
  from webhook_delivery d
  join webhook_endpoint e on e.endpoint_id = d.endpoint_id
  join webhook_message m on m.event_id = d.event_id where )";

constexpr FilterField delivery_fields[] = {
    {"", KeyType::text, "d.delivery_id = any ({ids}) or d.event_id = any ({ids}) or d.payment_id = any ({ids})"},
    {"created", KeyType::time, "d.created_at"},
    {"endpoint", KeyType::text, "d.endpoint_id = any ({ids})"},
    {"state", KeyType::text, "d.state = any ({plain})"},
    {"kind", KeyType::text, "m.kind = any ({plain})"},
    {"payment", KeyType::text, "d.payment_id = any ({ids})"},
    {"status", KeyType::number, "d.last_status"},
    {"attempts", KeyType::number, "d.attempts"},
};

constexpr std::string_view incoming_head = R"(
select w.webhook_id, w.psp_account, w.event_id, w.event_type, w.state, w.tries, w.payment_id, w.message, w.received_at,
       w.due_at from webhook_event w where )";

constexpr FilterField incoming_fields[] = {
    {"", KeyType::text, "w.webhook_id = any ({ids}) or w.payment_id = any ({ids}) or w.event_id = any ({plain})"},
    {"created", KeyType::time, "w.received_at"},
    {"psp", KeyType::text, "w.psp_account = any ({plain})"},
    {"state", KeyType::text, "w.state = any ({plain})"},
    {"type", KeyType::text, "w.event_type = any ({plain})"},
    {"payment", KeyType::text, "w.payment_id = any ({ids})"},
    {"tries", KeyType::number, "w.tries"},
};

constexpr std::string_view body_sql = R"(
select m.body from webhook_delivery d join webhook_message m on m.event_id = d.event_id
 where d.delivery_id = $1::uuid)";

constexpr std::string_view attempts_sql = R"(
select at, http_status, latency_ms, error, response from webhook_attempt
 where delivery_id = $1::uuid order by attempt_no desc limit 100)";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, payment_id, detail, outcome)
select $1::timestamptz, $2::uuid, $3, $4, subject, payment_id, jsonb_object($5::text[], $6::text[]), outcome
  from unnest($7::text[], $8::uuid[], $9::text[]) as v(subject, payment_id, outcome))";

views::WebhookEndpoint endpoint_of(const pqxx::row& row) {
  views::WebhookEndpoint view;
  view.endpoint_id = text_of(row["endpoint_id"]);
  view.shop = text_of(row["shop"]);
  view.entity = text_of(row["entity"]);
  view.url = text_of(row["url"]);
  view.kinds = split_list(text_of(row["kinds"]));
  view.description = text_of(row["description"]);
  view.api_version = text_of(row["api_version"]);
  view.state = text_of(row["state"]);
  view.state_reason = text_of(row["state_reason"]);
  view.failing = bool_of(row["failing"]);
  view.failures = small_int_of(row["failures"]);
  view.failing_since = optional_instant_of(row["failing_since"]);
  view.paused_until = optional_instant_of(row["paused_until"]);
  view.last_success_at = optional_instant_of(row["last_success_at"]);
  view.queued = int_of(row["queued"]);
  view.failed = int_of(row["failed"]);
  view.created_at = optional_instant_of(row["created_at"]);
  view.created_by = text_of(row["created_by"]);
  view.changed_at = optional_instant_of(row["changed_at"]);
  view.changed_by = text_of(row["changed_by"]);
  return view;
}

views::WebhookDelivery delivery_of(const pqxx::row& row) {
  views::WebhookDelivery view;
  view.delivery_id = text_of(row["delivery_id"]);
  view.endpoint_id = text_of(row["endpoint_id"]);
  view.url = text_of(row["url"]);
  view.event_id = text_of(row["event_id"]);
  view.kind = text_of(row["kind"]);
  view.sequence = int_of(row["position"]);
  view.payment_id = text_of(row["payment_id"]);
  view.state = text_of(row["state"]);
  view.attempts = small_int_of(row["attempts"]);
  if (view.state == "queued") {
    view.due_at = optional_instant_of(row["due_at"]);
    view.expires_at = optional_instant_of(row["expires_at"]);
  }
  view.last_status = small_int_of(row["last_status"]);
  view.last_error = text_of(row["last_error"]);
  view.created_at = optional_instant_of(row["created_at"]);
  view.done_at = optional_instant_of(row["done_at"]);
  return view;
}

views::IncomingWebhook incoming_of(const pqxx::row& row) {
  views::IncomingWebhook view;
  view.webhook_id = text_of(row["webhook_id"]);
  view.psp_account = text_of(row["psp_account"]);
  view.event_id = text_of(row["event_id"]);
  view.event_type = text_of(row["event_type"]);
  view.state = text_of(row["state"]);
  view.tries = small_int_of(row["tries"]);
  view.payment_id = text_of(row["payment_id"]);
  view.message = text_of(row["message"]);
  view.received_at = optional_instant_of(row["received_at"]);
  if (view.state == "pending" || view.state == "waiting")
    view.due_at = optional_instant_of(row["due_at"]);
  return view;
}

/// A list ordered by time and id: `View` rows under `head`, narrowed by `fields`.
struct List {
  std::string_view name, head, at, id;
  std::span<const FilterField> fields;
};

template <class Response, class RowOf, class KeyOf>
Result<Response> list_page(Database& database, const List& list, const views::PageRequest& page, Instant now,
                           RowOf row_of, KeyOf key_of) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope(list.name, page);
  Params params;
  const auto filtered = filter_condition(page.filter, list.fields, {now}, params);
  if (!filtered)
    return tl::unexpected(filtered.error());
  const auto behind = keyset_condition(scope, page, {list.at, "timestamptz"}, {list.id, "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(list.head) + *filtered + *behind + keyset_order(page, list.at, list.id, *limit, params);
  return database.in_transaction([&](Tx& tx) -> Result<Response> {
    Response response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(row_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& [at, id] = key_of(response.rows.back());
      response.next_cursor = encode_cursor(scope, {format_instant(at.value_or(Instant{})), id});
    }
    return response;
  });
}

} // namespace

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

void write_audit(Tx& tx, const Caller& caller, Instant now, const std::string& action,
                 const std::vector<AuditItem>& items, const std::vector<std::string>& detail) {
  if (items.empty())
    return;
  Array names, values, subjects, payments, outcomes;
  for (std::size_t i = 0; i + 1 < detail.size(); i += 2) {
    names.add(detail[i]);
    values.add(detail[i + 1]);
  }
  for (const auto& item : items) {
    subjects.add(item.subject);
    payments.add(item.payment_id);
    outcomes.add(item.outcome);
  }
  Params params = Params::of(now, caller.principal_id, caller.login, action);
  params.add(names).add(values).add(subjects).add(payments).add(outcomes);
  tx.exec(audit_sql, params);
}

Result<views::WebhookEndpoint> read_endpoint(Tx& tx, const Uuid& endpoint_id) {
  static const std::string sql = std::string(endpoint_head) + "e.endpoint_id = $1::uuid";
  const auto rows = tx.exec(sql, Params::of(endpoint_id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no webhook endpoint with this id", "endpoint_id");
  return endpoint_of(rows[0]);
}

Result<views::WebhookDelivery> read_delivery(Tx& tx, const Uuid& delivery_id) {
  static const std::string sql = std::string(delivery_head) + "d.delivery_id = $1::uuid";
  const auto rows = tx.exec(sql, Params::of(delivery_id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no webhook delivery with this id", "delivery_id");
  return delivery_of(rows[0]);
}

Result<views::ListWebhookEndpointsResponse> PgWebhooks::list_endpoints(const views::PageRequest& page, Instant now) {
  static constexpr List list{"webhook_endpoints", endpoint_head, "e.created_at", "e.endpoint_id", endpoint_fields};
  return list_page<views::ListWebhookEndpointsResponse>(
      database_, list, page, now, endpoint_of,
      [](const views::WebhookEndpoint& view) { return std::pair{view.created_at, view.endpoint_id}; });
}

Result<views::WebhookEndpoint> PgWebhooks::endpoint(const Uuid& endpoint_id) {
  return database_.in_transaction([&](Tx& tx) { return read_endpoint(tx, endpoint_id); });
}

Result<views::ListWebhookDeliveriesResponse> PgWebhooks::list_deliveries(const views::PageRequest& page, Instant now) {
  static constexpr List list{"webhook_deliveries", delivery_head, "d.created_at", "d.delivery_id", delivery_fields};
  return list_page<views::ListWebhookDeliveriesResponse>(
      database_, list, page, now, delivery_of,
      [](const views::WebhookDelivery& view) { return std::pair{view.created_at, view.delivery_id}; });
}

Result<views::WebhookDeliveryDetail> PgWebhooks::delivery(const Uuid& delivery_id) {
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::WebhookDeliveryDetail> {
    auto delivery = read_delivery(tx, delivery_id);
    if (!delivery)
      return tl::unexpected(delivery.error());
    views::WebhookDeliveryDetail detail;
    detail.delivery = std::move(*delivery);
    detail.body = text_of(tx.exec(body_sql, Params::of(delivery_id))[0][0]);
    for (const auto& row : tx.exec(attempts_sql, Params::of(delivery_id)))
      detail.attempts.push_back({optional_instant_of(row["at"]), small_int_of(row["http_status"]),
                                 small_int_of(row["latency_ms"]), text_of(row["error"]), text_of(row["response"])});
    return detail;
  });
}

Result<views::ListIncomingWebhooksResponse> PgWebhooks::list_incoming(const views::PageRequest& page, Instant now) {
  static constexpr List list{"incoming_webhooks", incoming_head, "w.received_at", "w.webhook_id", incoming_fields};
  return list_page<views::ListIncomingWebhooksResponse>(
      database_, list, page, now, incoming_of,
      [](const views::IncomingWebhook& view) { return std::pair{view.received_at, view.webhook_id}; });
}

} // namespace paydesk::store
