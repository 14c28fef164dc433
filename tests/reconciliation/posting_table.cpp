#include "tests/reconciliation/posting_table.h"

#include <sstream>

#include "store/database.h"
#include "store/row_values.h"

namespace paydesk::test {

PostingTable::PostingTable() {
  auto& fees = world_.terms.by_account["card"].fees;
  fees->dispute[currency_] = 1'500;
}

Shop::Sale PostingTable::sale(std::int64_t minor, const std::string& seller) {
  return world_.paid({amount(minor)}, seller, currency_);
}

Report PostingTable::report(const std::string& batch) const { return Report{.batch = batch, .currency = currency_}; }

Statement PostingTable::statement(std::vector<Statement::Entry> entries) {
  Statement statement;
  statement.id = "S" + std::to_string(++statements_);
  statement.account = bank_account_;
  statement.currency = currency_;
  statement.entries = std::move(entries);
  statement.opening = opening_;
  for (const auto& entry : statement.entries)
    opening_ += entry.amount;
  return statement;
}

Rows PostingTable::booked(const std::string& kind) {
  return rows_of("e.transaction_id = (select transaction_id from ledger_transaction where kind = '" + kind +
                 "' order by booked_at desc, transaction_id desc limit 1)");
}

Rows PostingTable::booked_on(const std::string& kind, const std::string& account) {
  return rows_of("e.transaction_id in (select t.transaction_id from ledger_transaction t join ledger_entry x using "
                 "(transaction_id) join ledger_account y using (account_id) where t.kind = '" +
                 kind + "' and y.class || ':' || y.owner like '" + account + "%')");
}

Rows PostingTable::rows_of(const std::string& condition) {
  std::string text;
  const auto read = world_.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    text = store::text_of(tx.exec_once(
        "select coalesce(string_agg(case when e.amount > 0 then 'debit ' else 'credit ' end || a.class || "
        "case when a.owner = '' then '' else ':' || a.owner end || ' ' || abs(e.amount) || "
        "case when e.currency = '" + currency_ + "' then '' else ' ' || e.currency end, E'\\n' "
        "order by e.transaction_id, e.line), '') from ledger_entry e join ledger_account a using (account_id) where " +
        condition)[0][0]);
    return {};
  });
  if (!read) throw std::runtime_error(read.error().message);
  Rows rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    rows.push_back(line);
  return rows;
}

} // namespace paydesk::test
