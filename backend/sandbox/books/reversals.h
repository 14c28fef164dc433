// Captures that were done and that the buyer's bank takes back: returned direct debits, failures told late.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/faults/faults.h"
#include "sandbox/text/error.h"

#include <string>

namespace sandbox {

class Reversals {
 public:
  Reversals(Books& books, Faults& faults) : books_(books), faults_(faults) {}

  /// A capture has succeeded: the fault `capture_fails_later` takes it back after `late_ms`.
  void capture_succeeded(const Checkout& checkout, const Capture& capture);

  /// Takes the capture back, whole; without an id the checkout's latest that succeeded. What was refunded of it stays
  /// refunded. 404 when there is no such capture, 409 when there is nothing to take back; again → the same answer.
  Result<Capture> reverse(Checkout& checkout, const std::string& capture_id);

 private:
  Books& books_;
  Faults& faults_;
};

} // namespace sandbox
