#include "store/aggregate_save.h"

#include <map>
#include <utility>

#include "store/columns.h"
#include "store/dispute_rows.h"
#include "store/job_rows.h"
#include "store/journals.h"
#include "store/lines.h"

namespace paydesk::store {
namespace {

using Aggregates = std::span<const Aggregate* const>;

constexpr std::string_view state_names[] = {"live", "succeeded", "failed"};

// --- new payments -----------------------------------------------------------------------------------------

constexpr std::string_view insert_payment_sql = R"(
insert into payment (payment_id, caller_id, entity, buyer, checkout_reference, currency, total, success_url,
                     cancel_url, idempotency_key, created_at)
select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                     $8::text[], $9::text[], $10::uuid[], $11::timestamptz[]))";

constexpr std::string_view insert_charge_sql = R"(
insert into charge (charge_id, payment_id, psp_account, capture_mode, payment_method, state, path, state_since,
                    currency, amount, expires_at, created_at, route)
select id, payment_id, account, mode, method, state, path::text[], since, currency, amount, expires_at, created_at,
       route
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
              $9::text[], $10::bigint[], $11::timestamptz[], $12::timestamptz[], $13::text[])
       as v(id, payment_id, account, mode, method, state, path, since, currency, amount, expires_at, created_at,
            route))";

constexpr std::string_view route_names[] = {"fixed", "open", "unsure"};

// A charge that has gone to another account, or has to stay where it is.
constexpr std::string_view move_charge_sql = R"(
update charge c set psp_account = v.account, capture_mode = v.mode, route = v.route, left_accounts = v.left_accounts
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as v(id, account, mode, route, left_accounts)
 where c.charge_id = v.id)";

constexpr std::string_view move_orders_sql = R"(
update payment_order o set psp_account = v.account from unnest($1::uuid[], $2::text[]) as v(charge_id, account)
 where o.charge_id = v.charge_id and o.psp_account <> v.account)";

constexpr std::string_view set_check_sql = R"(
insert into charge_check as k (charge_id, due_at) select * from unnest($1::uuid[], $2::timestamptz[])
on conflict (charge_id) do update set due_at = excluded.due_at)";

constexpr std::string_view end_check_sql = "delete from charge_check where charge_id = any($1::uuid[])";

constexpr std::string_view insert_order_sql = R"(
insert into payment_order (order_id, payment_id, charge_id, line_no, seller, reference, description, psp_account,
                           currency, amount, commission, status, status_since, created_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::bigint[], $11::bigint[], $12::text[], $13::timestamptz[], $14::timestamptz[]))";

// --- changes ----------------------------------------------------------------------------------------------

constexpr std::string_view update_charge_sql = R"(
update charge c set state = v.state, state_since = v.state_since, path = v.path::text[], authorized = v.authorized,
       captured = v.captured, psp_token = v.token, psp_payment_id = v.psp_payment_id, hosted_page_url = v.url,
       error_class = v.error_class, last_error = v.last_error
  from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::text[],
              $8::text[], $9::text[], $10::text[], $11::text[])
       as v(id, state, state_since, path, authorized, captured, token, psp_payment_id, url, error_class, last_error)
 where c.charge_id = v.id)";

constexpr std::string_view update_order_sql = R"(
update payment_order o set captured = v.captured, refunded = v.refunded, refund_pending = v.refund_pending,
       disputed = v.disputed, lost = v.lost, reversed = v.reversed, commission_taken = v.taken,
       commission_returned = v.returned, refunded_keeping = v.keeping, unsettled_share = v.unsettled,
       dispute_won = v.won, cancelled = v.cancelled, status = v.status, status_since = v.status_since
  from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
              $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bool[], $13::bool[], $14::text[],
              $15::timestamptz[])
       as v(id, captured, refunded, refund_pending, disputed, lost, reversed, taken, returned, keeping, unsettled, won,
            cancelled, status, status_since)
 where o.order_id = v.id)";

