#include "store/dispute_rows.h"

#include <algorithm>

#include "store/aggregate_load.h"
#include "store/aggregate_save.h"
#include "store/columns.h"

namespace paydesk::store {
namespace {

// The readers below take the columns in the order of these lists.
constexpr std::string_view disputes_sql = R"(
select charge_id, dispute_id, psp_reference, amount, state, state_since, withdrawn, booked_lost, created_at
  from dispute where charge_id = any($1::uuid[]) order by charge_id, created_at)";

constexpr std::string_view losses_sql = R"(
select d.charge_id, l.dispute_id, l.order_id, l.amount
  from dispute_loss l join dispute d using (dispute_id) join payment_order o using (order_id)
 where d.charge_id = any($1::uuid[]) order by d.charge_id, o.line_no)";

constexpr std::string_view insert_dispute_sql = R"(
insert into dispute (dispute_id, payment_id, charge_id, psp_account, psp_reference, currency, amount, state, path,
                     state_since, withdrawn, booked_lost, created_at)
select id, payment_id, charge_id, account, reference, currency, amount, state, path::text[], since, withdrawn, lost, at
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
              $9::text[], $10::timestamptz[], $11::bool[], $12::bool[], $13::timestamptz[])
       as v(id, payment_id, charge_id, account, reference, currency, amount, state, path, since, withdrawn, lost, at))";

constexpr std::string_view update_dispute_sql = R"(
update dispute d set state = v.state, state_since = v.since, path = v.path::text[], withdrawn = v.withdrawn,
       booked_lost = v.lost
  from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::bool[], $6::bool[])
       as v(id, state, since, path, withdrawn, lost)
 where d.dispute_id = v.id)";

constexpr std::string_view delete_losses_sql = "delete from dispute_loss where dispute_id = any($1::uuid[])";

constexpr std::string_view insert_losses_sql = R"(
insert into dispute_loss (dispute_id, order_id, payment_id, amount)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]))";

Dispute read_dispute(Cells& cells) {
  Dispute d;
  d.dispute_id = cells.uuid();
  d.psp_reference = cells.text();
  d.amount = cells.integer();
  d.state = cells.text();
  d.state_since = cells.instant();
  d.withdrawn = cells.boolean();
  d.booked_lost = cells.boolean();
  d.created_at = cells.instant();
  return d;
}

void read_loss(Cells& cells, Aggregate& a) {
  const auto id = cells.uuid();
  const auto order_id = cells.uuid();
  const auto amount = cells.integer();
  for (auto& dispute : a.disputes)
    if (dispute.dispute_id == id)
      dispute.losses.push_back({order_id, amount});
}

bool has_losses(const Aggregate& a) {
  return std::any_of(a.disputes.begin(), a.disputes.end(), [](const Dispute& dispute) { return dispute.booked_lost; });
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
  if (std::any_of(aggregates.begin(), aggregates.end(), has_losses))
    each(losses_sql, read_loss);
}

void save_disputes(Tx& tx, std::span<const Aggregate* const> aggregates) {
  Columns<13> added;
  Columns<6> changed;
  Columns<1> other_losses;
  Columns<4> losses;
  for (const auto* a : aggregates)
    for (const auto& d : a->disputes) {
      if (d.losses_changed) {
        other_losses.add(d.dispute_id);
        for (const auto& loss : d.losses)
          losses.add(d.dispute_id, loss.order_id, a->payment.payment_id, loss.amount);
      }
      if (d.added)
        added.add(d.dispute_id, a->payment.payment_id, a->charge.charge_id, a->charge.psp_account, d.psp_reference,
                  a->payment.currency.code(), d.amount, d.state, path_of(d), d.state_since, d.withdrawn,
                  d.booked_lost, d.created_at);
      else if (d.changed)
        changed.add(d.dispute_id, d.state, d.state_since, path_of(d), d.withdrawn, d.booked_lost);
    }
  run(tx, insert_dispute_sql, added);
  run(tx, update_dispute_sql, changed);
  run(tx, delete_losses_sql, other_losses);
  run(tx, insert_losses_sql, losses);
}

} // namespace paydesk::store
