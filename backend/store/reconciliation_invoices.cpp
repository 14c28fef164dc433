// Invoices of PSPs that bank entries pay.
#include <map>

#include "store/reconciliation_tx.h"
#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view named_sql = R"(
select distinct e.entry_id, i.transaction_id, i.psp_account, i.total
  from bank_entry e cross join lateral unnest(e.tokens) as t(token)
  join psp_invoice i on i.number = t.token and i.currency = e.currency and i.paid_transaction_id is null
                    and -e.amount in (i.total, i.total + e.charges)
 where e.entry_id = any ($1::uuid[])
 order by 1, 2)";

constexpr std::string_view pay_sql = R"(
update psp_invoice i set entry_id = p.entry_id, paid_transaction_id = p.paid
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as p(invoice, entry_id, paid)
 where i.transaction_id = p.invoice)";

} // namespace

void PgReconciliationTx::add_named_invoices(std::vector<recon::EntryRow>& entries) {
  if (entries.empty()) return;
  std::map<Uuid, recon::EntryRow*> by_id;
  for (auto& entry : entries)
    by_id.emplace(entry.entry_id, &entry);
  const auto ids = array_of(entries, [](const recon::EntryRow& entry) { return entry.entry_id; });
  for (const auto& row : tx_.exec(named_sql, Params::of(ids)))
    by_id.at(uuid_of(row[0]))->invoices.push_back({uuid_of(row[1]), text_of(row[2]), int_of(row[3])});
}

void PgReconciliationTx::pay_invoices(std::span<const recon::InvoicePaid> paid) {
  if (paid.empty()) return;
  Params params;
  params.add(array_of(paid, [](const recon::InvoicePaid& p) { return p.invoice; }));
  params.add(array_of(paid, [](const recon::InvoicePaid& p) { return p.entry_id; }));
  params.add(array_of(paid, [](const recon::InvoicePaid& p) { return p.transaction_id; }));
  tx_.exec(pay_sql, params);
}

} // namespace paydesk::store
