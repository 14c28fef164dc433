#include "store/aggregate_load.h"

#include <algorithm>

#include "store/dispute_rows.h"
#include "store/lines.h"

namespace paydesk::store {
namespace {

// The readers below take the columns in the order of these lists.
constexpr std::string_view charges_sql = R"(
select p.payment_id, p.caller_id, p.entity, p.buyer, p.checkout_reference, p.currency, p.total, p.success_url,
       p.cancel_url, p.idempotency_key, p.created_at,
       c.charge_id, c.psp_account, c.capture_mode, c.state, c.state_since, c.amount, c.authorized, c.captured,
       c.payment_method, c.route, c.left_accounts, c.psp_token, c.psp_payment_id, c.hosted_page_url, c.error_class, c.last_error, c.expires_at, c.created_at
  from charge c join payment p using (payment_id)
 where c.charge_id = any($1::uuid[]) order by c.charge_id for update of c)";

// Everything but the charge's own row is read by statements of their own, once its lock is held: one that has waited
// for the lock sees the other tables as they were before it waited.
constexpr std::string_view orders_sql = R"(
select o.charge_id, order_id, line_no, seller, reference, description, commission, amount, captured, refunded,
       refund_pending, disputed, lost, settled, reversed, commission_taken, commission_returned, refunded_keeping,
       unsettled_share, dispute_won, cancelled, status, status_since, k.due_at,
       exists (select from refund r where r.charge_id = o.charge_id),
       exists (select from dispute d where d.charge_id = o.charge_id)
  from payment_order o left join charge_check k using (charge_id)
 where o.charge_id = any($1::uuid[]) order by o.charge_id, line_no)";

constexpr std::string_view operations_sql = R"(
select charge_id, operation_id, kind, subject_id, generation, amount, state, psp_reference, created_at,
       lost_at
  from operation where charge_id = any($1::uuid[]) order by charge_id, created_at, operation_id)";

constexpr std::string_view refunds_sql = R"(
select charge_id, refund_id, order_id, amount, state, state_since, reason, note, requested_by, requester_id,
       decided_by, decider_id, psp_reference, created_at, commission, funds, policy_version, expires_at, deciders
  from refund where charge_id = any($1::uuid[]) order by charge_id, created_at, refund_id)";

constexpr std::string_view jobs_sql = R"(
select charge_id, job_id, operation_id, kind, ask, state, greatest(due_at, lease_until), token, attempts, asks, max_attempts,
       error_class, last_error, dead_since, created_at, retry_since, failed_at, held_until, declines, first_declined_at, doubt,
       leased
  from job where charge_id = any($1::uuid[]) order by charge_id, created_at, job_id)";

constexpr std::string_view facts_sql = R"(
select charge_id, kind, reference, merchant_reference, order_id, amount, source, transaction_id, at
  from psp_fact where charge_id = any($1::uuid[]) order by charge_id, at)";

Charge::Route parse_route(std::string_view text) {
  return text == "open" ? Charge::Route::open : text == "unsure" ? Charge::Route::unsure : Charge::Route::fixed;
}

Aggregate read_charge(const pqxx::row& row) {
  Aggregate aggregate;
  Cells cells(row);
  auto& p = aggregate.payment;
  p.payment_id = cells.uuid();
  p.caller_id = cells.uuid();
  p.entity = cells.text();
  p.buyer = cells.text();
  p.checkout_reference = cells.text();
  p.currency = Currency::find(cells.c_str()).value_or(Currency{});
  p.total = cells.integer();
  p.success_url = cells.text();
  p.cancel_url = cells.text();
  p.idempotency_key = cells.uuid();
  p.created_at = cells.instant();
  auto& c = aggregate.charge;
  c.charge_id = cells.uuid();
  c.psp_account = cells.text();
  c.capture_mode = parse_capture_mode(cells.c_str()).value_or(CaptureMode::automatic);
  c.state = cells.text();
  c.state_since = cells.instant();
  c.amount = cells.integer();
  c.authorized = cells.integer();
  c.captured = cells.integer();
  c.payment_method = cells.text();
  c.route = parse_route(cells.text());
  c.left_accounts = items_of(cells.text());
  c.token = cells.text();
  c.psp_payment_id = cells.text();
  c.hosted_page_url = cells.text();
  c.error_class = cells.text();
  c.last_error = cells.text();
  c.expires_at = cells.instant();
  c.created_at = cells.instant();
  return aggregate;
}

Order read_order(Cells& cells) {
  Order o;
  o.order_id = cells.uuid();
  o.line_no = cells.small();
  o.seller = cells.text();
  o.reference = cells.text();
  o.description = cells.text();
  o.commission = cells.integer();
  auto& a = o.amounts;
  for (auto* amount : {&a.amount, &a.captured, &a.refunded, &a.refund_pending, &a.disputed, &a.lost, &a.settled,
                       &a.reversed})
    *amount = cells.integer();
  o.commission_taken = cells.integer();
  o.commission_returned = cells.integer();
  o.refunded_keeping = cells.integer();
  o.unsettled_share = cells.integer();
  o.dispute_won = cells.boolean();
  o.cancelled = cells.boolean();
  o.status = cells.text();
  o.status_since = cells.instant();
  return o;
}

