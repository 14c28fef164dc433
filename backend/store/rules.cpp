#include "store/rules.h"

#include "store/command_log.h"
#include "store/rule_tx.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

// Writers of rules come one after another, so that numbers are seen in their order.
constexpr std::string_view lock_sql = "select pg_advisory_xact_lock(7246830012)";

constexpr std::string_view number_sql = "select coalesce(max(number), 0) from rule_version";

constexpr std::string_view head_sql = R"(
select version, at, principal_id, login, note, restored_from
  from rule_version where kind = $1 and subject = $2 and ($3::int = 0 or version = $3::int)
 order by version desc limit 1)";

constexpr std::string_view versions_sql = R"(
select version, at, principal_id, login, note, restored_from
  from rule_version where kind = $1 and subject = $2 and version < $3::int order by version desc limit $4::int)";

constexpr std::string_view insert_sql = R"(
insert into rule_version (kind, subject, version, at, principal_id, login, note, restored_from)
values ($1, $2, $3::int, $4::timestamptz, $5::uuid, $6, $7, $8::int)
on conflict do nothing)";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, 'rules.' || $4, $5,
        jsonb_build_object('version', $6::int, 'reason', $7::text, 'restored_from', $8::int), 'done'))";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'rules.' || $2, 'psp', $3, jsonb_build_object('version', $4::int, 'by', $5::text)::text))";

constexpr std::string_view stranded_sql = R"(
select j.charge_id from job j join charge c using (charge_id)
 where j.psp_account = any($1::text[]) and j.kind = 'register' and j.state = 'queued' and not j.leased and not j.ask
   and j.asks = 0 and not j.doubt and c.route = 'open' and c.psp_token = ''
 order by j.due_at limit $2::int)";

RuleHead head_of(RuleKind kind, std::string_view subject, const pqxx::row& row) {
  RuleHead head;
  head.kind = kind;
  head.subject = subject;
  head.version = static_cast<int>(int_of(row["version"]));
  head.at = optional_instant_of(row["at"]);
  if (!row["principal_id"].is_null())
    head.principal_id = uuid_of(row["principal_id"]);
  head.login = text_of(row["login"]);
  head.note = text_of(row["note"]);
  if (!row["restored_from"].is_null())
    head.restored_from = static_cast<int>(int_of(row["restored_from"]));
  return head;
}

} // namespace

bool PgRuleTx::has_account(std::string_view psp_account) {
  return !tx_.exec("select from psp_account where psp_account = $1", Params::of(psp_account)).empty();
}

std::optional<RuleHead> PgRuleTx::head(RuleKind kind, std::string_view subject, int version) {
  const auto rows = tx_.exec(head_sql, Params::of(to_string(kind), subject, version));
  if (rows.empty())
    return std::nullopt;
  return head_of(kind, subject, rows[0]);
}

std::vector<RuleHead> PgRuleTx::versions(RuleKind kind, std::string_view subject, int before, int most) {
  std::vector<RuleHead> heads;
  for (const auto& row : tx_.exec(versions_sql, Params::of(to_string(kind), subject, before, most)))
    heads.push_back(head_of(kind, subject, row));
  return heads;
}

Result<void> PgRuleTx::add_version(const RuleHead& draft, const Caller& caller) {
  tx_.exec(lock_sql);
  const auto kind = to_string(draft.kind);
  const auto newest = head(draft.kind, draft.subject, 0);
  const bool next = draft.version == (newest ? newest->version : 0) + 1;
  if (!next || tx_.exec(insert_sql, Params::of(kind, draft.subject, draft.version, *draft.at, draft.principal_id,
                                               draft.login, draft.note, draft.restored_from))
                       .affected_rows() == 0)
    return fail(ErrorCode::conflict, "somebody changed the rules meanwhile. Nothing was changed; try again",
                "base_version");
  if (draft.principal_id)
    tx_.exec(audit_sql, Params::of(*draft.at, caller.principal_id, caller.login, kind, draft.subject, draft.version,
                                   draft.note, draft.restored_from));
  tx_.exec(event_sql, Params::of(*draft.at, kind, draft.subject, draft.version, draft.login));
  return {};
}

Params with_version(std::string_view subject, int version, const Params& columns) {
  Params params = Params::of(subject, version);
  for (const auto& column : columns.values())
    params.add(column);
  return params;
}

Result<void> PgRuleTx::keep(const CommandAnswer& answer) { return store_answer(tx_, answer); }

Result<void> PgRules::in_transaction(const std::function<Result<void>(RuleTx&)>& work) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    PgRuleTx rules(tx);
    return work(rules);
  });
}

Result<RulesGlance> PgRules::glance() {
  return database_.in_transaction([&](Tx& tx) -> Result<RulesGlance> {
    return RulesGlance{int_of(tx.exec(number_sql)[0][0]), account_states(tx)};
  });
}

Result<std::vector<Uuid>> PgRules::stranded(std::span<const std::string> psp_accounts, int most) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<Uuid>> {
    const auto accounts = array_of(psp_accounts, [](const std::string& account) { return account; });
    std::vector<Uuid> charges;
    for (const auto& row : tx.exec(stranded_sql, Params::of(accounts, most)))
      charges.push_back(uuid_of(row[0]));
    return charges;
  });
}

Result<RulesInForce> PgRules::in_force() {
  return in_snapshot(database_, [&](Tx& tx) -> Result<RulesInForce> {
    RulesInForce rules;
    rules.number = int_of(tx.exec(number_sql)[0][0]);
    rules.retry = retry_plans_in_force(tx);
    rules.mappings = mappings_in_force(tx);
    rules.providers = providers_of_accounts(tx);
    rules.routing = routing_in_force(tx);
    rules.commission = commission_in_force(tx);
    auto approval = approval_policy_in_force(tx);
    rules.approval = std::move(approval.policy);
    rules.approval_version = approval.version;
    rules.refunds_version = refund_policy_version(tx);
    rules.refunds = PgRuleTx(tx).refund_policy(every_account, rules.refunds_version);
    return rules;
  });
}

} // namespace paydesk::store