// Orders in short-lived statuses are listed beside their table (order_moving), where they come and go cheaply.
constexpr std::string_view begin_moving_sql = R"(
insert into order_moving
select v.id from unnest($1::uuid[], $2::text[]) as v(id, status) where order_is_moving(v.status)
on conflict do nothing)";

constexpr std::string_view end_moving_sql = R"(
delete from order_moving m using unnest($1::uuid[], $2::text[]) as v(id, status)
 where m.order_id = v.id and not order_is_moving(v.status))";

constexpr std::string_view insert_operation_sql = R"(
insert into operation (operation_id, payment_id, charge_id, kind, subject_id, generation, amount, state,
                       psp_reference, created_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::int[], $7::bigint[],
                     $8::text[], $9::text[], $10::timestamptz[]))";

constexpr std::string_view update_operation_sql = R"(
update operation o set state = v.state, psp_reference = v.reference, lost_at = v.lost_at
  from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as v(id, state, reference, lost_at)
 where o.operation_id = v.id)";

constexpr std::string_view insert_refund_sql = R"(
insert into refund (refund_id, payment_id, charge_id, order_id, currency, amount, state, path, state_since, reason,
                    note, requested_by, requester_id, created_at, commission, funds, policy_version, expires_at,
                    deciders)
select id, payment_id, charge_id, order_id, currency, amount, state, path::text[], since, reason, note, by, by_id, at,
       commission, funds, policy, expires, deciders
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::text[], $8::text[],
              $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::timestamptz[], $15::text[],
              $16::text[], $17::int[], $18::timestamptz[], $19::text[])
       as v(id, payment_id, charge_id, order_id, currency, amount, state, path, since, reason, note, by, by_id, at,
            commission, funds, policy, expires, deciders))";

constexpr std::string_view update_refund_sql = R"(
update refund r set state = v.state, state_since = v.since, path = v.path::text[], decided_by = v.by,
       decider_id = v.by_id, psp_reference = v.reference
  from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::text[])
       as v(id, state, since, path, by, by_id, reference)
 where r.refund_id = v.id)";

constexpr std::string_view insert_fact_sql = R"(
insert into psp_fact (psp_account, kind, reference, payment_id, charge_id, order_id, merchant_reference, currency,
                      amount, source, transaction_id, at)
select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
                     $9::bigint[], $10::text[], $11::uuid[], $12::timestamptz[]))";

constexpr std::string_view insert_history_sql = R"(
insert into history (payment_id, at, subject, subject_id, code, from_state, to_state, source, detail, superseded)
select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[],
                     $8::text[], $9::text[], $10::bool[]))";

constexpr std::string_view insert_outbox_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payment_id, payload)
select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[]))";

constexpr std::string_view insert_hold_sql = R"(
insert into wallet_hold (cause_id, seller, currency, amount)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]))";

constexpr std::string_view delete_hold_sql = R"(
delete from wallet_hold h using unnest($1::uuid[], $2::text[], $3::text[]) as v(cause_id, seller, currency)
 where h.cause_id = v.cause_id and h.seller = v.seller and h.currency = v.currency)";

void save_checks(Tx& tx, Aggregates aggregates) {
  Columns<2> set;
  Columns<1> ended;
  for (const auto* a : aggregates) {
    const auto& c = a->charge;
    if (c.check_at == c.check_stored)
      continue;
    if (c.check_at)
      set.add(c.charge_id, *c.check_at);
    else
      ended.add(c.charge_id);
  }
  run(tx, set_check_sql, set);
  run(tx, end_check_sql, ended);
}

