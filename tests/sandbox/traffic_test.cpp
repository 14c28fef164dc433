// The traffic driver against a small shop inside the test.
#include "support/merchant.h"
#include "support/tiny_server.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace sandbox_test {

using nlohmann::json;

namespace {

/// Registers payments with the sandbox as paydeskd would; moody on purpose.
class TinyShop {
 public:
  explicit TinyShop(const Sandbox& sandbox)
      : sandbox_(sandbox), server_([this](const Received& r) { return answer(r); }) {}

  std::string url() const { return server_.url(""); }

  std::vector<json> bodies;
  std::map<std::string, json> payments; ///< by idempotency key
  std::set<std::string> authorizations;
  int refuse_first = 0;    ///< so many creations answer 503
  bool page_later = false; ///< hosted_page_url is null at first

 private:
  Answer answer(const Received& request) {
    if (request.method == "POST") return create(request);
    for (const auto& [key, payment] : payments) {
      if (request.target.ends_with(payment["id"].get<std::string>())) return {200, {}, payment.dump()};
    }
    return {404, {}, "{}"};
  }

  Answer create(const Received& request) {
    if (refuse_first > 0) {
      --refuse_first;
      return {503, {}, "{}"};
    }
    const std::string key = request.headers.at("idempotency-key");
    authorizations.insert(request.headers.at("authorization"));
    if (!payments.contains(key)) payments[key] = registered(request.json());
    json shown = payments[key];
    if (page_later) shown["hosted_page_url"] = nullptr;
    return {201, {}, shown.dump()};
  }

  json registered(const json& body) {
    bodies.push_back(body);
    const Merchant merchant(sandbox_, body["psp_account"]);
    const std::string id = merchant.open_checkout(body["checkout_reference"], 1000, body["currency"]);
    return {{"id", "p-" + std::to_string(bodies.size())},
            {"hosted_page_url", "http://127.0.0.1:" + std::to_string(sandbox_.port()) + "/pay/" + id},
            {"state", "created"},
            {"orders", json::array()}};
  }

  const Sandbox& sandbox_;
  TinyServer server_; ///< last: its threads use the others
};

struct TrafficRun {
  int code = -1;
  json summary;
};

TrafficRun run_traffic(const std::string& shop, int payments, int seed = 1) {
  const TemporaryFolder folder;
  const std::string key_file = folder.file("key");
  write_file(key_file, "shop-key\n");
  ChildProcess process({"traffic", "--shop", shop, "--api-key-file", key_file, "--payments",
                        std::to_string(payments), "--seed", std::to_string(seed), "--accounts",
                        "card,wallet,single,modif", "--json"});
  const int code = process.wait(std::chrono::seconds(120)).value_or(-1);
  return {code, json::parse(process.output(), nullptr, false)};
}

} // namespace

TEST(Traffic, brings_every_checkout_to_a_definite_end) {
  const Sandbox sandbox;
  TinyShop shop(sandbox);
  const TrafficRun run = run_traffic(shop.url(), 120);
  EXPECT_EQ(run.code, 0) << run.summary;
  EXPECT_EQ(run.summary["requested"], 120);
  EXPECT_EQ(run.summary["created"], 120);
  EXPECT_TRUE(run.summary["errors"].empty());
  const int paid = run.summary["paid"];
  EXPECT_GT(paid, 90);
  EXPECT_EQ(paid + run.summary["abandoned"].get<int>() + run.summary["declined"].get<int>(), 120);
  int authorized = 0;
  for (const char* account : {"card", "wallet", "single", "modif"}) {
    const json checkouts = sandbox.truth(account)["checkouts"];
    for (const json& checkout : checkouts) {
      authorized += checkout["status"] == "authorized" || checkout["status"] == "captured" ? 1 : 0;
    }
  }
  EXPECT_EQ(authorized, paid);
}

TEST(Traffic, asks_in_the_shape_the_shop_expects) {
  const Sandbox sandbox;
  TinyShop shop(sandbox);
  run_traffic(shop.url(), 60, 42);
  ASSERT_EQ(shop.bodies.size(), 60U);
  EXPECT_EQ(shop.authorizations, std::set<std::string>{"Bearer shop-key"});
  const std::map<std::string, std::size_t> digits{{"KRW", 0}, {"JPY", 0}, {"USD", 2}, {"EUR", 2}, {"KWD", 3}};
  for (const json& body : shop.bodies) {
    EXPECT_TRUE(body["checkout_reference"].get<std::string>().starts_with("CHK-42-"));
    EXPECT_TRUE(body["buyer"].get<std::string>().starts_with("buyer-"));
    ASSERT_GE(body["orders"].size(), 1U);
    ASSERT_LE(body["orders"].size(), 3U);
    for (const json& order : body["orders"]) {
      const std::string amount = order["amount"];
      const std::size_t point = amount.find('.');
      const std::size_t decimals = point == std::string::npos ? 0 : amount.size() - point - 1;
      EXPECT_EQ(decimals, digits.at(body["currency"])) << amount;
      EXPECT_TRUE(order["seller"].get<std::string>().starts_with("seller-"));
      EXPECT_TRUE(order.contains("reference") && order.contains("description"));
    }
  }
}

TEST(Traffic, is_the_same_for_the_same_seed) {
  const Sandbox sandbox;
  TinyShop first(sandbox);
  TinyShop second(sandbox);
  run_traffic(first.url(), 30, 7);
  run_traffic(second.url(), 30, 7);
  ASSERT_EQ(first.payments.size(), 30U);
  for (const auto& [key, payment] : first.payments)
    EXPECT_TRUE(second.payments.contains(key));
}

TEST(Traffic, retries_a_shop_that_is_restarting_with_the_same_key) {
  const Sandbox sandbox;
  TinyShop shop(sandbox);
  shop.refuse_first = 20;
  const TrafficRun run = run_traffic(shop.url(), 20);
  EXPECT_EQ(run.code, 0) << run.summary;
  EXPECT_EQ(shop.payments.size(), 20U);
}

TEST(Traffic, waits_for_a_page_that_comes_later) {
  const Sandbox sandbox;
  TinyShop shop(sandbox);
  shop.page_later = true;
  const TrafficRun run = run_traffic(shop.url(), 20);
  EXPECT_EQ(run.code, 0) << run.summary;
  EXPECT_EQ(run.summary["created"], 20);
}

TEST(Traffic, reports_what_the_shop_refuses) {
  const TinyServer refusing([](const Received&) { return Answer{422, {}, R"({"error":"no such seller"})"}; });
  const TrafficRun run = run_traffic(refusing.url(""), 5);
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.summary["created"], 0);
  ASSERT_EQ(run.summary["errors"].size(), 5U);
  EXPECT_NE(run.summary["errors"][0]["message"].get<std::string>().find("no such seller"), std::string::npos);
}

} // namespace sandbox_test
