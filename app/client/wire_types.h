// Which protobuf message stands for which view. Private to the client: includes protobuf.
#pragma once

#include "wire/breakers.h"
#include "wire/common.h"
#include "wire/disputes.h"
#include "wire/events.h"
#include "wire/ledger.h"
#include "wire/mappings.h"
#include "wire/payments.h"
#include "wire/payout_accounts.h"
#include "wire/payout_schedules.h"
#include "wire/payouts.h"
#include "wire/psps.h"
#include "wire/queues.h"
#include "wire/reconciliation.h"
#include "wire/refund_policy.h"
#include "wire/refunds.h"
#include "wire/selections.h"
#include "wire/approvals.h"
#include "wire/auditor.h"
#include "wire/books.h"
#include "wire/commission.h"
#include "wire/reports.h"
#include "wire/journals.h"
#include "wire/routing.h"
#include "wire/system.h"
#include "wire/verdicts.h"
#include "wire/webhooks.h"

namespace paydesk::client {

template <class View>
struct WireOf;

// The message has the view's name.
#define PAYDESK_SAME_NAME(View)                                                                              \
  template <>                                                                                                \
  struct WireOf<views::View> {                                                                               \
    using type = v1::View;                                                                                   \
  }
PAYDESK_SAME_NAME(PageRequest);
PAYDESK_SAME_NAME(Totals);
PAYDESK_SAME_NAME(ListBalancesRequest);
PAYDESK_SAME_NAME(ListBalancesResponse);
PAYDESK_SAME_NAME(ListEntriesRequest);
PAYDESK_SAME_NAME(ListEntriesResponse);
PAYDESK_SAME_NAME(ListWalletsResponse);
PAYDESK_SAME_NAME(VerifyRequest);
PAYDESK_SAME_NAME(VerifyResponse);
PAYDESK_SAME_NAME(ListPaymentsResponse);
PAYDESK_SAME_NAME(SummarizePaymentsRequest);
PAYDESK_SAME_NAME(GetPaymentRequest);
PAYDESK_SAME_NAME(PaymentDetail);
PAYDESK_SAME_NAME(PaymentCommand);
PAYDESK_SAME_NAME(CommandOutcome);
PAYDESK_SAME_NAME(RefundRow);
PAYDESK_SAME_NAME(Approval);
PAYDESK_SAME_NAME(ListApprovalsResponse);
PAYDESK_SAME_NAME(GetApprovalRequest);
PAYDESK_SAME_NAME(ApprovalDetail);
PAYDESK_SAME_NAME(DecideApprovalRequest);
PAYDESK_SAME_NAME(CancelApprovalRequest);
PAYDESK_SAME_NAME(GetApprovalEvidenceRequest);
PAYDESK_SAME_NAME(ApprovalEvidence);
PAYDESK_SAME_NAME(ApprovalPolicy);
PAYDESK_SAME_NAME(SetApprovalPolicyRequest);
PAYDESK_SAME_NAME(ManualJournal);
PAYDESK_SAME_NAME(PreviewJournalRequest);
PAYDESK_SAME_NAME(ProposeJournalRequest);
PAYDESK_SAME_NAME(PreviewReversalRequest);
PAYDESK_SAME_NAME(ProposeReversalRequest);
PAYDESK_SAME_NAME(PreviewWriteOffRequest);
PAYDESK_SAME_NAME(ProposeWriteOffRequest);
PAYDESK_SAME_NAME(PspInvoice);
PAYDESK_SAME_NAME(PreviewPspInvoiceRequest);
PAYDESK_SAME_NAME(ProposePspInvoiceRequest);
PAYDESK_SAME_NAME(JournalPreview);
PAYDESK_SAME_NAME(Verdict);
PAYDESK_SAME_NAME(ProposeVerdictRequest);
PAYDESK_SAME_NAME(DecideVerdictRequest);
PAYDESK_SAME_NAME(ListVerdictsResponse);
PAYDESK_SAME_NAME(GetVerdictEvidenceRequest);
PAYDESK_SAME_NAME(VerdictEvidence);
PAYDESK_SAME_NAME(DisputeRow);
PAYDESK_SAME_NAME(DisputeDetail);
PAYDESK_SAME_NAME(ListDisputesResponse);
PAYDESK_SAME_NAME(GetDisputeRequest);
PAYDESK_SAME_NAME(SubmitEvidenceRequest);
PAYDESK_SAME_NAME(AcceptDisputeRequest);
PAYDESK_SAME_NAME(RefundRequest);
PAYDESK_SAME_NAME(RefundPreview);
PAYDESK_SAME_NAME(CreateRefundResponse);
PAYDESK_SAME_NAME(GetRefundRequest);
PAYDESK_SAME_NAME(ListRefundsResponse);
PAYDESK_SAME_NAME(DecideRefundRequest);
PAYDESK_SAME_NAME(RefundPolicy);
PAYDESK_SAME_NAME(SetRefundPolicyRequest);
PAYDESK_SAME_NAME(TryRefundPolicyRequest);
PAYDESK_SAME_NAME(TryRefundPolicyResponse);
PAYDESK_SAME_NAME(ListQueueRequest);
PAYDESK_SAME_NAME(ListQueueResponse);
PAYDESK_SAME_NAME(QueueStatsRequest);
PAYDESK_SAME_NAME(QueueStats);
PAYDESK_SAME_NAME(QueueCommand);
PAYDESK_SAME_NAME(FreezeSelectionRequest);
PAYDESK_SAME_NAME(RunSelectionRequest);
PAYDESK_SAME_NAME(CancelSelectionRequest);
PAYDESK_SAME_NAME(GetSelectionRequest);
PAYDESK_SAME_NAME(Selection);
PAYDESK_SAME_NAME(SelectionProgress);
PAYDESK_SAME_NAME(QueueCommandResponse);
PAYDESK_SAME_NAME(PausePspRequest);
PAYDESK_SAME_NAME(PspQueue);
PAYDESK_SAME_NAME(GetRulesRequest);
PAYDESK_SAME_NAME(RetryPolicy);
PAYDESK_SAME_NAME(SetRetryPolicyRequest);
PAYDESK_SAME_NAME(PreviewRetryPolicyResponse);
PAYDESK_SAME_NAME(ErrorMapping);
PAYDESK_SAME_NAME(SetErrorMappingRequest);
PAYDESK_SAME_NAME(PreviewErrorMappingResponse);
PAYDESK_SAME_NAME(ListUnmappedRequest);
PAYDESK_SAME_NAME(ListUnmappedResponse);
PAYDESK_SAME_NAME(Breaker);
PAYDESK_SAME_NAME(SetBreakerRequest);
PAYDESK_SAME_NAME(ForceBreakerRequest);
PAYDESK_SAME_NAME(Routing);
PAYDESK_SAME_NAME(SetRoutingRequest);
PAYDESK_SAME_NAME(Commission);
PAYDESK_SAME_NAME(SetCommissionRequest);
PAYDESK_SAME_NAME(TryCommissionRequest);
PAYDESK_SAME_NAME(TryCommissionResponse);
PAYDESK_SAME_NAME(PayoutAccount);
PAYDESK_SAME_NAME(ProposePayoutAccountRequest);
PAYDESK_SAME_NAME(DecidePayoutAccountRequest);
PAYDESK_SAME_NAME(BlockPayoutAccountRequest);
PAYDESK_SAME_NAME(ListPayoutAccountsResponse);
PAYDESK_SAME_NAME(PayoutSchedule);
PAYDESK_SAME_NAME(ListPayoutSchedulesRequest);
PAYDESK_SAME_NAME(ListPayoutSchedulesResponse);
PAYDESK_SAME_NAME(SetPayoutScheduleRequest);
PAYDESK_SAME_NAME(PreviewPayoutSchedulesRequest);
PAYDESK_SAME_NAME(PreviewPayoutSchedulesResponse);
PAYDESK_SAME_NAME(ListPayoutRunsResponse);
PAYDESK_SAME_NAME(GetPayoutRunRequest);
PAYDESK_SAME_NAME(PayoutRunDetail);
PAYDESK_SAME_NAME(PayoutBatch);
PAYDESK_SAME_NAME(PayoutBatchDetail);
PAYDESK_SAME_NAME(PayoutDetail);
PAYDESK_SAME_NAME(GetPayoutRequest);
PAYDESK_SAME_NAME(PreviewPayoutsRequest);
PAYDESK_SAME_NAME(CreatePayoutBatchRequest);
PAYDESK_SAME_NAME(DecidePayoutBatchRequest);
PAYDESK_SAME_NAME(PayoutBatchCommand);
PAYDESK_SAME_NAME(PayoutCommand);
PAYDESK_SAME_NAME(ImportPayoutStatusRequest);
PAYDESK_SAME_NAME(GetPayoutBatchRequest);
PAYDESK_SAME_NAME(PayoutFile);
PAYDESK_SAME_NAME(ListPayoutBatchesResponse);
PAYDESK_SAME_NAME(SetIntakeRequest);
PAYDESK_SAME_NAME(PspIntake);
PAYDESK_SAME_NAME(ListRuleVersionsRequest);
PAYDESK_SAME_NAME(ListRuleVersionsResponse);
PAYDESK_SAME_NAME(CompareRuleVersionsRequest);
PAYDESK_SAME_NAME(CompareRuleVersionsResponse);
PAYDESK_SAME_NAME(RestoreRulesRequest);
PAYDESK_SAME_NAME(RuleVersion);
PAYDESK_SAME_NAME(ImportFileRequest);
PAYDESK_SAME_NAME(ImportFileResponse);
PAYDESK_SAME_NAME(GetRunRequest);
PAYDESK_SAME_NAME(ReconRun);
PAYDESK_SAME_NAME(ListRunsResponse);
PAYDESK_SAME_NAME(ListBreaksRequest);
PAYDESK_SAME_NAME(ListBreaksResponse);
PAYDESK_SAME_NAME(ListPairsRequest);
PAYDESK_SAME_NAME(ListPairsResponse);
PAYDESK_SAME_NAME(ResolveRequest);
PAYDESK_SAME_NAME(ResolutionPreview);
PAYDESK_SAME_NAME(DecideResolutionRequest);
PAYDESK_SAME_NAME(ReconBreak);
PAYDESK_SAME_NAME(GetBooksRequest);
PAYDESK_SAME_NAME(BooksStatus);
PAYDESK_SAME_NAME(CloseDayRequest);
PAYDESK_SAME_NAME(BalancesAsOfRequest);
PAYDESK_SAME_NAME(BalancesAsOf);
PAYDESK_SAME_NAME(TrialBalanceRequest);
PAYDESK_SAME_NAME(TrialBalance);
PAYDESK_SAME_NAME(StatementRequest);
PAYDESK_SAME_NAME(Statement);
PAYDESK_SAME_NAME(GetLedgerSealRequest);
PAYDESK_SAME_NAME(LedgerSeal);
PAYDESK_SAME_NAME(ReportRequest);
PAYDESK_SAME_NAME(Report);
PAYDESK_SAME_NAME(ReportTable);
PAYDESK_SAME_NAME(GetAuditorRequest);
PAYDESK_SAME_NAME(AuditorStatus);
PAYDESK_SAME_NAME(GetStatusRequest);
PAYDESK_SAME_NAME(SystemStatus);
PAYDESK_SAME_NAME(WhoAmIRequest);
PAYDESK_SAME_NAME(Caller);
PAYDESK_SAME_NAME(DescribeLifecycleRequest);
PAYDESK_SAME_NAME(DescribeLifecycleResponse);
PAYDESK_SAME_NAME(GetFlowRequest);
PAYDESK_SAME_NAME(Flow);
PAYDESK_SAME_NAME(ListAuditResponse);
PAYDESK_SAME_NAME(ListWebhookEndpointsResponse);
PAYDESK_SAME_NAME(WebhookEndpoint);
PAYDESK_SAME_NAME(GetWebhookEndpointRequest);
PAYDESK_SAME_NAME(CreateWebhookEndpointRequest);
PAYDESK_SAME_NAME(WebhookEndpointSecret);
PAYDESK_SAME_NAME(UpdateWebhookEndpointRequest);
PAYDESK_SAME_NAME(RotateWebhookSecretRequest);
PAYDESK_SAME_NAME(WebhookEndpointCommand);
PAYDESK_SAME_NAME(WebhookDelivery);
PAYDESK_SAME_NAME(ListWebhookDeliveriesResponse);
PAYDESK_SAME_NAME(GetWebhookDeliveryRequest);
PAYDESK_SAME_NAME(WebhookDeliveryDetail);
PAYDESK_SAME_NAME(ReplayWebhookDeliveriesRequest);
PAYDESK_SAME_NAME(WebhookCommandResponse);
PAYDESK_SAME_NAME(ListIncomingWebhooksResponse);
PAYDESK_SAME_NAME(ReplayIncomingWebhooksRequest);
#undef PAYDESK_SAME_NAME

} // namespace paydesk::client
