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

  [[nodiscard]] std::string show(const test::Shop::Sale& sale) const {
    return RawClient(server->port())
        .ask("GET /v1/payments/" + sale.payment_id.to_string() +
             " HTTP/1.1\r\nHost: paydesk\r\nAuthorization: Bearer shop-key\r\n\r\n");
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
  api->changed({*payment});
  const auto answered = second.read_answer();
  EXPECT_EQ(status_of(answered), 201) << answered;
  EXPECT_EQ(json::parse(body_of(answered))["hosted_page_url"], "https://psp.example/page");
}

TEST_F(ShopApiTest, AShopIsToldWhyAndWhatNextInItsOwnWords) {
  start(10ms);
  const auto sale = shop.paid({"150.00"});
  shop.refund(sale, "50.00", false);
  shop.tamper("update refund set state = 'awaiting_approval', requested_by = 'anna.inside', path = '{}'");
  shop.tamper("update psp_account set paused = true, paused_by = 'anna.inside', pause_reason = 'internal matters'");
  const auto answer = show(sale);
  ASSERT_EQ(status_of(answer), 200) << answer;
  const auto body = json::parse(body_of(answer));
  ASSERT_EQ(body["why"].size(), 2u) << body["why"];
  EXPECT_EQ(body["why"][0], json::parse(R"({"code":"shop.paid","message":"The customer has paid 150.00 EUR."})"));
  EXPECT_EQ(body["why"][1]["code"], "shop.refund_pending");
  EXPECT_FALSE(body["next"].empty());
  for (const auto& step : body["next"]) {
    EXPECT_TRUE(step["code"].get<std::string>().starts_with("shop.next_")) << step;
    EXPECT_FALSE(step["message"].get<std::string>().empty());
    EXPECT_TRUE(step.contains("due_at"));
  }
  const auto told = body["why"].dump() + body["next"].dump();
  for (const char* inside : {"anna", "internal", "card"})
    EXPECT_EQ(told.find(inside), std::string::npos) << inside << " in " << told;
}

TEST_F(ShopApiTest, AnUnpaidPaymentTellsTheShopWhenItsPageCloses) {
  start(10ms);
  const auto sale = shop.order({"10.00"});
  News registered;
  registered.kind = News::Kind::registered;
  registered.token = "tok_1";
  registered.url = "https://psp.example/page";
  shop.tell(sale, registered);
  const auto body = json::parse(body_of(show(sale)));
  EXPECT_EQ(body["why"][0]["code"], "shop.awaiting_customer");
  const auto& next = body["next"];
  const auto closes = std::find_if(next.begin(), next.end(),
                                   [](const json& step) { return step["code"] == "shop.next_page_closes"; });
  ASSERT_NE(closes, next.end()) << next;
  EXPECT_EQ((*closes)["due_at"], body["expires_at"]);
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
