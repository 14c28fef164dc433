// The clock of the machine steps an hour forward or back under the daemon: nothing is sent twice, nothing is booked
// twice, and it goes on.
#include <gtest/gtest.h>

#include <set>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

/// Takes calls and answers them when it is told to: there was an hour between, or seemed to be.
class HeldPsp final : public PspGateway {
 public:
  explicit HeldPsp(CaptureMode mode) {
    able_.capture_mode = mode;
    able_.key_ttl = std::chrono::hours(24);
  }
  const std::string& account() const noexcept override { return account_; }
  const PspCapabilities& capabilities() const noexcept override { return able_; }
  void submit(const PspCall& call) override { calls.push_back(call); }
  std::vector<PspAnswer> collect(std::chrono::milliseconds) override {
    std::vector<PspAnswer> answers;
    for (; released && answered_ < calls.size(); ++answered_)
      answers.push_back(usual(calls[answered_]));
    return answers;
  }
  void wake() override {}
  Result<WebhookContent> read_webhook(const HeaderOf&, std::string_view, Instant) const override {
    return fail(ErrorCode::internal, "none");
  }
  Result<WebhookContent> reread_webhook(std::string_view) const override { return fail(ErrorCode::internal, "none"); }

  std::vector<PspCall> calls;
  bool released = false;

 private:
  const std::string account_ = "card";
  PspCapabilities able_;
  std::size_t answered_ = 0;
};

/// A second daemon's lane on the world's account, with a capture under way that nobody has answered.
struct Stepped : World {
  Stepped() {
    payment = pay_in({1000});
    auto made = std::make_unique<HeldPsp>(CaptureMode::multiple);
    held = made.get();
    other = std::make_unique<Lane>(std::move(made), store, clock, ids, policy, LaneOptions{}, nullptr, 2);
    tell(payment, news(News::Kind::authorized, "pay_1", 1000));
    other->step(std::chrono::milliseconds(0));
    EXPECT_EQ(held->calls.size(), 1u);
    // Asked, the PSP knows the capture that it is working on.
    psp->usual = [this](const PspCall& call) {
      const auto& capture = held->calls[0];
      return call.kind == OperationKind::query && call.charge_id == capture.charge_id ? done(call, usual(capture).news)
                                                                                      : usual(call);
    };
    psp->calls.clear();
  }
  int captures() const {
    return static_cast<int>(std::count_if(psp->calls.begin(), psp->calls.end(),
                                          [](const PspCall& call) { return call.kind == OperationKind::capture; }));
  }
  void answer() {
    held->released = true;
    other->step(std::chrono::milliseconds(0));
    EXPECT_EQ(other->stats().store_failures, 0);
  }
  void expect_booked_once() {
    EXPECT_EQ(read(payment).charge.state, "captured");
    EXPECT_EQ(read(payment).charge.captured, 1000);
    EXPECT_EQ(one_number("select count(*) from psp_fact where kind = 'capture'"), 1);
    EXPECT_EQ(one_number("select count(*) from job"), 0);
    EXPECT_EQ(one_number("select count(*) from attempt where finished_at < started_at or latency_ms < -1"), 0);
    check_books();
  }
  Uuid payment;
  HeldPsp* held = nullptr;
  std::unique_ptr<Lane> other;
};

} // namespace

TEST(ClockStep, an_hour_forward_ends_a_lease_and_the_call_is_asked_for_not_repeated) {
  Stepped world;
  world.advance(hours(1));
  world.work();
  EXPECT_EQ(world.captures(), 0);
  EXPECT_EQ(world.psp->calls.size(), 1u) << "one question";
  world.answer();
  world.expect_booked_once();
}

TEST(ClockStep, an_hour_back_breaks_no_lease_and_stops_nothing_new) {
  Stepped world;
  world.advance(-hours(1));
  world.work();
  EXPECT_TRUE(world.psp->calls.empty()) << "the lease holds";
  const auto other = world.pay_in({700});
  EXPECT_EQ(world.read(other).charge.state, "registered") << "what is new is due at once";
  world.answer();
  EXPECT_EQ(world.read(world.payment).charge.captured, 1000);
  world.advance(hours(1));
  world.work();
  world.expect_booked_once();
}

TEST(ClockStep, back_and_forth_between_each_step_of_a_payment_changes_nothing_of_it) {
  World world;
  const auto payment = world.pay_in({600, 400});
  for (const auto kind : {News::Kind::page_opened, News::Kind::submitted}) {
    world.advance(-hours(1));
    world.tell(payment, news(kind));
    EXPECT_EQ(sweep(world.store, world.clock, world.ids, world.policy, 10).has_value(), true);
    world.work(3);
    world.advance(hours(1));
  }
  world.advance(-hours(1));
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work(3);
  world.advance(-hours(1));
  world.work(3);
  world.advance(hours(2));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.advance(-hours(1));
  world.work(2);
  world.advance(hours(1) + seconds(1));
  world.work();
  EXPECT_EQ(world.one_number("select sum(refunded) from payment_order"), 1000);
  EXPECT_EQ(world.one_number("select count(*) from job"), 0);
  std::set<Uuid> keys;
  for (const auto& call : world.psp->calls)
    if (call.kind != OperationKind::query)
      keys.insert(call.key);
  EXPECT_EQ(keys.size(), 5u) << "one key each for the page, two captures and two refunds";
  world.check_books();
}

} // namespace paydesk::test
