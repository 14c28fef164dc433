// A payment that is cancelled while its page is being opened leaves no open page behind.
#include <gtest/gtest.h>

#include "engine_world.h"

namespace paydesk::test {
namespace {

using std::chrono::seconds;

/// The PSP has opened the page; nobody here has heard of it when the payment is cancelled.
class LatePage : public testing::Test {
 protected:
  LatePage() {
    world.psp->held = {OperationKind::register_charge};
    payment = world.pay_in({1000});
    EXPECT_EQ(world.read(payment).charge.state, "created");
    const auto outcome = world.commands.cancel_payment(world.operator_, payment, "the buyer asked for it");
    EXPECT_TRUE(outcome) << outcome.error().message;
    EXPECT_EQ(outcome->state, "cancelled");
    EXPECT_NE(outcome->message.find("is asked"), std::string::npos) << outcome->message;
  }
  int calls(OperationKind kind) const {
    return static_cast<int>(std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                                          [&](const PspCall& call) { return call.kind == kind; }));
  }
  PspAnswer opened(const PspCall& call) const {
    auto registered = news(News::Kind::registered);
    registered.token = "chk_1";
    registered.url = "http://psp/chk_1";
    return done(call, {registered});
  }

  World world;
  Uuid payment;
};

TEST_F(LatePage, is_closed_when_its_answer_comes) {
  world.psp->let_go();
  world.work();
  EXPECT_EQ(calls(OperationKind::void_charge), 1);
  EXPECT_FALSE(world.psp->calls.back().authorized);
  world.advance(seconds(300));
  world.work();
  EXPECT_EQ(calls(OperationKind::void_charge), 1);
  EXPECT_EQ(world.read(payment).charge.state, "cancelled");
  EXPECT_TRUE(world.read(payment).jobs.empty());
}

TEST_F(LatePage, whose_answer_is_lost_is_asked_for_and_closed) {
  world.psp->next[OperationKind::query] = {[this](const PspCall& call) { return opened(call); }};
  world.work();
  EXPECT_EQ(calls(OperationKind::query), 0) << "the call may still be on its way: its lease runs";
  world.advance(seconds(300));
  world.work();
  EXPECT_EQ(calls(OperationKind::query), 1);
  EXPECT_EQ(calls(OperationKind::void_charge), 1);
  EXPECT_EQ(calls(OperationKind::register_charge), 1);
  EXPECT_EQ(world.read(payment).charge.state, "cancelled");
  EXPECT_TRUE(world.read(payment).jobs.empty());
}

TEST_F(LatePage, that_was_never_opened_leaves_nothing_to_do) {
  world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    auto answer = done(call, {});
    answer.found = false;
    return answer;
  }};
  world.advance(seconds(300));
  world.work();
  EXPECT_EQ(calls(OperationKind::query), 1);
  EXPECT_EQ(calls(OperationKind::void_charge), 0);
  EXPECT_EQ(calls(OperationKind::register_charge), 1);
  EXPECT_TRUE(world.read(payment).jobs.empty());
}

} // namespace
} // namespace paydesk::test
