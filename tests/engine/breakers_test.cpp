// Breakers and pauses with the real queue: what waits, what passes, what is probed, what a person releases.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/rules/board.h"
#include "engine/rules/rule_book.h"
#include "store/breakers.h"
#include "store/people.h"
#include "store/rules.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::seconds;

namespace {

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }
PspAnswer bad_key(const PspCall& call) {
  auto answer = refused(call, ErrorClass::configuration, "invalid_api_key");
  answer.http_status = 401;
  return answer;
}

/// A world with breakers: three failures in a row open, one probe closes.
struct Broken {
  World world;
  store::PgRules store{world.database};
  store::PgBreakers breakers{world.database};
  RuleBoard board{store};
  RuleBook book{store, breakers, world.clock, world.policy, [this] { (void)board.refresh(); }};
  Caller admin{world.ids.next(), "admin", "Admin", {"admin"}, world.ids.next()};

  Broken() {
    world.policy.rules = &board;
    world.policy.breakers = &breakers;
    set({true, 60, 20, 50, 3, 30, 300, 1, 2});
  }
  void set(views::BreakerSettings settings) {
    const auto version = book.breaker({"card", 0}).value().head.version;
    const auto made = book.set_breaker(admin, {"card", version, settings, "as agreed", {}});
    if (!made)
      throw std::runtime_error(made.error().field + " " + made.error().message);
  }
  views::Breaker breaker() { return book.breaker({"card", 0}).value(); }
  std::string state() { return breaker().state; }
  Job job(const Uuid& payment) { return world.read(payment).jobs.at(0); }
  int calls(OperationKind kind) const {
    int count = 0;
    for (const auto& call : world.psp->calls)
      count += call.kind == kind ? 1 : 0;
    return count;
  }
  /// Payments until the breaker is open.
  std::vector<Uuid> trip() {
    world.psp->usual = unavailable;
    std::vector<Uuid> payments;
    while (payments.size() < 3)
      payments.push_back(world.pay_in({1000}));
    return payments;
  }
};

} // namespace

TEST(Breakers, what_is_due_waits_behind_an_open_one_and_loses_no_try) {
  Broken broken;
  const auto payments = broken.trip();
  EXPECT_EQ(broken.state(), "open");
  const auto calls = broken.world.psp->calls.size();
  const auto late = broken.world.pay_in({1000});
  for (int i = 0; i < 5; ++i) {
    broken.world.advance(seconds(5));
    broken.world.work();
  }
  EXPECT_EQ(broken.world.psp->calls.size(), calls);
  EXPECT_EQ(broken.job(late).attempts, 0);
  EXPECT_EQ(broken.world.read(late).charge.state, "created");
  EXPECT_EQ(broken.job(payments[0]).attempts, 1);
  EXPECT_EQ(broken.world.one_number("select count(*) from outbox where kind = 'breaker.open'"), 1);
  EXPECT_EQ(broken.world.one_number("select count(*) from outbox where kind = 'alert' and subject_kind = 'psp'"), 1);
}

TEST(Breakers, a_probe_that_succeeds_closes_it_and_everything_goes_on) {
  Broken broken;
  const auto payments = broken.trip();
  broken.world.psp->usual = nullptr;
  const auto calls = broken.world.psp->calls.size();
  broken.world.advance(seconds(29));
  broken.world.work(1);
  EXPECT_EQ(broken.world.psp->calls.size(), calls);
  EXPECT_TRUE(broken.breaker().next_probe_at);
  broken.world.advance(seconds(2));
  broken.world.work(1);
  EXPECT_EQ(broken.world.psp->calls.size(), calls + 1) << "one probe, though three wait";
  EXPECT_EQ(broken.state(), "closed");
  broken.world.work();
  for (const auto& payment : payments)
    EXPECT_EQ(broken.world.read(payment).charge.state, "registered");
}

TEST(Breakers, a_probe_that_fails_opens_it_for_longer) {
  Broken broken;
  broken.trip();
  broken.world.advance(seconds(31));
  const auto calls = broken.world.psp->calls.size();
  broken.world.work();
  EXPECT_EQ(broken.world.psp->calls.size(), calls + 1);
  EXPECT_EQ(broken.state(), "open");
  EXPECT_EQ(broken.breaker().trips, 2);
  broken.world.advance(seconds(58));
  broken.world.work();
  EXPECT_EQ(broken.world.psp->calls.size(), calls + 1);
}

TEST(Breakers, questions_pass_an_open_one_within_their_budget) {
  Broken broken;
  std::vector<Uuid> payments;
  for (int i = 0; i < 4; ++i)
    payments.push_back(broken.world.pay_in({1000}));
  for (const auto& payment : payments)
    broken.world.tell(payment, news(News::Kind::authorized, "pay_" + payment.to_string(), 1000));
  const auto lost = [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); };
  broken.world.psp->next[OperationKind::capture] = {lost, lost, lost, lost};
  broken.world.work(2);
  EXPECT_EQ(broken.state(), "open");
  broken.world.advance(seconds(10));
  broken.world.work();
  EXPECT_EQ(broken.calls(OperationKind::query), 2) << "two a minute";
  EXPECT_EQ(broken.calls(OperationKind::capture), 4);
}

TEST(Breakers, another_daemon_and_a_restart_see_the_same) {
  Broken broken;
  broken.trip();
  auto gateway = std::make_unique<ScriptedPsp>("card", CaptureMode::multiple);
  auto* psp = gateway.get();
  Lane other(std::move(gateway), broken.world.store, broken.world.clock, broken.world.ids, broken.world.policy,
             LaneOptions{}, nullptr, 2);
  broken.world.advance(seconds(20));
  other.step(std::chrono::milliseconds(0));
  EXPECT_TRUE(psp->calls.empty());
  broken.world.advance(seconds(11));
  other.step(std::chrono::milliseconds(0));
  EXPECT_EQ(psp->calls.size(), 1u) << "its probe";
  other.step(std::chrono::milliseconds(0));
  EXPECT_EQ(broken.state(), "closed");
}

