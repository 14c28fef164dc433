// A daemon that dies between carrying a command out and writing its answer down: the same key finds the answer.
#include <gtest/gtest.h>

#include "paydesk/v1/approvals.grpc.pb.h"
#include "paydesk/v1/journals.grpc.pb.h"
#include "paydesk/v1/payments.grpc.pb.h"
#include "paydesk/v1/queues.grpc.pb.h"
#include "paydesk/v1/refunds.grpc.pb.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

constexpr const char* key_1 = "019a8d2e-0000-7000-8000-00000000000a";
constexpr const char* key_2 = "019a8d2e-0000-7000-8000-00000000000b";

/// Sends a command whose daemon dies after it, then the same one again to the daemon's successor, which answers
/// the same and does nothing. `send(response)` is one call.
template <class Response, class Send> Response twice_with_a_crash(Desk& desk, Send send) {
  Response first, again;
  desk.command_log.dies = true;
  const grpc::Status done = send(&first);
  EXPECT_TRUE(done.ok()) << done.error_message();
  desk.command_log.dies = false;
  desk.shop.tamper("update idempotency set created_at = created_at - interval '6 minutes'");
  const auto audits = desk.shop.count("select count(*) from audit_record");
  const auto history = desk.shop.count("select count(*) from history");
  const grpc::Status repeated = send(&again);
  EXPECT_TRUE(repeated.ok()) << repeated.error_message();
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record"), audits);
  EXPECT_EQ(desk.shop.count("select count(*) from history"), history);
  return again;
}

v1::PaymentCommand command_on(const Shop::Sale& sale) {
  v1::PaymentCommand request;
  request.set_payment_id(sale.payment_id.to_string());
  request.set_reason("because");
  request.set_idempotency_key(key_1);
  return request;
}

v1::QueueCommand command_on_job_of(Desk& desk, const Shop::Sale& sale) {
  const std::vector charges{sale.charge_id};
  v1::QueueCommand request;
  const auto read = desk.shop.payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    request.clear_job_ids();
    for (const auto& job : aggregates.front().jobs)
      request.add_job_ids(job.job_id.to_string());
    return Extra{};
  });
  EXPECT_TRUE(read);
  EXPECT_EQ(request.job_ids_size(), 1);
  request.set_reason("because");
  request.set_idempotency_key(key_1);
  return request;
}

class LostDecision : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Decisions, LostDecision, testing::Bool(),
                         [](const auto& approves) { return approves.param ? "approved" : "rejected"; });

TEST_P(LostDecision, OfAnApprovalIsAnsweredToTheSameKey) {
  Desk desk;
  desk.shop.paid({"500.00"});
  v1::ProposeJournalRequest proposal;
  for (const auto* side : {"debit", "credit"}) {
    auto* line = proposal.mutable_journal()->add_lines();
    line->set_account(side == std::string("debit") ? "bad_debt" : "seller_payable:seller-a");
    line->set_side(side);
    line->set_amount("5.00");
    line->set_currency("EUR");
  }
  proposal.set_reason("goodwill");
  proposal.set_idempotency_key(key_2);
  const auto journals = v1::JournalService::NewStub(desk.channel());
  const auto asked = twice_with_a_crash<v1::Approval>(desk, [&](v1::Approval* answer) {
    return journals->ProposeJournal(Desk::as("operator").get(), proposal, answer);
  });
  v1::DecideApprovalRequest decision;
  decision.set_approval_id(asked.approval_id());
  decision.set_approve(GetParam());
  decision.set_note("seen");
  decision.set_idempotency_key(key_1);
  const auto approvals = v1::ApprovalService::NewStub(desk.channel());
  const auto decided = twice_with_a_crash<v1::Approval>(desk, [&](v1::Approval* answer) {
    return approvals->DecideApproval(Desk::as("approver").get(), decision, answer);
  });
  EXPECT_EQ(decided.state(), GetParam() ? "approved" : "rejected");
  EXPECT_EQ(desk.shop.count("select count(*) from approval"), 1);
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_transaction where kind = 'manual_journal'"), GetParam() ? 1 : 0);
}

