// What an operator can do, and what it would do: the commands and previews of every screen.
#pragma once

#include <string>
#include <vector>

#include "app/client/call.h"
#include "app/client/daemon.h"
#include "app/client/idempotency.h"
#include "app/client/rpcs.h"

namespace paydesk::models {

using client::Call;
using client::new_idempotency_key;
using client::Reply;

/// Sends commands; changes nothing by itself and shows nothing. Lives on the GUI thread; the daemon must
/// outlive it. The caller makes the idempotency key when the person decides, and repeats a command whose
/// outcome it does not know with the same key. Replies run on this thread unless the handle or `context` is
/// gone.
class Commands {
 public:
  explicit Commands(client::Daemon& daemon) noexcept : daemon_(daemon) {}

  [[nodiscard]] Call retry_payment(views::PaymentCommand, const QObject* context,
                                   Reply<views::CommandOutcome>);
  [[nodiscard]] Call cancel_payment(views::PaymentCommand, const QObject* context,
                                    Reply<views::CommandOutcome>);

  [[nodiscard]] Call preview_refund(views::RefundRequest, const QObject* context,
                                    Reply<views::RefundPreview>);
  [[nodiscard]] Call create_refund(views::RefundRequest, const QObject* context,
                                   Reply<views::CreateRefundResponse>);
  [[nodiscard]] Call decide_refund(views::DecideRefundRequest, const QObject* context,
                                   Reply<views::RefundRow>);

  [[nodiscard]] Call retry_items(views::QueueCommand, const QObject* context,
                                 Reply<views::QueueCommandResponse>);
  [[nodiscard]] Call discard_items(views::QueueCommand, const QObject* context,
                                   Reply<views::QueueCommandResponse>);
  [[nodiscard]] Call pause_psp(views::PausePspRequest, const QObject* context, Reply<views::PspQueue>);

  [[nodiscard]] Call import_file(views::ImportFileRequest, const QObject* context,
                                 Reply<views::ImportFileResponse>);
  [[nodiscard]] Call preview_resolution(views::ResolveRequest, const QObject* context,
                                        Reply<views::ResolutionPreview>);
  [[nodiscard]] Call resolve_break(views::ResolveRequest, const QObject* context, Reply<views::ReconBreak>);
  [[nodiscard]] Call decide_resolution(views::DecideResolutionRequest, const QObject* context,
                                       Reply<views::ReconBreak>);

  /// A payment by its own or an order's id, once; screens that stay open use PaymentDetailSource.
  [[nodiscard]] Call get_payment(std::string id, const QObject* context, Reply<views::PaymentDetail>);
  /// Finds payments by any identifier, newest first: for the palette.
  [[nodiscard]] Call find_payments(std::string filter, int limit, const QObject* context,
                                   Reply<views::ListPaymentsResponse>);
  [[nodiscard]] Call verify_books(const QObject* context, Reply<views::VerifyResponse>);

  /// A report as a file's bytes.
  [[nodiscard]] Call make_report(views::ReportRequest, const QObject* context, Reply<views::Report>);
  [[nodiscard]] Call decide_payouts(views::DecidePayoutBatchRequest, const QObject* context, Reply<views::PayoutBatch>);
  [[nodiscard]] Call submit_payouts(views::PayoutBatchCommand, const QObject* context, Reply<views::PayoutBatch>);
  [[nodiscard]] Call cancel_payouts(views::PayoutBatchCommand, const QObject* context, Reply<views::PayoutBatch>);

  /// Closes a day and all before it, for good.
  [[nodiscard]] Call close_day(views::CloseDayRequest, const QObject* context, Reply<views::BooksStatus>);
  /// Every account that has ever moved: for choosing one.
  [[nodiscard]] Call list_accounts(const QObject* context, Reply<views::ListBalancesResponse>);

 private:
  client::Daemon& daemon_;
};

} // namespace paydesk::models
