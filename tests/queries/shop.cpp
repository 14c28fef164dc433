#include "tests/queries/shop.h"

#include <stdexcept>

#include "engine/queue/outcomes.h"

namespace paydesk::test {
namespace {

const Instant start = *parse_instant("2026-11-16T10:00:00Z");

template <class T> T must(Result<T> result) {
  if (!result)
    throw std::runtime_error(result.error().message + " [" + result.error().field + "]");
  return std::move(*result);
}
void must(const Result<void>& result) {
  if (!result)
    throw std::runtime_error(result.error().message);
}

News news_of(News::Kind kind, std::string reference, std::int64_t amount = 0) {
  News news;
  news.kind = kind;
  news.reference = std::move(reference);
  news.amount = amount;
  return news;
}

} // namespace

Shop::Shop()
    : database(*own_), clock(start), ids(clock, 42), pool(database.app, 6), payments(pool),
      queries(pool, clock) {
  terms_ = {{"card", "Market EU", CaptureMode::automatic, {"EUR", "USD", "KRW", "KWD"}, 1000, true},
            {"local", "Market KR", CaptureMode::multiple, {"KRW", "EUR"}, 1000}};
  for (const auto& terms : terms_)
    must(store::upsert_psp_account(pool, terms.psp_account, "sandbox", terms.entity, terms.capture_mode, "UTC"));
}

Shop::~Shop() = default;

Shop::Sale Shop::order(const std::vector<std::string>& parts, const std::string& seller, const std::string& account,
                       const std::string& currency) {
  CreatePayment request;
  ++made_;
  request.buyer = "buyer-" + std::to_string(made_);
  request.checkout_reference = "CHK-" + std::to_string(made_);
  request.currency = currency;
  request.psp_account = account;
  request.success_url = "https://shop.example/ok";
  request.cancel_url = "https://shop.example/no";
  request.payment_method = method;
  for (std::size_t i = 0; i < parts.size(); ++i)
    request.orders.push_back({i == 0 ? seller : seller + "-" + std::to_string(i), parts[i],
                              "ORD-" + std::to_string(made_) + "-" + std::to_string(i), "things"});
  std::vector<NewPayment> batch;
  batch.push_back(must(make_payment(shop, ids.next(), request, terms_, clock.now(), ids, policy)));
  const Sale sale{batch[0].charges[0].payment.payment_id, batch[0].charges[0].charge.charge_id};
  must(payments.create(batch));
  clock.advance(std::chrono::seconds(1));
  return sale;
}

void Shop::tell(const Sale& sale, News news) {
  const std::vector charges{sale.charge_id};
  must(payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, clock.now(), ids, policy, "webhook");
      apply_news(turn, news);
      turn.finish();
    }
    return Extra{};
  }));
  clock.advance(std::chrono::seconds(1));
}

void Shop::capture(const Sale& sale) {
  std::int64_t total = 0;
  const std::vector charges{sale.charge_id};
  must(payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    total = aggregates.front().payment.total;
    return Extra{};
  }));
  const auto name = sale.charge_id.to_string();
  auto registered = news_of(News::Kind::registered, "tok_" + name);
  registered.token = "tok_" + name;
  registered.url = "https://psp.example/" + name;
  tell(sale, registered);
  tell(sale, news_of(News::Kind::page_opened, {}));
  tell(sale, news_of(News::Kind::authorized, "pay_" + name, total));
  tell(sale, news_of(News::Kind::captured, "cap_" + name, total));
}

Shop::Sale Shop::paid(const std::vector<std::string>& parts, const std::string& seller, const std::string& account,
                      const std::string& currency) {
  const auto sale = order(parts, seller, account, currency);
  capture(sale);
  return sale;
}

void Shop::answer(const Sale& sale, const PspAnswer& answer) {
  for (const auto& job : claim())
    if (job.charge_id == sale.charge_id)
      this->answer(job, answer);
}

void Shop::answer_all(const PspAnswer& answer) {
  for (auto jobs = claim(); !jobs.empty(); jobs = claim())
    for (const auto& job : jobs)
      this->answer(job, answer);
}

std::vector<ClaimedJob> Shop::claim() {
  std::vector<ClaimedJob> claimed;
  must(payments.claim("card", 100, clock.now(), clock.now() + std::chrono::minutes(1),
                      [&](std::vector<Aggregate>&, const std::vector<ClaimedJob>& jobs) -> Result<Extra> {
                        claimed = jobs;
                        return Extra{};
                      }));
  return claimed;
}

void Shop::answer(const ClaimedJob& job, PspAnswer said) {
  const std::vector charges{job.charge_id};
  must(payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Turn turn(aggregates.front(), clock.now(), ids, policy, "answer");
    Extra extra;
    if (const auto prepared = begin_call(turn, job)) {
      said.attempt_id = prepared->attempt.attempt_id;
      extra.attempts.push_back(prepared->attempt);
    }
    return extra;
  }));
  clock.advance(std::chrono::milliseconds(120));
  must(payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Turn turn(aggregates.front(), clock.now(), ids, policy, "answer");
    apply_answer(turn, job, said, 7);
    turn.finish();
    Extra extra;
    extra.finished.push_back(said);
    return extra;
  }));
}

views::RefundRow Shop::refund(const Sale& sale, const std::string& amount, bool confirm) {
  Refunds refunds(payments, clock, ids, policy, {});
  const auto shown = detail(sale);
  views::RefundRequest request;
  request.payment_id = sale.payment_id.to_string();
  request.lines.push_back({shown.orders.front().order_id, amount});
  request.reason = "returned";
  request.idempotency_key = ids.next().to_string();
  const auto rows = must(refunds.create(operator_, request));
  clock.advance(std::chrono::seconds(1));
  if (!confirm)
    return rows.front();
  auto news = news_of(News::Kind::refunded, "ref_" + rows.front().refund_id, rows.front().amount.minor);
  const std::vector charges{sale.charge_id};
  must(payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    for (const auto& operation : aggregates.front().operations)
      if (operation.subject_id.to_string() == rows.front().refund_id)
        news.merchant_reference = operation.operation_id.to_string();
    return Extra{};
  }));
  tell(sale, news);
  return rows.front();
}

void Shop::publish() {
  must(pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    while (store::int_of(tx.exec("select publish_events(500)")[0][0]) > 0) {
    }
    return {};
  }));
}

views::PaymentDetail Shop::detail(const Sale& sale) { return must(queries.payment(sale.payment_id)); }

void Shop::tamper(const std::string& statement) {
  pqxx::connection connection(TestCluster::shared().cluster().connection_string(database.name, "postgres"));
  pqxx::work work(connection);
  work.exec("set local session_replication_role = replica");
  work.exec(statement);
  work.commit();
}

std::int64_t Shop::count(const std::string& query) {
  return must(pool.in_transaction(
      [&](store::Tx& tx) -> Result<std::int64_t> { return store::int_of(tx.exec_once(query)[0][0]); }));
}

views::ListPaymentsResponse must_list(Shop& shop, views::PageRequest page) {
  return must(shop.queries.list_payments(page));
}

} // namespace paydesk::test
