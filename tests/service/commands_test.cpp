// Commands: every field is checked by name, and a key does a thing once.
#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "paydesk/v1/ledger.grpc.pb.h"
#include "paydesk/v1/payments.grpc.pb.h"
#include "paydesk/v1/queues.grpc.pb.h"
#include "paydesk/v1/selections.grpc.pb.h"
#include "paydesk/v1/reconciliation.grpc.pb.h"
#include "paydesk/v1/refunds.grpc.pb.h"
#include "paydesk/v1/system.grpc.pb.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

constexpr const char* some_id = "019a8d2e-0000-7000-8000-000000000001";
constexpr const char* key_1 = "019a8d2e-0000-7000-8000-00000000000a";
constexpr const char* key_2 = "019a8d2e-0000-7000-8000-00000000000b";

void expect_field(const grpc::Status& status, const std::string& field) {
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  EXPECT_EQ(status.error_details(), field) << status.error_message();
}

TEST(Validation, PaymentCommandsNameTheField) {
  Desk desk;
  const auto stub = v1::PaymentService::NewStub(desk.channel());
  bool cancels = false;
  const auto send = [&](const char* payment, const char* key, const std::string& reason) {
    v1::PaymentCommand request;
    request.set_payment_id(payment);
    request.set_idempotency_key(key);
    request.set_reason(reason);
    v1::CommandOutcome outcome;
    return cancels ? stub->CancelPayment(Desk::as("operator").get(), request, &outcome)
                   : stub->RetryPayment(Desk::as("operator").get(), request, &outcome);
  };
  for (const bool cancel : {false, true}) {
    cancels = cancel;
    expect_field(send("", key_1, ""), "payment_id");
    expect_field(send("not-an-id", key_1, ""), "payment_id");
    expect_field(send(some_id, "", ""), "idempotency_key");
    expect_field(send(some_id, "12", ""), "idempotency_key");
    expect_field(send(some_id, key_1, std::string(501, 'x')), "reason");
    expect_field(send(some_id, key_1, std::string("a\0b", 3)), "reason");
    EXPECT_EQ(send(some_id, cancel ? key_1 : key_2, "why not").error_code(), grpc::StatusCode::NOT_FOUND);
  }
  v1::PaymentDetail detail;
  v1::GetPaymentRequest get;
  get.set_id("x' or 1=1");
  expect_field(stub->GetPayment(Desk::as("viewer").get(), get, &detail), "id");
}

TEST(Validation, PagesNameTheField) {
  Desk desk;
  const auto payments = v1::PaymentService::NewStub(desk.channel());
  const auto list = [&](const std::string& filter, const std::string& cursor, int limit) {
    v1::PageRequest page;
    page.set_filter(filter);
    page.set_cursor(cursor);
    page.set_limit(limit);
    v1::ListPaymentsResponse response;
    return payments->ListPayments(Desk::as("viewer").get(), page, &response);
  };
  expect_field(list("", "", -1), "limit");
  expect_field(list("", "", 501), "limit");
  expect_field(list("nokey:1", "", 10), "filter");
  expect_field(list(std::string(5000, 'a'), "", 10), "filter");
  expect_field(list("", "abc", 10), "cursor");
  expect_field(list("", std::string(5000, 'a'), 10), "cursor");
  const auto queue = v1::QueueService::NewStub(desk.channel());
  v1::ListQueueRequest request;
  request.mutable_page()->set_limit(1000);
  v1::ListQueueResponse response;
  expect_field(queue->ListQueue(Desk::as("viewer").get(), request, &response), "page.limit");
}

