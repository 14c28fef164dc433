// The PostgreSQL side of the payment and webhook ports.
#pragma once

#include "engine/ports/payments.h"
#include "engine/ports/webhooks.h"
#include "store/claims.h"
#include "store/database.h"

namespace paydesk::store {

class PgPayments final : public PaymentStore, public WebhookStore {
 public:
  explicit PgPayments(Database& database) : database_(database) {}

  Result<std::vector<CreateOutcome>> create(std::span<NewPayment> payments) override;
  Result<void> change(std::span<const Uuid> charge_ids, const Decide& decide) override;
  Result<bool> claim(const std::string& account, int most, Instant now, Instant lease_until,
                     const Begin& begin) override;
  Result<std::vector<Uuid>> due_for_check(int most, Instant now) override;
  Result<std::vector<Uuid>> charges_of_payment(const Uuid& payment_or_order_id) override;
  Result<std::vector<Uuid>> all_charges_of_payment(const Uuid& payment_or_order_id) override;
  Result<std::vector<Uuid>> charges_of_jobs(std::span<const Uuid> job_ids) override;
  Result<std::vector<Uuid>> charges_of_refund(const Uuid& refund_id) override;
  Result<std::vector<Uuid>> charges_of_expired_refunds(int most, Instant now) override;
  Result<std::vector<Uuid>> charges_of_dispute(const Uuid& dispute_id) override;
  Result<std::vector<StoredResponse>> store_responses(std::span<const StoredResponse> responses) override;
  Result<std::vector<Registration>> registrations(std::span<const Uuid> payment_ids) override;

  Result<int> insert(std::span<const RawWebhook> events) override;
  Result<void> take_in(std::span<const RawWebhook> events, const Read& read, const Decide& decide) override;
  Result<void> apply(int most, Instant now, const Read& read, const Decide& decide) override;
  Result<void> finish(const WebhookDone& done) override;

 private:
  Result<std::vector<Uuid>> charge_ids(std::string_view sql, const Params& params);
  Database& database_;
  Claims claims_;
};

/// Makes the configured PSP account's row, or brings it up to date.
Result<void> upsert_psp_account(Database& database, const std::string& account, const std::string& provider,
                                const std::string& entity, CaptureMode mode, const std::string& time_zone);

} // namespace paydesk::store
