#include "store/verdicts.h"

#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

constexpr std::string_view insert_sql = R"(
insert into verdict (verdict_id, payment_id, charge_id, operation_id, job_id, operation, psp_account, outcome, amount,
                     currency, psp_reference, reason, evidence_name, evidence, state, proposed_by, proposer_id,
                     proposed_at, payout_id)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7, $8, $9::bigint, $10, $11, $12, $13, $14::bytea,
        'pending', $15, $16::uuid, $17::timestamptz, $18::uuid))";

constexpr std::string_view decide_sql = R"(
update verdict set state = $2, decided_by = $3, decider_id = $4::uuid, decided_at = $5::timestamptz, note = $6
 where verdict_id = $1::uuid and state = 'pending')";

constexpr std::string_view find_sql = R"(
select payment_id, charge_id, operation_id, job_id, operation, psp_account, outcome = 'done' as done, amount, currency,
       psp_reference, reason, evidence_name, proposed_by, proposer_id, proposed_at, payout_id
  from verdict where verdict_id = $1::uuid)";

constexpr std::string_view rows_sql = R"(
select v.verdict_id, v.payment_id, v.job_id, v.operation, v.psp_account, v.outcome, v.amount, v.currency,
       v.psp_reference, v.reason, v.evidence_name, encode(sha256(v.evidence), 'hex') as sha256,
       length(v.evidence) as size, v.state, v.proposed_by, v.proposed_at, v.decided_by, v.decided_at, v.note, v.payout_id
  from verdict v where )";

constexpr std::string_view identifier_sql = R"(v.verdict_id = any ({ids}) or v.payment_id = any ({ids})
  or v.job_id = any ({ids}) or v.payout_id = any ({ids}) or v.psp_reference = any ({plain}))";

constexpr FilterField fields[] = {
    {"", KeyType::text, identifier_sql},
    {"created", KeyType::time, "v.proposed_at"},
    {"state", KeyType::text, "v.state = any ({plain})"},
    {"psp", KeyType::text, "v.psp_account = any ({plain})"},
    {"operation", KeyType::text, "v.operation = any ({plain})"},
    {"outcome", KeyType::text, "v.outcome = any ({plain})"},
    {"by", KeyType::text, "v.proposed_by = any ({plain}) or v.decided_by = any ({plain})"},
};

views::Verdict view_of(const pqxx::row& row) {
  views::Verdict view;
  view.verdict_id = text_of(row["verdict_id"]);
  view.payment_id = text_of(row["payment_id"]);
  view.job_id = text_of(row["job_id"]);
  view.operation = text_of(row["operation"]);
  view.psp_account = text_of(row["psp_account"]);
  view.outcome = text_of(row["outcome"]);
  view.amount = money_of(row["amount"], row["currency"]);
  view.psp_reference = text_of(row["psp_reference"]);
  view.reason = text_of(row["reason"]);
  view.evidence_name = text_of(row["evidence_name"]);
  view.evidence_sha256 = text_of(row["sha256"]);
  view.evidence_size = int_of(row["size"]);
  view.state = text_of(row["state"]);
  view.proposed_by = text_of(row["proposed_by"]);
  view.proposed_at = optional_instant_of(row["proposed_at"]);
  view.decided_by = text_of(row["decided_by"]);
  view.decided_at = optional_instant_of(row["decided_at"]);
  view.note = text_of(row["note"]);
  view.payout_id = text_of(row["payout_id"]);
  return view;
}

/// Nothing, of a verdict about a pay-out.
std::optional<Uuid> of_payment(const NewVerdict& v, const Uuid& id) {
  return v.payout_id ? std::nullopt : std::optional(id);
}

tl::unexpected<Error> unknown() { return fail(ErrorCode::not_found, "there is no verdict with this id", "verdict_id"); }

} // namespace

Result<void> save_verdicts(Tx& tx, const Extra& extra) {
  for (const auto& v : extra.verdicts)
    tx.exec(insert_sql,
            Params::of(v.verdict_id, of_payment(v, v.payment_id), of_payment(v, v.charge_id),
                       of_payment(v, v.operation_id), of_payment(v, v.job_id), v.operation, v.psp_account,
                       v.done ? "done" : "not_done", v.amount, v.currency.code(), v.psp_reference, v.reason,
                       v.evidence_name, to_bytea(v.evidence), v.proposed_by, v.proposer_id, v.proposed_at, v.payout_id));
  if (!extra.verdict_decision)
    return {};
  const auto& d = *extra.verdict_decision;
  const auto decided = tx.exec(decide_sql, Params::of(d.verdict_id, d.approved ? "approved" : "rejected", d.decided_by,
                                                      d.decider_id, d.decided_at, d.note));
  if (decided.affected_rows() != 1)
    return fail(ErrorCode::failed_precondition, "this verdict was decided already", "verdict_id");
  return {};
}

Result<std::optional<NewVerdict>> PgVerdicts::find(const Uuid& verdict_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::optional<NewVerdict>> {
    const auto rows = tx.exec(find_sql, Params::of(verdict_id));
    if (rows.empty())
      return std::optional<NewVerdict>{};
    const auto row = rows[0];
    Cells cells(row);
    NewVerdict v;
    v.verdict_id = verdict_id;
    for (auto* id : {&v.payment_id, &v.charge_id, &v.operation_id, &v.job_id})
      *id = cells.optional_uuid().value_or(Uuid{});
    v.operation = cells.text();
    v.psp_account = cells.text();
    v.done = cells.boolean();
    v.amount = cells.integer();
    v.currency = Currency::find(cells.c_str()).value_or(Currency{});
    v.psp_reference = cells.text();
    v.reason = cells.text();
    v.evidence_name = cells.text();
    v.proposed_by = cells.text();
    v.proposer_id = cells.uuid();
    v.proposed_at = cells.instant();
    v.payout_id = cells.optional_uuid();
    return std::optional<NewVerdict>{std::move(v)};
  });
}

Result<views::Verdict> PgVerdicts::verdict(const Uuid& verdict_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::Verdict> {
    std::string sql(rows_sql);
    sql += "v.verdict_id = $1::uuid";
    const auto rows = tx.exec_once(sql, Params::of(verdict_id));
    return rows.empty() ? Result<views::Verdict>(unknown()) : view_of(rows[0]);
  });
}

Result<views::VerdictEvidence> PgVerdicts::evidence(const Uuid& verdict_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::VerdictEvidence> {
    const auto rows = tx.exec("select evidence_name, encode(evidence, 'hex') as evidence, "
                              "encode(sha256(evidence), 'hex') as sha256 from verdict where verdict_id = $1::uuid",
                              Params::of(verdict_id));
    if (rows.empty())
      return unknown();
    return views::VerdictEvidence{text_of(rows[0][0]), bytes_of_hex(rows[0][1].c_str()), text_of(rows[0][2])};
  });
}

Result<views::ListVerdictsResponse> PgVerdicts::list(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("verdicts", page);
  Params params;
  auto condition = filter_condition(page.filter, fields, {clock_.now(), time_zone_}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto behind = keyset_condition(scope, page, {"v.proposed_at", "timestamptz"}, {"v.verdict_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(rows_sql) + *condition + *behind +
                   keyset_order(page, "v.proposed_at", "v.verdict_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListVerdictsResponse> {
    views::ListVerdictsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(view_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.proposed_at), last.verdict_id});
    }
    return response;
  });
}

} // namespace paydesk::store
