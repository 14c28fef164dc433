// Pay-outs by paydeskctl: from a wallet to the bank's file, and what hostile requests come to.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "paydesk/v1/payouts.grpc.pb.h"
#include "tests/queries/paid_out.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

std::string created(const Desk& desk) {
  const auto made = ctl(desk, "operator", "payouts create EUR --reason weekly --json");
  EXPECT_EQ(made.exit, 0) << made.out;
  return made.exit == 0 ? nlohmann::json::parse(made.out).at("batch").at("batch_id").get<std::string>() : "";
}

TEST(PayoutsByCtl, FromAWalletToTheFile) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  fund(desk.shop, "rice", 50);
  (void)add_account(desk.shop, "tea");
  const auto preview = ctl(desk, "viewer", "payouts preview EUR --minimum 1.00");
  EXPECT_EQ(preview.exit, 0) << preview.out;
  EXPECT_NE(preview.out.find("90.05 EUR"), std::string::npos) << preview.out;
  EXPECT_NE(preview.out.find("less than the minimum"), std::string::npos) << preview.out;
  const auto id = created(desk);
  EXPECT_EQ(ctl(desk, "operator", "payouts decide " + id + " --approve").exit, 1);
  EXPECT_EQ(ctl(desk, "approver", "payouts decide " + id + " --approve").exit, 0);
  const auto sent = ctl(desk, "operator", "payouts submit " + id + " --reason weekly");
  EXPECT_EQ(sent.exit, 0) << sent.out;
  const auto to = (desk.folder() / "pain.xml").string();
  EXPECT_EQ(ctl(desk, "viewer", "payouts file " + id + " --to " + to).exit, 1);
  const auto fetched = ctl(desk, "operator", "payouts file " + id + " --to " + to + " --json");
  EXPECT_EQ(fetched.exit, 0) << fetched.out;
  EXPECT_EQ(fetched.out.find("0532013"), std::string::npos) << fetched.out;
  struct stat written {};
  ASSERT_EQ(stat(to.c_str(), &written), 0);
  EXPECT_EQ(written.st_mode & 0777, 0600u);
  std::ifstream in(to);
  const std::string file((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(file.find("<InstdAmt Ccy=\"EUR\">90.05</InstdAmt>"), std::string::npos) << file;
  EXPECT_NE(file.find("DE89370400440532013000"), std::string::npos);
  EXPECT_EQ(ctl(desk, "operator", "payouts file " + id + " --to " + to).exit, 2);
  const auto shown = ctl(desk, "viewer", "payouts show " + id);
  EXPECT_NE(shown.out.find("DE****3000"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("submitted"), std::string::npos) << shown.out;
  EXPECT_NE(ctl(desk, "viewer", "payouts list --filter 'state:submitted seller:tea'").out.find(id), std::string::npos);
}

TEST(PayoutsByCtl, TheBanksReportIsTakenIn) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  (void)add_account(desk.shop, "tea");
  const auto id = created(desk);
  EXPECT_EQ(ctl(desk, "approver", "payouts decide " + id + " --approve").exit, 0);
  const auto sent = ctl(desk, "operator", "payouts submit " + id + " --reason weekly --json");
  const auto message = nlohmann::json::parse(sent.out).at("message_id").get<std::string>();
  const auto file = (desk.folder() / "pain002.xml").string();
  const auto write = [&](const std::string& about) {
    std::ofstream(file) << "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt>"
                           "<OrgnlGrpInfAndSts><OrgnlMsgId>" + about + "</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf>"
                           "<AddtlInf>no cover</AddtlInf></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>";
  };
  write("somebody-elses");
  const auto unknown = ctl(desk, "operator", "payouts import-status " + file);
  EXPECT_EQ(unknown.exit, 1);
  EXPECT_NE(unknown.out.find("none of ours"), std::string::npos) << unknown.out;
  write(message);
  EXPECT_EQ(ctl(desk, "viewer", "payouts import-status " + file).exit, 1);
  const auto heard = ctl(desk, "operator", "payouts import-status " + file);
  EXPECT_EQ(heard.exit, 0) << heard.out;
  EXPECT_NE(heard.out.find("no cover"), std::string::npos) << heard.out;
  EXPECT_EQ(desk.shop.count("select balance from wallet where seller = 'tea'"), 9005);
  std::ofstream(file) << "not xml";
  EXPECT_EQ(ctl(desk, "operator", "payouts import-status " + file).exit, 1);
}

TEST(PayoutsByCtl, ARejectedBatchFreesItsMoneyAndAnApprovedOneCanBeCancelled) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  (void)add_account(desk.shop, "tea");
  EXPECT_EQ(ctl(desk, "approver", "payouts decide " + created(desk) + " --reject --reason no").exit, 0);
  EXPECT_EQ(desk.shop.count("select sum(reserved) from wallet"), 0);
  const auto id = created(desk);
  EXPECT_EQ(ctl(desk, "approver", "payouts decide " + id + " --approve").exit, 0);
  EXPECT_EQ(ctl(desk, "operator", "payouts cancel " + id + " --reason late").exit, 0);
  EXPECT_EQ(desk.shop.count("select sum(reserved) from wallet"), 0);
  EXPECT_EQ(ctl(desk, "operator", "payouts submit " + id + " --reason x").exit, 1);
}

