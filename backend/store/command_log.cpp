#include "store/command_log.h"

#include "store/row_values.h"

namespace paydesk::store {
namespace {

// Statuses: 0 the command runs, 1 it is answered, 2 it was refused and the key is free for the same request.
// The response is base64, as it is binary and the column is text.
constexpr std::string_view take_sql = R"(
insert into idempotency as i (caller_id, key, request_hash)
values ($1::uuid, $2::uuid, $3::bytea)
on conflict (caller_id, key) do update set status = 0, created_at = now()
 where i.request_hash = excluded.request_hash
   and (i.status = 2 or (i.status = 0 and i.created_at < now() - interval '5 minutes')))";

constexpr std::string_view find_sql = R"(
select request_hash = $3::bytea as same, status,
       case when status = 1 then encode(decode(response, 'base64'), 'hex') end as response
  from idempotency where caller_id = $1::uuid and key = $2::uuid)";

constexpr std::string_view answer_sql = R"(
update idempotency set status = 1, response = encode($3::bytea, 'base64')
 where caller_id = $1::uuid and key = $2::uuid and status <> 1)";

constexpr std::string_view release_sql = R"(
update idempotency set status = 2 where caller_id = $1::uuid and key = $2::uuid and status = 0)";

} // namespace

Result<void> store_answer(Tx& tx, const CommandAnswer& answer) {
  const auto params = Params::of(answer.caller_id, answer.key, to_bytea(answer.response));
  if (tx.exec(answer_sql, params).affected_rows() == 1)
    return {};
  return fail(ErrorCode::conflict, "this command was carried out meanwhile; ask again for its answer",
              "idempotency_key");
}

Result<CommandLog::Begun> PgCommandLog::begin(const Uuid& caller_id, const Uuid& key,
                                              const std::string& request_hash) {
  const auto hash = to_bytea(request_hash);
  return database_.in_transaction([&](Tx& tx) -> Result<Begun> {
    if (tx.exec(take_sql, Params::of(caller_id, key, hash)).affected_rows() == 1)
      return Begun{};
    const auto row = tx.exec(find_sql, Params::of(caller_id, key, hash))[0];
    if (!bool_of(row["same"]))
      return fail(ErrorCode::already_exists,
                  "the idempotency key " + key.to_string() + " was used for another request; nothing was done",
                  "idempotency_key");
    if (int_of(row["status"]) != 1)
      return fail(ErrorCode::conflict, "the first request with this idempotency key is still at work; ask again",
                  "idempotency_key");
    return Begun{true, bytes_of_hex(text_of(row["response"]))};
  });
}

Result<void> PgCommandLog::finish(const Uuid& caller_id, const Uuid& key, const std::string& response) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    (void)store_answer(tx, {caller_id, key, response}); // the command's own transaction may have done it
    return {};
  });
}

Result<void> PgCommandLog::release(const Uuid& caller_id, const Uuid& key) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    tx.exec(release_sql, Params::of(caller_id, key));
    return {};
  });
}

} // namespace paydesk::store
