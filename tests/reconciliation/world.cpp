#include "tests/reconciliation/world.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

namespace paydesk::test {
namespace {

/// $n is replaced by how many. Every row is what the engine would have left behind.
const std::string bulk_sql = R"(
create temp table n as
  select i, md5('payment' || i)::uuid as payment, md5('charge' || i)::uuid as charge, md5('order' || i)::uuid as ord,
         md5('posting' || i)::uuid as posting, 'seller-' || i % 7 as seller,
         timestamptz '2026-11-16 09:00Z' + i * interval '1 ms' as at
    from generate_series(1, $n) i;
insert into payment select payment, md5('shop')::uuid, 'Market EU', 'b', 'CHK-' || i, 'EUR', 1000, 'https://s', 'https://c',
       payment, at from n;
insert into charge (charge_id, payment_id, psp_account, capture_mode, state, path, state_since, currency, amount,
                    authorized, captured, psp_token, expires_at, created_at)
  select charge, payment, 'card', 'auto', 'captured', '{capture_ok}', at, 'EUR', 1000, 1000, 1000, 'tok_' || i, at, at
    from n;
insert into payment_order (order_id, payment_id, charge_id, line_no, seller, reference, description, psp_account,
                           currency, amount, commission, captured, commission_taken, unsettled_share, status, status_since,
                           created_at)
  select ord, payment, charge, 1, seller, 'ORD-' || i, 'thing', 'card', 'EUR', 1000, 100, 1000, 100, 900, 'captured', at,
         at
    from n;
insert into history (payment_id, at, subject, subject_id, code, from_state, to_state, source)
  select payment, at, 'charge', charge, 'capture_ok', 'created', 'captured', 'webhook' from n;
insert into ledger_account (class, owner, currency)
  select 'seller_payable', seller, 'EUR' from n group by seller
  union all values ('psp_receivable', 'card', 'EUR'), ('commission_revenue', '', 'EUR');
insert into ledger_transaction
  select posting, 'capture', 'card/cap_' || i, payment, at, (at at time zone 'UTC')::date, (at at time zone 'UTC')::date, 'capture' from n;
insert into ledger_entry
  select posting, 1, account_id, 'EUR', 1000, at from n, ledger_account where class = 'psp_receivable'
  union all select posting, 2, account_id, 'EUR', -900, at from n, ledger_account
             where class = 'seller_payable' and owner = seller
  union all select posting, 3, account_id, 'EUR', -100, at from n, ledger_account where class = 'commission_revenue';
insert into wallet select seller, 'EUR', count(*) * 900, count(*) * 900, 0 from n group by seller;
insert into psp_fact (psp_account, kind, reference, payment_id, charge_id, order_id, currency, amount, source,
                      transaction_id, at)
  select 'card', 'capture', 'cap_' || i, payment, charge, ord, 'EUR', 1000, 'webhook', posting, at from n;
drop table n;
)";

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message + " [" + result.error().field + "]");
  return std::move(*result);
}

} // namespace

SettlementTerms TestTerms::terms(std::string_view psp_account) const {
  const auto found = by_account.find(psp_account);
  return found == by_account.end() ? SettlementTerms{} : found->second;
}

World::World()
    : store(shop.pool), reconciliation({store, reader, terms, shop.clock, shop.ids, ReconciliationPolicy{}}) {
  SettlementTerms card;
  card.fees = FeeSchedule{290, {}, {{"EUR", 1500}}, 1};
  terms.by_account["card"] = card;
}

Shop::Sale World::paid(const std::vector<std::string>& parts, const std::string& seller,
                       const std::string& currency, const std::string& account) {
  return shop.paid(parts, seller, account, currency);
}

void World::paid_in_bulk(int many) {
  auto sql = bulk_sql;
  sql.replace(sql.find("$n"), 2, std::to_string(many));
  shop.tamper(sql);
}

std::string World::refunded(const Shop::Sale& sale, const std::string& amount) {
  return "ref_" + shop.refund(sale, amount).refund_id;
}

void World::tell(const Shop::Sale& sale, News::Kind kind, const std::string& reference, std::int64_t amount) {
  News news;
  news.kind = kind;
  news.reference = reference;
  news.amount = amount;
  shop.tell(sale, news);
}

Result<views::ImportFileResponse> World::try_import(const std::string& content, const std::string& name) {
  return reconciliation.import_file(anna, {name, content, "", ""});
}

views::ImportFileResponse World::import(const Report& report) {
  return must(try_import(report.csv(), "report.csv"));
}

views::ImportFileResponse World::import(const Statement& statement) {
  return must(try_import(statement.xml(), "statement.xml"));
}

std::vector<views::ReconBreak> World::breaks(bool open_only) {
  views::ListBreaksRequest request;
  request.open_only = open_only;
  request.page.limit = 500;
  return must(reconciliation.list_breaks(request)).rows;
}

std::vector<std::string> World::break_names() {
  std::vector<std::string> names;
  for (const auto& one : breaks())
    names.push_back(one.type + ":" + one.psp_reference);
  std::sort(names.begin(), names.end());
  return names;
}

views::ReconBreak World::only_break() {
  const auto live = breaks();
  if (live.size() != 1) throw std::runtime_error("there are " + std::to_string(live.size()) + " breaks");
  return live.front();
}

Result<views::ReconBreak> World::resolve(const views::ReconBreak& what, const std::string& resolution,
                                         const std::string& reason) {
  return reconciliation.resolve(anna, {what.break_id, resolution, reason, shop.ids.next().to_string()});
}

Result<views::ReconBreak> World::decide(const Caller& caller, const views::ReconBreak& what, bool approve) {
  return reconciliation.decide(caller, {what.break_id, approve, "looked at it", shop.ids.next().to_string()});
}

void World::age_breaks() {
  const auto done = reconciliation.age_breaks();
  if (!done) throw std::runtime_error(done.error().message);
}

std::int64_t World::balance(const std::string& account, const std::string& currency) {
  const auto colon = account.find(':');
  return shop.count(
      "select coalesce(sum(e.amount), 0) from ledger_entry e join ledger_account a using (account_id) "
      "where a.class = '" +
      account.substr(0, colon) + "' and a.owner = '" + account.substr(colon + 1) + "' and a.currency = '" +
      currency + "'");
}

std::int64_t World::pending(const std::string& seller, const std::string& currency) {
  return shop.count("select coalesce(sum(pending), 0) from wallet where seller = '" + seller +
                    "' and currency = '" + currency + "'");
}

void World::expect_books_prove() {
  shop.publish();
  const auto proof = must(shop.queries.verify());
  for (const auto& finding : proof.findings)
    EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                     << (finding.examples.empty() ? "" : finding.examples.front());
}

} // namespace paydesk::test
