#include "sandbox/api/operations.h"

#include "sandbox/books/checkout_json.h"
#include "sandbox/http/replies.h"
#include "sandbox/http/url.h"
#include "sandbox/text/fields.h"
#include "sandbox/text/money.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t kLongestReference = 100;
constexpr std::size_t kLongestEvidence = 80'000;

/// "succeeded" when the answer is the outcome, "received" when the outcome comes later.
template <class Modification>
Reply modification_reply(const Modification& made) {
  const bool done = made.status == ModificationStatus::succeeded;
  return json_reply(201, json{{"id", made.id},
                              {"status", done ? "succeeded" : "received"},
                              {"amount", made.amount},
                              {"reference", made.reference}});
}

Result<CheckoutRequest> read_checkout(const Account& account, const json& body) {
  Fields fields(body);
  CheckoutRequest request;
  request.amount = fields.integer("amount", 1, kLargestAmount);
  request.currency = fields.text("currency", 3);
  request.reference = fields.text("reference", kLongestReference);
  request.redirect_url = fields.text("redirect_url", 2000);
  request.cancel_url = fields.text_or("cancel_url", "", 2000);
  request.expires_at = fields.instant("expires_at");
  request.description = fields.text_or("description", "", 500);
  if (!currency_digits(request.currency)) fields.fail("currency", "is not a known ISO 4217 code");
  if (!account.takes(request.currency)) fields.fail("currency", "is not enabled for this account");
  if (!is_web_address(request.redirect_url)) fields.fail("redirect_url", "must be an http or https address");
  if (!request.cancel_url.empty() && !is_web_address(request.cancel_url))
    fields.fail("cancel_url", "must be an http or https address");
  if (request.expires_at <= std::chrono::system_clock::now())
    fields.fail("expires_at", "must be in the future");
  if (fields.error()) return *fields.error();
  return request;
}

Result<ChargeRequest> read_charge(const Account& account, const json& body) {
  Fields fields(body);
  ChargeRequest request;
  request.amount = fields.integer("amount", 1, kLargestAmount);
  request.currency = fields.text("currency", 3);
  request.reference = fields.text("reference", kLongestReference);
  request.payment_method = fields.text("payment_method", 100);
  request.description = fields.text_or("description", "", 500);
  if (!currency_digits(request.currency)) fields.fail("currency", "is not a known ISO 4217 code");
  if (!account.takes(request.currency)) fields.fail("currency", "is not enabled for this account");
  if (!Payments::knows_method(request.payment_method)) fields.fail("payment_method", "is not a stored one");
  if (fields.error()) return *fields.error();
  return request;
}

Result<PayoutRequest> read_payout(const Account& account, const json& body) {
  Fields fields(body);
  PayoutRequest request;
  request.amount = fields.integer("amount", 1, kLargestAmount);
  request.currency = fields.text("currency", 3);
  request.reference = fields.text("reference", kLongestReference);
  if (!currency_digits(request.currency)) fields.fail("currency", "is not a known ISO 4217 code");
  if (!account.takes(request.currency)) fields.fail("currency", "is not enabled for this account");
  if (fields.error()) return *fields.error();
  const auto given = body.find("destination");
  if (given == body.end() || !given->is_object()) return invalid_field("destination", "is required, an object");
  Fields destination(*given, "destination.");
  destination.only({"scheme", "bank", "number", "holder"});
  static_cast<void>(destination.choice_or("scheme", "iban", {"iban", "kr", "us"}));
  static_cast<void>(destination.text_or("bank", "", 20));
  request.number = destination.text("number", 40);
  request.holder = destination.text("holder", 140);
  if (destination.error()) return *destination.error();
  return request;
}

} // namespace

std::string_view name_of(Operation operation) {
  switch (operation) {
  case Operation::create:
    return "create";
  case Operation::charge:
    return "charge";
  case Operation::capture:
    return "capture";
  case Operation::release:
    return "void";
  case Operation::refund:
    return "refund";
  case Operation::cancel:
    return "cancel";
  case Operation::evidence:
    return "evidence";
  case Operation::accept:
    return "accept";
  case Operation::payout:
    return "payout";
  }
  return "create";
}

