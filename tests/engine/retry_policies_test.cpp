// Retry policies of an account: what they do to failures, to what waits, and what a trial says beforehand.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/rules/board.h"
#include "engine/rules/rule_book.h"
#include "store/breakers.h"
#include "store/rules.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }
PspAnswer lost(const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }

/// A world whose lane follows the rules that people make.
struct Ruled {
  World world;
  store::PgRules store{world.database};
  RuleBoard board{store};
  store::PgBreakers breakers{world.database};
  RuleBook book{store, breakers, world.clock, world.policy, [this] { (void)board.refresh(); }};
  Caller admin{world.ids.next(), "admin", "Admin", {"admin"}, world.ids.next()};

  Ruled() { world.policy.rules = &board; }

  views::SetRetryPolicyRequest request(int base_version, std::vector<views::RetryRule> rules) {
    views::SetRetryPolicyRequest made;
    made.psp_account = "card";
    made.base_version = base_version;
    made.rules = std::move(rules);
    made.networks = book.retry_policy({"card", 0}).value().networks;
    made.note = "as agreed";
    return made;
  }
  views::RetryPolicy set(int base_version, std::vector<views::RetryRule> rules) {
    const auto made = book.set_retry_policy(admin, request(base_version, std::move(rules)));
    if (!made)
      throw std::runtime_error(made.error().field + " " + made.error().message);
    return *made;
  }
  int calls(OperationKind kind) const {
    int count = 0;
    for (const auto& call : world.psp->calls)
      count += call.kind == kind ? 1 : 0;
    return count;
  }
  Uuid authorized(std::int64_t amount = 1000) {
    const auto payment = world.pay_in({amount});
    world.tell(payment, news(News::Kind::authorized, "pay_" + payment.to_string(), amount));
    return payment;
  }
  /// Works an hour by the second.
  void work_an_hour() {
    for (int i = 0; i < 360; ++i) {
      world.work(2);
      world.advance(seconds(10));
    }
  }
};

views::RetryRule rule(std::string error_class, std::string strategy, std::int64_t base = 1000, int tries = 3,
                      std::int64_t age = 86'400) {
  return {std::move(error_class), std::move(strategy), base, 600'000, 0, 2, tries, age};
}

PspAnswer declined(const PspCall& call, std::string network, std::string code) {
  auto answer = refused(call, ErrorClass::declined_retryable, "insufficient_funds");
  answer.http_status = 402;
  answer.network = std::move(network);
  answer.network_code = std::move(code);
  return answer;
}

} // namespace

TEST(RetryPolicies, a_fixed_rule_waits_its_time_and_gives_up_after_its_tries) {
  Ruled ruled;
  ruled.set(0, {rule("psp_unavailable", "fixed", 60'000, 3)});
  ruled.world.psp->usual = unavailable;
  const auto payment = ruled.world.pay_in({1000});
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), 1);
  ruled.world.advance(seconds(59));
  ruled.world.work();
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), 1);
  ruled.world.advance(seconds(1));
  ruled.world.work();
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), 2);
  ruled.world.advance(seconds(61));
  ruled.world.work();
  const auto a = ruled.world.read(payment);
  EXPECT_EQ(a.charge.state, "dead_letter");
  EXPECT_EQ(a.jobs.at(0).max_attempts, 3);
  EXPECT_EQ(a.jobs.at(0).attempts, 3);
}

TEST(RetryPolicies, cancel_ends_the_operation_at_once_as_a_decline_does) {
  Ruled ruled;
  ruled.set(0, {rule("psp_unavailable", "cancel")});
  ruled.world.psp->next[OperationKind::register_charge] = {unavailable};
  const auto payment = ruled.world.pay_in({1000});
  EXPECT_EQ(ruled.world.read(payment).charge.state, "failed");
  EXPECT_TRUE(ruled.world.read(payment).jobs.empty());
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), 1);
}

