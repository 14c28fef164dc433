#include "store/dispute_rows.h"

#include <algorithm>

#include "store/aggregate_load.h"
#include "store/aggregate_save.h"
#include "store/columns.h"

namespace paydesk::store {
namespace {

// The readers below take the columns in the order of these lists.
constexpr std::string_view disputes_sql = R"(
select charge_id, dispute_id, psp_reference, amount, state, state_since, round, due_by, warned, withheld, booked_lost,
       loss_bookings, created_at
  from dispute where charge_id = any($1::uuid[]) order by charge_id, created_at, dispute_id)";

constexpr std::string_view shares_sql = R"(
select d.charge_id, s.dispute_id, s.order_id, s.amount, s.fee, s.lost
  from (select dispute_id, order_id, amount, 0::bigint as fee, false as lost from dispute_hold
        union all select dispute_id, order_id, amount, fee, true from dispute_loss) s
  join dispute d using (dispute_id) join payment_order o using (order_id)
 where d.charge_id = any($1::uuid[]) order by d.charge_id, o.line_no)";

// Only what is still to be sent.
constexpr std::string_view evidence_sql = R"(
select o.charge_id, e.dispute_id, e.evidence_id, e.operation_id, e.text, e.submitted_by, e.submitter_id, e.submitted_at
  from operation o join dispute_evidence e using (operation_id)
 where o.charge_id = any($1::uuid[]) and o.kind = 'dispute_evidence' and o.state = 'live')";

constexpr std::string_view insert_dispute_sql = R"(
insert into dispute (dispute_id, payment_id, charge_id, psp_account, psp_reference, currency, amount, state, path,
                     state_since, round, due_by, warned, withheld, booked_lost, loss_bookings, created_at)
select id, payment_id, charge_id, account, reference, currency, amount, state, path::text[], since, round, due_by,
       warned, withheld, lost, bookings, at
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
              $9::text[], $10::timestamptz[], $11::int[], $12::timestamptz[], $13::int[], $14::bigint[], $15::bool[],
              $16::int[], $17::timestamptz[])
       as v(id, payment_id, charge_id, account, reference, currency, amount, state, path, since, round, due_by, warned,
            withheld, lost, bookings, at))";

constexpr std::string_view update_dispute_sql = R"(
update dispute d set state = v.state, state_since = v.since, path = v.path::text[], round = v.round,
       due_by = v.due_by, warned = v.warned, withheld = v.withheld, booked_lost = v.lost, loss_bookings = v.bookings
  from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::int[], $6::timestamptz[], $7::int[],
              $8::bigint[], $9::bool[], $10::int[])
       as v(id, state, since, path, round, due_by, warned, withheld, lost, bookings)
 where d.dispute_id = v.id)";

constexpr std::string_view delete_holds_sql = "delete from dispute_hold where dispute_id = any($1::uuid[])";
constexpr std::string_view delete_losses_sql = "delete from dispute_loss where dispute_id = any($1::uuid[])";

constexpr std::string_view insert_holds_sql = R"(
insert into dispute_hold (dispute_id, order_id, payment_id, amount)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]))";

constexpr std::string_view insert_losses_sql = R"(
insert into dispute_loss (dispute_id, order_id, payment_id, amount, fee)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[]))";

constexpr std::string_view insert_evidence_sql = R"(
insert into dispute_evidence (evidence_id, dispute_id, payment_id, operation_id, text, submitted_by, submitter_id,
                              submitted_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::uuid[],
                     $8::timestamptz[]))";

Dispute read_dispute(Cells& cells) {
  Dispute d;
  d.dispute_id = cells.uuid();
  d.psp_reference = cells.text();
  d.amount = cells.integer();
  d.state = cells.text();
  d.state_since = cells.instant();
  d.round = cells.small();
  d.due_by = cells.optional_instant();
  d.warned = cells.small();
  d.withheld = cells.integer();
  d.booked_lost = cells.boolean();
  d.loss_bookings = cells.small();
  d.created_at = cells.instant();
  return d;
}

Dispute* find_dispute(Aggregate& a, const Uuid& id) {
  const auto at = std::find_if(a.disputes.begin(), a.disputes.end(),
                               [&](const Dispute& dispute) { return dispute.dispute_id == id; });
  return at == a.disputes.end() ? nullptr : &*at;
}