TEST_P(LostDecision, OfARefundIsAnsweredToTheSameKey) {
  Desk desk;
  const auto sale = desk.shop.paid({"500.00"});
  const auto stub = v1::RefundService::NewStub(desk.channel());
  v1::RefundRequest refund;
  refund.set_payment_id(sale.payment_id.to_string());
  refund.set_reason("returned");
  refund.set_idempotency_key(key_2);
  v1::CreateRefundResponse made;
  ASSERT_TRUE(stub->CreateRefund(Desk::as("operator").get(), refund, &made).ok());
  v1::DecideRefundRequest decide;
  decide.set_refund_id(made.refunds(0).refund_id());
  decide.set_approve(GetParam());
  decide.set_idempotency_key(key_1);
  const auto row = twice_with_a_crash<v1::RefundRow>(
      desk, [&](v1::RefundRow* response) { return stub->DecideRefund(Desk::as("approver").get(), decide, response); });
  EXPECT_EQ(row.decided_by(), "approver");
  EXPECT_EQ(row.state(), GetParam() ? "requested" : "rejected");
  decide.set_idempotency_key(key_2);
  v1::RefundRow other;
  EXPECT_EQ(stub->DecideRefund(Desk::as("approver").get(), decide, &other).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION)
      << "another key is another decision";
}

TEST(LostDaemon, ARefundAskedForIsAnsweredAsItWasThen) {
  Desk desk;
  const auto sale = desk.shop.paid({"50.00"});
  const auto stub = v1::RefundService::NewStub(desk.channel());
  v1::RefundRequest request;
  request.set_payment_id(sale.payment_id.to_string());
  request.set_reason("returned");
  request.set_idempotency_key(key_1);
  twice_with_a_crash<v1::CreateRefundResponse>(desk, [&](v1::CreateRefundResponse* response) {
    return stub->CreateRefund(Desk::as("support").get(), request, response);
  });
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 1);
}

TEST(LostDaemon, ACancelledPaymentIsAnsweredToTheSameKey) {
  Desk desk;
  const auto sale = desk.shop.order({"50.00"});
  const auto stub = v1::PaymentService::NewStub(desk.channel());
  const auto request = command_on(sale);
  twice_with_a_crash<v1::CommandOutcome>(desk, [&](v1::CommandOutcome* response) {
    return stub->CancelPayment(Desk::as("operator").get(), request, response);
  });
}

TEST(LostDaemon, ARetriedPaymentIsAnsweredToTheSameKey) {
  Desk desk;
  const auto sale = desk.shop.order({"50.00"});
  const auto stub = v1::PaymentService::NewStub(desk.channel());
  const auto request = command_on(sale);
  const auto send = [&](v1::CommandOutcome* response) {
    const auto status = stub->RetryPayment(Desk::as("operator").get(), request, response);
    // Between the two calls the work that was retried is done: nothing waits any more.
    if (desk.command_log.dies)
      desk.shop.capture(sale);
    return status;
  };
  twice_with_a_crash<v1::CommandOutcome>(desk, send);
}

TEST(LostDaemon, RetriedItemsAreAnsweredToTheSameKey) {
  Desk desk;
  const auto sale = desk.shop.order({"50.00"});
  const auto stub = v1::QueueService::NewStub(desk.channel());
  const auto request = command_on_job_of(desk, sale);
  const auto send = [&](v1::QueueCommandResponse* response) {
    const auto status = stub->RetryItems(Desk::as("operator").get(), request, response);
    if (desk.command_log.dies)
      desk.shop.capture(sale);
    return status;
  };
  EXPECT_TRUE(twice_with_a_crash<v1::QueueCommandResponse>(desk, send).results(0).done());
}

TEST(LostDaemon, APausedAccountIsNotPausedAgainByTheSameKey) {
  Desk desk;
  const auto stub = v1::QueueService::NewStub(desk.channel());
  v1::PausePspRequest request;
  request.set_psp_account("card");
  request.set_paused(true);
  request.set_reason("it is down");
  request.set_idempotency_key(key_1);
  const auto send = [&](v1::PspQueue* response) {
    const auto status = stub->PausePsp(Desk::as("operator").get(), request, response);
    // Between the two calls somebody else lets it go on.
    if (desk.command_log.dies)
      desk.shop.tamper("update psp_account set paused = false");
    return status;
  };
  EXPECT_TRUE(twice_with_a_crash<v1::PspQueue>(desk, send).paused()) << "as it was then";
  EXPECT_EQ(desk.shop.count("select count(*) from psp_account where paused"), 0);
}

TEST(LostDaemon, DiscardedItemsAreAnsweredToTheSameKey) {
  Desk desk;
  const auto sale = desk.shop.order({"50.00"});
  desk.shop.tamper("update job set state = 'dead', dead_since = now(), error_class = 'invalid_request'");
  desk.shop.tamper("update charge set state = 'dead_letter'");
  const auto stub = v1::QueueService::NewStub(desk.channel());
  const auto request = command_on_job_of(desk, sale);
  const auto answer = twice_with_a_crash<v1::QueueCommandResponse>(desk, [&](v1::QueueCommandResponse* response) {
    return stub->DiscardItems(Desk::as("operator").get(), request, response);
  });
  EXPECT_TRUE(answer.results(0).done());
}

} // namespace
} // namespace paydesk::test
