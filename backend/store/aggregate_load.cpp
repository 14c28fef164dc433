#include "store/aggregate_load.h"

#include <algorithm>
#include <unordered_map>

namespace paydesk::store {
namespace {

constexpr std::string_view charges_sql = R"(
select c.charge_id, c.payment_id, c.psp_account, c.capture_mode, c.state, c.state_since, c.currency, c.amount,
       c.authorized, c.captured, c.psp_token, c.psp_payment_id, c.hosted_page_url, c.error_class, c.last_error,
       c.expires_at, c.check_at, c.created_at,
       p.caller_id, p.entity, p.buyer, p.checkout_reference, p.total, p.success_url, p.cancel_url,
       p.idempotency_key, p.created_at as payment_created_at
  from charge c join payment p using (payment_id)
 where c.charge_id = any($1::uuid[]) order by c.charge_id for update of c)";

constexpr std::string_view orders_sql = R"(
select charge_id, order_id, line_no, seller, reference, description, amount, commission, captured, refunded,
       refund_pending, disputed, lost, settled, commission_taken, commission_returned, dispute_won, cancelled,
       status, status_since
  from payment_order where charge_id = any($1::uuid[]) order by charge_id, line_no)";

constexpr std::string_view operations_sql = R"(
select charge_id, operation_id, kind, subject_id, generation, amount, state, psp_reference, created_at
  from operation where charge_id = any($1::uuid[]) order by charge_id, created_at, operation_id)";

constexpr std::string_view refunds_sql = R"(
select charge_id, refund_id, order_id, amount, state, state_since, reason, note, requested_by, requester_id,
       decided_by, decider_id, psp_reference, created_at
  from refund where charge_id = any($1::uuid[]) order by charge_id, created_at, refund_id)";

constexpr std::string_view disputes_sql = R"(
select charge_id, dispute_id, psp_reference, amount, state, state_since, withdrawn, booked_lost, created_at
  from dispute where charge_id = any($1::uuid[]) order by charge_id, created_at)";

constexpr std::string_view losses_sql = R"(
select d.charge_id, l.dispute_id, l.order_id, l.amount
  from dispute_loss l join dispute d using (dispute_id) join payment_order o using (order_id)
 where d.charge_id = any($1::uuid[]) order by d.charge_id, o.line_no)";

constexpr std::string_view jobs_sql = R"(
select charge_id, job_id, operation_id, kind, ask, state, due_at, token, attempts, asks, max_attempts, error_class,
       last_error, dead_since, created_at, retry_since, failed_at, held_until, declines, first_declined_at, doubt
  from job where charge_id = any($1::uuid[]) order by charge_id, created_at, job_id)";

constexpr std::string_view facts_sql = R"(
select charge_id, kind, reference, merchant_reference, order_id, amount, source, transaction_id, at
  from psp_fact where charge_id = any($1::uuid[]) order by charge_id, at)";

Aggregate read_charge(const pqxx::row& row) {
  Aggregate a;
  a.payment.payment_id = uuid_of(row["payment_id"]);
  a.payment.caller_id = uuid_of(row["caller_id"]);
  a.payment.entity = text_of(row["entity"]);
  a.payment.buyer = text_of(row["buyer"]);
  a.payment.checkout_reference = text_of(row["checkout_reference"]);
  a.payment.currency = Currency::find(row["currency"].c_str()).value_or(Currency{});
  a.payment.total = int_of(row["total"]);
  a.payment.success_url = text_of(row["success_url"]);
  a.payment.cancel_url = text_of(row["cancel_url"]);
  a.payment.idempotency_key = uuid_of(row["idempotency_key"]);
  a.payment.created_at = instant_of(row["payment_created_at"]);
  auto& c = a.charge;
  c.charge_id = uuid_of(row["charge_id"]);
  c.psp_account = text_of(row["psp_account"]);
  c.capture_mode = parse_capture_mode(row["capture_mode"].c_str()).value_or(CaptureMode::automatic);
  c.state = text_of(row["state"]);
  c.state_since = instant_of(row["state_since"]);
  c.amount = int_of(row["amount"]);
  c.authorized = int_of(row["authorized"]);
  c.captured = int_of(row["captured"]);
  c.token = text_of(row["psp_token"]);
  c.psp_payment_id = text_of(row["psp_payment_id"]);
  c.hosted_page_url = text_of(row["hosted_page_url"]);
  c.error_class = text_of(row["error_class"]);
  c.last_error = text_of(row["last_error"]);
  c.expires_at = instant_of(row["expires_at"]);
  c.check_at = optional_instant_of(row["check_at"]);
  c.created_at = instant_of(row["created_at"]);
  return a;
}

