// Orders, books, events and audit.
#include "store/reconciliation_tx.h"

#include "store/columns.h"
#include "store/journals.h"
#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

// Charges before orders, each in the order of its id: as everything else locks them.
constexpr std::string_view lock_charges_sql =
    "select charge_id from charge where charge_id = any($1::uuid[]) order by charge_id for update";

constexpr std::string_view lock_orders_sql = R"(
select o.order_id, o.payment_id, o.charge_id, o.seller, o.currency, o.amount, o.captured, o.refunded, o.refund_pending,
       o.disputed, o.lost, o.settled, o.commission_taken, o.dispute_won, o.status, c.state, o.reversed,
       o.unsettled_share
  from payment_order o join charge c on c.charge_id = o.charge_id
 where o.charge_id = any($1::uuid[])
 order by o.charge_id, o.line_no, o.order_id
   for update of o)";

constexpr std::string_view update_orders_sql = R"(
update payment_order o
   set settled = c.settled, unsettled_share = c.unsettled, status = c.status,
       status_since = case when o.status = c.status then o.status_since else $4 end
  from unnest($1::uuid[], $2::bigint[], $3::text[], $5::bigint[]) as c(order_id, settled, status, unsettled)
 where o.order_id = c.order_id)";

constexpr std::string_view order_history_sql = R"(
insert into history (payment_id, at, subject, subject_id, code, from_state, to_state, source, detail)
select payment_id, $6, 'order', order_id, 'settled', from_state, to_state, 'settlement', detail
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
       as h(payment_id, order_id, from_state, to_state, detail))";

constexpr std::string_view shares_sql = R"(
select f.charge_id, a.owner, -sum(e.amount)
  from unnest($2::text[], $3::text[]) as x(kind, reference)
  join psp_fact f on f.psp_account = $1 and f.kind = x.kind and f.reference = x.reference
  join ledger_entry e on e.transaction_id = f.transaction_id
  join ledger_account a on a.account_id = e.account_id and a.class = 'seller_payable'
 group by 1, 2 having sum(e.amount) <> 0)";

constexpr std::string_view events_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payment_id, payload)
select $6, * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[]))";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, payment_id, detail, outcome)
values ($1, $2, $3, $4, $5, $6, jsonb_object($7::text[], $8::text[]), $9))";

recon::OrderRow order_row(const pqxx::row& row) {
  recon::OrderRow order;
  order.order_id = uuid_of(row[0]);
  order.payment_id = uuid_of(row[1]);
  order.charge_id = uuid_of(row[2]);
  order.seller = text_of(row[3]);
  order.currency = currency_of(row[4]);
  order.amounts = {int_of(row[5]), int_of(row[6]),  int_of(row[7]), int_of(row[8]),
                   int_of(row[9]), int_of(row[10]), int_of(row[11]), int_of(row[16])};
  order.commission_taken = int_of(row[12]);
  order.dispute_won = bool_of(row[13]);
  order.status = text_of(row[14]);
  order.charge_state = text_of(row[15]);
  order.unsettled_share = int_of(row[17]);
  return order;
}

} // namespace

std::vector<recon::OrderRow> PgReconciliationTx::lock_orders(std::span<const Uuid> charge_ids) {
  std::vector<recon::OrderRow> orders;
  if (charge_ids.empty()) return orders;
  const auto ids = array_of(charge_ids, [](const Uuid& id) { return id; });
  tx_.exec(lock_charges_sql, Params::of(ids));
  for (const auto& row : tx_.exec(lock_orders_sql, Params::of(ids)))
    orders.push_back(order_row(row));
  return orders;
}

void PgReconciliationTx::update_orders(std::span<const recon::OrderChange> changes, Instant now) {
  if (changes.empty()) return;
  Array ids, settled, unsettled, after;
  Columns<5> news;
  for (const auto& change : changes) {
    ids.add(change.order_id);
    settled.add(change.settled);
    unsettled.add(change.unsettled_share);
    after.add(change.status);
    if (!change.detail.empty())
      news.add(change.payment_id, change.order_id, change.old_status, change.status, change.detail);
  }
  tx_.exec(update_orders_sql, Params::of(ids.text(), settled.text(), after.text(), now, unsettled.text()));
  if (!news.empty())
    tx_.exec(order_history_sql, news.params().add(now));
}

std::vector<recon::SellerShare> PgReconciliationTx::seller_shares(std::string_view psp_account,
                                                                  std::span<const recon::FactRow> facts) {
  const auto kinds = array_of(facts, [](const recon::FactRow& fact) { return fact.kind; });
  const auto references = array_of(facts, [](const recon::FactRow& fact) { return fact.reference; });
  std::vector<recon::SellerShare> shares;
  for (const auto& row : tx_.exec(shares_sql, Params::of(psp_account, kinds, references)))
    shares.push_back({uuid_of(row[0]), text_of(row[1]), int_of(row[2])});
  return shares;
}

void PgReconciliationTx::write(std::span<const Journal> journals, std::span<const WalletChange> changes) {
  write_journals(tx_, journals, changes);
}

void PgReconciliationTx::add_events(std::span<const recon::EventRow> events, Instant now) {
  if (events.empty()) return;
  Array kinds, subject_kinds, subjects, payments, payloads;
  for (const auto& event : events) {
    kinds.add(event.kind);
    subject_kinds.add(event.subject_kind);
    subjects.add(event.subject_id);
    payments.add(event.payment_id);
    payloads.add(event.payload);
  }
  tx_.exec(events_sql, Params::of(kinds.text(), subject_kinds.text(), subjects.text(), payments.text(),
                                  payloads.text(), now));
}

void PgReconciliationTx::add_audit(const Caller& caller, const recon::AuditRow& row, Instant now) {
  const auto keys = array_of(row.detail, [](const auto& pair) { return pair.first; });
  const auto values = array_of(row.detail, [](const auto& pair) { return pair.second; });
  tx_.exec(audit_sql, Params::of(now, caller.principal_id, caller.login, row.action, row.subject,
                                 row.payment_id, keys, values, row.outcome));
}

} // namespace paydesk::store
