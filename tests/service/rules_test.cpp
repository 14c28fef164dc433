// Rules of PSP accounts over the wire, and paydeskctl, the real program, on the real server.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/rules/board.h"
#include "paydesk/v1/psps.grpc.pb.h"
#include "tests/service/ctl.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

constexpr const char* key_1 = "019a8d2e-0000-7000-8000-00000000000a";
constexpr const char* key_2 = "019a8d2e-0000-7000-8000-00000000000b";

void expect_field(const grpc::Status& status, const std::string& field) {
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  EXPECT_EQ(status.error_details(), field) << status.error_message();
}

v1::SetRetryPolicyRequest fixed_rule(const char* key) {
  v1::SetRetryPolicyRequest request;
  request.set_psp_account("card");
  request.set_note("calmer");
  request.set_idempotency_key(key);
  auto* rule = request.add_rules();
  rule->set_error_class("psp_unavailable");
  rule->set_strategy("fixed");
  rule->set_base_ms(5000);
  rule->set_max_attempts(4);
  rule->set_max_age_s(3600);
  return request;
}

std::string file_in(const Desk& desk, const std::string& name, const std::string& content) {
  const auto path = desk.folder() / name;
  std::ofstream(path) << content;
  return path.string();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from << " in " << text;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Rules, FieldsAreNamed) {
  Desk desk;
  const auto stub = v1::PspService::NewStub(desk.channel());
  v1::RetryPolicy policy;
  const auto set = [&](auto change) {
    auto request = fixed_rule(desk.shop.ids.next().to_string().c_str());
    change(request);
    return stub->SetRetryPolicy(Desk::as("admin").get(), request, &policy);
  };
  using R = v1::SetRetryPolicyRequest;
  expect_field(set([](R& r) { r.clear_psp_account(); }), "psp_account");
  expect_field(set([](R& r) { r.clear_note(); }), "note");
  expect_field(set([](R& r) { r.set_note(std::string(501, 'x')); }), "note");
  expect_field(set([](R& r) { r.set_idempotency_key("1"); }), "idempotency_key");
  expect_field(set([](R& r) { r.mutable_rules(0)->set_strategy("'; drop table job"); }), "rules[0].strategy");
  expect_field(set([](R& r) { r.mutable_rules(0)->set_max_attempts(-1); }), "rules[0].max_attempts");
  expect_field(set([](R& r) { r.mutable_rules(0)->set_base_ms(INT64_MAX); }), "rules[0].base_ms");
  expect_field(set([](R& r) { r.mutable_rules(0)->set_max_age_s(INT64_MIN); }), "rules[0].max_age_s");
  expect_field(set([](R& r) { r.add_networks()->set_network("a\nb"); }), "networks[0].network");
  expect_field(set([](R& r) {
                 for (int i = 0; i < 101; ++i)
                   *r.add_rules() = r.rules(0);
               }),
               "rules");
  EXPECT_EQ(set([](R& r) { r.set_psp_account("nowhere"); }).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(set([](R& r) { r.set_base_version(7); }).error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(desk.shop.count("select count(*) from rule_version"), 0);
  v1::ListRuleVersionsRequest list;
  v1::ListRuleVersionsResponse versions;
  expect_field(stub->ListRuleVersions(Desk::as("viewer").get(), list, &versions), "subject");
  list.set_subject("card");
  expect_field(stub->ListRuleVersions(Desk::as("viewer").get(), list, &versions), "kind");
  list.set_kind("retry_policy");
  list.set_limit(501);
  expect_field(stub->ListRuleVersions(Desk::as("viewer").get(), list, &versions), "limit");
  v1::GetRulesRequest get;
  get.set_subject("card");
  get.set_version(-1);
  expect_field(stub->GetRetryPolicy(Desk::as("viewer").get(), get, &policy), "version");
  get.set_version(3);
  EXPECT_EQ(stub->GetRetryPolicy(Desk::as("viewer").get(), get, &policy).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(Rules, OnlyAdministratorsChangeThem) {
  Desk desk;
  const auto stub = v1::PspService::NewStub(desk.channel());
  v1::RetryPolicy policy;
  for (const char* role : {"viewer", "support", "operator", "approver", "auditor", "shop"})
    EXPECT_EQ(stub->SetRetryPolicy(Desk::as(role).get(), fixed_rule(key_1), &policy).error_code(),
              grpc::StatusCode::PERMISSION_DENIED)
        << role;
  EXPECT_TRUE(stub->SetRetryPolicy(Desk::as("admin").get(), fixed_rule(key_1), &policy).ok());
}

TEST(Rules, AKeyMakesOneVersionAlsoWhenTheDaemonDies) {
  Desk desk;
  const auto stub = v1::PspService::NewStub(desk.channel());
  v1::RetryPolicy first, again;
  desk.command_log.dies = true;
  ASSERT_TRUE(stub->SetRetryPolicy(Desk::as("admin").get(), fixed_rule(key_1), &first).ok());
  desk.command_log.dies = false;
  const auto repeated = stub->SetRetryPolicy(Desk::as("admin").get(), fixed_rule(key_1), &again);
  ASSERT_TRUE(repeated.ok()) << repeated.error_message();
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(desk.shop.count("select count(*) from rule_version"), 1);
  EXPECT_EQ(first.head().version(), 1);
  EXPECT_EQ(first.head().by(), "admin");
  EXPECT_TRUE(first.head().in_force());
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'rules.retry_policy' and subject = "
                            "'card' and detail->>'reason' = 'calmer'"),
            1);
  v1::RestoreRulesRequest restore;
  restore.set_kind("retry_policy");
  restore.set_subject("card");
  restore.set_note("back");
  restore.set_idempotency_key(key_2);
  v1::RuleVersion head;
  ASSERT_TRUE(stub->RestoreRules(Desk::as("admin").get(), restore, &head).ok());
  EXPECT_EQ(head.version(), 2);
  EXPECT_TRUE(head.restored());
}

TEST(Rules, TheQueueTellsThePolicyInForce) {
  Desk desk;
  const auto sale = desk.shop.order({"50.00"});
  PspAnswer down;
  down.error = ErrorClass::psp_unavailable;
  down.error_code = "503";
  desk.shop.answer(sale, down);
  const auto queued = [&](const char* filter) {
    return desk.shop.queries.list_queue({false, {filter, {}, 10, false}}).value().rows;
  };
  ASSERT_EQ(queued("policy:exponential").size(), 1u);
  EXPECT_EQ(queued("").at(0).policy, "exponential");
  const auto stub = v1::PspService::NewStub(desk.channel());
  v1::RetryPolicy policy;
  ASSERT_TRUE(stub->SetRetryPolicy(Desk::as("admin").get(), fixed_rule(key_1), &policy).ok());
  EXPECT_EQ(queued("").at(0).policy, "fixed");
  EXPECT_TRUE(queued("policy:exponential").empty());
  const auto stats = desk.shop.queries.queue_stats().value();
  EXPECT_EQ(stats.policy.strategy, "exponential");
  ASSERT_EQ(stats.policies.size(), 4u);
  EXPECT_EQ(stats.policies[0].psp_account, "card");
  EXPECT_EQ(stats.policies[0].error_class, "psp_unavailable");
  EXPECT_EQ(stats.policies[0].strategy, "fixed");
}

TEST(RulesByCtl, APolicyIsShownTriedSetComparedAndRestored) {
  Desk desk;
  const auto shown = ctl(desk, "viewer", "psp policy show card --json");
  ASSERT_EQ(shown.exit, 0) << shown.out;
  const auto file = file_in(desk, "policy.json", replaced(shown.out, "\"base_ms\":500", "\"base_ms\":750"));
  const auto tried = ctl(desk, "operator", "psp policy preview card --file " + file);
  EXPECT_EQ(tried.exit, 0) << tried.out;
  EXPECT_NE(tried.out.find("750 ms"), std::string::npos) << tried.out;
  EXPECT_NE(tried.out.find("Nothing of this account waits"), std::string::npos) << tried.out;
  EXPECT_EQ(ctl(desk, "operator", "psp policy set card --reason calmer --file " + file).exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "psp policy set card --file " + file).exit, 2) << "a reason is needed";
  const auto set = ctl(desk, "admin", "psp policy set card --reason calmer --file " + file);
  EXPECT_EQ(set.exit, 0) << set.out;
  const auto stale = ctl(desk, "admin", "psp policy set card --reason again --file " + file);
  EXPECT_EQ(stale.exit, 1);
  EXPECT_NE(stale.out.find("version 1 is in force"), std::string::npos) << stale.out;
  const auto compared = ctl(desk, "viewer", "psp policy compare card 0 1 --json");
  EXPECT_NE(compared.out.find("750 ms"), std::string::npos) << compared.out;
  EXPECT_EQ(ctl(desk, "admin", "psp policy restore card 0 --reason back").exit, 0);
  const auto versions = ctl(desk, "viewer", "psp policy versions card");
  EXPECT_NE(versions.out.find("calmer"), std::string::npos) << versions.out;
  EXPECT_NE(versions.out.find("back"), std::string::npos) << versions.out;
}

TEST(RulesByCtl, AMappingIsSeededTriedAndSet) {
  Desk desk;
  desk.rules.propose_mapping("sandbox", {{"", 402, "", ErrorClass::declined_final, "a decline"}});
  ASSERT_TRUE(desk.rules.seed_mappings());
  const auto shown = ctl(desk, "viewer", "psp mapping show provider:sandbox --json");
  ASSERT_EQ(shown.exit, 0) << shown.out;
  const auto file = file_in(desk, "mapping.json", replaced(shown.out, "\"402\"", "\"4xx\""));
  const auto tried = ctl(desk, "viewer", "psp mapping preview provider:sandbox --file " + file);
  EXPECT_EQ(tried.exit, 0) << tried.out;
  EXPECT_NE(tried.out.find("any 4xx any"), std::string::npos) << tried.out;
  EXPECT_EQ(ctl(desk, "operator", "psp mapping set provider:sandbox --reason wider --file " + file).exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "psp mapping set provider:sandbox --reason wider --file " + file).exit, 0);
  const auto unsafe = file_in(desk, "unsafe.json", replaced(shown.out, "\"402\"", "\"504\""));
  const auto refused = ctl(desk, "admin", "psp mapping set card --reason x --file " + unsafe);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.out.find("rules[0].error_class"), std::string::npos) << refused.out;
  const auto versions = ctl(desk, "viewer", "psp mapping versions provider:sandbox");
  EXPECT_NE(versions.out.find("wider"), std::string::npos) << versions.out;
  const auto unmapped = ctl(desk, "viewer", "psp mapping unmapped");
  EXPECT_EQ(unmapped.exit, 0);
  EXPECT_NE(unmapped.out.find("Every answer that came is covered"), std::string::npos) << unmapped.out;
  EXPECT_EQ(ctl(desk, "viewer", "psp mapping show provider:nobody").exit, 1);
}

