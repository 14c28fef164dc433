// What screens, the CLI and REST read. Answers are views; nothing here changes anything.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "views/events.h"
#include "views/ledger.h"
#include "views/payments.h"
#include "views/queues.h"
#include "views/refunds.h"
#include "views/system.h"

namespace paydesk {

/// Read side. Thread-safe. Filters are the grammar of core/filter; a mistake is invalid_argument on "filter".
class Queries {
 public:
  virtual ~Queries() = default;
  virtual Result<views::ListPaymentsResponse> list_payments(const views::PageRequest& page) = 0;
  virtual Result<views::Totals> summarize_payments(const std::string& filter) = 0;
  virtual Result<views::PaymentDetail> payment(const Uuid& payment_or_order_id) = 0;
  virtual Result<views::ListRefundsResponse> list_refunds(const views::PageRequest& page) = 0;
  virtual Result<views::RefundRow> refund(const Uuid& refund_id) = 0;
  virtual Result<views::ListQueueResponse> list_queue(const views::ListQueueRequest& request) = 0;
  virtual Result<views::QueueStats> queue_stats() = 0;
  virtual Result<std::vector<views::AccountBalance>> balances(const std::string& account_prefix) = 0;
  virtual Result<views::ListEntriesResponse> entries(const views::ListEntriesRequest& request) = 0;
  virtual Result<views::ListWalletsResponse> wallets(const views::PageRequest& page) = 0;
  /// The wallets of these sellers in one currency; a seller without one has zeros.
  virtual Result<std::vector<views::Wallet>> wallets_of(const std::vector<std::string>& sellers,
                                                        Currency currency) = 0;
  virtual Result<views::VerifyResponse> verify() = 0;
  /// Of what was booked up to an instant.
  virtual Result<views::VerifyResponse> verify_past(Instant as_of) = 0;
  virtual Result<views::Flow> flow(const views::GetFlowRequest& request) = 0;
  virtual Result<views::ListAuditResponse> audit(const views::PageRequest& page) = 0;
  /// Published events after `position`, at most `most`, in order.
  virtual Result<std::vector<views::Event>> events_after(std::int64_t position, int most) = 0;
  virtual Result<std::int64_t> newest_position() = 0;
  virtual Result<std::int64_t> outbox_lag() = 0;
};

} // namespace paydesk