TEST(RetryPolicies, an_earlier_call_without_a_known_end_is_asked_for_before_anything_else) {
  Ruled ruled;
  const auto payment = ruled.authorized();
  // A worker has claimed the capture and died before its answer; its lease has run out.
  pqxx::connection connection(ruled.world.owner_connection);
  pqxx::work work(connection);
  work.exec("update job set leased = true, token = nextval('fencing_token')");
  work.commit();
  ruled.set(0, {rule("psp_unavailable", "cancel")});
  ruled.world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    return done(call, {news(News::Kind::captured, "cap_1", 1000, call.key.to_string())});
  }};
  ruled.world.work();
  EXPECT_EQ(ruled.world.read(payment).charge.state, "captured");
  EXPECT_EQ(ruled.calls(OperationKind::capture), 0) << "the dead worker may have captured";
  ruled.world.check_books();
}

TEST(RetryPolicies, a_changed_one_gives_up_nothing_whose_last_call_has_no_known_end) {
  Ruled ruled;
  const auto payment = ruled.authorized();
  ruled.world.psp->next[OperationKind::capture] = {unavailable};
  ruled.world.work();
  // Its second try was claimed by a worker that died before the answer.
  ruled.world.one_number("update job set leased = true, token = nextval('fencing_token') returning 1");
  ruled.set(0, {rule("psp_unavailable", "cancel")});
  ruled.world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    return done(call, {news(News::Kind::captured, "cap_1", 1000, call.key.to_string())});
  }};
  for (int i = 0; i < 2; ++i) { // the rule's end is seen, then the PSP is asked
    ruled.world.advance(seconds(600));
    ruled.world.work();
  }
  EXPECT_EQ(ruled.world.read(payment).charge.state, "captured");
  EXPECT_EQ(ruled.calls(OperationKind::capture), 1);
  EXPECT_EQ(ruled.calls(OperationKind::void_charge), 0) << "the dead worker may have captured";
  ruled.world.check_books();
}

