// What the shop and the operators were told: none of it may be gone after any kill.
#pragma once

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace paydesk::crash {

/// A checkout of which the daemon has told the shop that it exists.
struct PromisedCheckout {
  std::string payment_id;
  std::string key;            ///< of the request
  std::string request;        ///< its body
  std::string answer;         ///< the final one, byte for byte; empty while there was none
  std::string total;          ///< "12.34"
  bool seen_captured = false; ///< a GET told that all of it is captured
};

/// A refund of which the daemon has told the operator that it exists.
struct PromisedRefund {
  std::string refund_id;
  std::string payment_id;
  std::string amount; ///< "12.34"
};

/// A journal of which the daemon has told the approver that it is booked.
struct PromisedJournal {
  std::string approval_id;
  std::string transaction_id;
};

/// A pay-out of which the daemon has told the treasurer that it is submitted.
struct PromisedPayout {
  std::string payout_id;
  std::string amount; ///< "12.34"
};

/// What everybody at work remembers. Thread-safe.
class Promises {
 public:
  /// The place of the checkout, for what follows.
  std::size_t add(PromisedCheckout checkout) {
    const std::lock_guard lock(mutex_);
    checkouts_.push_back(std::move(checkout));
    return checkouts_.size() - 1;
  }
  void answered(std::size_t checkout, std::string answer) {
    const std::lock_guard lock(mutex_);
    checkouts_[checkout].answer = std::move(answer);
  }
  void seen_captured(std::size_t checkout) {
    const std::lock_guard lock(mutex_);
    checkouts_[checkout].seen_captured = true;
  }
  void add(PromisedRefund refund) {
    const std::lock_guard lock(mutex_);
    refunds_.push_back(std::move(refund));
  }
  void add(PromisedJournal journal) {
    const std::lock_guard lock(mutex_);
    journals_.push_back(std::move(journal));
  }
  void add(PromisedPayout payout) {
    const std::lock_guard lock(mutex_);
    payouts_.push_back(std::move(payout));
  }
  /// The payment of the `draw`-th of the latest checkouts; nothing before the first.
  std::optional<std::string> recent_payment(std::size_t draw) const {
    const std::lock_guard lock(mutex_);
    if (checkouts_.empty()) return std::nullopt;
    const auto among = std::min<std::size_t>(checkouts_.size(), 60);
    return checkouts_[checkouts_.size() - 1 - draw % among].payment_id;
  }
  /// Something that no daemon may ever say or do.
  void complain(std::string what) {
    const std::lock_guard lock(mutex_);
    if (complaints_.size() < 50) complaints_.push_back(std::move(what));
  }

  PromisedCheckout checkout(std::size_t at) const {
    const std::lock_guard lock(mutex_);
    return checkouts_[at];
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return checkouts_.size();
  }
  std::vector<PromisedCheckout> checkouts() const {
    const std::lock_guard lock(mutex_);
    return checkouts_;
  }
  std::vector<PromisedRefund> refunds() const {
    const std::lock_guard lock(mutex_);
    return refunds_;
  }
  std::vector<PromisedJournal> journals() const {
    const std::lock_guard lock(mutex_);
    return journals_;
  }
  std::vector<PromisedPayout> payouts() const {
    const std::lock_guard lock(mutex_);
    return payouts_;
  }
  std::vector<std::string> complaints() const {
    const std::lock_guard lock(mutex_);
    return complaints_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<PromisedCheckout> checkouts_;
  std::vector<PromisedRefund> refunds_;
  std::vector<PromisedJournal> journals_;
  std::vector<PromisedPayout> payouts_;
  std::vector<std::string> complaints_;
};

} // namespace paydesk::crash
