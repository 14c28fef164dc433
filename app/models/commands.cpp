#include "app/models/commands.h"

#include <utility>

namespace paydesk::models {

namespace rpc = client::rpc;

Call Commands::retry_payment(views::PaymentCommand request, const QObject* context,
                             Reply<views::CommandOutcome> reply) {
  return daemon_.call<rpc::RetryPayment>(std::move(request), context, std::move(reply));
}

Call Commands::cancel_payment(views::PaymentCommand request, const QObject* context,
                              Reply<views::CommandOutcome> reply) {
  return daemon_.call<rpc::CancelPayment>(std::move(request), context, std::move(reply));
}

Call Commands::preview_refund(views::RefundRequest request, const QObject* context,
                              Reply<views::RefundPreview> reply) {
  return daemon_.call<rpc::PreviewRefund>(std::move(request), context, std::move(reply));
}

Call Commands::create_refund(views::RefundRequest request, const QObject* context,
                             Reply<views::CreateRefundResponse> reply) {
  return daemon_.call<rpc::CreateRefund>(std::move(request), context, std::move(reply));
}

Call Commands::decide_refund(views::DecideRefundRequest request, const QObject* context,
                             Reply<views::RefundRow> reply) {
  return daemon_.call<rpc::DecideRefund>(std::move(request), context, std::move(reply));
}

Call Commands::retry_items(views::QueueCommand request, const QObject* context,
                           Reply<views::QueueCommandResponse> reply) {
  return daemon_.call<rpc::RetryItems>(std::move(request), context, std::move(reply));
}

Call Commands::discard_items(views::QueueCommand request, const QObject* context,
                             Reply<views::QueueCommandResponse> reply) {
  return daemon_.call<rpc::DiscardItems>(std::move(request), context, std::move(reply));
}

Call Commands::pause_psp(views::PausePspRequest request, const QObject* context,
                         Reply<views::PspQueue> reply) {
  return daemon_.call<rpc::PausePsp>(std::move(request), context, std::move(reply));
}

Call Commands::import_file(views::ImportFileRequest request, const QObject* context,
                           Reply<views::ImportFileResponse> reply) {
  return daemon_.call<rpc::ImportFile>(std::move(request), context, std::move(reply));
}

Call Commands::preview_resolution(views::ResolveRequest request, const QObject* context,
                                  Reply<views::ResolutionPreview> reply) {
  return daemon_.call<rpc::PreviewResolution>(std::move(request), context, std::move(reply));
}

Call Commands::resolve_break(views::ResolveRequest request, const QObject* context,
                             Reply<views::ReconBreak> reply) {
  return daemon_.call<rpc::ResolveBreak>(std::move(request), context, std::move(reply));
}

Call Commands::decide_resolution(views::DecideResolutionRequest request, const QObject* context,
                                 Reply<views::ReconBreak> reply) {
  return daemon_.call<rpc::DecideResolution>(std::move(request), context, std::move(reply));
}

Call Commands::get_payment(std::string id, const QObject* context, Reply<views::PaymentDetail> reply) {
  return daemon_.call<rpc::GetPayment>({std::move(id)}, context, std::move(reply));
}

Call Commands::find_payments(std::string filter, int limit, const QObject* context,
                             Reply<views::ListPaymentsResponse> reply) {
  return daemon_.call<rpc::ListPayments>({std::move(filter), {}, limit, false}, context, std::move(reply));
}

Call Commands::verify_books(const QObject* context, Reply<views::VerifyResponse> reply) {
  return daemon_.call<rpc::Verify>({}, context, std::move(reply));
}

Call Commands::make_report(views::ReportRequest request, const QObject* context, Reply<views::Report> reply) {
  return daemon_.call<rpc::MakeReport>(std::move(request), context, std::move(reply));
}

Call Commands::decide_payouts(views::DecidePayoutBatchRequest request, const QObject* context, Reply<views::PayoutBatch> reply) {
  return daemon_.call<rpc::DecidePayoutBatch>(std::move(request), context, std::move(reply));
}

Call Commands::submit_payouts(views::PayoutBatchCommand request, const QObject* context, Reply<views::PayoutBatch> reply) {
  return daemon_.call<rpc::SubmitPayoutBatch>(std::move(request), context, std::move(reply));
}

Call Commands::cancel_payouts(views::PayoutBatchCommand request, const QObject* context, Reply<views::PayoutBatch> reply) {
  return daemon_.call<rpc::CancelPayoutBatch>(std::move(request), context, std::move(reply));
}

Call Commands::close_day(views::CloseDayRequest request, const QObject* context, Reply<views::BooksStatus> reply) {
  return daemon_.call<rpc::CloseDay>(std::move(request), context, std::move(reply));
}

Call Commands::list_accounts(const QObject* context, Reply<views::ListBalancesResponse> reply) {
  return daemon_.call<rpc::ListBalances>({}, context, std::move(reply));
}

} // namespace paydesk::models
