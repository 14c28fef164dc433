// Disputes over a real channel and by paydeskctl: who may say what to the bank, once, and what hostile requests get.
#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "paydesk/v1/disputes.grpc.pb.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

constexpr const char* key_1 = "019a8d2e-0000-7000-8000-00000000000a";
constexpr const char* key_2 = "019a8d2e-0000-7000-8000-00000000000b";
constexpr const char* key_3 = "019a8d2e-0000-7000-8000-00000000000c";
constexpr const char* some_id = "019a8d2e-0000-7000-8000-000000000001";

/// A captured payment with one dispute that needs an answer.
struct Case {
  Case() : sale(desk.shop.paid({"30.00", "20.00"})), stub(v1::DisputeService::NewStub(desk.channel())) {
    for (const auto kind : {News::Kind::dispute_opened, News::Kind::dispute_withdrawn}) {
      News told;
      told.kind = kind;
      told.reference = "dsp_1";
      told.amount = 2500;
      told.round = 1;
      told.due_by = desk.shop.clock.now() + std::chrono::days(7);
      desk.shop.tell(sale, told);
    }
    v1::ListDisputesResponse page;
    EXPECT_TRUE(list(page).ok());
    EXPECT_EQ(page.rows_size(), 1);
    id = page.rows_size() == 1 ? page.rows(0).dispute_id() : some_id;
  }
  grpc::Status list(v1::ListDisputesResponse& response, const std::string& filter = {}, const std::string& role = "viewer") {
    v1::PageRequest page;
    page.set_filter(filter);
    return stub->ListDisputes(Desk::as(role).get(), page, &response);
  }
  grpc::Status submit(const std::string& text, const std::string& key, const std::string& role = "operator",
                      const std::string& dispute = {}) {
    v1::SubmitEvidenceRequest request;
    request.set_dispute_id(dispute.empty() ? id : dispute);
    request.set_text(text);
    request.set_idempotency_key(key);
    return stub->SubmitEvidence(Desk::as(role).get(), request, &row);
  }
  grpc::Status accept(const std::string& reason, const std::string& key, const std::string& role = "operator",
                      const std::string& dispute = {}) {
    v1::AcceptDisputeRequest request;
    request.set_dispute_id(dispute.empty() ? id : dispute);
    request.set_reason(reason);
    request.set_idempotency_key(key);
    return stub->AcceptDispute(Desk::as(role).get(), request, &row);
  }
  std::int64_t answers() { return desk.shop.count("select count(*) from operation where kind like 'dispute_%'"); }

  Desk desk;
  Shop::Sale sale;
  std::unique_ptr<v1::DisputeService::Stub> stub;
  v1::DisputeRow row;
  std::string id;
};

void expect_field(const grpc::Status& status, const std::string& field) {
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  EXPECT_EQ(status.error_details(), field) << status.error_message();
}