TEST(RulesByCtl, ABreakerIsShownForcedReleasedAndSet) {
  Desk desk;
  const auto shown = ctl(desk, "viewer", "psp breaker show card --json");
  ASSERT_EQ(shown.exit, 0) << shown.out;
  EXPECT_NE(shown.out.find("\"state\":\"closed\""), std::string::npos) << shown.out;
  EXPECT_EQ(ctl(desk, "viewer", "psp breaker open card --reason down").exit, 1);
  EXPECT_EQ(ctl(desk, "operator", "psp breaker open card").exit, 2) << "a reason is needed";
  EXPECT_EQ(ctl(desk, "operator", "psp breaker open card --reason down").exit, 0);
  const auto stats = ctl(desk, "viewer", "queue stats");
  EXPECT_NE(stats.out.find("open: down (by hand, operator)"), std::string::npos) << stats.out;
  EXPECT_EQ(ctl(desk, "operator", "psp breaker release card --reason up").exit, 0);
  EXPECT_EQ(ctl(desk, "operator", "psp breaker release card --reason up").exit, 1) << "nothing to release";
  const auto file = file_in(desk, "breaker.json", replaced(shown.out, "\"probes\":3", "\"probes\":5"));
  EXPECT_EQ(ctl(desk, "operator", "psp breaker set card --reason more --file " + file).exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "psp breaker set card --reason more --file " + file).exit, 0);
  const auto bad = file_in(desk, "bad.json", replaced(shown.out, "\"probes\":3", "\"probes\":0"));
  const auto refused = ctl(desk, "admin", "psp breaker set card --reason x --file " + bad);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.out.find("settings.probes"), std::string::npos) << refused.out;
}

