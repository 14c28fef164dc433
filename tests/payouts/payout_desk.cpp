#include "tests/payouts/payout_desk.h"

#include <thread>

#include <gtest/gtest.h>

#include "store/verify.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

psp::HttpClient client() { return psp::HttpClient::create({.connections_per_host = 8, .connections = 8}).value(); }

} // namespace

PayoutDesk::PayoutDesk()
    : payouts({store, shop.clock, ids, {}, nullptr, nullptr, {"card"}, &sending}),
      reader(std::make_unique<psp::sandbox::SandboxPayouts>(options(1s), client())),
      news(sending, shop.clock, ids, [this](const RawWebhook& raw) { return reader->read_event(raw.body); }, {}) {
  auto signing = options(1s);
  signing.webhook_secret = "whsec_sandbox_card";
  signatures_ = std::make_unique<psp::sandbox::Gateway>(signing, client());
}

PayoutDesk::~PayoutDesk() { door_.reset(); }

psp::sandbox::GatewayOptions PayoutDesk::options(std::chrono::milliseconds timeout) const {
  psp::sandbox::GatewayOptions made;
  made.account = "card";
  made.base_url = "http://127.0.0.1:" + std::to_string(sandbox.port());
  made.api_key = "sk_sandbox_card";
  made.total_timeout = timeout;
  return made;
}

void PayoutDesk::add_sellers(int count) {
  static const char* const numbers[] = {"DE89370400440532013000", "NL91ABNA0417164300", "BE68539007547034",
                                        "AT611904300234573201", "FR1420041010050500013M02606"};
  for (int i = 1; i <= count; ++i) {
    const auto seller = "seller-" + std::to_string(i);
    fund(shop, seller, 10'000);
    (void)add_account(shop, seller, numbers[(i - 1) % 5]);
  }
}

Uuid PayoutDesk::submit() {
  views::CreatePayoutBatchRequest request{"EUR", "", {}, "weekly", "", "card"};
  const auto batch = payouts.create(clerk, request).value().batch;
  EXPECT_EQ(batch.funding_account, "card");
  const auto id = Uuid::parse(batch.batch_id).value();
  (void)payouts.decide(chief, id, true, "").value();
  EXPECT_EQ(payouts.submit(clerk, id, "weekly").value().state, "submitted");
  return id;
}

std::unique_ptr<PayoutLane> PayoutDesk::add_lane(FrailGateway::Loses loses, std::chrono::milliseconds timeout) {
  PayoutLaneOptions made;
  made.watch = watch;
  auto real = std::make_unique<psp::sandbox::SandboxPayouts>(options(timeout), client());
  return std::make_unique<PayoutLane>(std::make_unique<FrailGateway>(std::move(real), loses), sending, shop.clock, ids,
                                      shop.policy, made, nullptr, 1);
}

void PayoutDesk::listen() {
  edge::Router router;
  router.add("POST", "/webhooks/card",
             [this](const edge::HttpRequest& request) -> boost::asio::awaitable<edge::HttpResponse> {
               const auto content = signatures_->read_webhook(
                   [&](std::string_view name) { return request.header(name); }, request.body, real_clock.now());
               EXPECT_TRUE(content) << content.error().message;
               const RawWebhook raw{ids.next(), "card", content->event_id, content->event_type, request.body, {},
                                    shop.clock.now()};
               EXPECT_TRUE(news.is_ours(raw));
               co_return edge::HttpResponse{news.take_in({&raw, 1}) ? 200 : 503};
             });
  door_ = std::move(edge::HttpServer::start({}, std::move(router).handler()).value());
  sandbox.set_webhook("card", "http://127.0.0.1:" + std::to_string(door_->port()) + "/webhooks/card");
}

// While an answer is on its way the clock stands still, however slow the machine is; what never comes is waited for
// once.
bool PayoutDesk::becomes(PayoutLane& lane, const std::string& state, int count) {
  int waited = 0;
  for (int i = 0; i < 600; ++i) {
    if (number("select count(*) from payout where state = '" + state + "'") == count)
      return true;
    lane.step(50ms);
    if (number("select count(*) from payout_attempt where ended_at is null") > lost_ && ++waited < 40)
      continue;
    if (waited >= 40)
      lost_ = number("select count(*) from payout_attempt where ended_at is null");
    waited = 0;
    shop.clock.advance(20s);
  }
  return false;
}

bool PayoutDesk::told(const std::string& state, int count) {
  for (int i = 0; i < 1'500; ++i) {
    if (number("select count(*) from payout where state = '" + state + "'") == count)
      return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

std::string PayoutDesk::text(const std::string& sql) {
  pqxx::connection connection(shop.database.app);
  pqxx::nontransaction work(connection);
  const auto rows = work.exec(sql);
  return rows.empty() || rows[0][0].is_null() ? std::string() : rows[0][0].c_str();
}

std::int64_t PayoutDesk::balance(const std::string& account_class, const std::string& owner) {
  return number("select coalesce(sum(e.amount), 0) from ledger_entry e join ledger_account a using (account_id) "
                "where a.class = '" + account_class + "' and a.owner = '" + owner + "'");
}

void PayoutDesk::prove() {
  const auto proof = store::verify_books(shop.pool, shop.clock.now()).value();
  for (const auto& finding : proof.findings)
    EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                     << (finding.examples.empty() ? std::string() : finding.examples.front());
}

} // namespace paydesk::test
