#include "sandbox/books/payments.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace sandbox {

using nlohmann::json;

namespace {

/// The card is refused for good after so many tries.
constexpr int kMostDeclines = 5;

/// Stored payment methods are called after what comes of them.
struct Method {
  std::string_view name;
  std::string_view decline_code; ///< empty: it can be charged
  bool first_time_only = false;  ///< declined for the first charge of a reference, good for the next
};
constexpr std::array kMethods{Method{"pm_ok", ""},
                              Method{"pm_insufficient_funds", "insufficient_funds"},
                              Method{"pm_insufficient_funds_once", "insufficient_funds", true},
                              Method{"pm_do_not_honor", "do_not_honor"},
                              Method{"pm_lost_card", "lost_card"},
                              Method{"pm_expired_card", "expired_card"},
                              Method{"pm_processing_error", "processing_error"},
                              Method{"pm_authentication_required", "authentication_required"}};

const Method* find_method(std::string_view name) {
  const auto found = std::ranges::find(kMethods, name, &Method::name);
  return found == kMethods.end() ? nullptr : &*found;
}

std::string decline_code_for(const std::string& card, bool by_chance) {
  if (by_chance) return "do_not_honor";
  return card == "ok" || card == "never" ? "" : card;
}

} // namespace

Checkout& Payments::create(const Account& account, CheckoutRequest request) {
  Checkout checkout;
  checkout.id = books_.ids.next("chk_");
  checkout.account = &account;
  checkout.reference = std::move(request.reference);
  checkout.amount = request.amount;
  checkout.currency = std::move(request.currency);
  checkout.cancel_url = request.cancel_url.empty() ? request.redirect_url : std::move(request.cancel_url);
  checkout.redirect_url = std::move(request.redirect_url);
  checkout.description = std::move(request.description);
  checkout.created = std::chrono::system_clock::now();
  checkout.expires_at = request.expires_at;
  Checkout& kept = books_.shelf.put(std::move(checkout));
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(kept.expires_at - kept.created);
  books_.later(left, [this, id = kept.id] { expire(id); });
  return kept;
}

Checkout& Payments::charge(const Account& account, ChargeRequest request, bool declined) {
  const bool known = !books_.shelf.find_by_reference(request.reference).empty();
  const Method* method = find_method(request.payment_method);
  Checkout checkout;
  checkout.id = books_.ids.next("chk_");
  checkout.account = &account;
  checkout.reference = std::move(request.reference);
  checkout.amount = request.amount;
  checkout.currency = std::move(request.currency);
  checkout.description = std::move(request.description);
  checkout.created = std::chrono::system_clock::now();
  checkout.expires_at = checkout.created;
  checkout.paid_without_page = true;
  checkout.phase = Phase::processing;
  Checkout& kept = books_.shelf.put(std::move(checkout));
  const bool refused = declined || method == nullptr ||
                       (!method->decline_code.empty() && !(method->first_time_only && known));
  if (!refused) {
    authorize(kept);
    return kept;
  }
  kept.decline_code = method != nullptr && !method->decline_code.empty() ? method->decline_code : "do_not_honor";
  kept.phase = Phase::declined;
  books_.announce("payment.declined", kept, kept.amount, json{{"decline_code", kept.decline_code}, {"final", true}});
  return kept;
}

bool Payments::knows_method(std::string_view payment_method) { return find_method(payment_method) != nullptr; }

void Payments::page_opened(Checkout& checkout) {
  if (checkout.phase != Phase::open) return;
  checkout.phase = Phase::opened;
  books_.announce("checkout.opened", checkout, checkout.amount, json::object());
}

Result<PayResult> Payments::pay(Checkout& checkout, const std::string& card) {
  if (checkout.phase == Phase::authorized) return PayResult::success;
  if (checkout.phase == Phase::processing) return invalid_state("this payment is being processed");
  if (!checkout.payable()) return Error{410, "gone", "this payment can no longer be made"};
  page_opened(checkout);
  checkout.phase = Phase::processing;
  books_.announce("payment.processing", checkout, checkout.amount, json::object());
  if (card == "never") return PayResult::processing;
  const Candidate by_chance{Fault::decline};
  const Occasion occasion{"pay", checkout.reference, checkout.reference};
  const bool refused = card == "ok" && faults_.choose({&by_chance, 1}, occasion).has_value();
  const std::string code = decline_code_for(card, refused);
  return code.empty() ? authorize(checkout) : decline(checkout, code);
}

PayResult Payments::decline(Checkout& checkout, const std::string& code) {
  checkout.decline_code = code;
  const bool final = ++checkout.declines >= kMostDeclines;
  checkout.phase = final ? Phase::declined : Phase::opened;
  books_.announce("payment.declined", checkout, checkout.amount,
                  json{{"decline_code", code}, {"final", final}});
  return PayResult::declined;
}

PayResult Payments::authorize(Checkout& checkout) {
  checkout.phase = Phase::authorized;
  checkout.decline_code.clear();
  checkout.authorized = checkout.amount;
  checkout.payment_id = books_.ids.next("pay_");
  if (checkout.account->capture_mode != CaptureMode::automatic) {
    books_.announce("payment.authorized", checkout, checkout.amount,
                    json{{"payment_id", checkout.payment_id}});
    return PayResult::success;
  }
  const Instant now = std::chrono::system_clock::now();
  const Capture capture{
      books_.ids.next("cap_"), checkout.amount, checkout.reference, true, ModificationStatus::succeeded, now};
  checkout.captures.push_back(capture);
  books_.movements.add({checkout.account->id, checkout.currency},
                       {MovementKind::capture, capture.id, checkout.id, capture.reference, capture.amount,
                        checkout.account->capture_fee(capture.amount, checkout.currency), now});
  books_.announce("capture.succeeded", checkout, capture.amount,
                  json{{"capture_id", capture.id},
                       {"capture_reference", capture.reference},
                       {"payment_id", checkout.payment_id},
                       {"final", true}});
  reversals_.capture_succeeded(checkout, capture);
  return PayResult::success;
}

Result<std::string> Payments::cancel(Checkout& checkout) {
  if (checkout.phase == Phase::expired) return std::string("expired");
  const bool cancelled = checkout.phase == Phase::voided && checkout.authorized == 0;
  if (!cancelled && !checkout.payable() && checkout.phase != Phase::declined) {
    return invalid_state("the checkout is " + std::string(checkout.status()) + " and cannot be cancelled");
  }
  if (!cancelled) {
    checkout.phase = Phase::voided;
    books_.announce("payment.voided", checkout, checkout.amount, json{{"payment_id", nullptr}});
  }
  return std::string("voided");
}

void Payments::expire(const std::string& checkout_id) {
  Checkout* checkout = books_.shelf.find(checkout_id);
  if (checkout == nullptr) return;
  if (!checkout->payable() && checkout->phase != Phase::processing) return;
  checkout->phase = Phase::expired;
  books_.announce("checkout.expired", *checkout, checkout->amount, json::object());
}

} // namespace sandbox
