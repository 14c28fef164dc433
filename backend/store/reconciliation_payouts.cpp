// Pay-outs that bank entries are about.
#include <map>

#include "store/payout_accounts_closed.h"
#include "store/reconciliation_tx.h"
#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

// A reference is the id without its hyphens. A batch's pay-outs are looked at when one of its entries comes.
constexpr std::string_view named_sql = R"(
with named as materialized (
  select distinct e.entry_id, e.account, e.currency, t.token::uuid as id
    from bank_entry e cross join lateral unnest(e.tokens) as t(token)
   where e.state = 'open' and e.entry_id = any ($1::uuid[]) and t.token ~ '^[0-9a-fA-F]{32}$'
), found as (
  select n.entry_id, p.payout_id, false as by_batch from named n join payout p on p.payout_id = n.id
  union all
  select n.entry_id, p.payout_id, true from named n join payout p on p.batch_id = n.id
)
select n.entry_id, p.payout_id, p.seller, p.amount, p.state, bool_and(f.by_batch)
  from found f
  join (select distinct entry_id, account, currency from named) n using (entry_id)
  join payout p using (payout_id)
  join payout_batch b using (batch_id)
 where b.funding_iban = n.account and p.currency = n.currency and p.state in ('submitted', 'in_transit', 'paid')
 group by n.entry_id, p.payout_id
 order by n.entry_id, p.batch_id, p.line_no)";

constexpr std::string_view move_sql = R"(
with moved as (
  update payout p
     set state = m.state, path = array[m.trigger], state_since = $1::timestamptz,
         bank_transaction_id = case when m.trigger = 'paid' then m.transaction_id else p.bank_transaction_id end,
         returned_transaction_id = case when m.trigger = 'return' then m.transaction_id end
    from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[])
         as m(payout_id, trigger, state, transaction_id, note)
   where p.payout_id = m.payout_id
  returning p.payout_id, p.seller, p.state, m.trigger, m.note),
history as (
  insert into payout_history (at, payout_id, trigger, to_state, by_login, note)
  select $1::timestamptz, payout_id, trigger, state, 'bank statement', note from moved)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $1::timestamptz, 'payout.' || state, 'payout', payout_id::text, jsonb_build_object('seller', seller)::text
  from moved)";

} // namespace

void PgReconciliationTx::add_named_payouts(std::vector<recon::EntryRow>& entries) {
  if (entries.empty()) return;
  std::map<Uuid, recon::EntryRow*> by_id;
  for (auto& entry : entries)
    by_id.emplace(entry.entry_id, &entry);
  const auto ids = array_of(entries, [](const recon::EntryRow& entry) { return entry.entry_id; });
  for (const auto& row : tx_.exec(named_sql, Params::of(ids)))
    by_id.at(uuid_of(row[0]))
        ->payouts.push_back({uuid_of(row[1]), text_of(row[2]), int_of(row[3]), text_of(row[4]), bool_of(row[5])});
}

void PgReconciliationTx::move_payouts(std::span<const recon::PayoutMove> moves, Instant now) {
  if (moves.empty()) return;
  auto params = Params::of(now);
  params.add(array_of(moves, [](const recon::PayoutMove& m) { return m.payout_id; }));
  params.add(array_of(moves, [](const recon::PayoutMove& m) { return m.trigger; }));
  params.add(array_of(moves, [](const recon::PayoutMove& m) { return m.state; }));
  params.add(array_of(moves, [](const recon::PayoutMove& m) { return m.transaction_id; }));
  params.add(array_of(moves, [](const recon::PayoutMove& m) { return m.note; }));
  tx_.exec(move_sql, params);
  std::vector<PayoutNews::Closed> closed;
  for (const auto& move : moves)
    if (move.closes_account) closed.push_back({move.payout_id, "the bank gave a pay-out to it back: " + move.note});
  block_closed(tx_, Caller{{}, "bank statement", {}, {}, {}}, closed, now);
}

} // namespace paydesk::store