Order read_order(const pqxx::row& row) {
  Order o;
  o.order_id = uuid_of(row["order_id"]);
  o.line_no = static_cast<int>(int_of(row["line_no"]));
  o.seller = text_of(row["seller"]);
  o.reference = text_of(row["reference"]);
  o.description = text_of(row["description"]);
  o.commission = int_of(row["commission"]);
  o.amounts = {int_of(row["amount"]),   int_of(row["captured"]), int_of(row["refunded"]), int_of(row["refund_pending"]),
               int_of(row["disputed"]), int_of(row["lost"]),     int_of(row["settled"])};
  o.commission_taken = int_of(row["commission_taken"]);
  o.commission_returned = int_of(row["commission_returned"]);
  o.dispute_won = bool_of(row["dispute_won"]);
  o.cancelled = bool_of(row["cancelled"]);
  o.status = text_of(row["status"]);
  o.status_since = instant_of(row["status_since"]);
  return o;
}

Operation::State operation_state(std::string_view text) {
  return text == "live" ? Operation::State::live
                        : text == "succeeded" ? Operation::State::succeeded : Operation::State::failed;
}

Operation read_operation(const pqxx::row& row) {
  Operation o;
  o.operation_id = uuid_of(row["operation_id"]);
  o.kind = parse_operation_kind(row["kind"].c_str()).value_or(OperationKind::query);
  o.subject_id = uuid_of(row["subject_id"]);
  o.generation = static_cast<int>(int_of(row["generation"]));
  o.amount = int_of(row["amount"]);
  o.state = operation_state(row["state"].c_str());
  o.psp_reference = text_of(row["psp_reference"]);
  o.created_at = instant_of(row["created_at"]);
  return o;
}

Refund read_refund(const pqxx::row& row) {
  Refund r;
  r.refund_id = uuid_of(row["refund_id"]);
  r.order_id = uuid_of(row["order_id"]);
  r.amount = int_of(row["amount"]);
  r.state = text_of(row["state"]);
  r.state_since = instant_of(row["state_since"]);
  r.reason = text_of(row["reason"]);
  r.note = text_of(row["note"]);
  r.requested_by = text_of(row["requested_by"]);
  r.requester_id = uuid_of(row["requester_id"]);
  r.decided_by = text_of(row["decided_by"]);
  if (!row["decider_id"].is_null())
    r.decider_id = uuid_of(row["decider_id"]);
  r.psp_reference = text_of(row["psp_reference"]);
  r.created_at = instant_of(row["created_at"]);
  return r;
}

Dispute read_dispute(const pqxx::row& row) {
  Dispute d;
  d.dispute_id = uuid_of(row["dispute_id"]);
  d.psp_reference = text_of(row["psp_reference"]);
  d.amount = int_of(row["amount"]);
  d.state = text_of(row["state"]);
  d.state_since = instant_of(row["state_since"]);
  d.withdrawn = bool_of(row["withdrawn"]);
  d.booked_lost = bool_of(row["booked_lost"]);
  d.created_at = instant_of(row["created_at"]);
  return d;
}

