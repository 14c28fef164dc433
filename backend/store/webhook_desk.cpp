// What people do to endpoints: each act with its audit record, its event and its kept answer.
#include "store/webhooks.h"

#include "store/columns.h"
#include "store/command_log.h"
#include "store/webhook_rows.h"

namespace paydesk::store {
namespace {

constexpr std::string_view lock_sql = "select position from webhook_cursor for update";

constexpr std::string_view shop_sql = "select principal_id from principal where login = $1 and kind = 'shop'";

constexpr std::string_view entity_sql = "select exists (select from psp_account where entity = $1)";

constexpr std::string_view count_sql = "select count(*) from webhook_endpoint where state <> 'removed'";

constexpr std::string_view insert_sql = R"(
insert into webhook_endpoint (endpoint_id, shop_id, entity, url, kinds, description, api_version, state, from_position,
                              created_at, created_by, changed_at, changed_by)
select $1::uuid, $2::uuid, $3, $4, $5::text[], $6, $7, 'enabled', position, $8::timestamptz, $9, $8::timestamptz, $9
  from event_head)";

constexpr std::string_view insert_secret_sql = R"(
insert into webhook_secret (secret_id, endpoint_id, secret, created_at)
values ($1::uuid, $2::uuid, $3::bytea, $4::timestamptz))";

constexpr std::string_view state_sql = "select state from webhook_endpoint where endpoint_id = $1::uuid for update";

constexpr std::string_view change_sql = R"(
update webhook_endpoint
   set url = coalesce($2, url), kinds = coalesce($3::text[], kinds), description = coalesce($4, description),
       changed_at = $5::timestamptz, changed_by = $6
 where endpoint_id = $1::uuid)";

// It begins anew: what it missed while it was disabled is not sent, how it did before is forgotten.
constexpr std::string_view enable_sql = R"(
update webhook_endpoint
   set state = 'enabled', state_reason = '', failures = 0, failing = false, failing_since = null, paused_until = null,
       from_position = (select position from event_head)
 where endpoint_id = $1::uuid and state = 'disabled')";

constexpr std::string_view disable_sql = R"(
update webhook_endpoint set state = 'disabled', state_reason = $2 where endpoint_id = $1::uuid)";

constexpr std::string_view remove_sql = R"(
update webhook_endpoint
   set state = 'removed', state_reason = $2, paused_until = null, changed_at = $3::timestamptz, changed_by = $4
 where endpoint_id = $1::uuid)";

constexpr std::string_view cancel_sql = R"(
update webhook_delivery set state = 'cancelled', leased = false, done_at = $2::timestamptz
 where endpoint_id = $1::uuid and state = 'queued')";

constexpr std::string_view delete_secrets_sql = "delete from webhook_secret where endpoint_id = $1::uuid";

// Two live secrets at most: one older than the last is no more.
constexpr std::string_view retire_sql = R"(
delete from webhook_secret where endpoint_id = $1::uuid and expires_at is not null)";
constexpr std::string_view expire_sql = R"(
update webhook_secret set expires_at = $2::timestamptz where endpoint_id = $1::uuid)";

constexpr std::string_view touched_sql = R"(
update webhook_endpoint set changed_at = $2::timestamptz, changed_by = $3 where endpoint_id = $1::uuid)";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, $2, 'webhook_endpoint', $3, jsonb_build_object('by', $4::text)::text))";

constexpr std::string_view insert_message_sql = R"(
insert into webhook_message (event_id, kind, body, created_at) values ($1::uuid, $2, $3, $4::timestamptz))";

constexpr std::string_view insert_delivery_sql = R"(
insert into webhook_delivery (delivery_id, endpoint_id, event_id, state, due_at, expires_at, created_at)
values ($1::uuid, $2::uuid, $3::uuid, 'queued', $4::timestamptz, $5::timestamptz, $4::timestamptz))";

constexpr std::string_view unpause_sql = "update webhook_endpoint set paused_until = null where endpoint_id = $1::uuid";

