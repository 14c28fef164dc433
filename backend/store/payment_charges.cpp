// The charges that a payment's or an order's id stands for, and what is under way for them. One statement each, however
// many charges there are.
#include <algorithm>

#include "store/breaker_rows.h"
#include "store/payment_rows.h"
#include "store/refund_rows.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view charges_sql = R"(
select c.charge_id, c.state, c.psp_account, c.last_error, c.amount, c.captured, c.psp_token <> '' as known_there,
       c.state_since, c.expires_at, s.paused, s.paused_by, s.pause_reason,
       case when k.due_at is not null then greatest(k.due_at, c.state_since + make_interval(secs => $2)) end as check_at
  from charge c
  join psp_account s on s.psp_account = c.psp_account
  left join charge_check k on k.charge_id = c.charge_id
  join (select charge_id, min(line_no) as place from payment_order where order_id = $1::uuid or payment_id = $1::uuid
         group by charge_id) o on o.charge_id = c.charge_id
 order by o.place, c.charge_id)";

constexpr std::string_view jobs_sql = R"(
select j.job_id, j.charge_id, j.operation_id, j.kind, o.subject_id, j.ask, j.doubt, j.leased, j.state,
       greatest(j.due_at, j.lease_until) as due_at,
       j.attempts, j.asks, j.max_attempts, j.error_class, j.last_error, j.held_until, c.authorized
  from job j
  join charge c on c.charge_id = j.charge_id
  left join operation o on o.operation_id = j.operation_id
 where j.charge_id = any($1::uuid[]) order by j.due_at, j.job_id)";

constexpr std::string_view verdicts_sql = R"(
select verdict_id, charge_id, operation_id, operation, state, proposed_by, decided_by, decided_at
  from verdict where payment_id = $1::uuid and charge_id = any($2::uuid[]) order by proposed_at, verdict_id)";

constexpr std::string_view disputes_sql = R"(
select charge_id, dispute_id, psp_reference, state, amount, currency, withheld > 0 as withdrawn, due_by
  from dispute where charge_id = any($1::uuid[]) order by created_at, dispute_id)";

constexpr std::string_view refunds_sql = R"(
select r.refund_id, r.order_id, r.payment_id, r.created_at, r.amount, r.currency, r.state, r.reason, r.note,
       r.requested_by, r.psp_reference, r.decided_by, r.commission, r.funds, r.policy_version, r.expires_at, r.deciders,
       o.seller
  from refund r
  join payment_order o on o.order_id = r.order_id
 where r.payment_id = $1::uuid order by r.created_at, r.refund_id)";

ChargeRow charge_of(const pqxx::row& row) {
  ChargeRow charge;
  charge.charge_id = text_of(row["charge_id"]);
  charge.state = text_of(row["state"]);
  charge.psp_account = text_of(row["psp_account"]);
  charge.last_error = text_of(row["last_error"]);
  charge.amount = int_of(row["amount"]);
  charge.captured = int_of(row["captured"]);
  charge.known_there = bool_of(row["known_there"]);
  charge.state_since = optional_instant_of(row["state_since"]);
  charge.expires_at = optional_instant_of(row["expires_at"]);
  charge.check_at = optional_instant_of(row["check_at"]);
  charge.paused = bool_of(row["paused"]);
  charge.paused_by = text_of(row["paused_by"]);
  charge.pause_reason = text_of(row["pause_reason"]);
  return charge;
}

JobRow job_of(const pqxx::row& row) {
  JobRow job;
  job.job_id = text_of(row["job_id"]);
  job.charge_id = text_of(row["charge_id"]);
  job.operation_id = text_of(row["operation_id"]);
  job.kind = text_of(row["kind"]);
  job.subject_id = text_of(row["subject_id"]);
  job.facts.dead = text_of(row["state"]) == "dead";
  job.facts.ask = bool_of(row["ask"]);
  job.facts.doubt = bool_of(row["doubt"]);
  job.facts.outcome_unknown = text_of(row["error_class"]) == "outcome_unknown";
  job.facts.capture = job.kind == "capture" || job.kind == "charge";
  job.facts.operation = !job.operation_id.empty();
  job.facts.releases = job.kind == "void" && int_of(row["authorized"]) > 0;
  job.leased = bool_of(row["leased"]);
  job.due_at = instant_of(row["due_at"]);
  job.attempts = static_cast<int>(int_of(row["attempts"]));
  job.asks = static_cast<int>(int_of(row["asks"]));
  job.max_attempts = static_cast<int>(int_of(row["max_attempts"]));
  job.last_error = text_of(row["last_error"]);
  job.held_until = optional_instant_of(row["held_until"]);
  return job;
}

VerdictRow verdict_of(const pqxx::row& row) {
  return {text_of(row["verdict_id"]), text_of(row["charge_id"]),   text_of(row["operation_id"]),
          text_of(row["operation"]),  text_of(row["state"]),       text_of(row["proposed_by"]),
          text_of(row["decided_by"]), optional_instant_of(row["decided_at"])};
}

DisputeRow dispute_of(const pqxx::row& row) {
  return {text_of(row["dispute_id"]), text_of(row["psp_reference"]), text_of(row["state"]),
          money_of(row["amount"], row["currency"]), bool_of(row["withdrawn"]), optional_instant_of(row["due_by"])};
}

} // namespace

ChargeRow* PaymentRows::charge(const std::string& charge_id) {
  const auto at = std::find_if(charges.begin(), charges.end(),
                               [&](const ChargeRow& charge) { return charge.charge_id == charge_id; });
  return at == charges.end() ? nullptr : &*at;
}

void add_charges(PaymentRows& rows, Tx& tx, const Uuid& payment_or_order_id, std::chrono::milliseconds first_check,
                 Instant now) {
  const auto wait = std::chrono::duration_cast<std::chrono::seconds>(first_check).count();
  for (const auto& row : tx.exec(charges_sql, Params::of(payment_or_order_id, wait))) {
    auto charge = charge_of(row);
    // A payment's charges are nearly always with one account: its breaker is read once.
    const auto known = std::find_if(rows.charges.begin(), rows.charges.end(), [&](const ChargeRow& other) {
      return other.psp_account == charge.psp_account;
    });
    charge.breaker = known == rows.charges.end() ? read_breaker(tx, charge.psp_account, false, now) : known->breaker;
    auto looked_at = charge.breaker.breaker;
    charge.admission = admit(looked_at, charge.breaker.settings, now);
    rows.charges.push_back(std::move(charge));
  }
}

void add_work(PaymentRows& rows, Tx& tx) {
  const auto charges = array_of(rows.charges, [](const ChargeRow& charge) { return charge.charge_id; });
  for (const auto& row : tx.exec(jobs_sql, Params::of(charges)))
    rows.jobs.push_back(job_of(row));
  for (const auto& row : tx.exec(disputes_sql, Params::of(charges)))
    rows.charge(text_of(row["charge_id"]))->disputes.push_back(dispute_of(row));
  for (const auto& row : tx.exec(refunds_sql, Params::of(rows.detail.payment_id)))
    rows.detail.refunds.push_back(refund_row_of(row));
  for (const auto& row : tx.exec(verdicts_sql, Params::of(rows.detail.payment_id, charges)))
    rows.verdicts.push_back(verdict_of(row));
}

} // namespace paydesk::store
