// Approvals: two persons, a live session, roles by a policy that can change, time that runs out.
#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "paydesk/v1/approvals.grpc.pb.h"
#include "paydesk/v1/journals.grpc.pb.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

const std::vector<views::ManualLine> goodwill = {{"bad_debt", "debit", "36.00", "EUR"},
                                                 {"seller_payable:seller-a", "credit", "36.00", "EUR"}};

struct Office : Desk {
  Office() { shop.paid({"100.00"}); }
  Result<views::Approval> propose(const std::string& role = "operator", std::vector<views::ManualLine> lines = goodwill) {
    return journals.propose(caller(role), {{"", std::move(lines)}, "because", "", "", ""});
  }
  Uuid asked(const std::string& role = "operator") { return Uuid::parse(propose(role).value().approval_id).value(); }
  Error refusal(const Uuid& id, const std::string& role, bool approve = true) {
    const auto decided = approvals.decide(caller(role), id, approve, "seen");
    return decided ? Error{ErrorCode::internal, "was allowed", {}} : decided.error();
  }
  std::int64_t booked() { return shop.count("select count(*) from ledger_transaction where kind = 'manual_journal'"); }
  std::int64_t in_state(const std::string& state) {
    return shop.count("select count(*) from approval where state = '" + state + "'");
  }
  void set_policy(std::vector<views::ApprovalRule> rules, int base = 0) {
    const auto made = this->rules.set_approval_policy(caller("admin"), {base, std::move(rules), "tighter", ""});
    ASSERT_TRUE(made) << made.error().message;
  }
};

TEST(Approvals, AreNeverDecidedByWhoAsked) {
  Office desk;
  const auto id = desk.asked("admin");
  EXPECT_EQ(desk.refusal(id, "admin").code, ErrorCode::permission_denied);
  EXPECT_EQ(desk.refusal(id, "admin", false).code, ErrorCode::permission_denied);
  EXPECT_EQ(desk.booked(), 0);
  EXPECT_TRUE(desk.approvals.decide(desk.caller("approver"), id, true, ""));
  EXPECT_EQ(desk.booked(), 1);
}

TEST(Approvals, AreDecidedOnce) {
  Office desk;
  const auto id = desk.asked();
  ASSERT_TRUE(desk.approvals.decide(desk.caller("approver"), id, true, ""));
  const auto again = desk.refusal(id, "admin", false);
  EXPECT_EQ(again.code, ErrorCode::failed_precondition);
  EXPECT_NE(again.message.find("was approved by approver"), std::string::npos) << again.message;
  EXPECT_EQ(desk.booked(), 1);
}

TEST(Approvals, ThatAreRejectedBookNothing) {
  Office desk;
  const auto id = desk.asked();
  EXPECT_EQ(desk.approvals.decide(desk.caller("approver"), id, false, "").error().field, "note");
  const auto decided = desk.approvals.decide(desk.caller("approver"), id, false, "the wrong seller");
  ASSERT_TRUE(decided) << decided.error().message;
  EXPECT_EQ(decided->state, "rejected");
  EXPECT_EQ(decided->note, "the wrong seller");
  EXPECT_EQ(desk.booked(), 0);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'approval.reject'"), 1);
}

TEST(Approvals, AreWithdrawnByWhoAskedOnly) {
  Office desk;
  const auto id = desk.asked();
  EXPECT_EQ(desk.approvals.cancel(desk.caller("admin"), id, "").error().code, ErrorCode::permission_denied);
  const auto taken_back = desk.approvals.cancel(desk.caller("operator"), id, "a typing error");
  ASSERT_TRUE(taken_back) << taken_back.error().message;
  EXPECT_TRUE(taken_back->withdrawn);
  EXPECT_NE(desk.refusal(id, "approver").message.find("was withdrawn by operator"), std::string::npos);
  EXPECT_EQ(desk.booked(), 0);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'approval.withdraw'"), 1);
}

