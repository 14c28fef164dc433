// Captures, voids and refunds.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/books/reversals.h"
#include "sandbox/faults/faults.h"
#include "sandbox/text/error.h"

#include <string>

namespace sandbox {

/// Changes what was authorised. With `final_by_webhook` accounts a change is pending for `bank_delay`.
class Modifications {
 public:
  Modifications(Books& books, Faults& faults, Reversals& reversals)
      : books_(books), faults_(faults), reversals_(reversals) {}

  /// `declined`: the bank refuses; 402, or a failed capture later where answers are only "received".
  Result<Capture> capture(Checkout& checkout, std::int64_t amount, const std::string& reference, bool final,
                          bool declined);
  /// Releases what was not captured. Returns "voided" or "received".
  Result<std::string> release(Checkout& checkout);
  Result<Refund> refund(Checkout& checkout, std::int64_t amount, const std::string& reference);

 private:
  void settle_capture(Checkout& checkout, Capture& capture, bool declined);
  void settle_release(Checkout& checkout);
  void settle_refund(Checkout& checkout, Refund& refund);
  void return_refund(Checkout& checkout, Refund& refund);
  void fail_refund_later(const Checkout& checkout, const Refund& refund);

  Books& books_;
  Faults& faults_;
  Reversals& reversals_;
};

} // namespace sandbox