TEST(RulesByCtl, RoutingIsShownSetComparedAndRestored) {
  Desk desk;
  const auto shown = ctl(desk, "viewer", "psp routing show");
  EXPECT_EQ(shown.exit, 0);
  EXPECT_NE(shown.out.find("No rules: the first account"), std::string::npos) << shown.out;
  const std::string rules = R"({"head":{"version":0},"failover":true,"failover_after":2,"rules":[
    {"name":"big","currencies":["EUR"],"least":"100.00","targets":[{"psp_account":"card","weight":70}]}]})";
  const auto file = file_in(desk, "routing.json", rules);
  EXPECT_EQ(ctl(desk, "operator", "psp routing set --reason x --file " + file).exit, 1);
  const auto set = ctl(desk, "admin", "psp routing set --reason start --file " + file);
  EXPECT_EQ(set.exit, 0) << set.out;
  EXPECT_NE(set.out.find("card 70"), std::string::npos) << set.out;
  const auto again = ctl(desk, "viewer", "psp routing show --json");
  const auto changed = file_in(desk, "routing2.json", replaced(again.out, "\"weight\":70", "\"weight\":30"));
  EXPECT_EQ(ctl(desk, "admin", "psp routing set --reason less --file " + changed).exit, 0);
  const auto compared = ctl(desk, "viewer", "psp routing compare 1 2");
  EXPECT_NE(compared.out.find("card 30"), std::string::npos) << compared.out;
  EXPECT_EQ(ctl(desk, "admin", "psp routing restore 1 --reason back").exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "psp routing versions").out.find("back"), std::string::npos);
  const auto bad = file_in(desk, "bad.json", replaced(again.out, "\"card\"", "\"nowhere\""));
  const auto refused = ctl(desk, "admin", "psp routing set --reason x --file " + bad);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "psp intake card closed --reason x").exit, 2);
  EXPECT_EQ(ctl(desk, "operator", "psp intake card draining --reason x").exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "psp intake card draining --reason leaving").exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "queue stats").out.find("draining"), std::string::npos);
}