TEST(Breakers, by_hand_it_stays_until_released_and_is_audited) {
  Broken broken;
  EXPECT_EQ(broken.book.force_breaker(broken.admin, {"card", "ajar", "x", {}}).error().field, "state");
  EXPECT_EQ(broken.book.force_breaker(broken.admin, {"card", "", "x", {}}).error().code,
            ErrorCode::failed_precondition);
  EXPECT_EQ(broken.book.force_breaker(broken.admin, {"nowhere", "open", "x", {}}).error().code, ErrorCode::not_found);
  ASSERT_TRUE(broken.book.force_breaker(broken.admin, {"card", "open", "they asked us to", {}}));
  const auto waiting = broken.world.pay_in({1000});
  broken.world.advance(seconds(86'400));
  broken.world.work();
  EXPECT_TRUE(broken.world.psp->calls.empty());
  EXPECT_EQ(broken.breaker().forced_by, "admin");
  ASSERT_TRUE(broken.book.force_breaker(broken.admin, {"card", "", "they are back", {}}));
  broken.world.work();
  EXPECT_EQ(broken.world.read(waiting).charge.state, "registered");
  EXPECT_EQ(broken.state(), "closed");
  ASSERT_TRUE(broken.book.force_breaker(broken.admin, {"card", "closed", "whatever comes", {}}));
  broken.trip();
  EXPECT_EQ(broken.state(), "closed");
  EXPECT_EQ(broken.world.one_number("select count(*) from audit_record where action = 'psp.breaker'"), 3);
}

TEST(Breakers, switching_one_off_closes_it) {
  Broken broken;
  broken.trip();
  EXPECT_EQ(broken.state(), "open");
  broken.set({false, 60, 20, 50, 3, 30, 300, 1, 2});
  EXPECT_EQ(broken.state(), "closed");
  broken.world.psp->usual = nullptr;
  broken.world.advance(seconds(5));
  broken.world.work();
  EXPECT_EQ(broken.world.one_number("select count(*) from charge where state = 'registered'"), 3);
  const auto restored = broken.book.restore(broken.admin, {"breaker", "card", 1, "again", {}});
  ASSERT_TRUE(restored);
  EXPECT_TRUE(broken.breaker().settings.enabled);
  const auto changes = broken.book.compare({"breaker", "card", 2, 3}).value().changes;
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].rule, "enabled");
}

TEST(Breakers, hostile_settings_name_their_field) {
  Broken broken;
  const auto refused_field = [&](views::BreakerSettings settings) {
    return broken.book.set_breaker(broken.admin, {"card", 1, settings, "x", {}}).error().field;
  };
  EXPECT_EQ(refused_field({true, 0, 20, 50, 3, 30, 300, 1, 2}), "settings.window_s");
  EXPECT_EQ(refused_field({true, 60, 20, 500, 3, 30, 300, 1, 2}), "settings.failure_percent");
  EXPECT_EQ(refused_field({true, 60, 20, 50, 3, 30, 29, 1, 2}), "settings.longest_open_s");
  EXPECT_EQ(broken.book.set_breaker(broken.admin, {"card", 0, {true, 60, 20, 50, 3, 30, 300, 1, 2}, "x", {}})
                .error()
                .code,
            ErrorCode::conflict);
}

TEST(Pauses, bad_credentials_pause_the_account_and_cost_no_try) {
  Broken broken;
  broken.world.psp->next[OperationKind::register_charge] = {bad_key};
  const auto first = broken.world.pay_in({1000});
  const auto second = broken.world.pay_in({1000});
  EXPECT_EQ(broken.world.one_number("select count(*) from psp_account where paused and paused_by = 'engine' and "
                                    "pause_reason = '401 invalid_api_key'"),
            1);
  EXPECT_EQ(broken.calls(OperationKind::register_charge), 1);
  EXPECT_EQ(broken.job(first).attempts, 0);
  EXPECT_FALSE(broken.job(first).dead);
  EXPECT_EQ(broken.world.read(first).charge.state, "retry_scheduled");
  EXPECT_EQ(broken.world.one_number("select count(*) from outbox where kind in ('psp.paused', 'alert')"), 2);
  store::PgPeople people(broken.world.database, broken.world.clock, broken.world.ids);
  ASSERT_TRUE(people.pause_psp(broken.admin, "card", false, "new key", {}));
  broken.world.work();
  EXPECT_EQ(broken.world.read(first).charge.state, "registered");
  EXPECT_EQ(broken.world.read(second).charge.state, "registered");
}

TEST(Pauses, a_person_who_resumes_too_early_pauses_it_again_and_nothing_dies) {
  Broken broken;
  broken.world.psp->usual = bad_key;
  const auto payment = broken.world.pay_in({1000});
  store::PgPeople people(broken.world.database, broken.world.clock, broken.world.ids);
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(people.pause_psp(broken.admin, "card", false, "perhaps", {}));
    broken.world.advance(seconds(60));
    broken.world.work();
  }
  EXPECT_EQ(broken.job(payment).attempts, 0);
  EXPECT_FALSE(broken.job(payment).dead);
  EXPECT_EQ(broken.calls(OperationKind::register_charge), 21);
  EXPECT_EQ(broken.state(), "closed") << "a wrong key is no outage";
}
