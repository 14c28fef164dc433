// Who may call what: without a token nobody, with one what the table says.
#include <gtest/gtest.h>

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/generic_stub.h>

#include <algorithm>
#include <set>
#include <thread>

#include "paydesk/v1/auditor.pb.h"
#include "paydesk/v1/books.pb.h"
#include "paydesk/v1/commission.pb.h"
#include "paydesk/v1/events.pb.h"
#include "paydesk/v1/ledger.pb.h"
#include "paydesk/v1/payments.grpc.pb.h"
#include "paydesk/v1/payout_accounts.pb.h"
#include "paydesk/v1/payout_schedules.pb.h"
#include "paydesk/v1/payouts.pb.h"
#include "paydesk/v1/psps.pb.h"
#include "paydesk/v1/queues.pb.h"
#include "paydesk/v1/reconciliation.pb.h"
#include "paydesk/v1/refunds.pb.h"
#include "paydesk/v1/reports.pb.h"
#include "paydesk/v1/selections.pb.h"
#include "paydesk/v1/system.grpc.pb.h"
#include "paydesk/v1/disputes.pb.h"
#include "paydesk/v1/approvals.pb.h"
#include "paydesk/v1/journals.pb.h"
#include "paydesk/v1/verdicts.pb.h"
#include "paydesk/v1/webhooks.pb.h"
#include "service/permissions.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

/// Every method of the contract, "/paydesk.v1.PaymentService/ListPayments".
std::vector<std::string> contract_methods() {
  std::vector<std::string> methods;
  for (const auto* file :
       {v1::Event::descriptor()->file(), v1::Wallet::descriptor()->file(), v1::PaymentRow::descriptor()->file(),
        v1::QueueItem::descriptor()->file(), v1::ReconRun::descriptor()->file(), v1::RefundPreview::descriptor()->file(),
        v1::Flow::descriptor()->file(), v1::WebhookEndpoint::descriptor()->file(), v1::RetryPolicy::descriptor()->file(),
        v1::Selection::descriptor()->file(), v1::Verdict::descriptor()->file(),
        v1::DisputeRow::descriptor()->file(), v1::Commission::descriptor()->file(), v1::AuditorStatus::descriptor()->file(), v1::BooksStatus::descriptor()->file(), v1::Report::descriptor()->file(), v1::Approval::descriptor()->file(),
        v1::JournalPreview::descriptor()->file(), v1::PayoutAccount::descriptor()->file(), v1::Payout::descriptor()->file(), v1::PayoutSchedule::descriptor()->file()})
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        methods.push_back("/" + file->service(s)->full_name() + "/" + file->service(s)->method(m)->name());
  return methods;
}

/// The status of a call with an empty request, whatever the method.
grpc::Status call_empty(const Desk& desk, const std::string& method, const std::string& token) {
  grpc::GenericStub stub(desk.channel());
  auto context = Desk::as(token);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  grpc::CompletionQueue queue;
  grpc::ByteBuffer answer;
  grpc::Status status;
  const auto call = stub.PrepareCall(context.get(), method, &queue);
  const auto wait = [&] {
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    return ok;
  };
  call->StartCall(nullptr);
  wait();
  grpc::Slice slice("", 0);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  wait();
  call->Read(&answer, nullptr);
  // A stream that is open now would go on for ever.
  if (wait())
    context->TryCancel();
  call->Finish(&status, nullptr);
  wait();
  return status;
}

TEST(Permissions, EveryRpcOfTheContractHasOneRowAndEveryRowItsRpc) {
  const auto methods = contract_methods();
  std::multiset<std::string> rows;
  for (const auto& row : service::rpcs) {
    rows.insert(std::string(row.method));
    EXPECT_NE(row.roles, 0) << row.method;
  }
  EXPECT_GE(methods.size(), 33u);
  for (const auto& method : methods)
    EXPECT_EQ(rows.count(method), 1u) << method;
  EXPECT_EQ(rows.size(), methods.size());
}

TEST(Permissions, NamesOfRpcsAreUniqueAcrossServices) {
  std::set<std::string> names;
  for (const auto& method : contract_methods())
    EXPECT_TRUE(names.insert(method.substr(method.rfind('/') + 1)).second) << method;
}

TEST(Permissions, NoRpcAnswersWithoutAToken) {
  Desk desk;
  for (const auto& method : contract_methods())
    for (const std::string token : {"", "wrong", "viewer2"})
      EXPECT_EQ(call_empty(desk, method, token).error_code(), grpc::StatusCode::UNAUTHENTICATED)
          << method << " with token '" << token << "'";
}