TEST(RulesByCtl, CommissionIsTriedSetComparedAndRestored) {
  Desk desk;
  const auto shown = ctl(desk, "viewer", "commission show");
  EXPECT_EQ(shown.exit, 0);
  EXPECT_NE(shown.out.find("No rules: each PSP account's own"), std::string::npos) << shown.out;
  const auto file = file_in(desk, "commission.json", R"({"head":{"version":0},"rules":[
    {"name":"tea","currencies":["EUR"],"sellers":["tea"],"tiers":[{"percent":"2.5"}],"fixed":"0.30"}]})");
  const auto tried = ctl(desk, "viewer", "commission try 10.00 EUR --seller tea --file " + file);
  EXPECT_NE(tried.out.find("0.55 EUR"), std::string::npos) << tried.out;
  EXPECT_EQ(ctl(desk, "operator", "commission set --reason x --file " + file).exit, 1);
  const auto set = ctl(desk, "admin", "commission set --reason start --file " + file);
  EXPECT_EQ(set.exit, 0) << set.out;
  EXPECT_NE(set.out.find("2.5 % + 0.30"), std::string::npos) << set.out;
  const auto again = ctl(desk, "viewer", "commission show --json");
  const auto changed = file_in(desk, "commission2.json", replaced(again.out, "\"2.5\"", "\"3\""));
  EXPECT_EQ(ctl(desk, "admin", "commission set --reason more --file " + changed).exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "commission compare 1 2").out.find("3 % + 0.30"), std::string::npos);
  EXPECT_EQ(ctl(desk, "admin", "commission restore 1 --reason back").exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "commission versions").out.find("back"), std::string::npos);
  const auto bad = file_in(desk, "bad.json", replaced(again.out, "\"2.5\"", "\"250\""));
  const auto refused = ctl(desk, "admin", "commission set --reason x --file " + bad);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.out.find("rules[0].tiers[0].percent"), std::string::npos) << refused.out;
  EXPECT_NE(ctl(desk, "viewer", "commission try 10.001 EUR --seller tea").out.find("amount"), std::string::npos);
}

