// The read side on PostgreSQL: every list, detail and figure that screens, CLI and REST show.
#pragma once

#include <string>

#include "core/clock.h"
#include "core/retry.h"
#include "engine/ports/queries.h"
#include "store/database.h"

namespace paydesk::store {

struct QueryOptions {
  std::string time_zone = "UTC"; ///< in which "today" is today; a name that PostgreSQL knows
  RetryPolicy retry;             ///< what the queue screens say about the next tries
  std::chrono::seconds first_check{15}; ///< a charge that has moved within this time is not looked after
};

/// Reads, each in one statement or one snapshot. Thread-safe. Everything it refers to outlives it.
class PgQueries final : public Queries {
 public:
  PgQueries(Database& database, const Clock& clock, QueryOptions options = {})
      : database_(database), clock_(clock), options_(std::move(options)) {}

  Result<views::ListPaymentsResponse> list_payments(const views::PageRequest& page) override;
  Result<views::Totals> summarize_payments(const std::string& filter) override;
  Result<views::PaymentDetail> payment(const Uuid& payment_or_order_id) override;
  Result<views::ListRefundsResponse> list_refunds(const views::PageRequest& page) override;
  Result<views::RefundRow> refund(const Uuid& refund_id) override;
  Result<views::ListQueueResponse> list_queue(const views::ListQueueRequest& request) override;
  Result<views::QueueStats> queue_stats() override;
  Result<std::vector<views::AccountBalance>> balances(const std::string& account_prefix) override;
  Result<views::ListEntriesResponse> entries(const views::ListEntriesRequest& request) override;
  Result<views::ListWalletsResponse> wallets(const views::PageRequest& page) override;
  Result<std::vector<views::Wallet>> wallets_of(const std::vector<std::string>& sellers, Currency currency) override;
  Result<views::VerifyResponse> verify() override;
  Result<views::VerifyResponse> verify_past(Instant as_of) override;
  Result<views::Flow> flow(const views::GetFlowRequest& request) override;
  Result<views::ListAuditResponse> audit(const views::PageRequest& page) override;
  Result<std::vector<views::Event>> events_after(std::int64_t position, int most) override;
  Result<std::int64_t> newest_position() override;
  Result<std::int64_t> outbox_lag() override;

 private:
  Database& database_;
  const Clock& clock_;
  QueryOptions options_;
};

} // namespace paydesk::store
