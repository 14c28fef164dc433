// What answers mean, as data: judged by the rules in force, tried on what was recorded, listed while unmapped.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/rules/board.h"
#include "engine/rules/judging.h"
#include "engine/rules/rule_book.h"
#include "store/breakers.h"
#include "store/rules.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::seconds;

namespace {

constexpr const char* provider = "provider:sandbox";

/// A world whose provider has a small mapping, seeded as at a daemon's start.
struct Mapped {
  World world;
  store::PgRules store{world.database};
  RuleBoard board{store};
  store::PgBreakers breakers{world.database};
  RuleBook book{store, breakers, world.clock, world.policy, [this] { (void)board.refresh(); }};
  Caller admin{world.ids.next(), "admin", "Admin", {"admin"}, world.ids.next()};

  Mapped() {
    world.policy.rules = &board;
    book.propose_mapping("sandbox", {{"", 402, "", ErrorClass::declined_final, ""},
                                     {"", 503, "", ErrorClass::psp_unavailable, "nothing was done"},
                                     {"", 0, "not_sent", ErrorClass::psp_unavailable, ""}});
    if (const auto seeded = book.seed_mappings(); !seeded)
      throw std::runtime_error(seeded.error().message);
  }

  views::SetErrorMappingRequest request(const std::string& subject, std::vector<views::MappingRule> added) {
    const auto now = book.error_mapping({subject, 0}).value();
    views::SetErrorMappingRequest made;
    made.subject = subject;
    made.base_version = now.head.version;
    made.rules = now.rules;
    made.rules.insert(made.rules.end(), added.begin(), added.end());
    made.note = "as the PSP explained";
    return made;
  }
  void set(const std::string& subject, std::vector<views::MappingRule> added) {
    const auto made = book.set_error_mapping(admin, request(subject, std::move(added)));
    if (!made)
      throw std::runtime_error(made.error().field + " " + made.error().message);
  }
  /// A payment whose registration the PSP answers so.
  Uuid answered(int status, const std::string& code) {
    world.psp->next[OperationKind::register_charge] = {[=](const PspCall& call) {
      auto answer = refused(call, ErrorClass::outcome_unknown, code);
      answer.http_status = status;
      return answer;
    }};
    return world.pay_in({1000});
  }
  std::string state(const Uuid& payment) { return world.read(payment).charge.state; }
};

} // namespace

TEST(ErrorMappings, the_rules_in_force_judge_not_the_adapter) {
  Mapped mapped;
  EXPECT_EQ(mapped.state(mapped.answered(402, "insufficient_funds")), "failed");
  EXPECT_EQ(mapped.state(mapped.answered(503, "server_error")), "retry_scheduled");
  EXPECT_EQ(mapped.state(mapped.answered(0, "not_sent")), "retry_scheduled");
  EXPECT_EQ(mapped.state(mapped.answered(0, "no_answer")), "unknown");
  EXPECT_EQ(mapped.world.one_number("select count(*) from attempt where mapped_by = 'provider:sandbox v1'"), 3);
}

TEST(ErrorMappings, an_accounts_own_rules_come_before_its_providers) {
  Mapped mapped;
  mapped.set("card", {{"register", "402", "", "psp_unavailable", "this contract's 402 is a limit"}});
  EXPECT_EQ(mapped.state(mapped.answered(402, "limit")), "retry_scheduled");
  EXPECT_EQ(mapped.world.one_number("select count(*) from attempt where mapped_by = 'card v1'"), 1);
  EXPECT_EQ(mapped.state(mapped.answered(503, "x")), "retry_scheduled") << "the provider's still hold";
}

TEST(ErrorMappings, what_no_rule_covers_is_unknown_and_listed_until_it_is_mapped) {
  Mapped mapped;
  mapped.answered(418, "teapot");
  EXPECT_EQ(mapped.state(mapped.answered(418, "teapot")), "unknown");
  mapped.answered(0, "no_answer");
  auto list = mapped.book.unmapped({"", 0}).value().rows;
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].code, "teapot");
  EXPECT_EQ(list[1].http_status, 418);
  EXPECT_EQ(list[1].operation, "register");
  EXPECT_EQ(list[1].count, 2);
  EXPECT_LT(list[1].first_at, list[1].last_at);
  EXPECT_EQ(mapped.world.one_number("select count(*) from attempt where attempt_id = '" + list[1].example_attempt + "'"),
            1);
  EXPECT_EQ(mapped.world.one_number("select count(*) from outbox where kind = 'alert' and subject_kind = 'psp'"), 2)
      << "one a shape, not one an answer";
  mapped.set(provider, {{"", "418", "teapot", "invalid_request", ""}});
  list = mapped.book.unmapped({"card", 0}).value().rows;
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].code, "no_answer");
  EXPECT_EQ(mapped.state(mapped.answered(418, "teapot")), "failed");
  EXPECT_EQ(mapped.book.unmapped({"nowhere", 0}).error().field, "psp_account");
}

