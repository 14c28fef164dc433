// Two workers and one job: who lost its lease says nothing about the job any more.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

using std::chrono::milliseconds;

TEST(Fencing, a_refusal_that_comes_after_the_lease_changes_nothing_of_a_job_that_another_has) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.psp->held = {OperationKind::capture};
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work(1);
  ASSERT_EQ(world.psp->calls.back().kind, OperationKind::capture);

  auto gateway = std::make_unique<ScriptedPsp>("card", CaptureMode::single);
  auto* const second = gateway.get();
  second->held = {OperationKind::query};
  Lane other(std::move(gateway), world.store, world.clock, world.ids, world.policy, LaneOptions{}, nullptr, 2);
  world.advance(std::chrono::seconds(120));
  other.step(milliseconds(0));
  ASSERT_EQ(second->calls.size(), 1u) << "the other has the job, and asks first";

  const std::string job = "select hashtext(j::text) from job j";
  const auto before = world.one_number(job);
  world.psp->let_go();
  for (int i = 0; i < 3; ++i)
    world.lane->step(milliseconds(0));
  EXPECT_EQ(world.one_number(job), before) << "its lease, its tries and when it is due are the other's";

  second->let_go();
  for (int i = 0; i < 5; ++i) {
    world.clock.advance(milliseconds(1));
    other.step(milliseconds(0));
  }
  EXPECT_EQ(world.read(payment).charge.captured, 1000);
  EXPECT_EQ(world.one_number("select count(*) from psp_fact where kind like 'capture%'"), 1);
  world.check_books();
}

} // namespace
} // namespace paydesk::test