TEST(RulesByCtl, TheRefundPolicyIsTriedSetComparedAndRestored) {
  Desk desk;
  EXPECT_NE(ctl(desk, "viewer", "refunds policy show").out.find("No rules: the commission goes back"), std::string::npos);
  const auto file = file_in(desk, "refunds.json", R"({"head":{"version":0},"rules":[
    {"name":"tea","currencies":["EUR"],"sellers":["tea"],"commission":"keep","funds":"refuse","dispute_fee":"15.00"}]})");
  const auto tried = ctl(desk, "viewer", "refunds policy try tea EUR --file " + file);
  EXPECT_NE(tried.out.find("commission kept, refused when funds are short, lost disputes 15.00"), std::string::npos)
      << tried.out;
  EXPECT_EQ(ctl(desk, "operator", "refunds policy set --reason x --file " + file).exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "refunds policy set --file " + file).exit, 2) << "a reason is needed";
  const auto set = ctl(desk, "admin", "refunds policy set --reason start --file " + file);
  EXPECT_EQ(set.exit, 0) << set.out;
  EXPECT_NE(set.out.find("refuse"), std::string::npos) << set.out;
  EXPECT_NE(ctl(desk, "viewer", "refunds policy try milk EUR").out.find("what always held"), std::string::npos);
  const auto again = ctl(desk, "viewer", "refunds policy show --json");
  const auto changed = file_in(desk, "refunds2.json", replaced(again.out, "\"keep\"", "\"return\""));
  EXPECT_EQ(ctl(desk, "admin", "refunds policy set --reason less --file " + changed).exit, 0);
  EXPECT_EQ(ctl(desk, "admin", "refunds policy set --reason less --file " + changed).exit, 1) << "on top of an old version";
  EXPECT_NE(ctl(desk, "viewer", "refunds policy compare 1 2").out.find("commission given back"), std::string::npos);
  EXPECT_EQ(ctl(desk, "admin", "refunds policy restore 1 --reason back").exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "refunds policy versions").out.find("back"), std::string::npos);
  const auto bad = file_in(desk, "bad.json", replaced(again.out, "\"keep\"", "\"half\""));
  const auto refused = ctl(desk, "admin", "refunds policy set --reason x --file " + bad);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.out.find("rules[0].commission"), std::string::npos) << refused.out;
}

TEST(RulesByCtl, ARefundsPreviewTellsItsTermsAndWhyItWouldBeRefused) {
  Desk desk;
  RuleBoard board(desk.rule_store);
  desk.shop.policy.rules = &board;
  const auto sale = desk.shop.paid({"40.00"}, "tea");
  const auto file = file_in(desk, "refunds.json", R"({"head":{"version":0},"rules":[
    {"name":"tea","sellers":["tea"],"commission":"keep","funds":"refuse"}]})");
  ASSERT_EQ(ctl(desk, "admin", "refunds policy set --reason start --file " + file).exit, 0);
  ASSERT_TRUE(board.refresh());
  const auto create = "refunds create " + sale.payment_id.to_string() + " --reason returned";
  const auto has = desk.shop.count("select balance from wallet where seller = 'tea'");
  ASSERT_LT(has, 4'000) << "some of it is the marketplace's";
  const auto shown = ctl(desk, "operator", create + " --dry-run");
  EXPECT_EQ(shown.exit, 0) << shown.out;
  EXPECT_NE(shown.out.find("commission kept, refused when funds are short (policy version 1)"), std::string::npos)
      << shown.out;
  const auto shortage = "seller tea has " + format_amount(has, *Currency::find("EUR")) +
                        " EUR for refunds, and this takes 40.00 EUR";
  EXPECT_NE(shown.out.find("yes: " + shortage), std::string::npos) << shown.out;
  const auto refused = ctl(desk, "operator", create);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_NE(refused.out.find(shortage), std::string::npos) << refused.out;
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 0);
  const auto order = desk.shop.detail(sale).orders.at(0).order_id;
  const auto part = ctl(desk, "operator", create + " --line " + order + "=1.00");
  EXPECT_EQ(part.exit, 0) << part.out;
  EXPECT_NE(ctl(desk, "viewer", "refunds list --filter 'reason:returned commission:keep'").out.find(order),
            std::string::npos);
  EXPECT_EQ(ctl(desk, "viewer", "refunds list --filter reason:fraud").out.find(order), std::string::npos);
  desk.shop.policy.rules = nullptr;
}

TEST(RulesByCtl, HostileFilesAreRefused) {
  Desk desk;
  const auto refused = [&](const std::string& content) {
    const auto outcome = ctl(desk, "admin",
                             "psp policy set card --reason x --file " + file_in(desk, "bad.json", content));
    EXPECT_EQ(outcome.exit, 1) << content.substr(0, 60) << ": " << outcome.out;
    return outcome.out;
  };
  refused("");
  refused("[]");
  refused("{\"rules\": 1}");
  refused("{\"rules\": [{\"surprise\": 1}]}");
  refused("{\"rules\": [{\"error_class\": \"psp_unavailable\", \"strategy\": \"fixed\", \"base_ms\": 1e30}]}");
  EXPECT_NE(refused("{\"rules\": [{\"error_class\": \"fraud\", \"strategy\": \"fixed\"}]}").find("rules[0].strategy"),
            std::string::npos);
  refused(std::string(1024 * 1024 + 1, ' '));
  EXPECT_EQ(ctl(desk, "admin", "psp policy set card --reason x --file /nonexistent").exit, 1);
  EXPECT_EQ(desk.shop.count("select count(*) from rule_version"), 0);
}

} // namespace
} // namespace paydesk::test