TEST(ErrorMappings, codes_without_end_fill_no_table) {
  Mapped mapped;
  const auto owner = mapped.world.owner_connection;
  pqxx::connection connection(owner);
  pqxx::work work(connection);
  work.exec("insert into unmapped_answer select 'card', 'capture', 400, 'code' || n, 1, now(), now(), "
            "'00000000-0000-0000-0000-000000000000' from generate_series(1, 1000) n");
  work.commit();
  mapped.answered(418, "yet another");
  mapped.answered(418, "and another");
  EXPECT_EQ(mapped.world.one_number("select count(*) from unmapped_answer"), 1001);
  EXPECT_EQ(mapped.world.one_number("select count from unmapped_answer where code = '(other)'"), 2);
}

TEST(ErrorMappings, a_trial_counts_recorded_attempts_that_would_change) {
  Mapped mapped;
  for (int i = 0; i < 3; ++i)
    mapped.answered(402, "insufficient_funds");
  mapped.answered(402, "lost_card");
  const auto asked = mapped.request(provider, {{"register", "402", "insufficient_funds", "declined_retryable", ""}});
  const auto preview = mapped.book.preview_error_mapping(asked);
  ASSERT_TRUE(preview) << preview.error().message;
  EXPECT_EQ(preview->attempts, 4);
  EXPECT_EQ(preview->changed, 3);
  ASSERT_EQ(preview->rows.size(), 1u);
  EXPECT_EQ(preview->rows[0].from, "declined_final");
  EXPECT_EQ(preview->rows[0].to, "declined_retryable");
  EXPECT_EQ(preview->rows[0].attempts, 3);
  EXPECT_EQ(preview->rows[0].examples.size(), 3u);
  ASSERT_EQ(preview->changes.size(), 1u);
  EXPECT_EQ(preview->changes[0].rule, "register 402 insufficient_funds");
  EXPECT_EQ(mapped.world.one_number("select count(*) from rule_version"), 1) << "a trial changes nothing";
  mapped.world.advance(std::chrono::hours(24 * 8));
  EXPECT_EQ(mapped.book.preview_error_mapping(asked).value().attempts, 0) << "older than a week";
  auto longer = asked;
  longer.days = 30;
  EXPECT_EQ(mapped.book.preview_error_mapping(longer).value().changed, 3);
  longer.days = 91;
  EXPECT_EQ(mapped.book.preview_error_mapping(longer).error().field, "days");
}

TEST(ErrorMappings, seeding_happens_once_and_restoring_finds_the_proposal) {
  Mapped mapped;
  ASSERT_TRUE(mapped.book.seed_mappings());
  const auto seeded = mapped.book.error_mapping({provider, 0}).value();
  EXPECT_EQ(seeded.head.version, 1);
  EXPECT_EQ(seeded.head.by, "engine");
  EXPECT_EQ(seeded.rules.size(), 3u);
  mapped.set(provider, {{"", "409", "", "outcome_unknown", ""}});
  ASSERT_TRUE(mapped.book.seed_mappings());
  EXPECT_EQ(mapped.book.error_mapping({provider, 0}).value().head.version, 2) << "a person's change stays";
  ASSERT_TRUE(mapped.book.restore(mapped.admin, {"error_mapping", provider, 1, "back", {}}));
  EXPECT_EQ(mapped.book.error_mapping({provider, 0}).value().rules.size(), 3u);
  EXPECT_TRUE(mapped.book.compare({"error_mapping", provider, 0, 3}).value().changes.empty());
  EXPECT_EQ(mapped.book.compare({"error_mapping", provider, 2, 3}).value().changes.size(), 1u);
  EXPECT_EQ(mapped.book.error_mapping({"provider:nobody", 0}).error().code, ErrorCode::not_found);
}

TEST(ErrorMappings, an_unsafe_mapping_is_refused_and_could_not_harm) {
  Mapped mapped;
  const auto refused_field = [&](views::MappingRule rule) {
    return mapped.book.set_error_mapping(mapped.admin, mapped.request(provider, {std::move(rule)})).error().field;
  };
  EXPECT_EQ(refused_field({"", "none", "no_answer", "psp_unavailable", ""}), "rules[3].error_class");
  EXPECT_EQ(refused_field({"", "504", "", "psp_unavailable", ""}), "rules[3].error_class");
  EXPECT_EQ(refused_field({"", "200", "", "declined_final", ""}), "rules[3].error_class");
  EXPECT_EQ(refused_field({"", "none", "", "outcome_unknown", ""}), "rules[3].code");
  EXPECT_EQ(refused_field({"", "402", "", "fraud", ""}), "rules[3]");
  EXPECT_EQ(refused_field({"", "402x", "", "fraud", ""}), "rules[3].http_status");
  EXPECT_EQ(refused_field({"", "402", "z", "surely", ""}), "rules[3].error_class");
  // Even a row that was put into the database around all checks.
  RulesInForce rules;
  rules.providers["card"] = "sandbox";
  rules.mappings["card"] = {1, {{"", 0, "no_answer", ErrorClass::declined_final, ""}}};
  EXPECT_EQ(judge(rules, "card", {"capture", 0, "no_answer"})->error_class, ErrorClass::outcome_unknown);
}

TEST(ErrorMappings, success_is_not_theirs_to_judge) {
  Mapped mapped;
  mapped.set(provider, {{"", "2xx", "", "outcome_unknown", ""}});
  EXPECT_EQ(mapped.state(mapped.world.pay_in({1000})), "registered");
}