TEST(RetryPolicies, an_unknown_outcome_is_asked_for_as_often_as_its_rule_says) {
  Ruled ruled;
  ruled.set(0, {rule("outcome_unknown", "fixed", 30'000, 2)});
  const auto payment = ruled.authorized();
  ruled.world.psp->next[OperationKind::capture] = {lost};
  ruled.world.psp->next[OperationKind::query] = {lost, lost, lost};
  ruled.world.work();
  EXPECT_EQ(ruled.calls(OperationKind::query), 0);
  for (int asked = 1; asked <= 2; ++asked) {
    ruled.world.advance(seconds(31));
    ruled.world.work();
    EXPECT_EQ(ruled.calls(OperationKind::query), asked);
  }
  const auto a = ruled.world.read(payment);
  EXPECT_EQ(a.charge.state, "dead_letter");
  const auto job = a.jobs.at(0).job_id;
  EXPECT_FALSE(ruled.world.commands.discard_items(ruled.world.operator_, {job}, "old")->at(0).done);
  EXPECT_EQ(ruled.calls(OperationKind::capture), 1) << "never sent again without an answer";
}

TEST(RetryPolicies, nothing_is_tried_beyond_its_maximum_age) {
  Ruled ruled;
  ruled.set(0, {rule("psp_unavailable", "fixed", 60'000, 100, 150)});
  ruled.world.psp->usual = unavailable;
  const auto payment = ruled.world.pay_in({1000});
  ruled.work_an_hour();
  EXPECT_EQ(ruled.world.read(payment).charge.state, "dead_letter");
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), 3) << "at 0, 60 and 120 s";
}

TEST(RetryPolicies, a_retryable_decline_is_tried_again_within_its_networks_limits) {
  Ruled ruled;
  ruled.set(0, {rule("declined_retryable", "fixed", 60'000, 5, 30 * 86'400)});
  ruled.world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return declined(call, "mastercard", "24"); }};
  const auto payment = ruled.authorized();
  ruled.world.work();
  EXPECT_EQ(ruled.world.read(payment).charge.state, "retry_scheduled");
  ruled.world.advance(hours(1) - seconds(2));
  ruled.world.work();
  EXPECT_EQ(ruled.calls(OperationKind::capture), 1) << "code 24 waits an hour";
  ruled.world.advance(seconds(3));
  ruled.world.work();
  EXPECT_EQ(ruled.world.read(payment).charge.state, "captured");
  std::vector<Uuid> keys;
  for (const auto& call : ruled.world.psp->calls)
    if (call.kind == OperationKind::capture)
      keys.push_back(call.key);
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_NE(keys[0], keys[1]) << "the PSP answers a declined key with the same decline for ever";
  EXPECT_EQ(ruled.world.one_number("select max(generation) from operation where kind = 'capture'"), 2);
  ruled.world.check_books();
}

TEST(RetryPolicies, a_decline_that_the_network_forbids_to_repeat_is_final) {
  Ruled ruled;
  ruled.world.psp->next[OperationKind::capture] = {[](const PspCall& call) { return declined(call, "visa", "04"); }};
  const auto payment = ruled.authorized();
  ruled.work_an_hour();
  const auto a = ruled.world.read(payment);
  EXPECT_EQ(a.charge.state, "voided") << "nothing else was left to capture";
  EXPECT_EQ(ruled.calls(OperationKind::capture), 1);
}

TEST(RetryPolicies, the_networks_count_survives_an_operators_retry) {
  Ruled ruled;
  auto request = ruled.request(0, {rule("declined_retryable", "fixed", 60'000, 1, 30 * 86'400)});
  request.networks = {{"visa", 2, 720, {}, {}}};
  ASSERT_TRUE(ruled.book.set_retry_policy(ruled.admin, request));
  const auto again = [](const PspCall& call) { return declined(call, "visa", "51"); };
  ruled.world.psp->next[OperationKind::capture] = {again, again, again};
  const auto payment = ruled.authorized();
  ruled.world.work();
  auto a = ruled.world.read(payment);
  ASSERT_EQ(a.charge.state, "dead_letter");
  ASSERT_TRUE(ruled.world.commands.retry_items(ruled.world.operator_, {a.jobs.at(0).job_id}, "buyer paid in"));
  ruled.world.work();
  a = ruled.world.read(payment);
  EXPECT_EQ(ruled.calls(OperationKind::capture), 2);
  EXPECT_NE(a.charge.state, "dead_letter") << "the second of two tries was the last: it is a decline now";
  EXPECT_TRUE(a.jobs.empty() || a.jobs.at(0).kind != OperationKind::capture);
}

TEST(RetryPolicies, a_buyers_registration_is_never_tried_again_after_a_decline) {
  Ruled ruled;
  ruled.world.psp->next[OperationKind::register_charge] = {
      [](const PspCall& call) { return declined(call, "visa", "51"); }};
  const auto payment = ruled.world.pay_in({1000});
  EXPECT_EQ(ruled.world.read(payment).charge.state, "failed");
}

TEST(RetryPolicies, a_trial_says_exactly_what_the_change_does) {
  Ruled ruled;
  ruled.world.psp->usual = unavailable;
  std::vector<Uuid> payments;
  for (int i = 0; i < 6; ++i)
    payments.push_back(ruled.world.pay_in({1000}));
  ruled.world.psp->usual = [](const PspCall& call) {
    auto answer = refused(call, ErrorClass::rate_limited, "429");
    answer.retry_after = seconds(7200);
    return answer;
  };
  payments.push_back(ruled.world.pay_in({1000}));
  const auto request = ruled.request(0, {rule("psp_unavailable", "exponential", 300'000, 9),
                                         rule("rate_limited", "fixed", 1000, 3)});
  const auto preview = ruled.book.preview_retry_policy(request);
  ASSERT_TRUE(preview) << preview.error().message;
  EXPECT_EQ(preview->jobs, 7);
  ASSERT_EQ(preview->totals.size(), 2u);
  EXPECT_EQ(preview->totals[1].error_class, "psp_unavailable");
  EXPECT_EQ(preview->totals[1].jobs, 6);
  EXPECT_EQ(preview->totals[0].jobs, 1);
  EXPECT_EQ(preview->totals[0].sooner, 0) << "Retry-After stays";
  EXPECT_EQ(preview->changes.size(), 2u);
  EXPECT_EQ(ruled.world.one_number("select count(*) from rule_version"), 0) << "a trial changes nothing";
  ASSERT_TRUE(ruled.book.set_retry_policy(ruled.admin, request));
  int compared = 0;
  for (const auto& payment : payments) {
    const auto job = ruled.world.read(payment).jobs.at(0);
    for (const auto& item : preview->items)
      if (item.job_id == job.job_id.to_string()) {
        EXPECT_EQ(item.due_after, job.due_at);
        ++compared;
      }
  }
  EXPECT_GE(compared, 6);
}

TEST(RetryPolicies, what_the_changed_rules_no_longer_try_ends_without_another_call) {
  Ruled ruled;
  ruled.world.psp->usual = unavailable;
  const auto given_up = ruled.world.pay_in({1000});
  const auto preview = ruled.book.preview_retry_policy(ruled.request(0, {rule("psp_unavailable", "cancel")}));
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->items.at(0).outcome, "cancelled");
  EXPECT_EQ(preview->items.at(0).left_after, 0);
  ruled.set(0, {rule("psp_unavailable", "cancel")});
  const auto calls = ruled.calls(OperationKind::register_charge);
  ruled.world.work();
  EXPECT_EQ(ruled.world.read(given_up).charge.state, "failed");
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), calls);
}