void save_routes(Tx& tx, Aggregates aggregates) {
  Columns<5> charges;
  Columns<2> orders;
  for (const auto* a : aggregates) {
    const auto& c = a->charge;
    if (!c.route_changed)
      continue;
    std::string left;
    for (const auto& account : c.left_accounts)
      left += account + "\n";
    charges.add(c.charge_id, c.psp_account, to_string(c.capture_mode), route_names[static_cast<std::size_t>(c.route)],
                left);
    orders.add(c.charge_id, c.psp_account);
  }
  run(tx, move_charge_sql, charges);
  run(tx, move_orders_sql, orders);
}

void save_charges(Tx& tx, Aggregates aggregates) {
  Columns<11> charges;
  Columns<15> orders;
  Columns<2> statuses;
  for (const auto* a : aggregates) {
    if (!a->dirty)
      continue;
    const auto& c = a->charge;
    charges.add(c.charge_id, c.state, c.state_since, path_of(c), c.authorized, c.captured, c.token, c.psp_payment_id,
                c.hosted_page_url, c.error_class, c.last_error);
    for (const auto& o : a->orders) {
      orders.add(o.order_id, o.amounts.captured, o.amounts.refunded, o.amounts.refund_pending, o.amounts.disputed,
                 o.amounts.lost, o.amounts.reversed, o.commission_taken, o.commission_returned, o.refunded_keeping,
                 o.unsettled_share, o.dispute_won, o.cancelled, o.status, o.status_since);
      statuses.add(o.order_id, o.status);
    }
  }
  run(tx, update_charge_sql, charges);
  run(tx, update_order_sql, orders);
  run(tx, begin_moving_sql, statuses);
  run(tx, end_moving_sql, statuses);
}

void save_operations(Tx& tx, Aggregates aggregates) {
  Columns<10> added;
  Columns<4> changed;
  for (const auto* a : aggregates)
    for (const auto& o : a->operations) {
      const auto state = state_names[static_cast<std::size_t>(o.state)];
      if (o.added)
        added.add(o.operation_id, a->payment.payment_id, a->charge.charge_id, to_string(o.kind), o.subject_id,
                  o.generation, o.amount, state, o.psp_reference, o.created_at);
      else if (o.changed)
        changed.add(o.operation_id, state, o.psp_reference, o.lost_at);
    }
  run(tx, update_operation_sql, changed); // ends generations before new ones begin
  run(tx, insert_operation_sql, added);
}

void save_refunds(Tx& tx, Aggregates aggregates) {
  Columns<19> added;
  Columns<7> changed;
  for (const auto* a : aggregates)
    for (const auto& r : a->refunds) {
      if (r.added)
        added.add(r.refund_id, a->payment.payment_id, a->charge.charge_id, r.order_id, a->payment.currency.code(),
                  r.amount, r.state, path_of(r), r.state_since, r.reason, r.note, r.requested_by, r.requester_id,
                  r.created_at, to_string(r.terms.commission), to_string(r.terms.funds), r.terms.policy_version,
                  r.expires_at, lines_of(r.deciders));
      else if (r.changed)
        changed.add(r.refund_id, r.state, r.state_since, path_of(r), r.decided_by, r.decider_id, r.psp_reference);
    }
  run(tx, insert_refund_sql, added);
  run(tx, update_refund_sql, changed);
}

void save_records(Tx& tx, Aggregates aggregates) {
  Columns<12> facts;
  Columns<10> history;
  Columns<6> outbox;
  for (const auto* a : aggregates) {
    const auto& payment_id = a->payment.payment_id;
    for (const auto& f : a->facts)
      if (f.added)
        facts.add(a->charge.psp_account, f.kind, f.reference, payment_id, a->charge.charge_id, f.order_id,
                  f.merchant_reference, a->payment.currency.code(), f.amount, f.source, f.transaction_id, f.at);
    for (const auto& h : a->history)
      history.add(payment_id, h.at, h.subject, h.subject_id, h.code, h.from_state, h.to_state, h.source, h.detail,
                  h.superseded);
    for (const auto& e : a->events)
      outbox.add(a->history.empty() ? a->charge.state_since : a->history.back().at, e.kind, e.subject_kind,
                 e.subject_id, payment_id, e.payload);
  }
  run(tx, insert_fact_sql, facts);
  run(tx, insert_history_sql, history);
  run(tx, insert_outbox_sql, outbox);
}

