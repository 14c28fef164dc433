// Approvals inside a transaction.
#include "store/approval_tx.h"
#include "store/command_log.h"
#include "store/lines.h"
#include "store/row_values.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view insert_sql = R"(
insert into approval (approval_id, kind, subject, amounts, command_version, command, preview, preview_hash, reason,
                      evidence_name, evidence, policy_version, deciders, state, requested_by, requester_id,
                      requested_at, expires_at)
values ($1::uuid, $2, $3, $4, $5::int, $6, $7, sha256(convert_to($7, 'UTF8')), $8, $9, $10::bytea, $11::int, $12,
        'pending', $13, $14::uuid, $15::timestamptz, $16::timestamptz)
on conflict (kind, subject) where state = 'pending' and subject <> '' do nothing)";

constexpr std::string_view decide_sql = R"(
update approval
   set state = $2, path = array[$3], decided_by = $4, decider_id = $5::uuid, decider_session = $6::uuid,
       decided_at = $7::timestamptz, note = $8, withdrawn = $9::boolean, transaction_id = $10::uuid
 where approval_id = $1::uuid)";

constexpr std::string_view expire_sql = R"(
with due as (
  select approval_id from approval where state = 'pending' and expires_at <= $1::timestamptz
   order by expires_at limit $2::int for update skip locked),
ended as (
  update approval a set state = 'expired', path = array['expire'], decided_at = $1::timestamptz
    from due where a.approval_id = due.approval_id
  returning a.approval_id, a.kind),
audited as (
  insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
  select $1::timestamptz, $3::uuid, $4, 'approval.expire', 'approval/' || approval_id,
         jsonb_build_object('kind', kind), 'expired'
    from ended),
told as (
  insert into outbox (at, kind, subject_kind, subject_id, payload)
  select $1::timestamptz, 'approval.expired', 'approval', approval_id::text,
         jsonb_build_object('kind', kind, 'by', $4::text)::text
    from ended)
select count(*) from ended)";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, $4, 'approval/' || $5,
        jsonb_build_object('kind', $6::text, 'amounts', $7::text, 'reason', $8::text, 'preview_hash', $9::text,
                           'transaction', $10::text), $11))";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'approval.' || $2, 'approval', $3, jsonb_build_object('kind', $4::text, 'by', $5::text)::text))";

constexpr std::string_view live_sql = R"(
select from session s join principal p using (principal_id)
 where s.session_id = $1::uuid and p.principal_id = $2::uuid and p.enabled and s.revoked_at is null
   and (s.expires_at is null or s.expires_at > $3::timestamptz))";

constexpr std::string_view roles_sql = R"(
select distinct g.role from role_grant g join principal p using (principal_id)
 where g.principal_id = $1::uuid and p.enabled)";

std::string amount_lines(const std::vector<Money>& amounts) {
  std::string text;
  for (const auto& amount : amounts)
    text += std::to_string(amount.minor) + " " + amount.currency.to_string() + "\n";
  return text;
}

std::vector<Money> amounts_of(const std::string& lines) {
  std::vector<Money> amounts;
  for (const auto& line : items_of(lines))
    if (const auto currency = Currency::find(std::string_view(line).substr(line.find(' ') + 1)))
      amounts.push_back({std::strtoll(line.c_str(), nullptr, 10), *currency});
  return amounts;
}

/// "36.00 EUR, 5 KRW".
std::string amounts_text(const std::vector<Money>& amounts) {
  std::string text;
  for (const auto& amount : amounts)
    text += (text.empty() ? "" : ", ") + format_amount(amount.minor, amount.currency) + " " + amount.currency.to_string();
  return text;
}

/// The audit record and the event of one step.
void record(Tx& tx, const Caller& caller, Instant at, const std::string& step, const std::string& done,
            const views::Approval& approval, const std::string& reason, const std::string& hash,
            const std::string& transaction) {
  tx.exec(audit_sql, Params::of(at, caller.principal_id, caller.login, "approval." + step, approval.approval_id,
                                approval.kind, amounts_text(approval.amounts), reason, hash, transaction, done));
  tx.exec(event_sql, Params::of(at, done, approval.approval_id, approval.kind, caller.login));
}

} // namespace

