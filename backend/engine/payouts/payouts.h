// Pay-outs: what is available becomes a batch, a second person approves it, its file goes to the bank.
#pragma once

#include "engine/ports/payout_file.h"
#include "engine/ports/payout_sending.h"
#include "engine/ports/payout_status.h"
#include "engine/ports/payouts.h"

namespace paydesk {

/// Thread-safe use cases. `keep` stores the answer in the act's own transaction.
class Payouts {
 public:
  struct Needs {
    PayoutStore& store;
    const Clock& clock;
    IdSource& ids;
    FundingAccount funding; ///< without an IBAN nothing can be paid from the bank
    WritePayoutFile write;
    ReadPayoutStatus read;
    std::vector<std::string> psp_accounts{}; ///< whose PSPs can pay out
    PayoutSendingStore* sending = nullptr;   ///< with them
  };
  explicit Payouts(Needs needs) : needs_(std::move(needs)) {}

  /// Who would be paid out to now, and who not and why. Changes nothing.
  Result<views::PayoutBatchDetail> preview(const views::PreviewPayoutsRequest& request);
  /// Reserves what is available and makes the batch of it.
  Result<views::PayoutBatchDetail> create(const Caller& caller, const views::CreatePayoutBatchRequest& request,
                                          const PayoutStore::KeepDetail& keep = {});
  Result<views::PayoutBatch> decide(const Caller& caller, const Uuid& batch_id, bool approve, const std::string& note,
                                    const PayoutStore::KeepBatch& keep = {});
  Result<views::PayoutBatch> cancel(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                    const PayoutStore::KeepBatch& keep = {});
  /// Writes the file, or hands the pay-outs to the PSP account that pays, and books seller_payable → payout_transit, in
  /// one transaction and once. failed_precondition when
  /// an account may not be paid to any more: nothing is sent then.
  Result<views::PayoutBatch> submit(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                    const PayoutStore::KeepBatch& keep = {});
  /// Takes a bank's status report: what it accepted is in transit, what it rejected is the seller's again, both once.
  /// not_found for a batch that is none of ours; then, and for a pay-out that is none of its, nothing is changed.
  Result<views::PayoutBatchDetail> hear(const Caller& caller, const std::string& content,
                                        const PayoutStore::KeepDetail& keep = {});
  /// Tries a dead letter at a PSP again, or asks about an unknown outcome now. failed_precondition for any other.
  Result<views::PayoutBatchDetail> retry(const Caller& caller, const Uuid& payout_id, const std::string& reason,
                                         const PayoutStore::KeepDetail& keep = {});
  /// Gives up a dead letter that the PSP surely does not have; the seller has the money again. failed_precondition for
  /// any other.
  Result<views::PayoutBatchDetail> give_up(const Caller& caller, const Uuid& payout_id, const std::string& reason,
                                           const PayoutStore::KeepDetail& keep = {});
  Result<views::PayoutFile> file(const Caller& caller, const Uuid& batch_id) {
    return needs_.store.file(caller, batch_id, needs_.clock.now());
  }
  Result<views::PayoutBatchDetail> detail(const Uuid& batch_id) { return needs_.store.detail(batch_id); }
  Result<views::PayoutDetail> payout(const Uuid& payout_id) { return needs_.store.payout(payout_id); }
  Result<views::ListPayoutBatchesResponse> list(const views::PageRequest& page) { return needs_.store.list(page); }

  static constexpr std::size_t most_payouts = 5000; ///< of one batch
  static constexpr std::size_t most_sellers = 1000; ///< named in a request

 private:
  Result<PayoutTerms> terms_of(const std::string& currency, const std::string& minimum,
                               const std::vector<std::string>& sellers) const;
  Result<FundingAccount> funding_of(const std::string& psp_account) const;
  PayoutChoice choose(const PayoutTerms& terms, Instant now, std::span<const PayableWallet> wallets) const;
  Result<PayoutSubmission> submission(const ApprovedBatch& batch, Instant now) const;

  Needs needs_;
};

} // namespace paydesk
