// The real daemon before a PSP that does what it is asked and answers garbage (rude_proxy): it stays up and ready, its
// health names the account, and every payment ends as it truly did.
#include <gtest/gtest.h>

#include <map>

#include "app/client/idempotency.h"
#include "tests/faults/rude_proxy.h"
#include "tests/faults/system.h"

namespace paydesk::test {
namespace {

namespace rpc = client::rpc;
using nlohmann::json;
using std::chrono::seconds;

/// One payment of 20.00 EUR on the account "card".
class Sale {
 public:
  Sale(System& system, int number) : system_(system), key_(client::new_idempotency_key()) {
    const auto reference = "rude-" + std::to_string(number);
    request_ = {{"buyer", "buyer"},
                {"checkout_reference", reference},
                {"currency", "EUR"},
                {"psp_account", "card"},
                {"success_url", "http://shop.example/ok"},
                {"cancel_url", "http://shop.example/no"},
                {"orders", {{{"seller", "s"}, {"amount", "20.00"}, {"reference", reference + ".1"}}}}};
  }

  /// Asks for it with its key until it is known, and then for its page.
  bool has_page() {
    const auto answer = id_.empty() ? system_.shop("POST", "/v1/payments", request_.dump(), key_)
                                    : system_.shop("GET", "/v1/payments/" + id_);
    const auto told = answer ? json::parse(answer->body, nullptr, false) : json();
    if (!told.is_object()) return false;
    id_ = told.value("id", id_);
    if (told.contains("hosted_page_url") && told["hosted_page_url"].is_string()) page_ = told["hosted_page_url"];
    return !page_.empty();
  }
  /// The buyer is at the PSP's own door.
  void pay() {
    const auto host = std::string("http://127.0.0.1:").size();
    const auto slash = page_.find('/', host);
    const demo::HttpPeer psp(static_cast<std::uint16_t>(std::stoi(page_.substr(host, slash - host))));
    (void)psp.ask("GET", page_.substr(slash));
    (void)psp.ask("POST", page_.substr(slash), "card=ok");
  }
  bool is(const char* name, const std::string& amount) const {
    const auto answer = system_.shop("GET", "/v1/payments/" + id_);
    const auto told = answer ? json::parse(answer->body, nullptr, false) : json();
    return told.is_object() && told[name].is_string() && told[name].get<std::string>() == amount;
  }
  const std::string& id() const { return id_; }

 private:
  System& system_;
  const std::string key_;
  json request_;
  std::string id_, page_;
};

TEST(RudePspAndDaemon, stays_up_says_so_and_books_what_is_true) {
  std::unique_ptr<RudeProxy> proxy;
  demo::StackOptions options;
  options.fault_rate = 0;
  options.psp_port = [&](std::uint16_t sandbox_port) {
    proxy = std::make_unique<RudeProxy>(sandbox_port);
    const auto url = proxy->url();
    return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  };
  System system(options);
  // Nothing but answers tells anything.
  ASSERT_TRUE(system.stack().sandbox().set_faults({{"probability", {{"lost_webhook", 1.0}}}}));
  std::vector<Sale> sales;
  for (std::size_t i = 0; i < manners().size(); ++i)
    sales.emplace_back(system, static_cast<int>(i));
  std::string trouble;
  bool always_ready = true;
  const auto look = [&] {
    const auto part = system.part("lane:card");
    if (part.find("NOT OK") != std::string::npos) trouble = part;
    always_ready = always_ready && system.ready();
  };
  crash::Promises promises;
  // Everybody at once: none waits for another's slow drip.
  std::vector<std::jthread> buyers;
  std::atomic<int> ended = 0;
  for (auto& sale : sales)
    buyers.emplace_back([&sale, &system, &ended] {
      EXPECT_TRUE(eventually(seconds(60), [&] { return sale.has_page(); })) << sale.id();
      sale.pay();
      EXPECT_TRUE(eventually(seconds(60), [&] { return sale.is("captured", "20.00"); })) << sale.id();
      const auto refunded = system.stack().desk().clerk().ask<rpc::CreateRefund>(
          {sale.id(), {}, "returned", "", client::new_idempotency_key()});
      EXPECT_TRUE(refunded) << refunded.error().message;
      EXPECT_TRUE(eventually(seconds(60), [&] { return sale.is("refunded", "20.00"); })) << sale.id();
      ++ended;
    });
  const auto all = static_cast<int>(sales.size());
  EXPECT_TRUE(eventually(seconds(120), [&] {
    look();
    return ended == all;
  }));
  buyers.clear();

  EXPECT_TRUE(always_ready) << "one bad PSP sends no shop elsewhere: " << system.health();
  EXPECT_NE(trouble, "") << system.health();
  EXPECT_TRUE(trouble.find("breaker") != std::string::npos || trouble.find("no rule covers") != std::string::npos)
      << trouble;
  EXPECT_GE(system.lines_with("lane:card is not well"), 1) << system.log();
  EXPECT_EQ(system.judge(promises, seconds(60)), "");
  const auto truth = system.stack().sandbox().truth();
  ASSERT_TRUE(truth);
  EXPECT_EQ(truth->size(), sales.size()) << "each was registered once";
  for (const auto& [reference, checkout] : *truth)
    EXPECT_TRUE(checkout.captured == 2'000 && checkout.refunded == 2'000) << reference;
  const auto spoiled = proxy->spoiled();
  for (const auto& manner : manners())
    for (const std::string kind : {"register ", "captures ", "refunds ", "query "})
      EXPECT_TRUE(spoiled.contains(kind + manner.name)) << kind << manner.name;
  EXPECT_EQ(system.lines_with(" ready"), 1) << "one daemon from the beginning to the end";
  EXPECT_EQ(system.stop(), "");
}

} // namespace
} // namespace paydesk::test
