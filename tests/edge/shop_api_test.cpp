// The shops' REST API on a real PostgreSQL: who waits for a page, and what a body may say.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "edge/http/server.h"
#include "edge/requests.h"
#include "edge/shop_api.h"
#include "store/people.h"
#include "tests/edge/raw_client.h"
#include "tests/queries/shop.h"

namespace paydesk::edge {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::body_of;
using test::RawClient;
using test::status_of;

constexpr std::string_view key = "019a8d2e-0000-7000-8000-00000000000a";

json body_of_a_payment() {
  return {{"buyer", "buyer-1"},
          {"checkout_reference", "CHK-1"},
          {"currency", "EUR"},
          {"success_url", "https://shop.example/ok"},
          {"cancel_url", "https://shop.example/no"},
          {"orders", {{{"seller", "seller-a"}, {"amount", "10.00"}, {"reference", "O-1"}, {"description", "tea"}}}}};
}

/// A shop's API behind a real HTTP server.
class ShopApiTest : public testing::Test {
 protected:
  void start(std::chrono::milliseconds page_wait) {
    ASSERT_TRUE(people.ensure("tea-shop", "Tea shop", "shop", {"shop"}, false, sha256("shop-key")));
    api = std::make_unique<ShopApi>(ShopApi::Parts{shop.payments,
                                                   shop.queries,
                                                   people,
                                                   shop.clock,
                                                   shop.ids,
                                                   shop.policy,
                                                   {{"card", "Market EU", CaptureMode::automatic, {"EUR"}, 1000}},
                                                   rooms,
                                                   [](const std::string&) {},
                                                   page_wait});
    Router router;
    api->add_routes(router);
    auto started = HttpServer::start({}, std::move(router).handler());
    ASSERT_TRUE(started) << started.error().message;
    server = std::move(*started);
  }
  ~ShopApiTest() override {
    server.reset();
    api.reset();
  }

  const CallRooms rooms; ///< none: the jobs wait in the queue

  static std::string post(const std::string& body, std::string_view with_key = key) {
    return "POST /v1/payments HTTP/1.1\r\nHost: paydesk\r\nAuthorization: Bearer shop-key\r\nIdempotency-Key: " +
           std::string(with_key) + "\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  [[nodiscard]] std::string ask(const json& body) const {
    return RawClient(server->port()).ask(post(body.dump()));
  }

  test::Shop shop;
  store::PgPeople people{shop.pool, shop.clock, shop.ids};
  std::unique_ptr<ShopApi> api;
  std::unique_ptr<HttpServer> server;
};

TEST_F(ShopApiTest, ASecondWaiterIsAnsweredAlthoughTheFirstGaveUp) {
  start(1500ms);
  const auto request = post(body_of_a_payment().dump());
  RawClient first(server->port()), second(server->port());
  ASSERT_TRUE(first.send(request));
  std::this_thread::sleep_for(1000ms);
  ASSERT_TRUE(second.send(request));
  const auto gave_up = first.read_answer();
  ASSERT_EQ(status_of(gave_up), 202) << gave_up;
  const auto payment = Uuid::parse(json::parse(body_of(gave_up))["id"].get<std::string>());
  ASSERT_TRUE(payment) << gave_up;
  News registered;
  registered.kind = News::Kind::registered;
  registered.token = "tok_1";
  registered.url = "https://psp.example/page";
  shop.tell({*payment, shop.payments.charges_of_payment(*payment)->at(0)}, registered);
  api->changed();
  const auto answered = second.read_answer();
  EXPECT_EQ(status_of(answered), 201) << answered;
  EXPECT_EQ(json::parse(body_of(answered))["hosted_page_url"], "https://psp.example/page");
}

TEST_F(ShopApiTest, ANulInATextIsRefusedByTheNameOfItsField) {
  start(10ms);
  const std::string cut("a\0b", 3);
  const auto expect_refusal = [&](const json& body, const std::string& field) {
    const auto answer = ask(body);
    EXPECT_EQ(status_of(answer), 400) << field << ": " << answer;
    EXPECT_NE(body_of(answer).find('"' + field + '"'), std::string::npos) << answer;
  };
  for (const char* name : {"buyer", "checkout_reference", "currency", "psp_account", "success_url", "cancel_url"}) {
    auto body = body_of_a_payment();
    body[name] = std::string(name).ends_with("url") ? "https://shop.example/" + cut : cut;
    expect_refusal(body, name);
  }
  for (const char* name : {"seller", "amount", "reference", "description"}) {
    auto body = body_of_a_payment();
    body["orders"][0][name] = cut;
    expect_refusal(body, std::string("orders[0].") + name);
  }
  // What a text without the rest behind its NUL would be is refused too.
  auto body = body_of_a_payment();
  body["currency"] = std::string("EUR\0x", 5);
  expect_refusal(body, "currency");
  body = body_of_a_payment();
  body["psp_account"] = std::string("card\0x", 6);
  expect_refusal(body, "psp_account");
  EXPECT_EQ(shop.count("select count(*) from payment"), 0);
}

} // namespace
} // namespace paydesk::edge