/// Its state, and its row is ours until the transaction ends.
Result<std::string> lock_endpoint(Tx& tx, const Uuid& endpoint_id) {
  const auto rows = tx.exec(state_sql, Params::of(endpoint_id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no webhook endpoint with this id", "endpoint_id");
  return text_of(rows[0]["state"]);
}

Result<void> refuse_removed(const Result<std::string>& state) {
  if (!state)
    return tl::unexpected(state.error());
  if (*state == "removed")
    return fail(ErrorCode::failed_precondition, "this endpoint was removed for good; add another one", "endpoint_id");
  return {};
}

/// The end of every act on an endpoint: audit record, event, answer.
Result<views::WebhookEndpoint> conclude(Tx& tx, const Caller& caller, const Uuid& endpoint_id, const char* action,
                                        const std::vector<std::string>& detail, Instant now,
                                        const WebhookDesk::KeepEndpoint& keep) {
  write_audit(tx, caller, now, action, {{endpoint_id.to_string(), std::nullopt, "done"}}, detail);
  tx.exec(event_sql, Params::of(now, action, endpoint_id.to_string(), caller.login));
  auto view = read_endpoint(tx, endpoint_id);
  if (view && keep)
    if (const auto kept = store_answer(tx, keep(*view)); !kept)
      return tl::unexpected(kept.error());
  return view;
}

Result<std::optional<Uuid>> find_shop(Tx& tx, const std::string& login) {
  if (login.empty())
    return std::nullopt;
  const auto rows = tx.exec(shop_sql, Params::of(login));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no shop with the login " + login, "shop");
  return uuid_of(rows[0][0]);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : ",") + word;
  return text;
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace

void lock_fan_out(Tx& tx) { tx.exec(lock_sql); }

Result<views::WebhookEndpoint> PgWebhooks::create_endpoint(const Caller& caller, const NewEndpoint& endpoint, int most,
                                                           Instant now, const KeepEndpoint& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookEndpoint> {
    lock_fan_out(tx);
    const auto shop = find_shop(tx, endpoint.shop);
    if (!shop)
      return tl::unexpected(shop.error());
    if (!endpoint.entity.empty() && !bool_of(tx.exec(entity_sql, Params::of(endpoint.entity))[0][0]))
      return fail(ErrorCode::not_found, "no PSP account belongs to the entity " + endpoint.entity, "entity");
    if (int_of(tx.exec(count_sql)[0][0]) >= most)
      return fail(ErrorCode::exhausted,
                  "there are " + std::to_string(most) + " endpoints already; remove one that is not needed");
    Params params = Params::of(endpoint.endpoint_id);
    params.add(*shop).add(endpoint.entity).add(endpoint.url);
    params.add(array_of(endpoint.kinds, [](const std::string& kind) { return kind; }));
    params.add(endpoint.description).add(endpoint.api_version).add(now).add(caller.login);
    tx.exec(insert_sql, params);
    tx.exec(insert_secret_sql,
            Params::of(endpoint.secret_id, endpoint.endpoint_id, to_bytea(endpoint.secret), now));
    return conclude(tx, caller, endpoint.endpoint_id, "webhook.endpoint_added",
                    {"url", endpoint.url, "kinds", joined(endpoint.kinds), "shop", endpoint.shop}, now, keep);
  });
}

Result<views::WebhookEndpoint> PgWebhooks::change_endpoint(const Caller& caller, const Uuid& endpoint_id,
                                                           const EndpointChange& change, Instant now,
                                                           const KeepEndpoint& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookEndpoint> {
    lock_fan_out(tx);
    if (const auto ok = refuse_removed(lock_endpoint(tx, endpoint_id)); !ok)
      return tl::unexpected(ok.error());
    std::optional<std::string> kinds;
    if (!change.kinds.empty())
      kinds = array_of(change.kinds, [](const std::string& kind) { return kind; });
    Params params = Params::of(endpoint_id);
    params.add(given(change.url)).add(kinds).add(change.description).add(now).add(caller.login);
    tx.exec(change_sql, params);
    if (change.enabled)
      tx.exec(*change.enabled ? enable_sql : disable_sql,
              *change.enabled ? Params::of(endpoint_id) : Params::of(endpoint_id, change.reason));
    std::vector<std::string> detail = {"reason", change.reason};
    for (const auto& [name, value] : {std::pair{"url", change.url}, std::pair{"kinds", joined(change.kinds)},
                                      std::pair{"description", change.description.value_or("")},
                                      std::pair{"state", std::string(!change.enabled   ? ""
                                                                     : *change.enabled ? "enabled"
                                                                                       : "disabled")}})
      if (!value.empty()) {
        detail.emplace_back(name);
        detail.push_back(value);
      }
    return conclude(tx, caller, endpoint_id, "webhook.endpoint_changed", detail, now, keep);
  });
}