TEST(Approvals, ExpireAndAreThenDecidedByNobody) {
  Office desk;
  const auto id = desk.asked();
  EXPECT_EQ(desk.approvals.expire(desk.caller("viewer"), 10).value(), 0);
  desk.shop.clock.advance(std::chrono::hours(72));
  EXPECT_NE(desk.refusal(id, "approver").message.find("has expired at"), std::string::npos);
  EXPECT_EQ(desk.approvals.expire(desk.caller("viewer"), 10).value(), 1);
  EXPECT_EQ(desk.approvals.expire(desk.caller("viewer"), 10).value(), 0);
  EXPECT_NE(desk.refusal(id, "approver").message.find("has expired"), std::string::npos);
  EXPECT_EQ(desk.in_state("expired"), 1);
  EXPECT_EQ(desk.booked(), 0);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'approval.expire'"), 1);
  EXPECT_EQ(desk.shop.count("select count(*) from outbox where kind = 'approval.expired'"), 1);
}

TEST(Approvals, WhoseEffectHasChangedAreRefusedAndSayWhatChanged) {
  Office desk;
  const auto pays_back = desk.propose("operator", {{"seller_payable:seller-a", "debit", "150.00", "EUR"},
                                                   {"fee_recharge_revenue", "credit", "150.00", "EUR"}});
  const auto id = Uuid::parse(pays_back.value().approval_id).value();
  EXPECT_FALSE(desk.approvals.show(id)->changed);
  desk.shop.paid({"100.00"});
  const auto shown = desk.approvals.show(id);
  EXPECT_TRUE(shown->changed);
  EXPECT_NE(shown->preview, shown->preview_now);
  const auto refusal = desk.refusal(id, "approver");
  EXPECT_EQ(refusal.code, ErrorCode::failed_precondition);
  EXPECT_NE(refusal.message.find("no longer \"wallet seller-a: -150.00 EUR, below zero then\"; now \"wallet seller-a: "
                                 "-150.00 EUR, not below zero then\""),
            std::string::npos)
      << refusal.message;
  EXPECT_EQ(desk.booked(), 0);
  EXPECT_EQ(desk.in_state("pending"), 1);
  EXPECT_TRUE(desk.approvals.cancel(desk.caller("operator"), id, "asked anew"));
  EXPECT_TRUE(desk.approvals.decide(desk.caller("approver"), desk.asked(), true, ""));
}

TEST(Approvals, NeedRightsThatStillHold) {
  Office desk;
  const auto id = desk.asked();
  desk.shop.tamper("delete from role_grant where principal_id = (select principal_id from principal where login = 'operator')");
  EXPECT_NE(desk.refusal(id, "approver").message.find("operator may no longer ask"), std::string::npos);
  desk.shop.tamper("insert into role_grant (principal_id, role) select principal_id, 'operator' from principal where login = 'operator'");

  desk.shop.tamper("delete from role_grant where principal_id = (select principal_id from principal where login = 'approver')");
  EXPECT_EQ(desk.refusal(id, "approver").code, ErrorCode::permission_denied);
  desk.shop.tamper("insert into role_grant (principal_id, role) select principal_id, 'approver' from principal where login = 'approver'");

  desk.revoke("approver");
  EXPECT_EQ(desk.refusal(id, "approver").code, ErrorCode::permission_denied);
  EXPECT_NE(desk.refusal(id, "approver").message.find("session has ended"), std::string::npos);
  auto stranger = desk.caller("admin");
  stranger.session_id = desk.caller("viewer").session_id;
  EXPECT_FALSE(desk.approvals.decide(stranger, id, true, "")) << "a session of somebody else";
  EXPECT_EQ(desk.booked(), 0);
  EXPECT_TRUE(desk.approvals.decide(desk.caller("admin"), id, true, ""));
}