views::Approval approval_of(const pqxx::row& row) {
  Cells cells(row);
  views::Approval view;
  view.approval_id = cells.text();
  view.kind = cells.text();
  view.subject = cells.text();
  view.amounts = amounts_of(cells.text());
  view.state = cells.text();
  view.reason = cells.text();
  view.deciders = items_of(cells.text());
  view.policy_version = cells.small();
  view.requested_by = cells.text();
  view.requested_at = cells.optional_instant();
  view.expires_at = cells.optional_instant();
  view.decided_by = cells.text();
  view.decided_at = cells.optional_instant();
  view.note = cells.text();
  view.withdrawn = cells.boolean();
  view.transaction_id = cells.text();
  view.evidence_name = cells.text();
  view.evidence_size = cells.integer();
  return view;
}

PolicyInForce PgApprovalTx::policy() { return approval_policy_in_force(tx_); }

Result<Caller> PgApprovalTx::as_of_now(const Caller& caller, Instant now) {
  if (tx_.exec(live_sql, Params::of(caller.session_id, caller.principal_id, now)).empty())
    return fail(ErrorCode::permission_denied, "your session has ended or was revoked. Nothing was done; sign in again");
  auto known = caller;
  known.roles = roles_of(caller.principal_id);
  return known;
}

std::vector<std::string> PgApprovalTx::roles_of(const Uuid& principal_id) {
  std::vector<std::string> roles;
  for (const auto& row : tx_.exec(roles_sql, Params::of(principal_id)))
    roles.push_back(text_of(row[0]));
  return roles;
}

Result<void> PgApprovalTx::add(const NewApproval& approval, const Caller& caller) {
  const auto& view = approval.view;
  const auto added = tx_.exec(
      insert_sql, Params::of(approval.approval_id, view.kind, view.subject, amount_lines(view.amounts),
                             approval.command_version, approval.command, approval.preview, view.reason,
                             view.evidence_name, to_bytea(approval.evidence), view.policy_version,
                             lines_of(view.deciders), caller.login, approval.requester_id, view.requested_at,
                             view.expires_at));
  if (added.affected_rows() == 0)
    return fail(ErrorCode::failed_precondition,
                "the same is asked for already and waits for a decision. Nothing was asked for", "subject");
  record(tx_, caller, *view.requested_at, "ask", "pending", view, view.reason, {}, {});
  return {};
}

std::optional<StoredApproval> PgApprovalTx::find(const Uuid& approval_id, bool lock) {
  std::string sql = "select " + std::string(approval_columns) +
                    ", a.requester_id, a.command_version, a.command, a.preview, encode(a.preview_hash, 'hex') as hash,"
                    " case when a.evidence_name <> '' then encode(sha256(a.evidence), 'hex') end as evidence_sha256"
                    " from approval a where a.approval_id = $1::uuid";
  if (lock)
    sql += " for update";
  const auto rows = tx_.exec(sql, Params::of(approval_id));
  if (rows.empty())
    return std::nullopt;
  const auto row = rows[0];
  auto view = approval_of(row);
  view.evidence_sha256 = text_of(row["evidence_sha256"]);
  return StoredApproval{approval_id, uuid_of(row["requester_id"]), static_cast<int>(int_of(row["command_version"])),
                        text_of(row["command"]), text_of(row["preview"]), text_of(row["hash"]), std::move(view)};
}

void PgApprovalTx::decide(const ApprovalDecision& decision, const StoredApproval& approval) {
  const auto& caller = decision.caller;
  const bool by_another = !decision.withdrawn;
  const auto decider = by_another ? std::optional(caller.principal_id) : std::nullopt;
  const auto session = by_another ? std::optional(caller.session_id) : std::nullopt;
  tx_.exec(decide_sql, Params::of(decision.approval_id, decision.approved ? "approved" : "rejected",
                                  decision.approved ? "approve" : "reject", by_another ? caller.login : std::string(),
                                  decider, session, decision.at, decision.note, decision.withdrawn,
                                  decision.transaction_id));
  record(tx_, caller, decision.at, decision.withdrawn ? "withdraw" : decision.approved ? "approve" : "reject",
         decision.withdrawn ? "withdrawn" : decision.approved ? "approved" : "rejected", approval.view, decision.note,
         approval.preview_hash, decision.transaction_id ? decision.transaction_id->to_string() : std::string());
}

int PgApprovalTx::expire(Instant now, int most, const Caller& caller) {
  return static_cast<int>(int_of(tx_.exec(expire_sql, Params::of(now, most, caller.principal_id, caller.login))[0][0]));
}

Result<void> PgApprovalTx::keep(const CommandAnswer& answer) { return store_answer(tx_, answer); }

} // namespace paydesk::store
