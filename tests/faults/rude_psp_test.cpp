// A PSP that does what it is asked and answers garbage: what was done is asked for and booked once, nothing is guessed,
// and the engine goes on.
#include <gtest/gtest.h>

#include <memory>

#include "tests/faults/rude_proxy.h"
#include "tests/races/market.h"

namespace paydesk::test {
namespace {

TEST(RudePsp, whatever_it_answers_every_payment_ends_as_it_truly_did) {
  std::unique_ptr<RudeProxy> proxy;
  Market market({[&](std::uint16_t port) {
                   proxy = std::make_unique<RudeProxy>(port);
                   return proxy->url();
                 },
                 std::chrono::milliseconds(1'500)});
  // Nothing but answers tells anything.
  market.sandbox.set_faults({{"probability", {{"lost_webhook", 1.0}}}});
  market.add_daemon().start();
  std::vector<Market::Sale> sales;
  for (std::size_t i = 0; i < manners().size(); ++i)
    sales.push_back(market.order("card", {2'000}));
  for (const auto& sale : sales)
    market.pay(sale);
  for (const auto& sale : sales) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (market.state_of(sale) != "captured" && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_EQ(market.state_of(sale), "captured") << market.text(
        "select string_agg(operation || ' ' || http_status || ' ' || error_class || ' ' || message, '; ' order by "
        "started_at) from attempt where payment_id = '" + sale.payment_id.to_string() + "'");
    views::RefundRequest request{sale.payment_id.to_string(), {}, "returned", "", market.ids.next().to_string()};
    ASSERT_TRUE(market.daemons[0]->refunds.create(market.person("clerk", "support"), request));
    market.daemons[0]->wake();
  }
  market.settle();
  const auto count = static_cast<std::int64_t>(sales.size());
  EXPECT_EQ(market.number("select count(*) from refund where state = 'succeeded'"), count);
  EXPECT_EQ(market.number("select count(*) from operation"), 3 * count) << "one key each for page, capture and refund";
  EXPECT_EQ(market.number("select count(*) from job"), 0);
  const auto truth = market.sandbox.truth("card");
  for (const auto& checkout : truth.at("checkouts")) {
    EXPECT_EQ(checkout.at("captures").size(), 1u) << checkout;
    EXPECT_EQ(checkout.at("refunds").size(), 1u) << checkout;
  }
  EXPECT_EQ(truth.at("checkouts").size(), sales.size()) << "each was registered once";
  const auto spoiled = proxy->spoiled();
  for (const auto& manner : manners())
    for (const std::string kind : {"register ", "captures ", "refunds ", "query "})
      EXPECT_TRUE(spoiled.contains(kind + manner.name)) << kind << manner.name;
  // What was spoiled is on record as what it is: not known. What surely was no answer at all says so.
  EXPECT_GE(market.number("select count(*) from attempt where error_class = 'outcome_unknown'"), 3 * count);
  market.prove();
  market.stop_daemons();
}

} // namespace
} // namespace paydesk::test
