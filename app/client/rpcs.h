// Every unary RPC of the daemon as a type: what it takes, what it answers, how long it may take.
//
//   daemon.call<rpc::GetPayment>({id}, this, [](Result<views::PaymentDetail> reply) { … });
#pragma once

#include <chrono>
#include <string_view>

#include "views/breakers.h"
#include "views/common.h"
#include "views/ledger.h"
#include "views/mappings.h"
#include "views/payments.h"
#include "views/payout_accounts.h"
#include "views/payout_schedules.h"
#include "views/payouts.h"
#include "views/psps.h"
#include "views/queues.h"
#include "views/reconciliation.h"
#include "views/refund_policy.h"
#include "views/refunds.h"
#include "views/selections.h"
#include "views/approvals.h"
#include "views/auditor.h"
#include "views/books.h"
#include "views/commission.h"
#include "views/reports.h"
#include "views/journals.h"
#include "views/routing.h"
#include "views/disputes.h"
#include "views/verdicts.h"
#include "views/system.h"
#include "views/webhooks.h"

namespace paydesk::client::rpc {

using std::chrono_literals::operator""s;

inline constexpr std::chrono::milliseconds read = 10s;       ///< answered from an index
inline constexpr std::chrono::milliseconds slow_read = 30s;  ///< counts or sums
inline constexpr std::chrono::milliseconds command = 30s;    ///< changes something; has an idempotency key
inline constexpr std::chrono::milliseconds long_work = 300s; ///< a whole file, or the whole ledger

template <class RequestView, class ResponseView>
struct Unary {
  using Request = RequestView;
  using Response = ResponseView;
};

struct ListPayments : Unary<views::PageRequest, views::ListPaymentsResponse> {
  static constexpr std::string_view service = "PaymentService", name = "ListPayments";
  static constexpr auto timeout = read;
};
struct SummarizePayments : Unary<views::SummarizePaymentsRequest, views::Totals> {
  static constexpr std::string_view service = "PaymentService", name = "SummarizePayments";
  static constexpr auto timeout = slow_read;
};
struct GetPayment : Unary<views::GetPaymentRequest, views::PaymentDetail> {
  static constexpr std::string_view service = "PaymentService", name = "GetPayment";
  static constexpr auto timeout = read;
};
struct RetryPayment : Unary<views::PaymentCommand, views::CommandOutcome> {
  static constexpr std::string_view service = "PaymentService", name = "RetryPayment";
  static constexpr auto timeout = command;
};
struct CancelPayment : Unary<views::PaymentCommand, views::CommandOutcome> {
  static constexpr std::string_view service = "PaymentService", name = "CancelPayment";
  static constexpr auto timeout = command;
};

struct ListApprovals : Unary<views::PageRequest, views::ListApprovalsResponse> {
  static constexpr std::string_view service = "ApprovalService", name = "ListApprovals";
  static constexpr auto timeout = read;
};
struct GetApproval : Unary<views::GetApprovalRequest, views::ApprovalDetail> {
  static constexpr std::string_view service = "ApprovalService", name = "GetApproval";
  static constexpr auto timeout = read;
};
struct DecideApproval : Unary<views::DecideApprovalRequest, views::Approval> {
  static constexpr std::string_view service = "ApprovalService", name = "DecideApproval";
  static constexpr auto timeout = command;
};
struct CancelApproval : Unary<views::CancelApprovalRequest, views::Approval> {
  static constexpr std::string_view service = "ApprovalService", name = "CancelApproval";
  static constexpr auto timeout = command;
};
struct GetApprovalEvidence : Unary<views::GetApprovalEvidenceRequest, views::ApprovalEvidence> {
  static constexpr std::string_view service = "ApprovalService", name = "GetApprovalEvidence";
  static constexpr auto timeout = read;
};
struct GetApprovalPolicy : Unary<views::GetRulesRequest, views::ApprovalPolicy> {
  static constexpr std::string_view service = "ApprovalService", name = "GetApprovalPolicy";
  static constexpr auto timeout = read;
};
struct SetApprovalPolicy : Unary<views::SetApprovalPolicyRequest, views::ApprovalPolicy> {
  static constexpr std::string_view service = "ApprovalService", name = "SetApprovalPolicy";
  static constexpr auto timeout = command;
};
struct PreviewJournal : Unary<views::PreviewJournalRequest, views::JournalPreview> {
  static constexpr std::string_view service = "JournalService", name = "PreviewJournal";
  static constexpr auto timeout = read;
};
struct ProposeJournal : Unary<views::ProposeJournalRequest, views::Approval> {
  static constexpr std::string_view service = "JournalService", name = "ProposeJournal";
  static constexpr auto timeout = command;
};
struct PreviewReversal : Unary<views::PreviewReversalRequest, views::JournalPreview> {
  static constexpr std::string_view service = "JournalService", name = "PreviewReversal";
  static constexpr auto timeout = read;
};
struct ProposeReversal : Unary<views::ProposeReversalRequest, views::Approval> {
  static constexpr std::string_view service = "JournalService", name = "ProposeReversal";
  static constexpr auto timeout = command;
};
struct PreviewWriteOff : Unary<views::PreviewWriteOffRequest, views::JournalPreview> {
  static constexpr std::string_view service = "JournalService", name = "PreviewWriteOff";
  static constexpr auto timeout = read;
};
struct ProposeWriteOff : Unary<views::ProposeWriteOffRequest, views::Approval> {
  static constexpr std::string_view service = "JournalService", name = "ProposeWriteOff";
  static constexpr auto timeout = command;
};
struct PreviewPspInvoice : Unary<views::PreviewPspInvoiceRequest, views::JournalPreview> {
  static constexpr std::string_view service = "JournalService", name = "PreviewPspInvoice";
  static constexpr auto timeout = read;
};
struct ProposePspInvoice : Unary<views::ProposePspInvoiceRequest, views::Approval> {
  static constexpr std::string_view service = "JournalService", name = "ProposePspInvoice";
  static constexpr auto timeout = command;
};
struct ProposeVerdict : Unary<views::ProposeVerdictRequest, views::Verdict> {
  static constexpr std::string_view service = "VerdictService", name = "ProposeVerdict";
  static constexpr auto timeout = command;
};
struct DecideVerdict : Unary<views::DecideVerdictRequest, views::Verdict> {
  static constexpr std::string_view service = "VerdictService", name = "DecideVerdict";
  static constexpr auto timeout = command;
};
struct ListVerdicts : Unary<views::PageRequest, views::ListVerdictsResponse> {
  static constexpr std::string_view service = "VerdictService", name = "ListVerdicts";
  static constexpr auto timeout = read;
};
struct GetVerdictEvidence : Unary<views::GetVerdictEvidenceRequest, views::VerdictEvidence> {
  static constexpr std::string_view service = "VerdictService", name = "GetVerdictEvidence";
  static constexpr auto timeout = read;
};

struct PreviewRefund : Unary<views::RefundRequest, views::RefundPreview> {
  static constexpr std::string_view service = "RefundService", name = "PreviewRefund";
  static constexpr auto timeout = read;
};
struct CreateRefund : Unary<views::RefundRequest, views::CreateRefundResponse> {
  static constexpr std::string_view service = "RefundService", name = "CreateRefund";
  static constexpr auto timeout = command;
};
struct GetRefund : Unary<views::GetRefundRequest, views::RefundRow> {
  static constexpr std::string_view service = "RefundService", name = "GetRefund";
  static constexpr auto timeout = read;
};
struct ListRefunds : Unary<views::PageRequest, views::ListRefundsResponse> {
  static constexpr std::string_view service = "RefundService", name = "ListRefunds";
  static constexpr auto timeout = read;
};
struct GetRefundPolicy : Unary<views::GetRulesRequest, views::RefundPolicy> {
  static constexpr std::string_view service = "RefundService", name = "GetRefundPolicy";
  static constexpr auto timeout = read;
};
struct SetRefundPolicy : Unary<views::SetRefundPolicyRequest, views::RefundPolicy> {
  static constexpr std::string_view service = "RefundService", name = "SetRefundPolicy";
  static constexpr auto timeout = command;
};
struct TryRefundPolicy : Unary<views::TryRefundPolicyRequest, views::TryRefundPolicyResponse> {
  static constexpr std::string_view service = "RefundService", name = "TryRefundPolicy";
  static constexpr auto timeout = read;
};
struct DecideRefund : Unary<views::DecideRefundRequest, views::RefundRow> {
  static constexpr std::string_view service = "RefundService", name = "DecideRefund";
  static constexpr auto timeout = command;
};

struct ListQueue : Unary<views::ListQueueRequest, views::ListQueueResponse> {
  static constexpr std::string_view service = "QueueService", name = "ListQueue";
  static constexpr auto timeout = read;
};
struct GetQueueStats : Unary<views::QueueStatsRequest, views::QueueStats> {
  static constexpr std::string_view service = "QueueService", name = "GetQueueStats";
  static constexpr auto timeout = read;
};
struct RetryItems : Unary<views::QueueCommand, views::QueueCommandResponse> {
  static constexpr std::string_view service = "QueueService", name = "RetryItems";
  static constexpr auto timeout = command;
};
struct DiscardItems : Unary<views::QueueCommand, views::QueueCommandResponse> {
  static constexpr std::string_view service = "QueueService", name = "DiscardItems";
  static constexpr auto timeout = command;
};
struct FreezeSelection : Unary<views::FreezeSelectionRequest, views::Selection> {
  static constexpr std::string_view service = "SelectionService", name = "FreezeSelection";
  static constexpr auto timeout = command;
};
struct RunSelection : Unary<views::RunSelectionRequest, views::Selection> {
  static constexpr std::string_view service = "SelectionService", name = "RunSelection";
  static constexpr auto timeout = command;
};
struct CancelSelection : Unary<views::CancelSelectionRequest, views::Selection> {
  static constexpr std::string_view service = "SelectionService", name = "CancelSelection";
  static constexpr auto timeout = command;
};
struct GetSelection : Unary<views::GetSelectionRequest, views::SelectionProgress> {
  static constexpr std::string_view service = "SelectionService", name = "GetSelection";
  static constexpr auto timeout = slow_read;
};
struct PausePsp : Unary<views::PausePspRequest, views::PspQueue> {
  static constexpr std::string_view service = "QueueService", name = "PausePsp";
  static constexpr auto timeout = command;
};

struct GetRetryPolicy : Unary<views::GetRulesRequest, views::RetryPolicy> {
  static constexpr std::string_view service = "PspService", name = "GetRetryPolicy";
  static constexpr auto timeout = read;
};
struct PreviewRetryPolicy : Unary<views::SetRetryPolicyRequest, views::PreviewRetryPolicyResponse> {
  static constexpr std::string_view service = "PspService", name = "PreviewRetryPolicy";
  static constexpr auto timeout = slow_read;
};
struct SetRetryPolicy : Unary<views::SetRetryPolicyRequest, views::RetryPolicy> {
  static constexpr std::string_view service = "PspService", name = "SetRetryPolicy";
  static constexpr auto timeout = command;
};
struct GetErrorMapping : Unary<views::GetRulesRequest, views::ErrorMapping> {
  static constexpr std::string_view service = "PspService", name = "GetErrorMapping";
  static constexpr auto timeout = read;
};
struct PreviewErrorMapping : Unary<views::SetErrorMappingRequest, views::PreviewErrorMappingResponse> {
  static constexpr std::string_view service = "PspService", name = "PreviewErrorMapping";
  static constexpr auto timeout = slow_read;
};
struct SetErrorMapping : Unary<views::SetErrorMappingRequest, views::ErrorMapping> {
  static constexpr std::string_view service = "PspService", name = "SetErrorMapping";
  static constexpr auto timeout = command;
};
struct ListUnmapped : Unary<views::ListUnmappedRequest, views::ListUnmappedResponse> {
  static constexpr std::string_view service = "PspService", name = "ListUnmapped";
  static constexpr auto timeout = read;
};
struct GetBreaker : Unary<views::GetRulesRequest, views::Breaker> {
  static constexpr std::string_view service = "PspService", name = "GetBreaker";
  static constexpr auto timeout = read;
};
struct SetBreaker : Unary<views::SetBreakerRequest, views::Breaker> {
  static constexpr std::string_view service = "PspService", name = "SetBreaker";
  static constexpr auto timeout = command;
};
struct ForceBreaker : Unary<views::ForceBreakerRequest, views::Breaker> {
  static constexpr std::string_view service = "PspService", name = "ForceBreaker";
  static constexpr auto timeout = command;
};
struct GetRouting : Unary<views::GetRulesRequest, views::Routing> {
  static constexpr std::string_view service = "PspService", name = "GetRouting";
  static constexpr auto timeout = read;
};
struct SetRouting : Unary<views::SetRoutingRequest, views::Routing> {
  static constexpr std::string_view service = "PspService", name = "SetRouting";
  static constexpr auto timeout = command;
};
struct GetCommission : Unary<views::GetRulesRequest, views::Commission> {
  static constexpr std::string_view service = "CommissionService", name = "GetCommission";
  static constexpr auto timeout = read;
};
struct SetCommission : Unary<views::SetCommissionRequest, views::Commission> {
  static constexpr std::string_view service = "CommissionService", name = "SetCommission";
  static constexpr auto timeout = command;
};
struct TryCommission : Unary<views::TryCommissionRequest, views::TryCommissionResponse> {
  static constexpr std::string_view service = "CommissionService", name = "TryCommission";
  static constexpr auto timeout = read;
};
struct ProposePayoutAccount : Unary<views::ProposePayoutAccountRequest, views::PayoutAccount> {
  static constexpr std::string_view service = "PayoutAccountService", name = "ProposePayoutAccount";
  static constexpr auto timeout = command;
};
struct DecidePayoutAccount : Unary<views::DecidePayoutAccountRequest, views::PayoutAccount> {
  static constexpr std::string_view service = "PayoutAccountService", name = "DecidePayoutAccount";
  static constexpr auto timeout = command;
};
struct BlockPayoutAccount : Unary<views::BlockPayoutAccountRequest, views::PayoutAccount> {
  static constexpr std::string_view service = "PayoutAccountService", name = "BlockPayoutAccount";
  static constexpr auto timeout = command;
};
struct ListPayoutAccounts : Unary<views::PageRequest, views::ListPayoutAccountsResponse> {
  static constexpr std::string_view service = "PayoutAccountService", name = "ListPayoutAccounts";
  static constexpr auto timeout = read;
};
struct ListPayoutSchedules : Unary<views::ListPayoutSchedulesRequest, views::ListPayoutSchedulesResponse> {
  static constexpr std::string_view service = "PayoutScheduleService", name = "ListPayoutSchedules";
  static constexpr auto timeout = read;
};
struct SetPayoutSchedule : Unary<views::SetPayoutScheduleRequest, views::PayoutSchedule> {
  static constexpr std::string_view service = "PayoutScheduleService", name = "SetPayoutSchedule";
  static constexpr auto timeout = command;
};
struct PreviewPayoutSchedules : Unary<views::PreviewPayoutSchedulesRequest, views::PreviewPayoutSchedulesResponse> {
  static constexpr std::string_view service = "PayoutScheduleService", name = "PreviewPayoutSchedules";
  static constexpr auto timeout = slow_read;
};
struct ListPayoutRuns : Unary<views::PageRequest, views::ListPayoutRunsResponse> {
  static constexpr std::string_view service = "PayoutScheduleService", name = "ListPayoutRuns";
  static constexpr auto timeout = read;
};
struct GetPayoutRun : Unary<views::GetPayoutRunRequest, views::PayoutRunDetail> {
  static constexpr std::string_view service = "PayoutScheduleService", name = "GetPayoutRun";
  static constexpr auto timeout = slow_read;
};
struct PreviewPayouts : Unary<views::PreviewPayoutsRequest, views::PayoutBatchDetail> {
  static constexpr std::string_view service = "PayoutService", name = "PreviewPayouts";
  static constexpr auto timeout = slow_read;
};
struct CreatePayoutBatch : Unary<views::CreatePayoutBatchRequest, views::PayoutBatchDetail> {
  static constexpr std::string_view service = "PayoutService", name = "CreatePayoutBatch";
  static constexpr auto timeout = command;
};
struct DecidePayoutBatch : Unary<views::DecidePayoutBatchRequest, views::PayoutBatch> {
  static constexpr std::string_view service = "PayoutService", name = "DecidePayoutBatch";
  static constexpr auto timeout = command;
};
struct CancelPayoutBatch : Unary<views::PayoutBatchCommand, views::PayoutBatch> {
  static constexpr std::string_view service = "PayoutService", name = "CancelPayoutBatch";
  static constexpr auto timeout = command;
};
struct SubmitPayoutBatch : Unary<views::PayoutBatchCommand, views::PayoutBatch> {
  static constexpr std::string_view service = "PayoutService", name = "SubmitPayoutBatch";
  static constexpr auto timeout = command;
};
struct ImportPayoutStatus : Unary<views::ImportPayoutStatusRequest, views::PayoutBatchDetail> {
  static constexpr std::string_view service = "PayoutService", name = "ImportPayoutStatus";
  static constexpr auto timeout = long_work;
};
struct RetryPayout : Unary<views::PayoutCommand, views::PayoutBatchDetail> {
  static constexpr std::string_view service = "PayoutService", name = "RetryPayout";
  static constexpr auto timeout = command;
};
struct GiveUpPayout : Unary<views::PayoutCommand, views::PayoutBatchDetail> {
  static constexpr std::string_view service = "PayoutService", name = "GiveUpPayout";
  static constexpr auto timeout = command;
};
struct GetPayoutFile : Unary<views::GetPayoutBatchRequest, views::PayoutFile> {
  static constexpr std::string_view service = "PayoutService", name = "GetPayoutFile";
  static constexpr auto timeout = slow_read;
};
struct GetPayoutBatch : Unary<views::GetPayoutBatchRequest, views::PayoutBatchDetail> {
  static constexpr std::string_view service = "PayoutService", name = "GetPayoutBatch";
  static constexpr auto timeout = read;
};
struct GetPayout : Unary<views::GetPayoutRequest, views::PayoutDetail> {
  static constexpr std::string_view service = "PayoutService", name = "GetPayout";
  static constexpr auto timeout = read;
};
struct ListPayoutBatches : Unary<views::PageRequest, views::ListPayoutBatchesResponse> {
  static constexpr std::string_view service = "PayoutService", name = "ListPayoutBatches";
  static constexpr auto timeout = read;
};
struct SetIntake : Unary<views::SetIntakeRequest, views::PspIntake> {
  static constexpr std::string_view service = "PspService", name = "SetIntake";
  static constexpr auto timeout = command;
};
struct ListRuleVersions : Unary<views::ListRuleVersionsRequest, views::ListRuleVersionsResponse> {
  static constexpr std::string_view service = "PspService", name = "ListRuleVersions";
  static constexpr auto timeout = read;
};
struct CompareRuleVersions : Unary<views::CompareRuleVersionsRequest, views::CompareRuleVersionsResponse> {
  static constexpr std::string_view service = "PspService", name = "CompareRuleVersions";
  static constexpr auto timeout = read;
};
struct RestoreRules : Unary<views::RestoreRulesRequest, views::RuleVersion> {
  static constexpr std::string_view service = "PspService", name = "RestoreRules";
  static constexpr auto timeout = command;
};

struct ImportFile : Unary<views::ImportFileRequest, views::ImportFileResponse> {
  static constexpr std::string_view service = "ReconciliationService", name = "ImportFile";
  static constexpr auto timeout = long_work;
};
struct ListRuns : Unary<views::PageRequest, views::ListRunsResponse> {
  static constexpr std::string_view service = "ReconciliationService", name = "ListRuns";
  static constexpr auto timeout = read;
};
struct GetRun : Unary<views::GetRunRequest, views::ReconRun> {
  static constexpr std::string_view service = "ReconciliationService", name = "GetRun";
  static constexpr auto timeout = read;
};
struct ListBreaks : Unary<views::ListBreaksRequest, views::ListBreaksResponse> {
  static constexpr std::string_view service = "ReconciliationService", name = "ListBreaks";
  static constexpr auto timeout = read;
};
struct ListPairs : Unary<views::ListPairsRequest, views::ListPairsResponse> {
  static constexpr std::string_view service = "ReconciliationService", name = "ListPairs";
  static constexpr auto timeout = read;
};
struct PreviewResolution : Unary<views::ResolveRequest, views::ResolutionPreview> {
  static constexpr std::string_view service = "ReconciliationService", name = "PreviewResolution";
  static constexpr auto timeout = read;
};
struct ResolveBreak : Unary<views::ResolveRequest, views::ReconBreak> {
  static constexpr std::string_view service = "ReconciliationService", name = "ResolveBreak";
  static constexpr auto timeout = command;
};
struct DecideResolution : Unary<views::DecideResolutionRequest, views::ReconBreak> {
  static constexpr std::string_view service = "ReconciliationService", name = "DecideResolution";
  static constexpr auto timeout = command;
};

struct ListBalances : Unary<views::ListBalancesRequest, views::ListBalancesResponse> {
  static constexpr std::string_view service = "LedgerService", name = "ListBalances";
  static constexpr auto timeout = slow_read;
};
struct ListEntries : Unary<views::ListEntriesRequest, views::ListEntriesResponse> {
  static constexpr std::string_view service = "LedgerService", name = "ListEntries";
  static constexpr auto timeout = read;
};
struct ListWallets : Unary<views::PageRequest, views::ListWalletsResponse> {
  static constexpr std::string_view service = "LedgerService", name = "ListWallets";
  static constexpr auto timeout = read;
};
struct Verify : Unary<views::VerifyRequest, views::VerifyResponse> {
  static constexpr std::string_view service = "LedgerService", name = "Verify";
  static constexpr auto timeout = long_work;
};

struct GetBooks : Unary<views::GetBooksRequest, views::BooksStatus> {
  static constexpr std::string_view service = "BooksService", name = "GetBooks";
  static constexpr auto timeout = read;
};
struct CloseDay : Unary<views::CloseDayRequest, views::BooksStatus> {
  static constexpr std::string_view service = "BooksService", name = "CloseDay";
  static constexpr auto timeout = command;
};
struct GetBalancesAsOf : Unary<views::BalancesAsOfRequest, views::BalancesAsOf> {
  static constexpr std::string_view service = "BooksService", name = "GetBalancesAsOf";
  static constexpr auto timeout = read;
};
struct GetTrialBalance : Unary<views::TrialBalanceRequest, views::TrialBalance> {
  static constexpr std::string_view service = "BooksService", name = "GetTrialBalance";
  static constexpr auto timeout = read;
};
struct GetStatement : Unary<views::StatementRequest, views::Statement> {
  static constexpr std::string_view service = "BooksService", name = "GetStatement";
  static constexpr auto timeout = read;
};
struct GetLedgerSeal : Unary<views::GetLedgerSealRequest, views::LedgerSeal> {
  static constexpr std::string_view service = "BooksService", name = "GetLedgerSeal";
  static constexpr auto timeout = read;
};
struct MakeReport : Unary<views::ReportRequest, views::Report> {
  static constexpr std::string_view service = "ReportService", name = "MakeReport";
  static constexpr auto timeout = long_work;
};
struct ReadReport : Unary<views::ReportRequest, views::ReportTable> {
  static constexpr std::string_view service = "ReportService", name = "ReadReport";
  static constexpr auto timeout = long_work;
};
struct GetAuditor : Unary<views::GetAuditorRequest, views::AuditorStatus> {
  static constexpr std::string_view service = "AuditorService", name = "GetAuditor";
  static constexpr auto timeout = read;
};
struct GetStatus : Unary<views::GetStatusRequest, views::SystemStatus> {
  static constexpr std::string_view service = "SystemService", name = "GetStatus";
  static constexpr auto timeout = read;
};
struct WhoAmI : Unary<views::WhoAmIRequest, views::Caller> {
  static constexpr std::string_view service = "SystemService", name = "WhoAmI";
  static constexpr auto timeout = read;
};
struct DescribeLifecycle : Unary<views::DescribeLifecycleRequest, views::DescribeLifecycleResponse> {
  static constexpr std::string_view service = "SystemService", name = "DescribeLifecycle";
  static constexpr auto timeout = read;
};
struct GetFlow : Unary<views::GetFlowRequest, views::Flow> {
  static constexpr std::string_view service = "SystemService", name = "GetFlow";
  static constexpr auto timeout = slow_read;
};
struct ListAudit : Unary<views::PageRequest, views::ListAuditResponse> {
  static constexpr std::string_view service = "SystemService", name = "ListAudit";
  static constexpr auto timeout = read;
};

struct ListWebhookEndpoints : Unary<views::PageRequest, views::ListWebhookEndpointsResponse> {
  static constexpr std::string_view service = "WebhookService", name = "ListWebhookEndpoints";
  static constexpr auto timeout = read;
};
struct GetWebhookEndpoint : Unary<views::GetWebhookEndpointRequest, views::WebhookEndpoint> {
  static constexpr std::string_view service = "WebhookService", name = "GetWebhookEndpoint";
  static constexpr auto timeout = read;
};
struct CreateWebhookEndpoint : Unary<views::CreateWebhookEndpointRequest, views::WebhookEndpointSecret> {
  static constexpr std::string_view service = "WebhookService", name = "CreateWebhookEndpoint";
  static constexpr auto timeout = command;
};
struct UpdateWebhookEndpoint : Unary<views::UpdateWebhookEndpointRequest, views::WebhookEndpoint> {
  static constexpr std::string_view service = "WebhookService", name = "UpdateWebhookEndpoint";
  static constexpr auto timeout = command;
};
struct RotateWebhookSecret : Unary<views::RotateWebhookSecretRequest, views::WebhookEndpointSecret> {
  static constexpr std::string_view service = "WebhookService", name = "RotateWebhookSecret";
  static constexpr auto timeout = command;
};
struct RemoveWebhookEndpoint : Unary<views::WebhookEndpointCommand, views::WebhookEndpoint> {
  static constexpr std::string_view service = "WebhookService", name = "RemoveWebhookEndpoint";
  static constexpr auto timeout = command;
};
struct PingWebhookEndpoint : Unary<views::WebhookEndpointCommand, views::WebhookDelivery> {
  static constexpr std::string_view service = "WebhookService", name = "PingWebhookEndpoint";
  static constexpr auto timeout = command;
};
struct ListWebhookDeliveries : Unary<views::PageRequest, views::ListWebhookDeliveriesResponse> {
  static constexpr std::string_view service = "WebhookService", name = "ListWebhookDeliveries";
  static constexpr auto timeout = read;
};
struct GetWebhookDelivery : Unary<views::GetWebhookDeliveryRequest, views::WebhookDeliveryDetail> {
  static constexpr std::string_view service = "WebhookService", name = "GetWebhookDelivery";
  static constexpr auto timeout = read;
};
struct ReplayWebhookDeliveries : Unary<views::ReplayWebhookDeliveriesRequest, views::WebhookCommandResponse> {
  static constexpr std::string_view service = "WebhookService", name = "ReplayWebhookDeliveries";
  static constexpr auto timeout = command;
};
struct ListIncomingWebhooks : Unary<views::PageRequest, views::ListIncomingWebhooksResponse> {
  static constexpr std::string_view service = "WebhookService", name = "ListIncomingWebhooks";
  static constexpr auto timeout = read;
};
struct ReplayIncomingWebhooks : Unary<views::ReplayIncomingWebhooksRequest, views::WebhookCommandResponse> {
  static constexpr std::string_view service = "WebhookService", name = "ReplayIncomingWebhooks";
  static constexpr auto timeout = command;
};
struct ListDisputes : Unary<views::PageRequest, views::ListDisputesResponse> {
  static constexpr std::string_view service = "DisputeService", name = "ListDisputes";
  static constexpr auto timeout = read;
};
struct GetDispute : Unary<views::GetDisputeRequest, views::DisputeDetail> {
  static constexpr std::string_view service = "DisputeService", name = "GetDispute";
  static constexpr auto timeout = read;
};
struct SubmitEvidence : Unary<views::SubmitEvidenceRequest, views::DisputeRow> {
  static constexpr std::string_view service = "DisputeService", name = "SubmitEvidence";
  static constexpr auto timeout = command;
};
struct AcceptDispute : Unary<views::AcceptDisputeRequest, views::DisputeRow> {
  static constexpr std::string_view service = "DisputeService", name = "AcceptDispute";
  static constexpr auto timeout = command;
};

} // namespace paydesk::client::rpc
