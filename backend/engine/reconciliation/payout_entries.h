// Bank entries that are about pay-outs.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "engine/ports/ledger.h"
#include "engine/ports/recon_rows.h"

namespace paydesk::recon {

/// The pay-outs that the entries of one booking debit or give back, each once. One thread.
class PayoutEntries {
 public:
  struct Explained {
    std::string kind; ///< payout_paid, payout_returned
    std::vector<PayoutRow> payouts;
    std::vector<Posting> postings;
    std::string why{};           ///< it came back
    bool closes_account = false; ///< by what the bank gives as its reason
  };
  /// A debit that is the sum of pay-outs it names, or of a batch it names, with what the bank states as its charge; or a
  /// credit that gives one that was paid back whole, less such a charge. Nothing for what does not fit to the last
  /// minor unit: anybody who was paid knows the reference.
  std::optional<Explained> explain(const EntryRow& entry) const;
  /// It is booked by this transaction.
  void book(const Explained& explained, const Uuid& transaction_id);
  /// In order: what is given back was paid before, maybe by the same statement.
  std::span<const PayoutMove> paid() const noexcept { return paid_; }
  std::span<const PayoutMove> given_back() const noexcept { return given_back_; }

 private:
  std::optional<Explained> debited(const EntryRow& entry, bool by_batch) const;
  std::optional<Explained> returned(const EntryRow& entry) const;

  const std::string& state_of(const PayoutRow& payout) const;

  std::map<Uuid, std::string> booked_; ///< the state that it leads to
  std::vector<PayoutMove> paid_, given_back_;
};

} // namespace paydesk::recon