Result<views::WebhookEndpoint> PgWebhooks::rotate_secret(const Caller& caller, const Uuid& endpoint_id,
                                                         const Uuid& secret_id, const std::string& secret,
                                                         Instant old_until, const std::string& reason, Instant now,
                                                         const KeepEndpoint& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookEndpoint> {
    if (const auto ok = refuse_removed(lock_endpoint(tx, endpoint_id)); !ok)
      return tl::unexpected(ok.error());
    tx.exec(retire_sql, Params::of(endpoint_id));
    tx.exec(expire_sql, Params::of(endpoint_id, old_until));
    tx.exec(insert_secret_sql, Params::of(secret_id, endpoint_id, to_bytea(secret), now));
    tx.exec(touched_sql, Params::of(endpoint_id, now, caller.login));
    return conclude(tx, caller, endpoint_id, "webhook.secret_rotated",
                    {"reason", reason, "old_until", format_instant(old_until)}, now, keep);
  });
}

Result<views::WebhookEndpoint> PgWebhooks::remove_endpoint(const Caller& caller, const Uuid& endpoint_id,
                                                           const std::string& reason, Instant now,
                                                           const KeepEndpoint& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookEndpoint> {
    lock_fan_out(tx);
    if (const auto ok = refuse_removed(lock_endpoint(tx, endpoint_id)); !ok)
      return tl::unexpected(ok.error());
    tx.exec(remove_sql, Params::of(endpoint_id, reason, now, caller.login));
    tx.exec(cancel_sql, Params::of(endpoint_id, now));
    tx.exec(delete_secrets_sql, Params::of(endpoint_id));
    return conclude(tx, caller, endpoint_id, "webhook.endpoint_removed", {"reason", reason}, now, keep);
  });
}

Result<views::WebhookDelivery> PgWebhooks::ping(const Caller& caller, const Uuid& endpoint_id, const Uuid& delivery_id,
                                                const MessageFacts& message, const std::string& body,
                                                Instant expires_at, const KeepAnswer<views::WebhookDelivery>& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::WebhookDelivery> {
    const auto state = lock_endpoint(tx, endpoint_id);
    if (!state)
      return tl::unexpected(state.error());
    if (*state != "enabled")
      return fail(ErrorCode::failed_precondition, "this endpoint is " + *state + "; nothing was sent", "endpoint_id");
    tx.exec(insert_message_sql, Params::of(message.event_id, message.kind, body, message.at));
    tx.exec(insert_delivery_sql, Params::of(delivery_id, endpoint_id, message.event_id, message.at, expires_at));
    tx.exec(unpause_sql, Params::of(endpoint_id)); // a person wants to know now
    write_audit(tx, caller, message.at, "webhook.ping", {{endpoint_id.to_string(), std::nullopt, "queued"}},
                {"delivery", delivery_id.to_string()});
    auto view = read_delivery(tx, delivery_id);
    if (view && keep)
      if (const auto kept = store_answer(tx, keep(*view)); !kept)
        return tl::unexpected(kept.error());
    return view;
  });
}

} // namespace paydesk::store
