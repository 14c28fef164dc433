// A refund against every answer and every decision.
#include "tests/machines/model.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;
using std::chrono::hours;

TEST(RefundModel, each_answer_moves_it_by_the_table_and_its_hold_lives_as_long_as_it_waits) {
  World world(CaptureMode::automatic);
  for (const auto& answered : answers())
    for (int tries = 1; tries <= 3; tries += 2) {
      retire_all(world);
      world.one_number("update psp_account set paused = false returning 1");
      const auto payment = world.pay_in({1000});
      world.tell(payment, news(News::Kind::captured, "cap_" + payment.to_string(), 1000, world.charge_of(payment).to_string()));
      views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
      ASSERT_TRUE(world.refunds.create(world.operator_, request));
      for (int i = 0; i < tries; ++i) {
        world.psp->next[OperationKind::refund] = {answered.answer};
        world.work(2);
        world.advance(hours(1));
      }
      const auto refund = world.read(payment).refunds.at(0);
      const auto* state = lifecycle::find_state(Machine::refund, refund.state);
      ASSERT_NE(state, nullptr);
      EXPECT_EQ(world.one_number("select sum(amount) from wallet_hold where cause_id = '" + refund.refund_id.to_string() + "'"),
                state->final ? 0 : 1000)
          << answered.name;
      EXPECT_EQ(world.read(payment).orders[0].amounts.refund_pending, state->final ? 0 : 1000) << answered.name;
      EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, refund.state == "succeeded" ? 1000 : 0) << answered.name;
      world.check_books();
    }
}

TEST(RefundModel, a_decision_that_is_not_wanted_changes_nothing) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({100'000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 100'000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  const auto asked = world.refunds.create(world.operator_, request);
  ASSERT_TRUE(asked);
  const auto id = Uuid::parse(asked->at(0).refund_id).value();
  auto before = books(world, payment);
  EXPECT_FALSE(world.refunds.decide(world.operator_, id, true, "mine"));
  EXPECT_EQ(books(world, payment), before) << "who asked decides nothing";
  ASSERT_TRUE(world.refunds.decide(world.approver, id, false, "no"));
  before = books(world, payment);
  for (const bool approve : {true, false})
    EXPECT_FALSE(world.refunds.decide(world.approver, id, approve, "again"));
  EXPECT_EQ(books(world, payment), before) << "it was decided";
}

} // namespace
} // namespace paydesk::test
