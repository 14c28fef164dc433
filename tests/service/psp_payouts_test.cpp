// Pay-outs from a PSP's balance by paydeskctl, and what people may do about a dead letter.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/payouts/sent.h"
#include "paydesk/v1/payouts.grpc.pb.h"
#include "tests/queries/paid_out.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

/// A pay-out that was handed to the account "card".
std::string submitted(Desk& desk) {
  fund(desk.shop, "tea", 9005);
  (void)add_account(desk.shop, "tea");
  const auto made = ctl(desk, "operator", "payouts create EUR --psp card --reason weekly --json");
  EXPECT_EQ(made.exit, 0) << made.out;
  const auto detail = nlohmann::json::parse(made.out);
  EXPECT_EQ(detail.at("batch").at("funding_account"), "card");
  const auto batch = detail.at("batch").at("batch_id").get<std::string>();
  EXPECT_EQ(ctl(desk, "operator", "payouts decide " + batch + " --approve").exit, 1) << "never who created it";
  EXPECT_EQ(ctl(desk, "approver", "payouts decide " + batch + " --approve").exit, 0);
  EXPECT_EQ(ctl(desk, "operator", "payouts submit " + batch + " --reason weekly").exit, 0);
  return detail.at("payouts").at(0).at("payout_id").get<std::string>();
}

void bury(Desk& desk, const std::string& payout) {
  const auto id = Uuid::parse(payout).value();
  const auto done = desk.payout_sending.change(
      {&id, 1}, desk.shop.clock.now(), "psp", [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
        SentTurn(payouts.at(0), desk.shop.clock.now(), desk.shop.ids).bury("503, again and again");
        return PayoutsDecided{};
      });
  ASSERT_TRUE(done) << done.error().message;
}

TEST(PspPayoutsByCtl, ADeadLetterIsTriedAgainByAnOperator) {
  Desk desk;
  const auto id = submitted(desk);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_sending where work = 'queued'"), 1);
  EXPECT_EQ(ctl(desk, "operator", "payouts retry " + id + " --reason now").exit, 1) << "it goes its way";
  bury(desk, id);
  EXPECT_EQ(ctl(desk, "viewer", "payouts retry " + id + " --reason now").exit, 1);
  const auto again = ctl(desk, "operator", "payouts retry " + id + " --reason mended");
  EXPECT_EQ(again.exit, 0) << again.out;
  EXPECT_NE(again.out.find("retry_scheduled"), std::string::npos) << again.out;
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'payout.retry'"), 1);
}

TEST(PspPayoutsByCtl, ADeadLetterIsGivenUpByAnApproverAlone) {
  Desk desk;
  const auto id = submitted(desk);
  bury(desk, id);
  EXPECT_EQ(ctl(desk, "operator", "payouts give-up " + id + " --reason cash").exit, 1);
  EXPECT_EQ(desk.shop.count("select balance from wallet where seller = 'tea'"), 0);
  const auto done = ctl(desk, "approver", "payouts give-up " + id + " --reason cash");
  EXPECT_EQ(done.exit, 0) << done.out;
  EXPECT_EQ(desk.shop.count("select balance - reserved from wallet where seller = 'tea'"), 9005);
}

TEST(PspPayoutsByCtl, APayoutIsShownWithItsAttemptsAndSteps) {
  Desk desk;
  const auto id = submitted(desk);
  const auto key = Uuid::parse(id).value();
  PayoutAnswer answer;
  const auto done = desk.payout_sending.change(
      {&key, 1}, desk.shop.clock.now(), "psp", [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
        auto& payout = payouts.at(0);
        SentTurn turn(payout, desk.shop.clock.now(), desk.shop.ids);
        answer.attempt_id = desk.shop.ids.next();
        answer.http_status = 201;
        answer.latency_ms = 42;
        answer.request = R"(POST /v1/payouts {"number":"DE****3000"})";
        answer.response = R"({"id":"po_7"})";
        turn.apply({PayoutWord::Kind::accepted, "po_7", payout.key, payout.amount, "EUR", ""}, "answer");
        PayoutsDecided decided;
        decided.attempts.push_back({answer.attempt_id, payout.payout_id, payout.key, false, payout.token});
        decided.answers.push_back(answer);
        return decided;
      });
  ASSERT_TRUE(done) << done.error().message;
  const auto text = ctl(desk, "viewer", "payouts show --payout " + id);
  EXPECT_EQ(text.exit, 0) << text.out;
  for (const auto* part : {"po_7", "201", "42", "DE****3000", "in_transit", "accepted", "card"})
    EXPECT_NE(text.out.find(part), std::string::npos) << part << "\n" << text.out;
  const auto told = nlohmann::json::parse(ctl(desk, "viewer", "payouts show --json --payout " + id).out);
  EXPECT_EQ(told.at("payout").at("state"), "in_transit");
  EXPECT_EQ(told.at("psp_reference"), "po_7");
  EXPECT_EQ(told.at("attempts").at(0).at("response"), R"({"id":"po_7"})");
  EXPECT_EQ(told.at("attempts").at(0).at("latency_ms"), 42);
  EXPECT_EQ(told.at("steps").size(), 4U) << "asked for, approved, sent, accepted";
  EXPECT_EQ(ctl(desk, "viewer", "payouts show").exit, 2);
  EXPECT_EQ(ctl(desk, "viewer", "payouts show x --payout " + id).exit, 2);
  EXPECT_EQ(ctl(desk, "viewer", "payouts show --payout nonsense").exit, 1);
  EXPECT_EQ(ctl(desk, "viewer", "payouts show --payout 01900000-0000-7000-8000-0000000000aa").exit, 1);
}

TEST(PspPayoutsByRpc, TheSameKeyGivesUpOnce) {
  Desk desk;
  const auto id = submitted(desk);
  bury(desk, id);
  const auto stub = v1::PayoutService::NewStub(desk.channel());
  v1::PayoutCommand command;
  command.set_payout_id(id);
  command.set_reason("cash");
  command.set_idempotency_key("01900000-0000-7000-8000-0000000000aa");
  v1::PayoutBatchDetail first, again;
  desk.command_log.dies = true; // before the answer is written down
  ASSERT_TRUE(stub->GiveUpPayout(Desk::as("approver").get(), command, &first).ok());
  desk.command_log.dies = false;
  const auto status = stub->GiveUpPayout(Desk::as("approver").get(), command, &again);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_transaction where kind = 'payout_given_up'"), 1);
}

TEST(PspPayoutsByRpc, HostileRequestsChangeNothing) {
  Desk desk;
  const auto id = submitted(desk);
  bury(desk, id);
  const auto stub = v1::PayoutService::NewStub(desk.channel());
  const auto said = [&](const std::string& payout, const std::string& reason, const std::string& key) {
    v1::PayoutCommand command;
    command.set_payout_id(payout);
    command.set_reason(reason);
    command.set_idempotency_key(key);
    v1::PayoutBatchDetail answer;
    return stub->RetryPayout(Desk::as("operator").get(), command, &answer).error_code();
  };
  const std::string key = "01900000-0000-7000-8000-0000000000ab";
  EXPECT_EQ(said("", "r", key), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(said("' or 1=1", "r", key), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(said(id, "", key), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(said(id, std::string(100'000, 'r'), key), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(said(id, "r", "key"), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(said(key, "r", key), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(desk.shop.count("select count(*) from payout where state = 'dead_letter'"), 1);
  EXPECT_EQ(ctl(desk, "operator", "payouts create EUR --psp nobody --reason weekly").exit, 1);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_batch"), 1);
}

} // namespace
} // namespace paydesk::test
