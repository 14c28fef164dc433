#include "sandbox/books/modifications.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

Instant now() { return std::chrono::system_clock::now(); }

BatchKey batch_of(const Checkout& checkout) { return {checkout.account->id, checkout.currency}; }

std::optional<Error> why_not_capture(const Checkout& checkout, std::int64_t amount) {
  const CaptureMode mode = checkout.account->capture_mode;
  if (mode == CaptureMode::automatic) return invalid_state("payments of this account capture themselves");
  if (checkout.phase != Phase::authorized) {
    return invalid_state("the checkout is " + std::string(checkout.status()) + ", not authorized");
  }
  if (mode == CaptureMode::single && checkout.captured_or_pending() + checkout.taken_back() > 0) {
    return invalid_state("this account allows one capture, and it was made");
  }
  if (checkout.closing()) return invalid_state("a final capture or a void is pending");
  if (amount > checkout.capturable()) {
    return invalid_state("only " + std::to_string(checkout.capturable()) + " is left to capture");
  }
  return std::nullopt;
}

} // namespace

Result<Capture> Modifications::capture(Checkout& checkout, std::int64_t amount, const std::string& reference,
                                       bool final, bool declined) {
  if (const auto error = why_not_capture(checkout, amount)) return *error;
  const bool last = final || checkout.account->capture_mode == CaptureMode::single;
  checkout.captures.push_back(
      {books_.ids.next("cap_"), amount, reference, last, ModificationStatus::pending, now()});
  const Capture made = checkout.captures.back();
  if (checkout.account->final_by_webhook) {
    books_.later(books_.bank_delay, [this, id = checkout.id, capture_id = made.id, declined] {
      Checkout* found = books_.shelf.find(id);
      if (found != nullptr) settle_capture(*found, *found->capture(capture_id), declined);
    });
    return made;
  }
  settle_capture(checkout, checkout.captures.back(), declined);
  if (declined) {
    return Error{402, "declined", "the bank refused the capture", "", "processing_error"};
  }
  return checkout.captures.back();
}

void Modifications::settle_capture(Checkout& checkout, Capture& capture, bool declined) {
  if (declined) {
    capture.status = ModificationStatus::failed;
    books_.announce("capture.failed", checkout, capture.amount,
                    json{{"capture_id", capture.id},
                         {"capture_reference", capture.reference},
                         {"code", "processing_error"}});
    return;
  }
  capture.status = ModificationStatus::succeeded;
  if (capture.final) checkout.released = checkout.authorized - checkout.captured_or_pending() - checkout.taken_back();
  books_.movements.add(batch_of(checkout),
                       {MovementKind::capture, capture.id, checkout.id, capture.reference, capture.amount,
                        checkout.account->capture_fee(capture.amount, checkout.currency), now()});
  books_.announce("capture.succeeded", checkout, capture.amount,
                  json{{"capture_id", capture.id},
                       {"capture_reference", capture.reference},
                       {"payment_id", checkout.payment_id},
                       {"final", capture.final}});
  reversals_.capture_succeeded(checkout, capture);
}

Result<std::string> Modifications::release(Checkout& checkout) {
  const bool authorized = checkout.authorized > 0;
  if (!authorized)
    return invalid_state("the checkout is " + std::string(checkout.status()) + ", not authorized");
  const bool pending_answer = checkout.account->final_by_webhook;
  if (checkout.void_pending) return std::string("received");
  if (checkout.capturable() == 0) {
    if (checkout.released > 0) return std::string("voided");
    return invalid_state("nothing is left to void");
  }
  if (!pending_answer) {
    settle_release(checkout);
    return std::string("voided");
  }
  checkout.void_pending = true;
  books_.later(books_.bank_delay, [this, id = checkout.id] {
    Checkout* found = books_.shelf.find(id);
    if (found != nullptr) settle_release(*found);
  });
  return std::string("received");
}

void Modifications::settle_release(Checkout& checkout) {
  checkout.void_pending = false;
  const std::int64_t rest = checkout.capturable();
  if (rest <= 0) return;
  checkout.released += rest;
  if (checkout.captured_or_pending() + checkout.taken_back() == 0) checkout.phase = Phase::voided;
  books_.announce("payment.voided", checkout, rest, json{{"payment_id", checkout.payment_id}});
}

Result<Refund> Modifications::refund(Checkout& checkout, std::int64_t amount, const std::string& reference) {
  const std::int64_t left = checkout.captured() - checkout.refunded_or_pending();
  if (amount > left) {
    return Error{409, "refund_exceeds_captured", "only " + std::to_string(left) + " is left to refund"};
  }
  checkout.refunds.push_back(
      {books_.ids.next("ref_"), amount, reference, ModificationStatus::pending, now()});
  const Refund made = checkout.refunds.back();
  if (checkout.account->final_by_webhook) {
    books_.later(books_.bank_delay, [this, id = checkout.id, refund_id = made.id] {
      Checkout* found = books_.shelf.find(id);
      if (found != nullptr) settle_refund(*found, *found->refund(refund_id));
    });
    return made;
  }
  settle_refund(checkout, checkout.refunds.back());
  return checkout.refunds.back();
}

void Modifications::settle_refund(Checkout& checkout, Refund& refund) {
  refund.status = ModificationStatus::succeeded;
  books_.movements.add(batch_of(checkout), {MovementKind::refund, refund.id, checkout.id, refund.reference,
                                            -refund.amount, 0, now()});
  books_.announce("refund.succeeded", checkout, refund.amount,
                  json{{"refund_id", refund.id}, {"refund_reference", refund.reference}});
  const Candidate candidate{Fault::refund_fails_later};
  const Occasion occasion{"refund", checkout.reference, checkout.reference + "/" + refund.reference};
  if (faults_.choose({&candidate, 1}, occasion)) fail_refund_later(checkout, refund);
}

void Modifications::fail_refund_later(const Checkout& checkout, const Refund& refund) {
  books_.later(faults_.lateness(), [this, id = checkout.id, refund_id = refund.id] {
    Checkout* found = books_.shelf.find(id);
    if (found != nullptr) return_refund(*found, *found->refund(refund_id));
  });
}

void Modifications::return_refund(Checkout& checkout, Refund& refund) {
  refund.status = ModificationStatus::failed;
  books_.movements.add(batch_of(checkout), {MovementKind::refund_reversed, refund.id, checkout.id,
                                            refund.reference, refund.amount, 0, now()});
  books_.announce(
      "refund.failed", checkout, refund.amount,
      json{{"refund_id", refund.id}, {"refund_reference", refund.reference}, {"code", "returned_by_bank"}});
}

} // namespace sandbox