TEST(Validation, SelectionsNameTheField) {
  Desk desk;
  const auto stub = v1::SelectionService::NewStub(desk.channel());
  const auto freeze = [&](const std::string& filter, const char* key, const char* who = "operator") {
    v1::FreezeSelectionRequest request;
    request.set_dead_letter(true);
    request.set_filter(filter);
    request.set_idempotency_key(key);
    v1::Selection response;
    return stub->FreezeSelection(Desk::as(who).get(), request, &response);
  };
  expect_field(freeze("nokey:1", key_1), "filter");
  expect_field(freeze(std::string(5000, 'a'), key_1), "filter");
  expect_field(freeze("psp:card\x01", key_1), "filter");
  expect_field(freeze("", "no"), "idempotency_key");
  EXPECT_EQ(freeze("", key_1, "viewer").error_code(), grpc::StatusCode::PERMISSION_DENIED);
  int runs = 0;
  const auto run = [&](const char* id, const char* action, const std::string& reason) {
    v1::RunSelectionRequest request;
    request.set_selection_id(id);
    request.set_action(action);
    request.set_reason(reason);
    request.set_idempotency_key("01900000-0000-7000-8000-00000000000" + std::to_string(++runs));
    v1::Selection response;
    return stub->RunSelection(Desk::as("operator").get(), request, &response);
  };
  expect_field(run("x", "retry", ""), "selection_id");
  expect_field(run(some_id, "steal", ""), "action");
  expect_field(run(some_id, "discard", ""), "reason");
  expect_field(run(some_id, "retry", std::string(501, 'a')), "reason");
  EXPECT_EQ(run(some_id, "retry", "").error_code(), grpc::StatusCode::NOT_FOUND);
  v1::GetSelectionRequest get;
  get.set_selection_id("'");
  v1::SelectionProgress progress;
  expect_field(stub->GetSelection(Desk::as("viewer").get(), get, &progress), "selection_id");
  get.set_selection_id(some_id);
  get.mutable_page()->set_limit(501);
  expect_field(stub->GetSelection(Desk::as("viewer").get(), get, &progress), "page.limit");
  get.mutable_page()->set_limit(1);
  EXPECT_EQ(stub->GetSelection(Desk::as("viewer").get(), get, &progress).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(Validation, QueueCommandsNameTheField) {
  Desk desk;
  const auto stub = v1::QueueService::NewStub(desk.channel());
  const auto discard = [&](std::vector<std::string> ids, const std::string& reason, const char* key) {
    v1::QueueCommand request;
    for (auto& id : ids)
      request.add_job_ids(std::move(id));
    request.set_reason(reason);
    request.set_idempotency_key(key);
    v1::QueueCommandResponse response;
    return stub->DiscardItems(Desk::as("operator").get(), request, &response);
  };
  expect_field(discard({}, "old", key_1), "job_ids");
  expect_field(discard(std::vector<std::string>(1001, some_id), "old", key_1), "job_ids");
  expect_field(discard({some_id, "x"}, "old", key_1), "job_ids[1]");
  expect_field(discard({some_id}, "", key_1), "reason");
  expect_field(discard({some_id}, "  ", key_1), "reason");
  expect_field(discard({some_id}, "old", "no"), "idempotency_key");
  EXPECT_TRUE(discard({some_id}, "old", key_1).ok()) << "a job that is gone is told so";
  v1::PausePspRequest pause;
  pause.set_paused(true);
  pause.set_idempotency_key(key_2);
  v1::PspQueue psp;
  expect_field(stub->PausePsp(Desk::as("operator").get(), pause, &psp), "psp_account");
  pause.set_psp_account("card");
  expect_field(stub->PausePsp(Desk::as("operator").get(), pause, &psp), "reason");
  pause.set_reason("it is down");
  ASSERT_TRUE(stub->PausePsp(Desk::as("operator").get(), pause, &psp).ok());
  EXPECT_TRUE(psp.paused());
  EXPECT_EQ(psp.paused_by(), "operator");
  pause.set_psp_account("nowhere");
  pause.set_idempotency_key(some_id);
  EXPECT_EQ(stub->PausePsp(Desk::as("operator").get(), pause, &psp).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(Validation, RefundAndReconciliationCommandsNameTheField) {
  Desk desk;
  const auto refunds = v1::RefundService::NewStub(desk.channel());
  v1::RefundRequest request;
  v1::CreateRefundResponse made;
  const auto create = [&] { return refunds->CreateRefund(Desk::as("support").get(), request, &made); };
  expect_field(create(), "payment_id");
  request.set_payment_id(some_id);
  expect_field(create(), "reason");
  request.set_reason("returned");
  request.set_note(std::string(2001, 'x'));
  expect_field(create(), "note");
  request.clear_note();
  request.add_lines()->set_order_id("x");
  expect_field(create(), "lines[0].order_id");
  request.mutable_lines(0)->set_order_id(some_id);
  expect_field(create(), "idempotency_key");
  const auto recon = v1::ReconciliationService::NewStub(desk.channel());
  v1::ResolveRequest resolve;
  v1::ReconBreak found;
  const auto send = [&] { return recon->ResolveBreak(Desk::as("operator").get(), resolve, &found); };
  expect_field(send(), "break_id");
  resolve.set_break_id(some_id);
  expect_field(send(), "resolution");
  resolve.set_resolution("write_off");
  expect_field(send(), "reason");
  resolve.set_reason("small");
  expect_field(send(), "idempotency_key");
  resolve.set_idempotency_key(key_1);
  EXPECT_EQ(send().error_code(), grpc::StatusCode::NOT_FOUND);
  v1::ImportFileRequest file;
  v1::ImportFileResponse imported;
  const auto import = [&] { return recon->ImportFile(Desk::as("operator").get(), file, &imported); };
  expect_field(import(), "content");
  file.set_content("x");
  expect_field(import(), "file_name");
  file.set_file_name("settlement.csv");
  expect_field(import(), "idempotency_key");
  file.set_idempotency_key(key_2);
  expect_field(import(), "line 1");
  v1::DecideResolutionRequest decide;
  expect_field(recon->DecideResolution(Desk::as("approver").get(), decide, &found), "break_id");
}

TEST(Limits, OnlyFilesMayBeLarge) {
  Desk desk;
  const auto recon = v1::ReconciliationService::NewStub(desk.channel());
  v1::ImportFileRequest file;
  v1::ImportFileResponse imported;
  file.set_file_name("settlement.csv");
  file.set_idempotency_key(key_1);
  file.set_content(std::string(20 * 1024 * 1024, 'x'));
  expect_field(recon->ImportFile(Desk::as("operator").get(), file, &imported), "line 1");
  file.set_content(std::string(66 * 1024 * 1024, 'x'));
  EXPECT_EQ(recon->ImportFile(Desk::as("operator").get(), file, &imported).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  const auto payments = v1::PaymentService::NewStub(desk.channel());
  v1::PaymentCommand command;
  command.set_reason(std::string(5 * 1024 * 1024, 'x'));
  v1::CommandOutcome outcome;
  EXPECT_EQ(payments->RetryPayment(Desk::as("operator").get(), command, &outcome).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

v1::RefundRequest refund_of(const Desk& desk, const Shop::Sale& sale, const std::string& amount, const char* key) {
  v1::RefundRequest request;
  request.set_payment_id(sale.payment_id.to_string());
  request.set_reason("returned");
  request.set_idempotency_key(key);
  auto* line = request.add_lines();
  line->set_order_id(const_cast<Desk&>(desk).shop.detail(sale).orders.front().order_id);
  line->set_amount(amount);
  return request;
}

TEST(Idempotency, TheSameKeyAndRequestAnswersTheSame) {
  Desk desk;
  const auto sale = desk.shop.paid({"50.00"});
  const auto stub = v1::RefundService::NewStub(desk.channel());
  const auto request = refund_of(desk, sale, "10.00", key_1);
  v1::CreateRefundResponse first, again;
  ASSERT_TRUE(stub->CreateRefund(Desk::as("support").get(), request, &first).ok());
  const auto repeated = stub->CreateRefund(Desk::as("support").get(), request, &again);
  ASSERT_TRUE(repeated.ok()) << repeated.error_message();
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 1);
  const auto other = refund_of(desk, sale, "11.00", key_1);
  const auto refused = stub->CreateRefund(Desk::as("support").get(), other, &again);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_NE(refused.error_message().find(key_1), std::string::npos);
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 1);
  // Another caller's key is another key.
  const auto theirs = stub->CreateRefund(Desk::as("operator").get(), other, &again);
  EXPECT_TRUE(theirs.ok()) << theirs.error_message();
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 2);
}

TEST(Idempotency, ManyAtOnceMakeOneRefund) {
  Desk desk;
  const auto sale = desk.shop.paid({"50.00"});
  const auto request = refund_of(desk, sale, "10.00", key_1);
  std::vector<std::thread> threads;
  std::atomic<int> fine = 0, busy = 0;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&] {
      const auto stub = v1::RefundService::NewStub(desk.channel());
      v1::CreateRefundResponse response;
      const auto status = stub->CreateRefund(Desk::as("support").get(), request, &response);
      if (status.ok())
        ++fine;
      else if (status.error_code() == grpc::StatusCode::ABORTED)
        ++busy;
      else
        ADD_FAILURE() << status.error_message();
    });
  for (auto& thread : threads)
    thread.join();
  EXPECT_GE(fine, 1);
  EXPECT_EQ(fine + busy, 12);
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 1);
}

TEST(Idempotency, ARefusedCommandFreesItsKeyForTheSameRequest) {
  Desk desk;
  const auto sale = desk.shop.order({"50.00"});
  const auto stub = v1::RefundService::NewStub(desk.channel());
  const auto request = refund_of(desk, sale, "10.00", key_1);
  v1::CreateRefundResponse response;
  EXPECT_EQ(stub->CreateRefund(Desk::as("support").get(), request, &response).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  desk.shop.capture(sale);
  const auto status = stub->CreateRefund(Desk::as("support").get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_GT(desk.woken, 0);
}

TEST(Refunds, ThePreviewShowsEachWalletBeforeAndAfter) {
  Desk desk;
  const auto sale = desk.shop.paid({"50.00", "20.00"});
  const auto stub = v1::RefundService::NewStub(desk.channel());
  v1::RefundRequest request;
  request.set_payment_id(sale.payment_id.to_string());
  v1::RefundPreview preview;
  const auto status = stub->PreviewRefund(Desk::as("viewer").get(), request, &preview);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(preview.total().amount(), "70.00");
  EXPECT_EQ(preview.left_after().amount(), "0.00");
  ASSERT_EQ(preview.wallets_size(), 2);
  EXPECT_EQ(preview.wallets(0).seller(), "seller-a");
  EXPECT_EQ(preview.wallets(0).available_now().amount(), "0.00") << "45.00 is there, and not settled yet";
  EXPECT_EQ(preview.wallets(0).available_after().amount(), "-45.00");
  EXPECT_EQ(desk.shop.count("select count(*) from refund"), 0);
}

TEST(Refunds, WhoAskedCannotDecide) {
  Desk desk;
  const auto sale = desk.shop.paid({"500.00"});
  const auto stub = v1::RefundService::NewStub(desk.channel());
  v1::CreateRefundResponse made;
  ASSERT_TRUE(stub->CreateRefund(Desk::as("admin").get(), refund_of(desk, sale, "150.00", key_1), &made).ok());
  EXPECT_EQ(made.refunds(0).state(), "awaiting_approval");
  v1::DecideRefundRequest decide;
  decide.set_refund_id(made.refunds(0).refund_id());
  decide.set_approve(true);
  decide.set_idempotency_key(key_2);
  v1::RefundRow row;
  EXPECT_EQ(stub->DecideRefund(Desk::as("admin").get(), decide, &row).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const auto status = stub->DecideRefund(Desk::as("approver").get(), decide, &row);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(row.decided_by(), "approver");
}

TEST(System, TellsTheLifecycleAndTheStatus) {
  Desk desk;
  const auto stub = v1::SystemService::NewStub(desk.channel());
  v1::DescribeLifecycleResponse machines;
  ASSERT_TRUE(stub->DescribeLifecycle(Desk::as("viewer").get(), {}, &machines).ok());
  EXPECT_EQ(machines.machines_size(), 6);
  EXPECT_EQ(machines.machines(0).states(0).name(), "created");
  EXPECT_FALSE(machines.checksum().empty());
  v1::SystemStatus status;
  ASSERT_TRUE(stub->GetStatus(Desk::as("viewer").get(), {}, &status).ok());
  EXPECT_TRUE(status.ready());
  v1::Flow flow;
  v1::GetFlowRequest request;
  request.set_range("fortnight");
  expect_field(stub->GetFlow(Desk::as("viewer").get(), request, &flow), "range");
  request.set_range("today");
  EXPECT_TRUE(stub->GetFlow(Desk::as("viewer").get(), request, &flow).ok());
}

TEST(Ledger, VerifyAndListsAnswerOverTheWire) {
  Desk desk;
  desk.shop.paid({"50.00"});
  const auto stub = v1::LedgerService::NewStub(desk.channel());
  v1::VerifyResponse proof;
  ASSERT_TRUE(stub->Verify(Desk::as("auditor").get(), {}, &proof).ok());
  EXPECT_TRUE(proof.ok());
  v1::ListBalancesResponse balances;
  ASSERT_TRUE(stub->ListBalances(Desk::as("viewer").get(), {}, &balances).ok());
  EXPECT_EQ(balances.rows_size(), 3);
  v1::ListEntriesRequest entries;
  v1::ListEntriesResponse journals;
  entries.set_payment_id("x");
  expect_field(stub->ListEntries(Desk::as("viewer").get(), entries, &journals), "payment_id");
  entries.clear_payment_id();
  entries.set_account("seller_payable:seller-a");
  ASSERT_TRUE(stub->ListEntries(Desk::as("viewer").get(), entries, &journals).ok());
  ASSERT_EQ(journals.journals_size(), 1);
  EXPECT_EQ(journals.journals(0).lines_size(), 3);
}

} // namespace
} // namespace paydesk::test