/// The first and the last of what one change does to a hold: one that is there is released first, and one that is
/// there afterwards was begun last, whatever came in between.
struct HoldEnds {
  const Hold* first = nullptr;
  const Hold* last = nullptr;
};

void save_holds(Tx& tx, Aggregates aggregates) {
  Columns<4> begun;
  Columns<3> released;
  for (const auto* a : aggregates) {
    std::map<std::pair<Uuid, std::string>, HoldEnds> holds;
    for (const auto& hold : a->holds) {
      auto& ends = holds[{hold.cause_id, hold.seller}];
      ends.first = ends.first == nullptr ? &hold : ends.first;
      ends.last = &hold;
    }
    for (const auto& [key, ends] : holds) {
      if (ends.first->released)
        released.add(key.first, key.second, a->payment.currency.code());
      if (!ends.last->released)
        begun.add(key.first, key.second, a->payment.currency.code(), ends.last->amount);
    }
  }
  run(tx, delete_hold_sql, released);
  run(tx, insert_hold_sql, begun);
}

void save_money(Tx& tx, Aggregates aggregates) {
  std::vector<Journal> journals;
  std::vector<WalletChange> changes;
  for (const auto* a : aggregates) {
    journals.insert(journals.end(), a->journals.begin(), a->journals.end());
    changes.insert(changes.end(), a->wallet_changes.begin(), a->wallet_changes.end());
    for (const auto& hold : a->holds)
      changes.push_back({hold.seller, a->payment.currency, 0, hold.released ? -hold.amount : hold.amount});
  }
  save_holds(tx, aggregates);
  write_journals(tx, journals, changes);
}

} // namespace

std::string path_of(const Lifecycled& row) {
  return array_of(row.path, [](const std::string& trigger) { return trigger; });
}

void insert_payments(Tx& tx, Aggregates aggregates) {
  Columns<11> payments;
  Columns<13> charges;
  Columns<14> orders;
  Columns<2> statuses;
  Uuid last;
  for (const auto* a : aggregates) {
    const auto& p = a->payment;
    const auto& c = a->charge;
    if (p.payment_id != last) // the charges of a payment stand together
      payments.add(p.payment_id, p.caller_id, p.entity, p.buyer, p.checkout_reference, p.currency.code(), p.total,
                   p.success_url, p.cancel_url, p.idempotency_key, p.created_at);
    last = p.payment_id;
    charges.add(c.charge_id, p.payment_id, c.psp_account, to_string(c.capture_mode), c.payment_method, c.state,
                path_of(c), c.state_since, p.currency.code(), c.amount, c.expires_at, c.created_at,
                route_names[static_cast<std::size_t>(c.route)]);
    for (const auto& o : a->orders) {
      orders.add(o.order_id, p.payment_id, c.charge_id, o.line_no, o.seller, o.reference, o.description,
                 c.psp_account, p.currency.code(), o.amounts.amount, o.commission, o.status, o.status_since,
                 p.created_at);
      statuses.add(o.order_id, o.status);
    }
  }
  run(tx, insert_payment_sql, payments);
  run(tx, insert_charge_sql, charges);
  run(tx, insert_order_sql, orders);
  run(tx, begin_moving_sql, statuses);
}

void save_changes(Tx& tx, Aggregates aggregates) {
  save_routes(tx, aggregates);
  save_charges(tx, aggregates);
  save_checks(tx, aggregates);
  save_refunds(tx, aggregates);
  save_disputes(tx, aggregates);
  save_operations(tx, aggregates);
  save_jobs(tx, aggregates);
  save_records(tx, aggregates);
  save_money(tx, aggregates); // last: other transactions wait for the wallets that it changes
}

} // namespace paydesk::store