TEST(DisputeService, EvidenceIsTakenOnceForItsKeyAndShownWithWhatTheOrdersBear) {
  Case one;
  ASSERT_TRUE(one.submit("signed for", key_1).ok());
  const auto first = one.row.SerializeAsString();
  EXPECT_EQ(one.row.answer(), "dispute_evidence");
  EXPECT_EQ(one.row.answer_state(), "sending");
  ASSERT_TRUE(one.submit("signed for", key_1).ok());
  EXPECT_EQ(one.row.SerializeAsString(), first);
  EXPECT_EQ(one.submit("something else", key_1).error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(one.submit("once more", key_2).error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(one.answers(), 1);
  v1::GetDisputeRequest request;
  request.set_dispute_id(one.id);
  v1::DisputeDetail detail;
  ASSERT_TRUE(one.stub->GetDispute(Desk::as("viewer").get(), request, &detail).ok());
  ASSERT_EQ(detail.evidence_size(), 1);
  EXPECT_EQ(detail.evidence(0).text(), "signed for");
  EXPECT_EQ(detail.evidence(0).submitted_by(), "operator");
  EXPECT_EQ(detail.evidence(0).state(), "sending");
  ASSERT_EQ(detail.shares_size(), 2);
  EXPECT_EQ(detail.shares(0).held().amount(), "15.00");
  EXPECT_EQ(detail.shares(1).held().amount(), "10.00");
  EXPECT_EQ(detail.dispute().withheld().amount(), "25.00");
  EXPECT_FALSE(detail.dispute().due_by().empty());
  EXPECT_EQ(one.desk.shop.count("select count(*) from audit_record where action = 'dispute.evidence'"), 1);
  EXPECT_EQ(one.desk.shop.count("select count(*) from (select kind from outbox union all select kind from event) e "
                                "where kind = 'dispute.answering'"),
            1);
}

TEST(DisputeService, ACrashBetweenTheCommandAndItsAnswerDoesNotSendItTwice) {
  Case one;
  one.desk.command_log.dies = true;
  ASSERT_TRUE(one.accept("no proof", key_1).ok());
  one.desk.command_log.dies = false;
  ASSERT_TRUE(one.accept("no proof", key_1).ok());
  EXPECT_EQ(one.answers(), 1);
  EXPECT_EQ(one.desk.shop.count("select count(*) from audit_record where action = 'dispute.accept'"), 1);
}

TEST(DisputeService, HostileRequestsNameTheFieldAndDoNothing) {
  Case one;
  expect_field(one.submit("text", key_1, "operator", "x' or 1=1"), "dispute_id");
  expect_field(one.submit("", key_1), "text");
  expect_field(one.submit(" \n ", key_1), "text");
  expect_field(one.submit(std::string("a\0b", 3), key_1), "text");
  expect_field(one.submit("a\x1b[2Jb", key_1), "text");
  expect_field(one.submit(std::string(20'001, 'a'), key_1), "text");
  expect_field(one.submit(std::string(80'001, 'a'), key_1), "text");
  expect_field(one.submit("text", "no key"), "idempotency_key");
  expect_field(one.accept("", key_1), "reason");
  expect_field(one.accept(std::string(501, 'x'), key_1), "reason");
  expect_field(one.accept("why", key_1, "operator", "nonsense"), "dispute_id");
  EXPECT_EQ(one.accept("why", key_2, "operator", some_id).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(one.submit("text", key_3, "operator", some_id).error_code(), grpc::StatusCode::NOT_FOUND);
  v1::ListDisputesResponse page;
  expect_field(one.list(page, "nokey:1"), "filter");
  expect_field(one.list(page, "due:soonish"), "filter");
  v1::GetDisputeRequest request;
  v1::DisputeDetail detail;
  request.set_dispute_id("'; drop table dispute; --");
  expect_field(one.stub->GetDispute(Desk::as("viewer").get(), request, &detail), "dispute_id");
  request.set_dispute_id(some_id);
  EXPECT_EQ(one.stub->GetDispute(Desk::as("viewer").get(), request, &detail).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(one.answers(), 0);
}

TEST(DisputeService, OnlyOperatorsSpeakToTheBank) {
  Case one;
  for (const auto* role : {"viewer", "support", "approver", "auditor", "shop"}) {
    EXPECT_EQ(one.submit("text", key_1, role).error_code(), grpc::StatusCode::PERMISSION_DENIED) << role;
    EXPECT_EQ(one.accept("why", key_1, role).error_code(), grpc::StatusCode::PERMISSION_DENIED) << role;
  }
  v1::ListDisputesResponse page;
  EXPECT_EQ(one.list(page, "", "shop").error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(one.answers(), 0);
}

TEST(DisputeService, ListsAreFilteredAndPaged) {
  Case one;
  const auto rows = [&](const std::string& filter) {
    v1::ListDisputesResponse page;
    const auto status = one.list(page, filter);
    EXPECT_TRUE(status.ok()) << filter << " " << status.error_message();
    return page.rows_size();
  };
  EXPECT_EQ(rows("state:needs_response"), 1);
  EXPECT_EQ(rows("state:won"), 0);
  EXPECT_EQ(rows("psp:card seller:seller-a"), 1);
  EXPECT_EQ(rows("seller:nobody"), 0);
  EXPECT_EQ(rows("payment:" + one.sale.payment_id.to_string()), 1);
  EXPECT_EQ(rows("dsp_1"), 1);
  EXPECT_EQ(rows(one.id), 1);
  EXPECT_EQ(rows("answer:sending"), 0);
  ASSERT_TRUE(one.submit("text", key_1).ok());
  EXPECT_EQ(rows("answer:sending"), 1);
  News told;
  told.kind = News::Kind::dispute_inquiry;
  told.reference = "dsp_2";
  told.amount = 100;
  one.desk.shop.clock.advance(std::chrono::seconds(1));
  one.desk.shop.tell(one.sale, told);
  v1::PageRequest page;
  page.set_limit(1);
  v1::ListDisputesResponse first, second;
  ASSERT_TRUE(one.stub->ListDisputes(Desk::as("viewer").get(), page, &first).ok());
  ASSERT_EQ(first.rows_size(), 1);
  EXPECT_EQ(first.rows(0).psp_reference(), "dsp_2");
  page.set_cursor(first.next_cursor());
  ASSERT_TRUE(one.stub->ListDisputes(Desk::as("viewer").get(), page, &second).ok());
  ASSERT_EQ(second.rows_size(), 1);
  EXPECT_EQ(second.rows(0).psp_reference(), "dsp_1");
  EXPECT_TRUE(second.next_cursor().empty());
}

TEST(DisputeService, TheCommandLineShowsAndAnswersThem) {
  Case one;
  const auto listed = ctl(one.desk, "viewer", "disputes list --json");
  ASSERT_EQ(listed.exit, 0) << listed.out;
  const auto rows = nlohmann::json::parse(listed.out).at("rows");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("dispute_id"), one.id);
  EXPECT_EQ(ctl(one.desk, "viewer", "disputes accept " + one.id + " --reason why").exit, 1);
  EXPECT_EQ(ctl(one.desk, "operator", "disputes accept " + one.id).exit, 2) << "a reason is needed";
  EXPECT_EQ(ctl(one.desk, "operator", "disputes submit " + one.id + " --file /nowhere/at/all").exit, 2);
  const auto file = (one.desk.folder() / "evidence.txt").string();
  std::ofstream(file) << std::string(80'001, 'a');
  EXPECT_EQ(ctl(one.desk, "operator", "disputes submit " + one.id + " --file " + file).exit, 2);
  EXPECT_EQ(one.answers(), 0);
  std::ofstream(file) << "signed for\nby the buyer";
  const auto sent = ctl(one.desk, "operator", "disputes submit " + one.id + " --file " + file + " --json");
  ASSERT_EQ(sent.exit, 0) << sent.out;
  EXPECT_EQ(nlohmann::json::parse(sent.out).at("answer"), "dispute_evidence");
  const auto shown = ctl(one.desk, "viewer", "disputes show " + one.id);
  EXPECT_EQ(shown.exit, 0);
  EXPECT_NE(shown.out.find("by the buyer"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("seller-a"), std::string::npos) << shown.out;
}

} // namespace
} // namespace paydesk::test
