// The real store as one process sees it: sometimes away, sometimes gone before it said whether it committed.
#pragma once

#include "engine/ports/payments.h"
#include "engine/ports/webhooks.h"
#include "simulation/network.h"

namespace paydesk::simulation {

/// What the run has to know of the transactions that were made.
struct TransactionLog {
  bool committed = false;              ///< something, since the invariants were last proven
  std::vector<std::string> complaints; ///< what the database refused although the engine had decided it
};

/// Passes every call on, as one step of the scheduler: others go on before it returns, and the process may die there.
class FaultyStore final : public PaymentStore, public WebhookStore {
 public:
  FaultyStore(std::string who, PaymentStore& payments, WebhookStore& webhooks, Surroundings around, TransactionLog& log)
      : who_(std::move(who)), payments_(payments), webhooks_(webhooks), around_(around), log_(log) {}

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
  enum class Fault { none, away, lost_before_commit, lost_after_commit, deadlock };
  Fault draw(std::string_view what);
  /// One transaction without a decision; `act` is the real one.
  template <class Act> auto transaction(std::string_view what, Act act) -> decltype(act());
  /// One transaction around a decision: `act` is the real one, given a way to wrap what decides.
  template <class T, class Act> Result<T> decision(std::string_view what, Act act);

  const std::string who_;
  PaymentStore& payments_;
  WebhookStore& webhooks_;
  Surroundings around_;
  TransactionLog& log_;
};

} // namespace paydesk::simulation
