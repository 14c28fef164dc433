// Paying against cancelling: the charge ends in one of the two, and the PSP has done the same.
#include <gtest/gtest.h>

#include <mutex>

#include "tests/races/market.h"
#include "tests/races/rounds.h"

namespace paydesk::test {
namespace {

/// Cancels, and checks that a refusal says why.
void cancel(Daemon& daemon, Market& market, const Market::Sale& sale, std::atomic<int>& done) {
  const auto outcome = daemon.commands.cancel_payment(market.person("operator", "operator"), sale.payment_id, "race");
  daemon.wake();
  if (outcome) {
    ++done;
    return;
  }
  EXPECT_EQ(outcome.error().code, ErrorCode::failed_precondition) << outcome.error().message;
  EXPECT_FALSE(outcome.error().message.empty());
}

/// Who has a head start in a round: sometimes nobody.
struct Lead {
  std::chrono::milliseconds buyer_ms{0};
  std::chrono::milliseconds operator_ms{0};
};

Lead leads(int round, int step_ms) {
  const std::chrono::milliseconds lead(round / 2 % 4 * step_ms);
  return round % 2 == 0 ? Lead{lead, {}} : Lead{{}, lead};
}

struct Ends {
  int paid = 0;
  int released = 0;
};

/// Either everything was taken or nothing; anything between would be an end that nobody wanted.
void count_end(Market& market, const Market::Sale& sale, std::int64_t worth, Ends& ends) {
  const auto state = market.state_of(sale);
  const auto taken = market.captured(sale);
  if (state == "captured") {
    EXPECT_EQ(taken, worth);
    ++ends.paid;
  } else {
    EXPECT_TRUE(state == "voided" || state == "cancelled") << state;
    EXPECT_EQ(taken, 0) << state;
    ++ends.released;
  }
}

class HostedCancelRace : public testing::TestWithParam<const char*> {};

TEST_P(HostedCancelRace, ends_paid_or_released_here_and_at_the_psp) {
  Market market;
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  std::atomic<int> cancelled = 0;
  Ends ends;
  std::vector<Market::Sale> sales;
  for (int round = 0; round < rounds(12); ++round) {
    sales.push_back(market.order(GetParam(), {1'000, 2'500}));
    const auto& sale = sales.back();
    const auto token = market.page_of(sale);
    const auto lead = leads(round, 3);
    at_once({[&] {
               std::this_thread::sleep_for(lead.operator_ms);
               market.pay_page(token);
             },
             [&] {
               std::this_thread::sleep_for(lead.buyer_ms);
               cancel(*market.daemons[static_cast<std::size_t>(round) % 2], market, sale, cancelled);
             }});
  }
  market.settle();
  for (const auto& sale : sales)
    count_end(market, sale, 3'500, ends);
  EXPECT_EQ(ends.paid + ends.released, static_cast<int>(sales.size()));
  RecordProperty("released", ends.released);
  EXPECT_GE(cancelled, ends.released) << "nothing is released that nobody cancelled";
  market.prove();
}

INSTANTIATE_TEST_SUITE_P(Modes, HostedCancelRace, testing::Values("card", "single", "wallet", "modif"),
                         [](const auto& account) { return std::string(account.param); });

class DirectCancelRace : public testing::TestWithParam<const char*> {};

TEST_P(DirectCancelRace, ends_paid_or_released_here_and_at_the_psp) {
  Market market;
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  std::atomic<int> cancelled = 0;
  std::vector<Market::Sale> sales;
  for (int round = 0; round < rounds(12); ++round) {
    sales.push_back(market.order(GetParam(), {1'700}, "pm_ok"));
    auto& daemon = *market.daemons[static_cast<std::size_t>(round) % 2];
    const auto lead = leads(round, 2);
    at_once({[&] {
               std::this_thread::sleep_for(lead.operator_ms);
               market.daemons[static_cast<std::size_t>(round + 1) % 2]->wake();
             },
             [&] {
               std::this_thread::sleep_for(lead.buyer_ms);
               cancel(daemon, market, sales.back(), cancelled);
             }});
  }
  market.settle();
  Ends ends;
  for (const auto& sale : sales)
    count_end(market, sale, 1'700, ends);
  RecordProperty("released", ends.released);
  EXPECT_GE(cancelled, ends.released);
  market.prove();
}

INSTANTIATE_TEST_SUITE_P(Modes, DirectCancelRace, testing::Values("card", "single", "wallet"),
                         [](const auto& account) { return std::string(account.param); });

} // namespace
} // namespace paydesk::test