TEST(RetryPolicies, fewer_tries_bury_what_has_had_them) {
  Ruled ruled;
  ruled.world.psp->usual = unavailable;
  const auto payment = ruled.world.pay_in({1000});
  ruled.world.advance(seconds(1));
  ruled.world.work();
  ASSERT_EQ(ruled.world.read(payment).jobs.at(0).attempts, 2);
  const auto preview = ruled.book.preview_retry_policy(ruled.request(0, {rule("psp_unavailable", "fixed", 1000, 2)}));
  EXPECT_EQ(preview->items.at(0).outcome, "dead_letter");
  EXPECT_EQ(preview->totals.at(0).dead_letter, 1);
  ruled.set(0, {rule("psp_unavailable", "fixed", 1000, 2)});
  ruled.world.work();
  EXPECT_EQ(ruled.world.read(payment).charge.state, "dead_letter");
  EXPECT_EQ(ruled.calls(OperationKind::register_charge), 2);
}

TEST(RetryPolicies, versions_are_kept_compared_and_restored) {
  Ruled ruled;
  const auto defaults = ruled.book.retry_policy({"card", 0}).value();
  EXPECT_EQ(defaults.head.version, 0);
  ruled.set(0, {rule("psp_unavailable", "fixed", 5000, 4)});
  ruled.set(1, {rule("psp_unavailable", "incremental", 2000, 6)});
  const auto stale = ruled.book.set_retry_policy(ruled.admin, ruled.request(1, {rule("rate_limited", "cancel")}));
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::conflict);
  EXPECT_EQ(stale.error().field, "base_version");
  const auto changes = ruled.book.compare({"retry_policy", "card", 1, 2}).value().changes;
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].rule, "psp_unavailable");
  EXPECT_EQ(changes[0].before, "fixed, 5 s, at most 4 tries in 1 d");
  EXPECT_EQ(changes[0].after, "incremental, +2 s up to 10 min, at most 6 tries in 1 d");
  ASSERT_TRUE(ruled.book.restore(ruled.admin, {"retry_policy", "card", 1, "worse", {}}));
  EXPECT_TRUE(ruled.book.compare({"retry_policy", "card", 1, 3}).value().changes.empty());
  ASSERT_TRUE(ruled.book.restore(ruled.admin, {"retry_policy", "card", 0, "as at first", {}}));
  EXPECT_TRUE(ruled.book.compare({"retry_policy", "card", 0, 4}).value().changes.empty());
  const auto versions = ruled.book.versions({"retry_policy", "card", 0, 0}).value().rows;
  ASSERT_EQ(versions.size(), 4u);
  EXPECT_TRUE(versions[0].in_force);
  EXPECT_TRUE(versions[0].restored);
  EXPECT_EQ(versions[0].restored_from, 0);
  EXPECT_EQ(versions[1].restored_from, 1);
  EXPECT_EQ(versions[0].by, "admin");
  EXPECT_FALSE(versions[2].restored);
  EXPECT_EQ(ruled.world.one_number("select count(*) from audit_record where action = 'rules.retry_policy'"), 4);
  EXPECT_EQ(ruled.world.one_number("select count(*) from outbox where kind = 'rules.retry_policy'"), 4);
  EXPECT_EQ(ruled.book.restore(ruled.admin, {"retry_policy", "card", 9, "x", {}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(ruled.book.retry_policy({"nowhere", 0}).error().code, ErrorCode::not_found);
}

TEST(RetryPolicies, another_daemons_change_takes_effect) {
  Ruled ruled;
  RuleBoard other(ruled.store);
  EXPECT_FALSE(other.refresh().value());
  ruled.set(0, {rule("psp_unavailable", "cancel")});
  EXPECT_TRUE(other.refresh().value());
  EXPECT_FALSE(other.refresh().value()) << "nothing new";
  EXPECT_EQ(other.now()->retry.at("card").rule(ErrorClass::psp_unavailable).strategy, RetryStrategy::cancel);
  EXPECT_EQ(other.now()->retry.at("card"), ruled.board.now()->retry.at("card"));
}

TEST(RetryPolicies, hostile_rules_name_their_field) {
  Ruled ruled;
  const auto field = [&](std::vector<views::RetryRule> rules) {
    const auto made = ruled.book.set_retry_policy(ruled.admin, ruled.request(0, std::move(rules)));
    return made ? std::string("accepted") : made.error().field;
  };
  EXPECT_EQ(field({rule("sometimes", "fixed")}), "rules[0].error_class");
  EXPECT_EQ(field({rule("psp_unavailable", "often")}), "rules[0].strategy");
  EXPECT_EQ(field({rule("psp_unavailable", "fixed"), rule("psp_unavailable", "cancel")}), "rules[1].error_class");
  EXPECT_EQ(field({rule("outcome_unknown", "cancel")}), "rules[0].strategy");
  EXPECT_EQ(field({rule("fraud", "fixed")}), "rules[0].strategy");
  EXPECT_EQ(field({rule("psp_unavailable", "fixed", -1)}), "rules[0].base_ms");
  EXPECT_EQ(field({rule("psp_unavailable", "fixed", 1000, 0)}), "rules[0].max_attempts");
  EXPECT_EQ(field({rule("psp_unavailable", "fixed", 1000, 3, 1)}), "rules[0].max_age_s");
  EXPECT_EQ(ruled.world.one_number("select count(*) from rule_version"), 0);
}

TEST(RetryPolicies, no_program_alters_a_version) {
  Ruled ruled;
  ruled.set(0, {rule("psp_unavailable", "cancel")});
  pqxx::connection connection(ruled.world.owner_connection);
  for (const char* attack : {"update rule_version set note = 'x'", "delete from retry_rule",
                             "truncate retry_network_code", "update retry_network set max_tries = 99"}) {
    pqxx::work work(connection);
    EXPECT_THROW(work.exec(attack), pqxx::sql_error) << attack;
  }
}