Operation::State operation_state(std::string_view text) {
  return text == "live" ? Operation::State::live
                        : text == "succeeded" ? Operation::State::succeeded : Operation::State::failed;
}

Operation read_operation(Cells& cells) {
  Operation o;
  o.operation_id = cells.uuid();
  o.kind = parse_operation_kind(cells.c_str()).value_or(OperationKind::query);
  o.subject_id = cells.uuid();
  o.generation = cells.small();
  o.amount = cells.integer();
  o.state = operation_state(cells.c_str());
  o.psp_reference = cells.text();
  o.created_at = cells.instant();
  o.lost_at = cells.optional_instant();
  return o;
}

Refund read_refund(Cells& cells) {
  Refund r;
  r.refund_id = cells.uuid();
  r.order_id = cells.uuid();
  r.amount = cells.integer();
  r.state = cells.text();
  r.state_since = cells.instant();
  r.reason = cells.text();
  r.note = cells.text();
  r.requested_by = cells.text();
  r.requester_id = cells.uuid();
  r.decided_by = cells.text();
  r.decider_id = cells.optional_uuid();
  r.psp_reference = cells.text();
  r.created_at = cells.instant();
  r.terms.commission = parse_refund_commission(cells.c_str()).value_or(RefundCommission::give_back);
  r.terms.funds = parse_short_funds(cells.c_str()).value_or(ShortFunds::owe);
  r.terms.policy_version = cells.small();
  r.expires_at = cells.optional_instant();
  r.deciders = items_of(cells.text());
  return r;
}

Job read_job(Cells& cells) {
  Job j;
  j.job_id = cells.uuid();
  j.operation_id = cells.optional_uuid();
  j.kind = parse_operation_kind(cells.c_str()).value_or(OperationKind::query);
  j.ask = cells.boolean();
  j.dead = std::string_view(cells.c_str()) == "dead";
  j.due_at = cells.instant();
  j.token = cells.integer();
  j.attempts = cells.small();
  j.asks = cells.small();
  j.max_attempts = cells.small();
  j.error_class = parse_error_class(cells.c_str()).value_or(ErrorClass::none);
  j.last_error = cells.text();
  j.dead_since = cells.optional_instant();
  j.created_at = cells.instant();
  j.retry_since = cells.optional_instant();
  j.failed_at = cells.optional_instant();
  j.held_until = cells.optional_instant();
  j.declines = cells.small();
  j.first_declined_at = cells.optional_instant();
  j.doubt = cells.boolean();
  j.leased = cells.boolean();
  return j;
}

Fact read_fact(Cells& cells) {
  Fact f;
  f.kind = cells.text();
  f.reference = cells.text();
  f.merchant_reference = cells.text();
  f.order_id = cells.optional_uuid();
  f.amount = cells.integer();
  f.source = cells.text();
  f.transaction_id = cells.uuid();
  f.at = cells.instant();
  return f;
}

} // namespace

Aggregate* find_charge(std::span<Aggregate> aggregates, const Uuid& charge_id) {
  const auto at = std::lower_bound(aggregates.begin(), aggregates.end(), charge_id,
                                   [](const Aggregate& a, const Uuid& id) { return a.charge.charge_id < id; });
  return at == aggregates.end() || at->charge.charge_id != charge_id ? nullptr : &*at;
}

std::vector<Aggregate> load_locked(Tx& tx, std::span<const Uuid> charge_ids) {
  std::vector<Aggregate> aggregates;
  if (charge_ids.empty())
    return aggregates;
  const auto ids = Params::of(array_of(charge_ids, [](const Uuid& id) { return id; }));
  bool refunds = false, disputes = false;
  const auto charges = tx.exec(charges_sql, ids);
  aggregates.reserve(charges.size());
  for (const auto& row : charges)
    aggregates.push_back(read_charge(row));
  const auto each = [&](std::string_view sql, auto take) {
    for (const auto& row : tx.exec(sql, ids)) {
      Cells cells(row);
      if (auto* aggregate = find_charge(aggregates, cells.uuid()))
        take(cells, *aggregate);
    }
  };
  each(orders_sql, [&](Cells& cells, Aggregate& a) {
    a.orders.push_back(read_order(cells));
    a.charge.check_at = a.charge.check_stored = cells.optional_instant();
    refunds = cells.boolean() || refunds;
    disputes = cells.boolean() || disputes;
  });
  each(operations_sql, [](Cells& cells, Aggregate& a) { a.operations.push_back(read_operation(cells)); });
  // Hardly any charge has these: the others do not pay for the questions.
  if (refunds)
    each(refunds_sql, [](Cells& cells, Aggregate& a) { a.refunds.push_back(read_refund(cells)); });
  if (disputes)
    load_disputes(tx, ids, aggregates);
  each(jobs_sql, [](Cells& cells, Aggregate& a) { a.jobs.push_back(read_job(cells)); });
  each(facts_sql, [](Cells& cells, Aggregate& a) { a.facts.push_back(read_fact(cells)); });
  return aggregates;
}

} // namespace paydesk::store