TEST(ApprovalPolicies, SayWhoDecidesAlsoAboutWhatWaitsAlready) {
  Office desk;
  const auto small = desk.asked(), large = desk.asked();
  desk.set_policy({{"manual_journal", "EUR", "36.00", {"admin"}, 5}});
  const auto refusal = desk.refusal(small, "approver");
  EXPECT_EQ(refusal.code, ErrorCode::permission_denied);
  EXPECT_NE(refusal.message.find("(version 1) leaves this to admin"), std::string::npos) << refusal.message;
  EXPECT_TRUE(desk.approvals.decide(desk.caller("admin"), small, true, ""));
  const auto asked = desk.propose();
  EXPECT_EQ(asked->deciders, std::vector<std::string>{"admin"});
  EXPECT_EQ(asked->policy_version, 1);
  EXPECT_EQ(*asked->expires_at - *asked->requested_at, std::chrono::hours(5));

  const auto versions = desk.rules.versions({"approval", "*", 0, 0});
  ASSERT_TRUE(versions) << versions.error().message;
  EXPECT_EQ(versions->rows.size(), 1u);
  const auto differ = desk.rules.compare({"approval", "*", 0, 1});
  ASSERT_TRUE(differ) << differ.error().message;
  ASSERT_EQ(differ->changes.size(), 1u);
  EXPECT_EQ(differ->changes[0].after, "manual_journal, from 36.00 EUR: admin, within 5 hours");
  ASSERT_TRUE(desk.rules.restore(desk.caller("admin"), {"approval", "*", 0, "as it was", ""}));
  EXPECT_TRUE(desk.approvals.decide(desk.caller("approver"), large, true, ""));
}

TEST(ApprovalPolicies, ThatLeaveNobodyLetNobodyAsk) {
  Office desk;
  desk.set_policy({{"", "EUR", "", {"admin"}, 1}, {"", "KRW", "", {"approver"}, 1}});
  auto lines = goodwill;
  lines.push_back({"psp_fees", "debit", "5", "KRW"});
  lines.push_back({"input_vat", "credit", "5", "KRW"});
  const auto asked = desk.propose("operator", lines);
  ASSERT_FALSE(asked);
  EXPECT_NE(asked.error().message.find("nobody may decide"), std::string::npos) << asked.error().message;
}

TEST(ApprovalPolicies, ThatAreWrongAreRefusedNamingTheField) {
  Office desk;
  const auto field_of = [&](views::ApprovalRule rule) {
    const auto made = desk.rules.set_approval_policy(desk.caller("admin"), {0, {std::move(rule)}, "", ""});
    return made ? std::string("none") : made.error().field;
  };
  EXPECT_EQ(field_of({"payout", "", "", {"admin"}, 1}), "rules[0].kind");
  EXPECT_EQ(field_of({"", "EUR", "1.2", {"admin"}, 1}), "rules[0].from");
  EXPECT_EQ(field_of({"", "", "1.00", {"admin"}, 1}), "rules[0].from");
  EXPECT_EQ(field_of({"", "EUR", "", {"nobody"}, 1}), "rules[0].deciders[0]");
  EXPECT_EQ(field_of({"", "EUR", "", {"admin"}, -1}), "rules[0].hours");
  EXPECT_EQ(desk.shop.count("select count(*) from rule_version where kind = 'approval'"), 0);
  desk.set_policy({});
  EXPECT_EQ(desk.rules.set_approval_policy(desk.caller("admin"), {0, {}, "", ""}).error().code, ErrorCode::conflict);
  EXPECT_EQ(desk.rules.approval_policy({"card", 0}).error().field, "subject");
}