Job read_job(const pqxx::row& row) {
  Job j;
  j.job_id = uuid_of(row["job_id"]);
  if (!row["operation_id"].is_null())
    j.operation_id = uuid_of(row["operation_id"]);
  j.kind = parse_operation_kind(row["kind"].c_str()).value_or(OperationKind::query);
  j.ask = bool_of(row["ask"]);
  j.dead = std::string_view(row["state"].c_str()) == "dead";
  j.due_at = instant_of(row["due_at"]);
  j.token = int_of(row["token"]);
  j.attempts = static_cast<int>(int_of(row["attempts"]));
  j.asks = static_cast<int>(int_of(row["asks"]));
  j.max_attempts = static_cast<int>(int_of(row["max_attempts"]));
  j.error_class = parse_error_class(row["error_class"].c_str()).value_or(ErrorClass::none);
  j.last_error = text_of(row["last_error"]);
  j.dead_since = optional_instant_of(row["dead_since"]);
  j.created_at = instant_of(row["created_at"]);
  j.retry_since = optional_instant_of(row["retry_since"]);
  j.failed_at = optional_instant_of(row["failed_at"]);
  j.held_until = optional_instant_of(row["held_until"]);
  j.declines = static_cast<int>(int_of(row["declines"]));
  j.first_declined_at = optional_instant_of(row["first_declined_at"]);
  j.doubt = bool_of(row["doubt"]);
  return j;
}

Fact read_fact(const pqxx::row& row) {
  Fact f;
  f.kind = text_of(row["kind"]);
  f.reference = text_of(row["reference"]);
  f.merchant_reference = text_of(row["merchant_reference"]);
  if (!row["order_id"].is_null())
    f.order_id = uuid_of(row["order_id"]);
  f.amount = int_of(row["amount"]);
  f.source = text_of(row["source"]);
  f.transaction_id = uuid_of(row["transaction_id"]);
  f.at = instant_of(row["at"]);
  return f;
}

void read_loss(const pqxx::row& row, Aggregate& a) {
  const auto id = uuid_of(row["dispute_id"]);
  for (auto& dispute : a.disputes)
    if (dispute.dispute_id == id)
      dispute.losses.push_back({uuid_of(row["order_id"]), int_of(row["amount"])});
}

bool has_losses(const Aggregate& a) {
  return std::any_of(a.disputes.begin(), a.disputes.end(), [](const Dispute& dispute) { return dispute.booked_lost; });
}

} // namespace

std::vector<Aggregate> load_locked(Tx& tx, std::span<const Uuid> charge_ids) {
  std::vector<Aggregate> aggregates;
  if (charge_ids.empty())
    return aggregates;
  const auto ids = Params::of(array_of(charge_ids, [](const Uuid& id) { return id; }));
  std::unordered_map<Uuid, std::size_t> index;
  for (const auto& row : tx.exec(charges_sql, ids)) {
    index.emplace(uuid_of(row["charge_id"]), aggregates.size());
    aggregates.push_back(read_charge(row));
  }
  const auto fill = [&](std::string_view sql, auto member, auto read) {
    for (const auto& row : tx.exec(sql, ids))
      if (const auto at = index.find(uuid_of(row["charge_id"])); at != index.end())
        (aggregates[at->second].*member).push_back(read(row));
  };
  fill(orders_sql, &Aggregate::orders, read_order);
  fill(operations_sql, &Aggregate::operations, read_operation);
  fill(refunds_sql, &Aggregate::refunds, read_refund);
  fill(disputes_sql, &Aggregate::disputes, read_dispute);
  // Hardly any charge was ever lost: the others do not pay for the question.
  if (std::any_of(aggregates.begin(), aggregates.end(), has_losses))
    for (const auto& row : tx.exec(losses_sql, ids))
      read_loss(row, aggregates[index.at(uuid_of(row["charge_id"]))]);
  fill(jobs_sql, &Aggregate::jobs, read_job);
  fill(facts_sql, &Aggregate::facts, read_fact);
  return aggregates;
}

} // namespace paydesk::store