void read_share(Cells& cells, Aggregate& a) {
  auto* dispute = find_dispute(a, cells.uuid());
  const auto order_id = cells.uuid();
  const auto amount = cells.integer();
  const auto fee = cells.integer();
  if (dispute != nullptr)
    (cells.boolean() ? dispute->losses : dispute->holds).push_back({order_id, amount, fee});
}

void read_evidence(Cells& cells, Aggregate& a) {
  auto* dispute = find_dispute(a, cells.uuid());
  DisputeEvidence e;
  e.evidence_id = cells.uuid();
  e.operation_id = cells.uuid();
  e.text = cells.text();
  e.submitted_by = cells.text();
  e.submitter_id = cells.uuid();
  e.submitted_at = cells.instant();
  if (dispute != nullptr)
    dispute->evidence.push_back(std::move(e));
}

bool withholds(const Aggregate& a) {
  return std::any_of(a.disputes.begin(), a.disputes.end(), [](const Dispute& dispute) { return dispute.withheld > 0; });
}

bool sends_evidence(const Aggregate& a) {
  return std::any_of(a.operations.begin(), a.operations.end(), [](const Operation& operation) {
    return operation.kind == OperationKind::dispute_evidence && operation.state == Operation::State::live;
  });
}

void save_shares(Tx& tx, std::span<const Aggregate* const> aggregates) {
  Columns<1> changed;
  Columns<4> holds;
  Columns<5> losses;
  for (const auto* a : aggregates)
    for (const auto& d : a->disputes) {
      if (!d.shares_changed)
        continue;
      changed.add(d.dispute_id);
      for (const auto& share : d.holds)
        holds.add(d.dispute_id, share.order_id, a->payment.payment_id, share.amount);
      for (const auto& share : d.losses)
        losses.add(d.dispute_id, share.order_id, a->payment.payment_id, share.amount, share.fee);
    }
  run(tx, delete_holds_sql, changed);
  run(tx, delete_losses_sql, changed);
  run(tx, insert_holds_sql, holds);
  run(tx, insert_losses_sql, losses);
}

void save_evidence(Tx& tx, std::span<const Aggregate* const> aggregates) {
  Columns<8> added;
  for (const auto* a : aggregates)
    for (const auto& d : a->disputes)
      for (const auto& e : d.evidence)
        if (e.added)
          added.add(e.evidence_id, d.dispute_id, a->payment.payment_id, e.operation_id, e.text, e.submitted_by,
                    e.submitter_id, e.submitted_at);
  run(tx, insert_evidence_sql, added);
}

} // namespace

void load_disputes(Tx& tx, const Params& charge_ids, std::span<Aggregate> aggregates) {
  const auto each = [&](std::string_view sql, auto take) {
    for (const auto& row : tx.exec(sql, charge_ids)) {
      Cells cells(row);
      if (auto* aggregate = find_charge(aggregates, cells.uuid()))
        take(cells, *aggregate);
    }
  };
  each(disputes_sql, [](Cells& cells, Aggregate& a) { a.disputes.push_back(read_dispute(cells)); });
  if (std::any_of(aggregates.begin(), aggregates.end(), withholds))
    each(shares_sql, read_share);
  if (std::any_of(aggregates.begin(), aggregates.end(), sends_evidence))
    each(evidence_sql, read_evidence);
}

void save_disputes(Tx& tx, std::span<const Aggregate* const> aggregates) {
  Columns<17> added;
  Columns<10> changed;
  for (const auto* a : aggregates)
    for (const auto& d : a->disputes) {
      if (d.added)
        added.add(d.dispute_id, a->payment.payment_id, a->charge.charge_id, a->charge.psp_account, d.psp_reference,
                  a->payment.currency.code(), d.amount, d.state, path_of(d), d.state_since, d.round, d.due_by, d.warned,
                  d.withheld, d.booked_lost, d.loss_bookings, d.created_at);
      else if (d.changed)
        changed.add(d.dispute_id, d.state, d.state_since, path_of(d), d.round, d.due_by, d.warned, d.withheld,
                    d.booked_lost, d.loss_bookings);
    }
  run(tx, insert_dispute_sql, added);
  run(tx, update_dispute_sql, changed);
  save_shares(tx, aggregates);
  save_evidence(tx, aggregates);
}

} // namespace paydesk::store
