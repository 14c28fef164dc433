// Sixty-four times the same request with the same key at the same moment: one effect, one answer.
#include <gtest/gtest.h>

#include <mutex>
#include <set>

#include <nlohmann/json.hpp>

#include "edge/requests.h"
#include "edge/shop_api.h"
#include "paydesk/v1/refunds.grpc.pb.h"
#include "store/people.h"
#include "tests/edge/raw_client.h"
#include "tests/races/market.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

using nlohmann::json;

constexpr int callers = 64;
constexpr const char* key = "019a8d2e-0000-7000-8000-00000000000a";

TEST(KeyRace, a_payment_is_created_once_over_rest_and_everybody_gets_its_page) {
  Market market;
  auto& daemon = market.add_daemon();
  store::PgPeople people(market.pool, market.clock, market.ids);
  store::PgQueries queries(market.pool, market.clock);
  ASSERT_TRUE(people.ensure("tea-shop", "Tea shop", "shop", {"shop"}, false, edge::sha256("shop-key")));
  edge::ShopApi api({market.store, queries, people, market.clock, market.ids, daemon.policy,
                     {{"card", "Market", CaptureMode::multiple, {"EUR"}, 1000}}, daemon.rooms,
                     [&](const std::string&) { daemon.wake(); }, std::chrono::milliseconds(10'000)});
  edge::Router router;
  api.add_routes(router);
  auto server = edge::HttpServer::start({}, std::move(router).handler());
  ASSERT_TRUE(server);
  daemon.start();
  const auto body = json{{"buyer", "buyer-1"},
                         {"checkout_reference", "CHK-1"},
                         {"currency", "EUR"},
                         {"success_url", "https://shop.example/ok"},
                         {"cancel_url", "https://shop.example/no"},
                         {"orders", {{{"seller", "seller-a"}, {"amount", "10.00"}, {"reference", "O-1"}}}}}
                        .dump();
  const auto request = "POST /v1/payments HTTP/1.1\r\nHost: paydesk\r\nAuthorization: Bearer shop-key\r\nIdempotency-Key: " +
                       std::string(key) + "\r\nContent-Type: application/json\r\nContent-Length: " +
                       std::to_string(body.size()) + "\r\n\r\n" + body;
  std::mutex mutex;
  std::set<std::string> answers;
  int conflicts = 0;
  const std::function<void()> ask = [&] {
    for (;;) {
      const auto answer = RawClient((*server)->port()).ask(request);
      const std::lock_guard lock(mutex);
      if (status_of(answer) == 201) {
        answers.insert(body_of(answer));
        return;
      }
      // In flight: told when to come again with the same key.
      ASSERT_TRUE(status_of(answer) == 202 || status_of(answer) == 409) << answer;
      ASSERT_NE(answer.find("Retry-After: "), std::string::npos) << answer;
      ++conflicts;
    }
  };
  at_once(std::vector<std::function<void()>>(callers, ask));
  EXPECT_EQ(answers.size(), 1u) << "everybody gets the same answer, byte for byte";
  EXPECT_EQ(market.number("select count(*) from payment"), 1);
  EXPECT_EQ(market.number("select count(*) from operation"), 1);
  EXPECT_EQ(market.sandbox.truth("card").at("checkouts").size(), 1u);
  // The same key with another body stays refused.
  auto other = request;
  other.replace(other.find("10.00"), 5, "11.00");
  EXPECT_EQ(status_of(RawClient((*server)->port()).ask(other)), 409);
  market.settle();
  market.prove();
  server->reset();
  market.stop_daemons();
}

TEST(KeyRace, a_refund_is_made_once_over_rpc_and_everybody_gets_its_answer) {
  Desk desk;
  const auto sale = desk.shop.paid({"50.00"});
  v1::RefundRequest request;
  request.set_payment_id(sale.payment_id.to_string());
  request.set_reason("returned");
  request.set_idempotency_key(key);
  auto* line = request.add_lines();
  line->set_order_id(desk.shop.detail(sale).orders.front().order_id);
  line->set_amount("10.00");
  std::mutex mutex;
  std::set<std::string> answers;
  const std::function<void()> ask = [&] {
    const auto stub = v1::RefundService::NewStub(desk.channel());
    for (;;) {
      v1::CreateRefundResponse response;
      const auto status = stub->CreateRefund(Desk::as("support").get(), request, &response);
      if (status.ok()) {
        const std::lock_guard lock(mutex);
        answers.insert(response.SerializeAsString());
        return;
      }
      // The first one is at work; or there are more calls than the server takes at once, and this one was not begun.
      if (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED)
        continue;
      ASSERT_EQ(status.error_code(), grpc::StatusCode::ABORTED) << status.error_message();
      ASSERT_NE(status.error_message().find("ask again"), std::string::npos) << status.error_message();
    }
  };
  at_once(std::vector<std::function<void()>>(callers, ask));
  EXPECT_EQ(answers.size(), 1u);
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 1);
  EXPECT_EQ(desk.shop.count("select count(*) from operation where kind = 'refund'"), 1);
  EXPECT_EQ(desk.shop.count("select sum(amount) from wallet_hold"), 1000);
  desk.shop.publish();
  const auto proof = desk.shop.queries.verify();
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->ok);
}

} // namespace
} // namespace paydesk::test
