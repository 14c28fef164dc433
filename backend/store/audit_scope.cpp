#include "store/audit_scope.h"

#include <fmt/format.h>

namespace paydesk::store {
namespace {

constexpr const char* exists_sql = "select to_regclass('pg_temp.audit_charge') is not null";

constexpr const char* tables_sql[] = {
    "create temp table audit_charge (charge_id uuid primary key, payment_id uuid not null) on commit delete rows",
    "create temp table audit_transaction (transaction_id uuid primary key) on commit delete rows"};

constexpr const char* in_scope = "array(select charge_id from audit_charge)";

/// What these show is told by a condition; PostgreSQL looks for relations in pg_temp first.
struct Shown {
  const char* table;
  std::string condition;
};

std::vector<Shown> everything_shown() {
  const auto of_charge = fmt::format("charge_id = any ({})", in_scope);
  const auto of_dispute = fmt::format("dispute_id = any (array(select dispute_id from public.dispute where {}))", of_charge);
  // Told by the payment, not by a list: each statement sees what was committed before it, facts and postings alike.
  const std::string of_payment = "payment_id = any (array(select payment_id from audit_charge))";
  const auto of_transaction =
      fmt::format("transaction_id = any (array(select transaction_id from audit_transaction union all select "
                  "transaction_id from public.ledger_transaction where payment_id is not null and {}))",
                  of_payment);
  std::vector<Shown> shown;
  for (const auto* table : {"charge", "payment_order", "operation", "job", "refund", "dispute", "psp_fact"})
    shown.push_back({table, of_charge});
  for (const auto* table : {"dispute_hold", "dispute_loss"})
    shown.push_back({table, of_dispute});
  for (const auto* table : {"ledger_transaction", "ledger_entry"})
    shown.push_back({table, of_transaction});
  shown.push_back({"payment", of_payment});
  shown.push_back({"order_moving", fmt::format("order_id = any (array(select order_id from public.payment_order where {}))",
                                               of_charge)});
  // A payment charged directly has several charges: of its history only the lines of those in scope.
  shown.push_back({"history",
                   fmt::format("{1} and subject_id = any (array("
                               "select charge_id from audit_charge union all select refund_id from public.refund where {0} "
                               "union all select dispute_id from public.dispute where {0}))",
                               of_charge, of_payment)});
  return shown;
}

} // namespace

bool has_audit_scope(Tx& tx) { return tx.exec(exists_sql)[0][0].as<bool>(); }

Result<void> provide_audit_scope(Database& own) {
  return own.in_transaction([](Tx& tx) -> Result<void> {
    if (has_audit_scope(tx))
      return {};
    for (const auto* sql : tables_sql)
      tx.exec_once(sql);
    for (const auto& [table, condition] : everything_shown())
      tx.exec_once(fmt::format("create temp view {0} as select * from public.{0} where {1}", table, condition));
    return {};
  });
}

} // namespace paydesk::store
