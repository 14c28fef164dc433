#include "engine/engine_world.h"

#include <gtest/gtest.h>

#include "engine/charges/news.h"
#include "support/migrated.h"

namespace paydesk::test {
namespace {

Caller caller(IdSource& ids, std::string login, std::vector<std::string> roles) {
  return {ids.next(), login, login, std::move(roles), ids.next()};
}

} // namespace

PspAnswer usual(const PspCall& call) {
  switch (call.kind) {
  case OperationKind::register_charge: {
    auto token = news(News::Kind::registered);
    token.token = "chk_" + call.charge_id.to_string();
    token.url = "http://psp/pay/" + token.token;
    return done(call, {token});
  }
  case OperationKind::capture:
    return done(call, {news(News::Kind::captured, "cap_" + call.key.to_string(), call.amount, call.key.to_string())});
  case OperationKind::refund:
    return done(call, {news(News::Kind::refunded, "ref_" + call.key.to_string(), call.amount, call.key.to_string())});
  case OperationKind::void_charge:
    return done(call, {news(News::Kind::voided)});
  case OperationKind::dispute_evidence:
    return done(call, {news(News::Kind::dispute_reviewed, call.dispute)});
  case OperationKind::dispute_accept:
    return done(call, {news(News::Kind::dispute_accepted, call.dispute)});
  case OperationKind::direct_charge:
  case OperationKind::query:
    return done(call, {});
  }
  return {};
}

PspAnswer done(const PspCall& call, std::vector<News> told) {
  PspAnswer answer;
  answer.attempt_id = call.attempt_id;
  answer.http_status = 200;
  answer.news = std::move(told);
  return answer;
}

PspAnswer refused(const PspCall& call, ErrorClass error, std::string code) {
  auto answer = done(call, {});
  answer.error = error;
  answer.error_code = std::move(code);
  answer.http_status = 500;
  return answer;
}

PspAnswer received(const PspCall& call) {
  auto answer = done(call, {});
  answer.pending = true;
  return answer;
}

News news(News::Kind kind, std::string reference, std::int64_t amount, std::string merchant) {
  News made;
  made.kind = kind;
  made.reference = std::move(reference);
  made.amount = amount;
  made.merchant_reference = std::move(merchant);
  return made;
}

void ScriptedPsp::submit(const PspCall& call) {
  calls.push_back(call);
  auto& queue = next[call.kind];
  const auto answer = queue.empty() ? (usual ? usual : test::usual)(call) : queue.front()(call);
  if (!queue.empty())
    queue.pop_front();
  (held.contains(call.kind) ? held_answers_ : ready_).push_back(answer);
}

void ScriptedPsp::let_go() {
  held.clear();
  ready_.insert(ready_.end(), held_answers_.begin(), held_answers_.end());
  held_answers_.clear();
}

std::vector<PspAnswer> ScriptedPsp::collect(std::chrono::milliseconds) { return std::exchange(ready_, {}); }

Result<WebhookContent> ScriptedPsp::read_webhook(const HeaderOf&, std::string_view, Instant) const {
  return fail(ErrorCode::internal, "tests tell news directly");
}
Result<WebhookContent> ScriptedPsp::reread_webhook(std::string_view) const {
  return fail(ErrorCode::internal, "tests tell news directly");
}

World::World(CaptureMode mode)
    : clock(Instant{std::chrono::seconds(1'790'000'000)}), ids(clock, 7), database(made_->app, 4), store(database),
      commands(store, clock, ids, policy), refunds(store, clock, ids, policy, {{"EUR", 50'000}, {"JPY", 5'000}}),
      operator_(caller(ids, "operator", {"operator"})), approver(caller(ids, "approver", {"approver"})),
      shop(caller(ids, "shop", {"shop"})), owner_connection(made_->owner) {
  auto gateway = std::make_unique<ScriptedPsp>("card", mode);
  psp = gateway.get();
  lane = std::make_unique<Lane>(std::move(gateway), store, clock, ids, policy, LaneOptions{}, nullptr, 1);
  const auto account = store::upsert_psp_account(database, "card", "sandbox", "KR", mode, "UTC");
  if (!account)
    throw std::runtime_error(account.error().message);
}

Uuid World::pay_in(std::vector<std::int64_t> amounts, const std::string& currency) {
  const auto money = *Currency::find(currency);
  CreatePayment request{"buyer-1", "CHK-1", currency, "card", "http://shop/ok", "http://shop/no", 3600, {}, method};
  for (std::size_t i = 0; i < amounts.size(); ++i)
    request.orders.push_back({"seller-" + std::to_string(i + 1), format_amount(amounts[i], money), "SO", "tea"});
  const std::vector<AccountTerms> accounts = {
      {"card", "KR", psp->capabilities().capture_mode, {"EUR", "JPY", "KRW", "KWD"}, 1000, true}};
  auto payment = make_payment(shop, ids.next(), request, accounts, clock.now(), ids, policy);
  if (!payment)
    throw std::runtime_error(payment.error().field + " " + payment.error().message);
  payment->request_hash = std::string(32, 'h');
  const auto id = payment->payment().payment_id;
  std::vector<NewPayment> one;
  one.push_back(std::move(*payment));
  const auto created = store.create(one);
  if (!created)
    throw std::runtime_error(created.error().message);
  work();
  return id;
}

Uuid World::charge_of(const Uuid& payment) { return store.charges_of_payment(payment).value().at(0); }

void World::tell_at_once(const Uuid& payment, const std::vector<News>& all) {
  const std::vector<Uuid> charge = {charge_of(payment)};
  const auto stored = store.change(charge, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    for (const auto& told : all) {
      Turn turn(aggregates.at(0), clock.now(), ids, policy, "webhook");
      apply_news(turn, told);
    }
    Turn(aggregates.at(0), clock.now(), ids, policy, "webhook").finish();
    return Extra{};
  });
  if (!stored)
    throw std::runtime_error(stored.error().message);
}

void World::work(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    lane->step(std::chrono::milliseconds(0));
    clock.advance(std::chrono::microseconds(1));
  }
  EXPECT_EQ(lane->stats().store_failures, 0);
}

Aggregate World::read(const Uuid& payment) { return read_all(payment).at(0); }

std::vector<Aggregate> World::read_all(const Uuid& payment) {
  std::vector<Aggregate> found;
  const auto charges = store.charges_of_payment(payment).value();
  const auto read = store.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    found = aggregates;
    return Extra{};
  });
  if (!read)
    throw std::runtime_error(read.error().message);
  return found;
}