TEST(ApprovalRpcs, RefuseHostileRequestsAndAnswerARepeatedOneAsBefore) {
  Office desk;
  const auto approvals = v1::ApprovalService::NewStub(desk.channel());
  v1::DecideApprovalRequest decide;
  v1::Approval answer;
  for (const std::string id : {"", "x", "01900000-0000-7000-8000-00000000000' or true"}) {
    decide.set_approval_id(id);
    EXPECT_EQ(approvals->DecideApproval(Desk::as("approver").get(), decide, &answer).error_code(),
              grpc::StatusCode::INVALID_ARGUMENT);
  }
  decide.set_approval_id("01900000-0000-7000-8000-000000000001");
  decide.set_idempotency_key("01900000-0000-7000-8000-0000000000aa");
  decide.set_approve(true);
  EXPECT_EQ(approvals->DecideApproval(Desk::as("approver").get(), decide, &answer).error_code(),
            grpc::StatusCode::NOT_FOUND);
  decide.set_note(std::string("a\0b", 3));
  EXPECT_EQ(approvals->DecideApproval(Desk::as("approver").get(), decide, &answer).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  decide.clear_note();
  decide.set_idempotency_key("01900000-0000-7000-8000-0000000000ac");
  decide.set_approval_id(desk.asked().to_string());
  EXPECT_EQ(approvals->DecideApproval(Desk::as("operator").get(), decide, &answer).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const auto decided = approvals->DecideApproval(Desk::as("approver").get(), decide, &answer);
  ASSERT_TRUE(decided.ok()) << decided.error_message();
  v1::Approval again;
  ASSERT_TRUE(approvals->DecideApproval(Desk::as("approver").get(), decide, &again).ok());
  EXPECT_EQ(again.SerializeAsString(), answer.SerializeAsString());
  EXPECT_EQ(desk.booked(), 1);

  v1::ProposeJournalRequest propose;
  propose.set_idempotency_key("01900000-0000-7000-8000-0000000000ab");
  propose.set_reason("because");
  auto* line = propose.mutable_journal()->add_lines();
  line->set_account(std::string("bad_debt\0", 9));
  line->set_side("debit");
  line->set_amount("1.00");
  line->set_currency("EUR");
  *propose.mutable_journal()->add_lines() = *line;
  const auto status = v1::JournalService::NewStub(desk.channel())->ProposeJournal(Desk::as("operator").get(), propose, &answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  v1::PageRequest page;
  page.set_filter("state:pending and ) --");
  v1::ListApprovalsResponse rows;
  EXPECT_EQ(approvals->ListApprovals(Desk::as("viewer").get(), page, &rows).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(ApprovalCommands, GoFromProposalToReversalByTwoPersons) {
  Office desk;
  const auto file = (desk.folder() / "journal.json").string(), mail = (desk.folder() / "mail.txt").string();
  std::ofstream(file) << R"({"lines": [{"account": "bad_debt", "side": "debit", "amount": "5.00", "currency": "EUR"},
    {"account": "seller_payable:seller-a", "side": "credit", "amount": "5.00", "currency": "EUR"}]})";
  std::ofstream(mail) << "dear seller";
  const auto preview = ctl(desk, "viewer", "journal preview --file " + file);
  EXPECT_EQ(preview.exit, 0) << preview.out;
  EXPECT_NE(preview.out.find("seller_payable:seller-a"), std::string::npos) << preview.out;

  const auto proposed = ctl(desk, "operator", "journal propose --file " + file + " --reason goodwill --evidence " + mail + " --json");
  ASSERT_EQ(proposed.exit, 0) << proposed.out;
  const auto id = nlohmann::json::parse(proposed.out).at("approval_id").get<std::string>();
  const auto shown = ctl(desk, "approver", "approvals show " + id);
  EXPECT_NE(shown.out.find("Approving it now would do just that."), std::string::npos) << shown.out;
  EXPECT_NE(ctl(desk, "viewer", "approvals list --filter state:pending").out.find(id), std::string::npos);
  EXPECT_EQ(ctl(desk, "approver", "approvals evidence " + id + " --to " + (desk.folder() / "copy.txt").string()).exit, 0);
  EXPECT_EQ(ctl(desk, "operator", "approvals approve " + id).exit, 1);
  const auto approved = ctl(desk, "approver", "approvals approve " + id + " --json");
  ASSERT_EQ(approved.exit, 0) << approved.out;
  const auto journal = nlohmann::json::parse(approved.out).at("transaction_id").get<std::string>();

  const auto dry = ctl(desk, "operator", "journal reverse " + journal + " --reason mistake --dry-run");
  EXPECT_EQ(dry.exit, 0) << dry.out;
  const auto back = ctl(desk, "operator", "journal reverse " + journal + " --reason mistake --json");
  ASSERT_EQ(back.exit, 0) << back.out;
  const auto second = nlohmann::json::parse(back.out).at("approval_id").get<std::string>();
  EXPECT_EQ(ctl(desk, "approver", "approvals reject " + second + " --reason 'it was right'").exit, 0);
  const auto none = ctl(desk, "operator", "journal write-off seller-a 1.00 EUR --reason gone");
  EXPECT_EQ(none.exit, 1);
  EXPECT_NE(none.out.find("owes no EUR"), std::string::npos) << none.out;
  EXPECT_EQ(ctl(desk, "operator", "journal propose --debit bad_debt --reason x").exit, 2);
  EXPECT_EQ(ctl(desk, "operator", "journal propose --file /nowhere --reason x").exit, 2);
  EXPECT_EQ(ctl(desk, "operator", "journal propose --file " + mail + " --reason x").exit, 2) << "no JSON";
  EXPECT_EQ(ctl(desk, "operator", "journal propose --file " + file + " --reason x --evidence /nowhere").exit, 2);
  EXPECT_EQ(ctl(desk, "operator", "journal propose --file " + file).exit, 2) << "no reason";
  EXPECT_EQ(ctl(desk, "operator", "journal propose --file " + file + " --debit 'bad_debt=1.00 EUR' --reason x").exit, 2);
  EXPECT_EQ(ctl(desk, "approver", "approvals reject " + second).exit, 2) << "no reason";
  EXPECT_EQ(ctl(desk, "approver", "approvals approve '; drop table approval'").exit, 1);
  const auto flags = ctl(desk, "operator", "journal propose --debit 'bad_debt=1.00 EUR' --credit 'seller_payable:seller-a=1.00 EUR' --reason x --json");
  ASSERT_EQ(flags.exit, 0) << flags.out;
  EXPECT_EQ(ctl(desk, "operator", "approvals withdraw " + nlohmann::json::parse(flags.out).at("approval_id").get<std::string>()).exit, 0);
}

TEST(ApprovalCommands, EnterAnInvoiceOfAPspByTwoPersons) {
  Office desk;
  const std::string invoice = "journal psp-invoice card INV-7 10.00 EUR --vat 1.00 --value-date 2026-11-15 --reason monthly";
  const auto dry = ctl(desk, "operator", invoice + " --dry-run");
  EXPECT_EQ(dry.exit, 0) << dry.out;
  EXPECT_NE(dry.out.find("psp_payable:card"), std::string::npos) << dry.out;
  EXPECT_EQ(ctl(desk, "viewer", invoice).exit, 1) << "asking for it takes an operator";
  const auto asked = ctl(desk, "operator", invoice + " --json");
  ASSERT_EQ(asked.exit, 0) << asked.out;
  const auto id = nlohmann::json::parse(asked.out).at("approval_id").get<std::string>();
  EXPECT_EQ(ctl(desk, "operator", "approvals approve " + id).exit, 1);
  EXPECT_EQ(ctl(desk, "approver", "approvals approve " + id).exit, 0);
  EXPECT_EQ(desk.shop.count("select sum(total) from psp_invoice where number = 'INV-7'"), 1'100);
  const auto again = ctl(desk, "operator", invoice);
  EXPECT_EQ(again.exit, 1);
  EXPECT_NE(again.out.find("invoice INV-7 of card was entered before"), std::string::npos) << again.out;
  const auto word = ctl(desk, "operator", "journal psp-invoice card 'INV 8' 10.00 EUR --reason monthly");
  EXPECT_EQ(word.exit, 1);
  EXPECT_NE(word.out.find("invoice.number"), std::string::npos) << word.out;
  EXPECT_EQ(ctl(desk, "operator", "journal psp-invoice card INV-8 10.00 --reason monthly").exit, 2) << "no currency";
}

TEST(ApprovalCommands, ChangeThePolicyByItsFile) {
  Office desk;
  const auto file = (desk.folder() / "policy.json").string();
  std::ofstream(file) << R"({"head": {"version": 0}, "rules": [{"kind": "manual_journal", "currency": "EUR", "from": "10.00",
    "deciders": ["admin"], "hours": 8}]})";
  EXPECT_EQ(ctl(desk, "approver", "approvals policy set --file " + file + " --reason tighter").exit, 1);
  const auto set = ctl(desk, "admin", "approvals policy set --file " + file + " --reason tighter");
  EXPECT_EQ(set.exit, 0) << set.out;
  const auto shown = ctl(desk, "viewer", "approvals policy show");
  EXPECT_NE(shown.out.find("manual_journal"), std::string::npos) << shown.out;
  EXPECT_NE(ctl(desk, "viewer", "approvals policy versions").out.find("tighter"), std::string::npos);
}

} // namespace
} // namespace paydesk::test
