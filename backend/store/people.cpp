#include "store/people.h"

#include <algorithm>

#include "store/command_log.h"
#include "store/queue_reads.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view find_sql = R"(
select p.principal_id, p.login, p.display_name, s.session_id,
       (select string_agg(distinct g.role, ',') from role_grant g where g.principal_id = p.principal_id) as roles
  from session s
  join principal p on p.principal_id = s.principal_id
 where s.token_sha256 = $1::bytea and p.enabled and s.revoked_at is null
   and (s.expires_at is null or s.expires_at > $2::timestamptz))";

constexpr std::string_view principal_sql = R"(
insert into principal (principal_id, login, display_name, kind, demo, created_at)
values ($1::uuid, $2, $3, $4, $5::boolean, $6::timestamptz)
on conflict (login) do nothing)";

// Only a principal made in this transaction gets roles: what an administrator took away stays away.
constexpr std::string_view roles_sql = R"(
insert into role_grant (principal_id, role, granted_at)
select p.principal_id, r.role, $4::timestamptz
  from principal p cross join unnest($3::text[]) as r(role)
 where p.login = $1 and p.principal_id = $2::uuid
on conflict do nothing)";

constexpr std::string_view session_sql = R"(
insert into session (session_id, principal_id, token_sha256, kind, created_at)
select $1::uuid, principal_id, $3::bytea, case when kind = 'shop' then 'api_key' else 'local' end, $4::timestamptz
  from principal where login = $2
on conflict (token_sha256) do nothing)";

constexpr std::string_view pause_sql = R"(
update psp_account
   set paused = $2::boolean,
       paused_by = case when $2::boolean then $3 else '' end,
       pause_reason = case when $2::boolean then $4 else '' end,
       paused_at = case when $2::boolean then $5::timestamptz end
 where psp_account = $1)";

constexpr std::string_view pause_audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, $4, $5, jsonb_build_object('reason', $6::text), 'done'))";

constexpr std::string_view pause_event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, $2, 'psp', $3, jsonb_build_object('by', $4::text)::text))";

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Result<Caller> find_caller(Tx& tx, const std::string& token_sha256, Instant now) {
  if (token_sha256.size() != 32)
    return fail(ErrorCode::unauthenticated, "this token is not known");
  const auto rows = tx.exec(find_sql, Params::of(to_bytea(token_sha256), now));
  if (rows.empty())
    return fail(ErrorCode::unauthenticated, "this token is not known, has ended or was revoked");
  const auto& row = rows[0];
  return Caller{uuid_of(row["principal_id"]), text_of(row["login"]), text_of(row["display_name"]),
                split(text_of(row["roles"])), uuid_of(row["session_id"])};
}

} // namespace

Result<Caller> PgPeople::find_by_token(const std::string& token_sha256) {
  return database_.in_transaction([&](Tx& tx) { return find_caller(tx, token_sha256, clock_.now()); });
}

Result<Caller> PgPeople::ensure(const std::string& login, const std::string& display_name, const std::string& kind,
                                const std::vector<std::string>& roles, bool demo, const std::string& token_sha256) {
  const auto now = clock_.now();
  return database_.in_transaction([&](Tx& tx) -> Result<Caller> {
    const auto id = ids_.next();
    tx.exec(principal_sql, Params::of(id, login, display_name, kind, demo, now));
    tx.exec(roles_sql, Params::of(login, id, array_of(roles, [](const auto& role) { return role; }), now));
    tx.exec(session_sql, Params::of(ids_.next(), login, to_bytea(token_sha256), now));
    auto caller = find_caller(tx, token_sha256, now);
    if (caller && caller->login != login)
      return fail(ErrorCode::already_exists, "this token belongs to " + caller->login);
    return caller;
  });
}

Result<views::PspQueue> PgPeople::pause_psp(const Caller& caller, const std::string& account, bool paused,
                                            const std::string& reason, const KeepAnswer<views::PspQueue>& keep) {
  const auto now = clock_.now();
  const char* const action = paused ? "psp.pause" : "psp.resume";
  return database_.in_transaction([&](Tx& tx) -> Result<views::PspQueue> {
    if (tx.exec(pause_sql, Params::of(account, paused, caller.login, reason, now)).affected_rows() == 0)
      return fail(ErrorCode::not_found, "there is no PSP account " + account, "psp_account");
    tx.exec(pause_audit_sql, Params::of(now, caller.principal_id, caller.login, action, account, reason));
    tx.exec(pause_event_sql, Params::of(now, paused ? "psp.paused" : "psp.resumed", account, caller.login));
    const auto queues = read_psp_queues(tx, now);
    const auto queue = std::find_if(queues.begin(), queues.end(),
                                    [&](const views::PspQueue& each) { return each.psp_account == account; });
    if (keep)
      if (const auto kept = store_answer(tx, keep(*queue)); !kept)
        return tl::unexpected(kept.error());
    return *queue;
  });
}

} // namespace paydesk::store