TEST(Permissions, EachRoleMayCallWhatTheTableSays) {
  Desk desk;
  for (const std::string role : {"viewer", "support", "operator", "approver", "admin", "auditor", "shop"})
    for (const auto& row : service::rpcs) {
      const auto status = call_empty(desk, std::string(row.method), role);
      const bool allowed = (row.roles & service::role_set({role})) != 0;
      EXPECT_EQ(status.error_code() != grpc::StatusCode::PERMISSION_DENIED, allowed)
          << role << " " << row.method << ": " << status.error_message();
      EXPECT_NE(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
    }
}


TEST(Permissions, OnlyDecidersDecideAndOnlyOperatorsAct) {
  const auto may = [](const std::string& role, const std::string& name) {
    const auto names = service::permitted(service::role_set({role}));
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  EXPECT_TRUE(may("support", "CreateRefund"));
  EXPECT_FALSE(may("support", "RetryPayment"));
  EXPECT_FALSE(may("viewer", "CreateRefund"));
  EXPECT_TRUE(may("operator", "ResolveBreak"));
  EXPECT_FALSE(may("operator", "DecideRefund"));
  EXPECT_TRUE(may("approver", "DecideRefund"));
  EXPECT_FALSE(may("approver", "CreateRefund"));
  EXPECT_TRUE(may("auditor", "Verify"));
  EXPECT_FALSE(may("viewer", "ListAudit"));
  EXPECT_TRUE(may("admin", "CreateWebhookEndpoint"));
  EXPECT_FALSE(may("operator", "CreateWebhookEndpoint"));
  EXPECT_FALSE(may("operator", "RotateWebhookSecret"));
  EXPECT_TRUE(may("operator", "ReplayIncomingWebhooks"));
  EXPECT_FALSE(may("support", "ReplayWebhookDeliveries"));
  EXPECT_TRUE(may("viewer", "ListWebhookDeliveries"));
  EXPECT_EQ(service::permitted(service::role_set({"shop"})), std::vector<std::string>{"WhoAmI"});
  EXPECT_EQ(service::role_set({"nobody", "root"}), 0);
}

TEST(Authentication, ATokenThatIsRevokedEndsSoon) {
  Desk desk;
  const auto stub = v1::SystemService::NewStub(desk.channel());
  v1::Caller who;
  ASSERT_TRUE(stub->WhoAmI(Desk::as("viewer").get(), {}, &who).ok());
  EXPECT_EQ(who.login(), "viewer");
  EXPECT_EQ(who.roles(0), "viewer");
  EXPECT_GT(who.permissions_size(), 10);
  desk.revoke("viewer");
  std::this_thread::sleep_for(std::chrono::milliseconds(80));
  EXPECT_EQ(stub->WhoAmI(Desk::as("viewer").get(), {}, &who).error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST(Authentication, HostileHeadersAreRefused) {
  Desk desk;
  const auto stub = v1::SystemService::NewStub(desk.channel());
  for (const std::string value : {"Basic dmlld2VyOg==", "Bearer", "bearer viewer", "viewer", "Bearer  viewer"}) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", value);
    v1::Caller who;
    EXPECT_EQ(stub->WhoAmI(&context, {}, &who).error_code(), grpc::StatusCode::UNAUTHENTICATED) << value;
  }
  EXPECT_EQ(call_empty(desk, "/paydesk.v1.SystemService/WhoAmI", std::string(5000, 'x')).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
}

TEST(Log, TellsMethodLoginAndStatusOfEveryCall) {
  Desk desk;
  const auto stub = v1::PaymentService::NewStub(desk.channel());
  v1::ListPaymentsResponse page;
  ASSERT_TRUE(stub->ListPayments(Desk::as("viewer").get(), {}, &page).ok());
  stub->ListPayments(Desk::as("wrong").get(), {}, &page);
  desk.server.reset();
  ASSERT_EQ(desk.log.size(), 2u);
  EXPECT_EQ(desk.log[0].method, "/paydesk.v1.PaymentService/ListPayments");
  EXPECT_EQ(desk.log[0].login, "viewer");
  EXPECT_EQ(desk.log[0].code, "ok");
  EXPECT_GT(desk.log[0].latency.count(), 0);
  EXPECT_EQ(desk.log[1].login, "");
  EXPECT_EQ(desk.log[1].code, "unauthenticated");
}

} // namespace
} // namespace paydesk::test