v1::CreatePayoutBatchRequest request(int key) {
  v1::CreatePayoutBatchRequest made;
  made.set_currency("EUR");
  made.set_reason("weekly");
  made.set_idempotency_key("01900000-0000-7000-8000-0000000000" + std::to_string(10 + key));
  return made;
}

TEST(PayoutsByRpc, TheSameKeyMakesOneBatch) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  (void)add_account(desk.shop, "tea");
  const auto stub = v1::PayoutService::NewStub(desk.channel());
  v1::PayoutBatchDetail first, again;
  ASSERT_TRUE(stub->CreatePayoutBatch(Desk::as("operator").get(), request(1), &first).ok());
  fund(desk.shop, "tea", 500);
  ASSERT_TRUE(stub->CreatePayoutBatch(Desk::as("operator").get(), request(1), &again).ok());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(desk.shop.count("select count(*) from payout_batch"), 1);
  auto other = request(1);
  other.set_minimum("1.00");
  EXPECT_EQ(stub->CreatePayoutBatch(Desk::as("operator").get(), other, &again).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
}

/// Submitted, and the daemon died before its answer was written down: the key is answered, nothing is sent twice.
TEST(PayoutsByRpc, ASubmissionWhoseDaemonDiedIsAnsweredUnderItsKey) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  (void)add_account(desk.shop, "tea");
  const auto id = created(desk);
  ASSERT_EQ(ctl(desk, "approver", "payouts decide " + id + " --approve").exit, 0);
  v1::PayoutBatchCommand submit;
  submit.set_batch_id(id);
  submit.set_reason("weekly");
  submit.set_idempotency_key("01900000-0000-7000-8000-000000000099");
  const auto stub = v1::PayoutService::NewStub(desk.channel());
  v1::PayoutBatch answer;
  desk.command_log.dies = true;
  ASSERT_TRUE(stub->SubmitPayoutBatch(Desk::as("operator").get(), submit, &answer).ok());
  desk.command_log.dies = false;
  const auto again = stub->SubmitPayoutBatch(Desk::as("operator").get(), submit, &answer);
  EXPECT_TRUE(again.ok()) << again.error_message();
  EXPECT_EQ(answer.state(), "submitted");
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_transaction where kind = 'payout'"), 1);
}

TEST(PayoutsByRpc, HostileRequestsAreRefusedAndNothingIsReserved) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  (void)add_account(desk.shop, "tea");
  const auto stub = v1::PayoutService::NewStub(desk.channel());
  int key = 0;
  for (const auto& spoil : std::vector<std::function<void(v1::CreatePayoutBatchRequest&)>>{
           [](auto& r) { r.set_currency(""); }, [](auto& r) { r.set_currency("EURO"); },
           [](auto& r) { r.set_currency("XXQ"); }, [](auto& r) { r.set_minimum("-1.00"); },
           [](auto& r) { r.set_minimum(std::string(1000, '9')); }, [](auto& r) { r.set_minimum("1.001"); },
           [](auto& r) { r.add_sellers(""); }, [](auto& r) { r.add_sellers(std::string(300, 's')); },
           [](auto& r) { r.set_reason(""); }, [](auto& r) { r.set_idempotency_key(""); },
           [](auto& r) {
             for (int i = 0; i < 1001; ++i)
               r.add_sellers("s");
           }}) {
    auto hostile = request(++key);
    spoil(hostile);
    v1::PayoutBatchDetail answer;
    EXPECT_EQ(stub->CreatePayoutBatch(Desk::as("operator").get(), hostile, &answer).error_code(),
              grpc::StatusCode::INVALID_ARGUMENT)
        << hostile.ShortDebugString().substr(0, 200);
  }
  v1::CreatePayoutBatchRequest krw = request(80);
  krw.set_currency("KRW");
  v1::PayoutBatchDetail answer;
  EXPECT_EQ(stub->CreatePayoutBatch(Desk::as("operator").get(), krw, &answer).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(stub->CreatePayoutBatch(Desk::as("viewer").get(), request(81), &answer).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_batch"), 0);
  EXPECT_EQ(desk.shop.count("select sum(reserved) from wallet"), 0);
}

} // namespace
} // namespace paydesk::test
