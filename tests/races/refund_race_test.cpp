// Many refunds of one order at the same moment: never more than was captured, and nobody is refused for nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <random>

#include "engine/rules/board.h"
#include "tests/races/market.h"
#include "tests/races/rounds.h"

namespace paydesk::test {
namespace {

constexpr int people = 64;
constexpr std::int64_t worth = 10'000;

struct Asked {
  std::int64_t amount;
  Result<std::vector<views::RefundRow>> answer;
};

/// Sixty-four people, spread over two daemons, ask for these amounts of a sale's first order.
std::vector<Asked> ask_all(Market& market, const Market::Sale& sale, const std::vector<std::int64_t>& amounts) {
  const auto order = market.text("select order_id from payment_order where payment_id = '" +
                                 sale.payment_id.to_string() + "' order by line_no limit 1");
  std::vector<Asked> asked;
  std::mutex mutex;
  std::vector<std::function<void()>> acts;
  for (std::size_t i = 0; i < amounts.size(); ++i)
    acts.push_back([&, i] {
      views::RefundRequest request{sale.payment_id.to_string(), {}, "returned", "", market.ids.next().to_string()};
      request.lines = {{order, format_amount(amounts[i], *Currency::find("EUR"))}};
      auto& daemon = *market.daemons[i % market.daemons.size()];
      auto answer = daemon.refunds.create(market.person("clerk-" + std::to_string(i), "support"), request);
      daemon.wake();
      const std::lock_guard lock(mutex);
      asked.push_back({amounts[i], std::move(answer)});
    });
  at_once(acts);
  return asked;
}

/// What was accepted; checks how the others were refused.
std::int64_t accepted(const std::vector<Asked>& asked) {
  std::int64_t sum = 0;
  for (const auto& one : asked)
    if (one.answer)
      sum += one.amount;
  for (const auto& one : asked) {
    if (one.answer)
      continue;
    EXPECT_EQ(one.answer.error().code, ErrorCode::failed_precondition) << one.answer.error().message;
    EXPECT_EQ(one.answer.error().field, "lines[0].amount");
    EXPECT_NE(one.answer.error().message.find("can still be refunded; nothing was refunded"), std::string::npos)
        << one.answer.error().message;
    EXPECT_GT(one.amount, worth - sum) << "there was money for it all the time";
  }
  return sum;
}

TEST(RefundRace, as_many_succeed_as_the_money_allows) {
  Market market;
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  for (const std::string account : {"card", "modif"}) {
    const auto sale = market.paid(account, {worth, 2'000});
    const auto asked = ask_all(market, sale, std::vector<std::int64_t>(people, 300));
    const auto fine = std::count_if(asked.begin(), asked.end(), [](const Asked& one) { return one.answer.has_value(); });
    EXPECT_EQ(fine, worth / 300);
    EXPECT_EQ(accepted(asked), 9'900);
    market.settle();
    EXPECT_EQ(market.number("select count(*) from refund where state = 'succeeded' and payment_id = '" +
                            sale.payment_id.to_string() + "'"),
              fine);
    EXPECT_EQ(market.number("select count(*) from wallet_hold"), 0);
    market.prove();
  }
}

TEST(RefundRace, different_sums_never_exceed_what_was_captured) {
  Market market;
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  std::mt19937 random(7);
  for (int round = 0; round < rounds(2); ++round) {
    const auto sale = market.paid("single", {worth});
    std::vector<std::int64_t> amounts;
    for (int i = 0; i < people; ++i)
      amounts.push_back(std::uniform_int_distribution<std::int64_t>(1, 1'000)(random));
    const auto sum = accepted(ask_all(market, sale, amounts));
    EXPECT_LE(sum, worth);
    market.settle();
    EXPECT_EQ(market.number("select sum(refunded) from payment_order where payment_id = '" +
                            sale.payment_id.to_string() + "'"),
              sum);
    market.prove();
  }
}

TEST(RefundRace, what_waits_for_a_second_person_counts_as_spent) {
  Market market;
  auto& daemon = market.add_daemon();
  daemon.start();
  const auto sale = market.paid("card", {worth * 20});
  std::vector<std::function<void()>> acts;
  std::atomic<int> waiting = 0;
  for (int i = 0; i < people; ++i)
    acts.push_back([&, i] {
      views::RefundRequest request{sale.payment_id.to_string(), {}, "other", "", market.ids.next().to_string()};
      const auto detail = market.text("select order_id from payment_order");
      request.lines = {{detail, "600.00"}};
      const auto answer = daemon.refunds.create(market.person("clerk-" + std::to_string(i), "support"), request);
      if (answer)
        waiting += answer->at(0).state == "awaiting_approval" ? 1 : 0;
      else
        EXPECT_EQ(answer.error().code, ErrorCode::failed_precondition) << answer.error().message;
    });
  at_once(acts);
  EXPECT_EQ(waiting, 3);
  EXPECT_EQ(market.number("select sum(amount) from wallet_hold"), 180'000);
  EXPECT_EQ(market.number("select refund_pending from payment_order"), 180'000);
  market.prove();
}

TEST(RefundRace, one_persons_small_refunds_at_once_do_not_get_past_the_second) {
  Market market;
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  const auto sale = market.paid("card", {worth * 10, worth * 10});
  const auto clerk = market.person("clerk", "support");
  std::vector<std::string> orders;
  for (const auto* place : {"0", "1"})
    orders.push_back(market.text("select order_id from payment_order order by line_no limit 1 offset " + std::string(place)));
  std::atomic<int> alone = 0, waiting = 0;
  std::vector<std::function<void()>> acts;
  for (std::size_t i = 0; i < 12; ++i)
    acts.push_back([&, i] {
      views::RefundRequest request{sale.payment_id.to_string(), {}, "returned", "", market.ids.next().to_string()};
      request.lines = {{orders[i % 2], "100.00"}};
      const auto answer = market.daemons[i % 2]->refunds.create(clerk, request);
      ASSERT_TRUE(answer) << answer.error().message;
      (answer->at(0).state == "awaiting_approval" ? waiting : alone) += 1;
    });
  at_once(acts);
  EXPECT_EQ(alone, 4) << "from 500.00 on a second person decides";
  EXPECT_EQ(waiting, 8);
  market.settle();
  market.prove();
}

/// Every refund keeps the commission, and no seller may owe; on every daemon.
class KeepAndRefuse final : public RuleStore {
 public:
  Result<void> in_transaction(const std::function<Result<void>(RuleTx&)>&) override {
    return fail(ErrorCode::internal, "these rules do not change");
  }
  Result<RulesGlance> glance() override { return RulesGlance{1, {}}; }
  Result<RulesInForce> in_force() override {
    RulesInForce rules;
    rules.number = 1;
    RefundRule rule;
    rule.name = "all";
    rule.commission = RefundCommission::keep;
    rule.funds = ShortFunds::refuse;
    rules.refunds.rules.push_back(rule);
    rules.refunds_version = 1;
    return rules;
  }
  Result<std::vector<Uuid>> stranded(std::span<const std::string>, int) override { return std::vector<Uuid>{}; }
};

// Each refund is of another payment, so no payment's lock keeps them apart: only the seller's wallet does.
TEST(RefundRace, together_they_never_take_more_than_a_seller_who_may_not_owe_has) {
  Market market;
  KeepAndRefuse rules;
  RuleBoard board(rules);
  ASSERT_TRUE(board.refresh());
  for (int i = 0; i < 2; ++i) {
    auto& daemon = market.add_daemon();
    daemon.policy.rules = &board;
    daemon.start();
  }
  constexpr std::int64_t each = 1'000; // of which the seller has 900
  constexpr int sales = 12;
  std::vector<std::string> payments;
  for (int i = 0; i < sales; ++i)
    payments.push_back(market.paid("card", {each}).payment_id.to_string());
  std::atomic<int> taken = 0;
  std::vector<std::function<void()>> acts;
  for (int i = 0; i < sales; ++i)
    acts.push_back([&, i] {
      const views::RefundRequest request{payments[static_cast<std::size_t>(i)], {}, "returned", "",
                                         market.ids.next().to_string()};
      auto& daemon = *market.daemons[static_cast<std::size_t>(i) % 2];
      const auto answer = daemon.refunds.create(market.person("clerk-" + std::to_string(i), "support"), request);
      daemon.wake();
      taken += answer ? 1 : 0;
      if (answer)
        return;
      EXPECT_EQ(answer.error().code, ErrorCode::failed_precondition) << answer.error().message;
      EXPECT_EQ(answer.error().message, "seller seller-1 has 8.00 EUR for refunds, and this takes 10.00 EUR. Nothing was "
                                        "refunded: by the refund policy this seller may not owe");
    });
  at_once(acts);
  EXPECT_EQ(taken, sales * 900 / each);
  market.settle();
  EXPECT_EQ(market.number("select balance from wallet"), 800);
  EXPECT_EQ(market.number("select count(*) from wallet_hold"), 0);
  market.prove();
}

} // namespace
} // namespace paydesk::test
