// Who may call what: one row an RPC. A test walks the contract and fails for an RPC without a row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace paydesk::service {

using RoleSet = std::uint8_t;
inline constexpr RoleSet viewer = 1, support = 2, operator_ = 4, approver = 8, admin = 16, auditor = 32, shop = 64;

struct Rpc {
  std::string_view method; ///< "/package.Service/Method"
  RoleSet roles;           ///< any of them may call it
};

namespace permissions_detail {
inline constexpr RoleSet readers = viewer | support | operator_ | approver | admin | auditor;
inline constexpr RoleSet operators = operator_ | admin;
inline constexpr RoleSet admins = admin;
inline constexpr RoleSet deciders = approver | admin;
inline constexpr RoleSet examiners = auditor | operator_ | approver | admin;
} // namespace permissions_detail

inline constexpr Rpc rpcs[] = {
    {"/paydesk.v1.PaymentService/ListPayments", permissions_detail::readers},
    {"/paydesk.v1.PaymentService/SummarizePayments", permissions_detail::readers},
    {"/paydesk.v1.PaymentService/GetPayment", permissions_detail::readers},
    {"/paydesk.v1.PaymentService/RetryPayment", permissions_detail::operators},
    {"/paydesk.v1.PaymentService/CancelPayment", permissions_detail::operators},
    {"/paydesk.v1.RefundService/PreviewRefund", permissions_detail::readers},
    {"/paydesk.v1.RefundService/CreateRefund", permissions_detail::operators | support},
    {"/paydesk.v1.RefundService/GetRefund", permissions_detail::readers},
    {"/paydesk.v1.RefundService/ListRefunds", permissions_detail::readers},
    {"/paydesk.v1.RefundService/DecideRefund", permissions_detail::deciders},
    {"/paydesk.v1.RefundService/GetRefundPolicy", permissions_detail::readers},
    {"/paydesk.v1.RefundService/SetRefundPolicy", permissions_detail::admins},
    {"/paydesk.v1.RefundService/TryRefundPolicy", permissions_detail::readers},
    {"/paydesk.v1.QueueService/ListQueue", permissions_detail::readers},
    {"/paydesk.v1.QueueService/GetQueueStats", permissions_detail::readers},
    {"/paydesk.v1.QueueService/RetryItems", permissions_detail::operators},
    {"/paydesk.v1.QueueService/DiscardItems", permissions_detail::operators},
    {"/paydesk.v1.QueueService/PausePsp", permissions_detail::operators},
    {"/paydesk.v1.SelectionService/FreezeSelection", permissions_detail::operators},
    {"/paydesk.v1.SelectionService/RunSelection", permissions_detail::operators},
    {"/paydesk.v1.SelectionService/CancelSelection", permissions_detail::operators},
    {"/paydesk.v1.SelectionService/GetSelection", permissions_detail::readers},
    {"/paydesk.v1.PspService/GetRetryPolicy", permissions_detail::readers},
    {"/paydesk.v1.PspService/PreviewRetryPolicy", permissions_detail::readers},
    {"/paydesk.v1.PspService/SetRetryPolicy", permissions_detail::admins},
    {"/paydesk.v1.PspService/GetErrorMapping", permissions_detail::readers},
    {"/paydesk.v1.PspService/PreviewErrorMapping", permissions_detail::readers},
    {"/paydesk.v1.PspService/SetErrorMapping", permissions_detail::admins},
    {"/paydesk.v1.PspService/ListUnmapped", permissions_detail::readers},
    {"/paydesk.v1.PspService/GetBreaker", permissions_detail::readers},
    {"/paydesk.v1.PspService/SetBreaker", permissions_detail::admins},
    {"/paydesk.v1.PspService/ForceBreaker", permissions_detail::operators},
    {"/paydesk.v1.PspService/GetRouting", permissions_detail::readers},
    {"/paydesk.v1.PspService/SetRouting", permissions_detail::admins},
    {"/paydesk.v1.AuditorService/GetAuditor", permissions_detail::examiners},
    {"/paydesk.v1.ReportService/MakeReport", permissions_detail::readers},
    {"/paydesk.v1.ReportService/ReadReport", permissions_detail::readers},
    {"/paydesk.v1.BooksService/GetBooks", permissions_detail::readers},
    {"/paydesk.v1.BooksService/CloseDay", permissions_detail::deciders},
    {"/paydesk.v1.BooksService/GetBalancesAsOf", permissions_detail::readers},
    {"/paydesk.v1.BooksService/GetTrialBalance", permissions_detail::readers},
    {"/paydesk.v1.BooksService/GetStatement", permissions_detail::readers},
    {"/paydesk.v1.BooksService/GetLedgerSeal", permissions_detail::readers},
    {"/paydesk.v1.CommissionService/GetCommission", permissions_detail::readers},
    {"/paydesk.v1.CommissionService/SetCommission", permissions_detail::admins},
    {"/paydesk.v1.CommissionService/TryCommission", permissions_detail::readers},
    {"/paydesk.v1.PspService/SetIntake", permissions_detail::admins},
    {"/paydesk.v1.PspService/ListRuleVersions", permissions_detail::readers},
    {"/paydesk.v1.PspService/CompareRuleVersions", permissions_detail::readers},
    {"/paydesk.v1.PspService/RestoreRules", permissions_detail::admins},
    {"/paydesk.v1.ReconciliationService/ImportFile", permissions_detail::operators},
    {"/paydesk.v1.ReconciliationService/ListRuns", permissions_detail::readers},
    {"/paydesk.v1.ReconciliationService/GetRun", permissions_detail::readers},
    {"/paydesk.v1.ReconciliationService/ListBreaks", permissions_detail::readers},
    {"/paydesk.v1.ReconciliationService/ListPairs", permissions_detail::readers},
    {"/paydesk.v1.ReconciliationService/PreviewResolution", permissions_detail::readers},
    {"/paydesk.v1.ReconciliationService/ResolveBreak", permissions_detail::operators},
    {"/paydesk.v1.ReconciliationService/DecideResolution", permissions_detail::deciders},
    {"/paydesk.v1.LedgerService/ListBalances", permissions_detail::readers},
    {"/paydesk.v1.LedgerService/ListEntries", permissions_detail::readers},
    {"/paydesk.v1.LedgerService/ListWallets", permissions_detail::readers},
    {"/paydesk.v1.LedgerService/Verify", permissions_detail::examiners},
    {"/paydesk.v1.WebhookService/ListWebhookEndpoints", permissions_detail::readers},
    {"/paydesk.v1.WebhookService/GetWebhookEndpoint", permissions_detail::readers},
    {"/paydesk.v1.WebhookService/CreateWebhookEndpoint", permissions_detail::admins},
    {"/paydesk.v1.WebhookService/UpdateWebhookEndpoint", permissions_detail::admins},
    {"/paydesk.v1.WebhookService/RotateWebhookSecret", permissions_detail::admins},
    {"/paydesk.v1.WebhookService/RemoveWebhookEndpoint", permissions_detail::admins},
    {"/paydesk.v1.WebhookService/PingWebhookEndpoint", permissions_detail::operators},
    {"/paydesk.v1.WebhookService/ListWebhookDeliveries", permissions_detail::readers},
    {"/paydesk.v1.WebhookService/GetWebhookDelivery", permissions_detail::readers},
    {"/paydesk.v1.WebhookService/ReplayWebhookDeliveries", permissions_detail::operators},
    {"/paydesk.v1.WebhookService/ListIncomingWebhooks", permissions_detail::readers},
    {"/paydesk.v1.WebhookService/ReplayIncomingWebhooks", permissions_detail::operators},
    {"/paydesk.v1.PayoutAccountService/ProposePayoutAccount", permissions_detail::operators},
    {"/paydesk.v1.PayoutAccountService/DecidePayoutAccount", permissions_detail::deciders},
    {"/paydesk.v1.PayoutAccountService/BlockPayoutAccount", permissions_detail::operators | approver},
    {"/paydesk.v1.PayoutAccountService/ListPayoutAccounts", permissions_detail::readers},
    {"/paydesk.v1.PayoutScheduleService/ListPayoutSchedules", permissions_detail::readers},
    {"/paydesk.v1.PayoutScheduleService/SetPayoutSchedule", permissions_detail::admins},
    {"/paydesk.v1.PayoutScheduleService/PreviewPayoutSchedules", permissions_detail::readers},
    {"/paydesk.v1.PayoutScheduleService/ListPayoutRuns", permissions_detail::readers},
    {"/paydesk.v1.PayoutScheduleService/GetPayoutRun", permissions_detail::readers},
    {"/paydesk.v1.PayoutService/PreviewPayouts", permissions_detail::readers},
    {"/paydesk.v1.PayoutService/CreatePayoutBatch", permissions_detail::operators},
    {"/paydesk.v1.PayoutService/DecidePayoutBatch", permissions_detail::deciders},
    {"/paydesk.v1.PayoutService/CancelPayoutBatch", permissions_detail::operators},
    {"/paydesk.v1.PayoutService/SubmitPayoutBatch", permissions_detail::operators},
    {"/paydesk.v1.PayoutService/ImportPayoutStatus", permissions_detail::operators},
    {"/paydesk.v1.PayoutService/RetryPayout", permissions_detail::operators},
    {"/paydesk.v1.PayoutService/GiveUpPayout", permissions_detail::deciders},
    {"/paydesk.v1.PayoutService/GetPayoutFile", permissions_detail::operators},
    {"/paydesk.v1.PayoutService/GetPayoutBatch", permissions_detail::readers},
    {"/paydesk.v1.PayoutService/GetPayout", permissions_detail::readers},
    {"/paydesk.v1.PayoutService/ListPayoutBatches", permissions_detail::readers},
    {"/paydesk.v1.VerdictService/ProposeVerdict", permissions_detail::operators},
    {"/paydesk.v1.VerdictService/DecideVerdict", permissions_detail::deciders},
    {"/paydesk.v1.VerdictService/ListVerdicts", permissions_detail::readers},
    {"/paydesk.v1.VerdictService/GetVerdictEvidence", permissions_detail::readers},
    {"/paydesk.v1.ApprovalService/ListApprovals", permissions_detail::readers},
    {"/paydesk.v1.ApprovalService/GetApproval", permissions_detail::readers},
    {"/paydesk.v1.ApprovalService/DecideApproval", permissions_detail::deciders},
    {"/paydesk.v1.ApprovalService/CancelApproval", permissions_detail::operators},
    {"/paydesk.v1.ApprovalService/GetApprovalEvidence", permissions_detail::readers},
    {"/paydesk.v1.ApprovalService/GetApprovalPolicy", permissions_detail::readers},
    {"/paydesk.v1.ApprovalService/SetApprovalPolicy", permissions_detail::admins},
    {"/paydesk.v1.JournalService/PreviewJournal", permissions_detail::readers},
    {"/paydesk.v1.JournalService/ProposeJournal", permissions_detail::operators},
    {"/paydesk.v1.JournalService/PreviewReversal", permissions_detail::readers},
    {"/paydesk.v1.JournalService/ProposeReversal", permissions_detail::operators},
    {"/paydesk.v1.JournalService/PreviewWriteOff", permissions_detail::readers},
    {"/paydesk.v1.JournalService/ProposeWriteOff", permissions_detail::operators},
    {"/paydesk.v1.JournalService/PreviewPspInvoice", permissions_detail::readers},
    {"/paydesk.v1.JournalService/ProposePspInvoice", permissions_detail::operators},
    {"/paydesk.v1.DisputeService/ListDisputes", permissions_detail::readers},
    {"/paydesk.v1.DisputeService/GetDispute", permissions_detail::readers},
    {"/paydesk.v1.DisputeService/SubmitEvidence", permissions_detail::operators},
    {"/paydesk.v1.DisputeService/AcceptDispute", permissions_detail::operators},
    {"/paydesk.v1.EventService/Watch", permissions_detail::readers},
    {"/paydesk.v1.SystemService/GetStatus", permissions_detail::readers},
    {"/paydesk.v1.SystemService/WhoAmI", permissions_detail::readers | shop},
    {"/paydesk.v1.SystemService/DescribeLifecycle", permissions_detail::readers},
    {"/paydesk.v1.SystemService/GetFlow", permissions_detail::readers},
    {"/paydesk.v1.SystemService/ListAudit", permissions_detail::examiners},
};

/// The row of a method; a method without one does not compile.
consteval const Rpc& rpc(std::string_view method) {
  for (const auto& row : rpcs)
    if (row.method == method)
      return row;
  throw "an RPC without a row";
}

/// The bits of role names; unknown names have none.
RoleSet role_set(const std::vector<std::string>& roles) noexcept;

/// "operator, admin": for messages.
std::string role_names(RoleSet roles);

/// The names of the RPCs that these roles may call, "RetryPayment"; they are unique across services.
std::vector<std::string> permitted(RoleSet roles);

} // namespace paydesk::service