Reply Operations::perform(Operation operation, const Account& account, const std::string& subject_id,
                          const json& body, bool declined) {
  if (operation == Operation::create) return create(account, body);
  if (operation == Operation::charge) return charge(account, body, declined);
  if (operation == Operation::payout) return payout(account, body, declined);
  Checkout* checkout = checkout_of(operation, account, subject_id);
  if (checkout == nullptr) {
    return error_reply(not_found((is_response(operation) ? "dispute: " : "checkout: ") + subject_id));
  }
  switch (operation) {
  case Operation::capture:
    return capture(*checkout, body, declined);
  case Operation::release:
    return release(*checkout);
  case Operation::refund:
    return refund(*checkout, body);
  case Operation::evidence:
  case Operation::accept:
    return respond(operation, *checkout, subject_id, body);
  default:
    return cancel(*checkout);
  }
}

Checkout* Operations::checkout_of(Operation operation, const Account& account,
                                  const std::string& subject_id) {
  if (!is_response(operation)) return books_.shelf.find(subject_id, account);
  Checkout* checkout = books_.shelf.find_by_dispute(subject_id);
  return checkout != nullptr && checkout->account == &account ? checkout : nullptr;
}

Reply Operations::respond(Operation operation, Checkout& checkout, const std::string& dispute_id,
                          const json& body) {
  const bool evidence = operation == Operation::evidence;
  Fields fields(body);
  const std::string reference = fields.text("reference", kLongestReference);
  if (evidence) static_cast<void>(fields.text("text", kLongestEvidence));
  if (fields.error()) return error_reply(*fields.error());
  const auto made = disputes_.respond(
      checkout, dispute_id, evidence ? ResponseKind::evidence : ResponseKind::accept, reference);
  if (!made) return error_reply(made.error());
  const bool done = made->status == ModificationStatus::succeeded;
  return json_reply(201, json{{"id", made->id},
                              {"status", done ? "succeeded" : "received"},
                              {"reference", made->reference},
                              {"dispute", dispute_json(*checkout.dispute(dispute_id), checkout)}});
}

Reply Operations::create(const Account& account, const json& body) {
  auto request = read_checkout(account, body);
  if (!request) return error_reply(request.error());
  const Checkout& checkout = payments_.create(account, std::move(*request));
  return json_reply(201, created_json(checkout, base_));
}

Reply Operations::charge(const Account& account, const json& body, bool declined) {
  auto request = read_charge(account, body);
  if (!request) return error_reply(request.error());
  const Checkout& checkout = payments_.charge(account, std::move(*request), declined);
  if (checkout.phase != Phase::declined) return json_reply(201, checkout_json(checkout, base_));
  Error refused{402, "declined", "the payment method was declined"};
  refused.decline_code = checkout.decline_code;
  return error_reply(refused);
}

Reply Operations::payout(const Account& account, const json& body, bool declined) {
  auto request = read_payout(account, body);
  if (!request) return error_reply(request.error());
  if (declined) {
    Error refused{402, "declined", "the balance does not cover the pay-out"};
    refused.decline_code = "insufficient_balance";
    return error_reply(refused);
  }
  return json_reply(201, payout_json(payouts_.create(account, std::move(*request))));
}

Reply Operations::capture(Checkout& checkout, const json& body, bool declined) {
  Fields fields(body);
  const std::int64_t amount = fields.integer("amount", 1, kLargestAmount);
  const std::string reference = fields.text("reference", kLongestReference);
  const bool final = fields.flag_or("final", false);
  if (fields.error()) return error_reply(*fields.error());
  const auto made = modifications_.capture(checkout, amount, reference, final, declined);
  return made ? modification_reply(*made) : error_reply(made.error());
}

Reply Operations::release(Checkout& checkout) {
  const auto status = modifications_.release(checkout);
  return status ? json_reply(200, json{{"status", *status}}) : error_reply(status.error());
}

Reply Operations::refund(Checkout& checkout, const json& body) {
  Fields fields(body);
  const std::int64_t amount = fields.integer("amount", 1, kLargestAmount);
  const std::string reference = fields.text("reference", kLongestReference);
  if (fields.error()) return error_reply(*fields.error());
  const auto made = modifications_.refund(checkout, amount, reference);
  return made ? modification_reply(*made) : error_reply(made.error());
}

Reply Operations::cancel(Checkout& checkout) {
  const auto status = payments_.cancel(checkout);
  return status ? json_reply(200, json{{"status", *status}}) : error_reply(status.error());
}

} // namespace sandbox
