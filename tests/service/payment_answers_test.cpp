// Why, what next, and what may be done: judged for who asks, as they reach clients.
#include <gtest/gtest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "paydesk/v1/payments.grpc.pb.h"
#include "paydesk/v1/refunds.grpc.pb.h"
#include "service/allowed.h"
#include "service/permissions.h"
#include "tests/service/ctl.h"
#include "wire/explanations.h"
#include "wire/payments.h"

namespace paydesk::test {
namespace {

const views::AllowedAction& action_of(const views::PaymentDetail& detail, const std::string& name) {
  return *std::find_if(detail.actions.begin(), detail.actions.end(),
                       [&](const views::AllowedAction& action) { return action.name == name; });
}

bool refuses(const views::AllowedAction& action, const std::string& code) {
  return !action.allowed && action.effect.empty() &&
         std::any_of(action.why_not.begin(), action.why_not.end(),
                     [&](const Explanation& reason) { return reason.code == code; });
}

views::PaymentDetail seen_by(Desk& desk, const std::string& role, const Shop::Sale& sale) {
  v1::GetPaymentRequest request;
  request.set_id(sale.payment_id.to_string());
  v1::PaymentDetail detail;
  const auto status =
      v1::PaymentService::NewStub(desk.channel())->GetPayment(Desk::as(role).get(), request, &detail);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return wire::from_wire(detail);
}

/// A refund large enough to wait for a second person, asked for by `caller`.
void ask_for_refund(Desk& desk, const Shop::Sale& sale, const Caller& caller) {
  const auto made = desk.refunds.create(
      caller, {sale.payment_id.to_string(), {}, "returned", "", desk.shop.ids.next().to_string()});
  ASSERT_TRUE(made) << made.error().message;
}

TEST(PaymentAnswers, NameTheRolesThatAreMissing) {
  Desk desk;
  const auto sale = desk.shop.paid({"150.00"});
  EXPECT_TRUE(action_of(seen_by(desk, "support", sale), "refund").allowed);
  const auto viewed = seen_by(desk, "viewer", sale);
  EXPECT_TRUE(refuses(action_of(viewed, "refund"), "not.role"));
  EXPECT_EQ(action_of(viewed, "refund").why_not.at(0).text,
            "It needs one of these roles: support, operator, admin.");
  EXPECT_TRUE(refuses(action_of(viewed, "cancel"), "not.captured")) << "what the payment says comes first";
  EXPECT_FALSE(refuses(action_of(viewed, "cancel"), "not.role"));
}

TEST(PaymentAnswers, NobodyDecidesAboutWhatTheyAskedFor) {
  Desk desk;
  const auto sale = desk.shop.paid({"150.00"});
  ask_for_refund(desk, sale, desk.caller("admin"));
  const auto own = seen_by(desk, "admin", sale);
  for (const char* name : {"approve_refund", "reject_refund"})
    EXPECT_TRUE(refuses(action_of(own, name), "not.own_request")) << name;
  const auto others = seen_by(desk, "approver", sale);
  ASSERT_TRUE(action_of(others, "approve_refund").allowed);
  EXPECT_EQ(action_of(others, "approve_refund").effect.text, "Sends refunds of 150.00 EUR to the PSP.");
  EXPECT_EQ(action_of(others, "approve_refund").subjects.at(0).asked_by, desk.caller("admin").login);
  EXPECT_TRUE(refuses(action_of(seen_by(desk, "operator", sale), "approve_refund"), "not.role"));
  const auto step = std::find_if(others.next.begin(), others.next.end(),
                                 [](const auto& one) { return one.what.code == "next.refund_decision"; });
  ASSERT_NE(step, others.next.end());
  EXPECT_FALSE(step->due_at);
  EXPECT_EQ(step->notes.at(0).code, "note.not_by");
}

/// Allowed for exactly those whom the gate lets through to the command.
TEST(PaymentAnswers, AgreeWithTheGateForEveryRole) {
  Desk desk;
  const auto sale = desk.shop.paid({"150.00"});
  for (const char* role : {"viewer", "support", "operator", "approver", "admin", "auditor"}) {
    v1::RefundRequest request;
    request.set_payment_id(sale.payment_id.to_string());
    request.set_reason("nonsense"); // refused by the use case, behind the gate
    request.set_idempotency_key(desk.shop.ids.next().to_string());
    v1::CreateRefundResponse response;
    const auto status =
        v1::RefundService::NewStub(desk.channel())->CreateRefund(Desk::as(role).get(), request, &response);
    EXPECT_EQ(status.error_code() != grpc::StatusCode::PERMISSION_DENIED,
              action_of(seen_by(desk, role, sale), "refund").allowed)
        << role;
  }
}

TEST(PaymentAnswers, CrossTheWireAsTheyAre) {
  Desk desk;
  const auto sale = desk.shop.order({"10.00"});
  PspAnswer down;
  down.error = ErrorClass::psp_unavailable;
  down.http_status = 503;
  down.message = "{times} %1 \"quoted\"";
  desk.shop.answer(sale, down);
  auto here = desk.shop.detail(sale);
  service::judge_for(desk.caller("operator"), here);
  const auto there = seen_by(desk, "operator", sale);
  EXPECT_EQ(there.evidence, here.evidence);
  ASSERT_EQ(there.next.size(), here.next.size());
  for (std::size_t i = 0; i < here.next.size(); ++i) {
    EXPECT_EQ(there.next[i].what, here.next[i].what);
    EXPECT_EQ(there.next[i].notes, here.next[i].notes);
    EXPECT_EQ(there.next[i].due_at, here.next[i].due_at);
  }
  ASSERT_EQ(there.actions.size(), here.actions.size());
  for (std::size_t i = 0; i < here.actions.size(); ++i) {
    EXPECT_EQ(there.actions[i].allowed, here.actions[i].allowed);
    EXPECT_EQ(there.actions[i].effect, here.actions[i].effect);
    EXPECT_EQ(there.actions[i].why_not, here.actions[i].why_not);
    EXPECT_EQ(there.actions[i].at_most, here.actions[i].at_most);
  }
}

TEST(PaymentAnswers, AreLeftOutWhereTheyDoNotParse) {
  v1::Explanation hostile;
  hostile.set_code("why.capture_confirmed");
  hostile.set_text("words");
  auto* amount = hostile.add_arguments();
  amount->set_name("amount");
  amount->mutable_amount()->set_amount("1.234");
  amount->mutable_amount()->set_currency("EUR");
  hostile.add_arguments()->set_name("nothing");
  auto* at = hostile.add_arguments();
  at->set_name("at");
  at->set_at("yesterday");
  const auto read = wire::from_wire(hostile);
  EXPECT_TRUE(read.arguments.empty());
  EXPECT_EQ(english_of(read), "The PSP confirmed the capture of {amount}.");
}

TEST(PaymentAnswers, ArePrintedByTheCommandLine) {
  Desk desk;
  const auto sale = desk.shop.paid({"150.00"});
  ask_for_refund(desk, sale, desk.caller("operator"));
  const auto id = sale.payment_id.to_string();
  const auto shown = ctl(desk, "operator", "payments show " + id);
  EXPECT_EQ(shown.exit, 0) << shown.out;
  for (const char* words :
       {"WHY", "The PSP confirmed the capture of 150.00 EUR.", "Known by the PSP's webhook of ", "NEXT",
        "no time known", "a second person decides about the refund of 150.00 EUR", "ACTION", "approve_refund",
        "It needs one of these roles: approver, admin.", "Everything captured is refunded, or its refund is under way."})
    EXPECT_NE(shown.out.find(words), std::string::npos) << words << "\n" << shown.out;
  const auto printed = ctl(desk, "operator", "payments show " + id + " --json");
  ASSERT_EQ(printed.exit, 0) << printed.out;
  const auto json = nlohmann::json::parse(printed.out);
  const auto& first = json["evidence"][0];
  EXPECT_EQ(first["code"], "why.capture_confirmed");
  EXPECT_EQ(first["text"], "The PSP confirmed the capture of 150.00 EUR.");
  ASSERT_EQ(first["arguments"].size(), 1u);
  EXPECT_EQ(first["arguments"][0],
            nlohmann::json::parse(R"({"name":"amount","amount":{"amount":"150.00","currency":"EUR"}})"));
}

} // namespace
} // namespace paydesk::test
