// The answers of the fake daemon, one function an RPC. All run with the books locked.
#pragma once

#include "tests/support/fake_daemon/books.h"

namespace paydesk::fake {

Result<views::ListPaymentsResponse> list_payments(Books&, const Login&, const views::PageRequest&);
Result<views::Totals> summarize_payments(Books&, const Login&, const views::SummarizePaymentsRequest&);
Result<views::PaymentDetail> get_payment(Books&, const Login&, const views::GetPaymentRequest&);
Result<views::CommandOutcome> retry_payment(Books&, const Login&, const views::PaymentCommand&);
Result<views::CommandOutcome> cancel_payment(Books&, const Login&, const views::PaymentCommand&);

Result<views::RefundPreview> preview_refund(Books&, const Login&, const views::RefundRequest&);
Result<views::CreateRefundResponse> create_refund(Books&, const Login&, const views::RefundRequest&);
Result<views::RefundRow> get_refund(Books&, const Login&, const views::GetRefundRequest&);
Result<views::ListRefundsResponse> list_refunds(Books&, const Login&, const views::PageRequest&);
Result<views::RefundRow> decide_refund(Books&, const Login&, const views::DecideRefundRequest&);

Result<views::ListQueueResponse> list_queue(Books&, const Login&, const views::ListQueueRequest&);
Result<views::QueueStats> queue_stats(Books&, const Login&, const views::QueueStatsRequest&);
Result<views::QueueCommandResponse> retry_items(Books&, const Login&, const views::QueueCommand&);
Result<views::QueueCommandResponse> discard_items(Books&, const Login&, const views::QueueCommand&);
Result<views::PspQueue> pause_psp(Books&, const Login&, const views::PausePspRequest&);

Result<views::ImportFileResponse> import_file(Books&, const Login&, const views::ImportFileRequest&);
Result<views::ListRunsResponse> list_runs(Books&, const Login&, const views::PageRequest&);
Result<views::ReconRun> get_run(Books&, const Login&, const views::GetRunRequest&);
Result<views::ListBreaksResponse> list_breaks(Books&, const Login&, const views::ListBreaksRequest&);
Result<views::ListPairsResponse> list_pairs(Books&, const Login&, const views::ListPairsRequest&);
Result<views::ResolutionPreview> preview_resolution(Books&, const Login&, const views::ResolveRequest&);
Result<views::ReconBreak> resolve_break(Books&, const Login&, const views::ResolveRequest&);
Result<views::ReconBreak> decide_resolution(Books&, const Login&, const views::DecideResolutionRequest&);

Result<views::ListBalancesResponse> list_balances(Books&, const Login&, const views::ListBalancesRequest&);
Result<views::ListEntriesResponse> list_entries(Books&, const Login&, const views::ListEntriesRequest&);
Result<views::ListWalletsResponse> list_wallets(Books&, const Login&, const views::PageRequest&);
Result<views::VerifyResponse> verify(Books&, const Login&, const views::VerifyRequest&);

Result<views::ReportTable> read_report(Books&, const Login&, const views::ReportRequest&);
Result<views::Report> make_report(Books&, const Login&, const views::ReportRequest&);
Result<views::BooksStatus> get_books(Books&, const Login&, const views::GetBooksRequest&);
Result<views::BooksStatus> close_day(Books&, const Login&, const views::CloseDayRequest&);

Result<views::ListPayoutBatchesResponse> list_payout_batches(Books&, const Login&, const views::PageRequest&);
Result<views::PayoutBatchDetail> get_payout_batch(Books&, const Login&, const views::GetPayoutBatchRequest&);
Result<views::PayoutBatch> decide_payout_batch(Books&, const Login&, const views::DecidePayoutBatchRequest&);
Result<views::PayoutBatch> submit_payout_batch(Books&, const Login&, const views::PayoutBatchCommand&);
Result<views::PayoutBatch> cancel_payout_batch(Books&, const Login&, const views::PayoutBatchCommand&);

Result<views::SystemStatus> get_status(Books&, const Login&, const views::GetStatusRequest&);
Result<views::Caller> who_am_i(Books&, const Login&, const views::WhoAmIRequest&);
Result<views::DescribeLifecycleResponse> describe_lifecycle(Books&, const Login&,
                                                            const views::DescribeLifecycleRequest&);
Result<views::Flow> get_flow(Books&, const Login&, const views::GetFlowRequest&);
Result<views::ListAuditResponse> list_audit(Books&, const Login&, const views::PageRequest&);

/// permission_denied unless the login has one of the roles.
Result<void> need_role(const Login& login, std::initializer_list<std::string_view> roles);

} // namespace paydesk::fake
