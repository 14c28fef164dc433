// What has ended leaves nothing behind, and what may have been done is not given up.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

TEST(Ends, a_charge_that_has_ended_has_nothing_left_in_the_queue) {
  World world;
  world.psp->next[OperationKind::register_charge] = {received};
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::expired));
  EXPECT_EQ(world.read(payment).charge.state, "expired");
  EXPECT_TRUE(world.read(payment).jobs.empty());
  EXPECT_EQ(world.one_number("select count(*) from operation where state = 'live'"), 0);
}

TEST(Ends, an_item_whose_outcome_is_unknown_is_not_discarded) {
  World world;
  world.policy.max_asks = 1;
  world.psp->usual = [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); };
  const auto payment = world.pay_in({1000});
  for (int i = 0; i < 20 && !world.read(payment).jobs.at(0).dead; ++i) {
    world.advance(std::chrono::minutes(2));
    world.work(2);
  }
  const auto job = world.read(payment).jobs.at(0);
  ASSERT_TRUE(job.dead);
  const auto results = world.commands.discard_items(world.operator_, {job.job_id}, "tired of it");
  ASSERT_TRUE(results);
  EXPECT_FALSE(results->at(0).done);
  EXPECT_FALSE(results->at(0).message.empty());
  EXPECT_EQ(world.read(payment).jobs.size(), 1u);
}

TEST(Ends, every_call_is_on_record_and_every_move_is_told) {
  World world;
  const auto payment = world.pay_in({600, 400});
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work();
  EXPECT_EQ(world.one_number("select count(*) from attempt where finished_at is not null"),
            static_cast<std::int64_t>(world.psp->calls.size()));
  for (const char* kind : {"charge.created", "charge.registered", "charge.captured"})
    EXPECT_GE(world.one_number("select count(*) from outbox where kind = '" + std::string(kind) + "'"), 1) << kind;
}

} // namespace
} // namespace paydesk::test