std::int64_t World::one_number(const std::string& sql) {
  pqxx::work work(owner_);
  const auto rows = work.exec(sql);
  work.commit();
  return rows[0][0].is_null() ? 0 : rows[0][0].as<std::int64_t>();
}

std::int64_t World::balance(const std::string& account_class, const std::string& owner) {
  return one_number("select sum(amount) from ledger_entry join ledger_account using (account_id) where class = '" +
                    account_class + "'" + (owner.empty() ? "" : " and owner = '" + owner + "'"));
}

void World::check_books() {
  EXPECT_EQ(one_number("select count(*) from (select transaction_id from ledger_entry group by 1, currency "
                       "having sum(amount) <> 0) x"),
            0);
  EXPECT_EQ(one_number("select count(*) from wallet w where balance <> coalesce((select -sum(amount) from "
                       "ledger_entry join ledger_account a using (account_id) where a.class = 'seller_payable' "
                       "and a.owner = w.seller and a.currency = w.currency), 0)"),
            0);
  EXPECT_EQ(one_number("select count(*) from wallet w where reserved <> coalesce((select sum(amount) from wallet_hold "
                       "h where h.seller = w.seller and h.currency = w.currency), 0)"),
            0);
  EXPECT_EQ(one_number("select count(*) from charge c where captured <> (select sum(captured) from payment_order o "
                       "where o.charge_id = c.charge_id)"),
            0);
  EXPECT_EQ(one_number("select count(*) from charge c where captured <> coalesce((select sum(signed_fact(kind, amount)) "
                       "from psp_fact f where f.charge_id = c.charge_id and kind like 'capture%'), 0)"),
            0);
  EXPECT_EQ(one_number("select count(*) from operation o where state = 'live' and not exists "
                       "(select from job j where j.operation_id = o.operation_id)"),
            0);
}

} // namespace paydesk::test
