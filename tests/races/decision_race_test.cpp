// Two persons decide about one refund at the same moment, each their way: one decision counts.
#include <gtest/gtest.h>

#include "tests/races/market.h"
#include "tests/races/rounds.h"

namespace paydesk::test {
namespace {

TEST(DecisionRace, one_of_approve_and_reject_counts_and_the_other_is_told) {
  Market market;
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  const auto sale = market.paid("card", {10'000'000});
  const auto order = market.text("select order_id from payment_order");
  std::int64_t refunded = 0;
  for (int round = 0; round < rounds(15); ++round) {
    views::RefundRequest request{sale.payment_id.to_string(), {}, "other", "", market.ids.next().to_string()};
    request.lines = {{order, "600.00"}};
    const auto asked = market.daemons[0]->refunds.create(market.person("clerk", "support"), request);
    ASSERT_TRUE(asked) << asked.error().message;
    const auto id = Uuid::parse(asked->at(0).refund_id).value();
    std::vector<Result<views::RefundRow>> answers(4, tl::unexpected<Error>(Error{}));
    std::vector<std::function<void()>> acts;
    for (std::size_t i = 0; i < answers.size(); ++i)
      acts.push_back([&, i] {
        auto& daemon = *market.daemons[i % 2];
        answers[i] = daemon.refunds.decide(market.person("judge-" + std::to_string(i), "approver"), id, i < 2, "race");
        daemon.wake();
      });
    at_once(acts);
    int decided = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i]) {
        EXPECT_EQ(answers[i].error().code, ErrorCode::failed_precondition) << answers[i].error().message;
        EXPECT_NE(answers[i].error().message.find("waits for no decision"), std::string::npos);
        continue;
      }
      ++decided;
      refunded += i < 2 ? 60'000 : 0;
      EXPECT_EQ(market.text("select decided_by from refund where refund_id = '" + id.to_string() + "'"),
                "judge-" + std::to_string(i));
    }
    EXPECT_EQ(decided, 1);
  }
  market.settle();
  EXPECT_EQ(market.number("select refunded from payment_order"), refunded);
  EXPECT_EQ(market.number("select count(*) from wallet_hold"), 0);
  const auto audited = [&](const std::string& outcome) {
    return market.number("select count(*) from audit_record where action in ('refund.approve', 'refund.reject') and "
                         "outcome " + outcome);
  };
  EXPECT_EQ(audited("not like 'refused: %'"), rounds(15));
  EXPECT_EQ(audited("like 'refused: %'"), rounds(15) * 3) << "who came too late is on record too";
  market.prove();
}

} // namespace
} // namespace paydesk::test
