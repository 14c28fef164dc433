// From JSON bodies to the books and back, without faults, keys or waiting.
#pragma once

#include "sandbox/books/disputes.h"
#include "sandbox/books/modifications.h"
#include "sandbox/books/payments.h"
#include "sandbox/books/payouts.h"
#include "sandbox/http/message.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace sandbox {

enum class Operation { create, charge, capture, release, refund, cancel, evidence, accept, payout };

/// Whether the path names a dispute and not a checkout.
constexpr bool is_response(Operation operation) {
  return operation == Operation::evidence || operation == Operation::accept;
}

/// The word scripts and decisions know the operation by.
std::string_view name_of(Operation operation);

/// The POST operations of the merchant's API.
class Operations {
 public:
  Operations(Books& books, Payments& payments, Modifications& modifications, Disputes& disputes,
             Payouts& payouts, std::string base)
      : books_(books), payments_(payments), modifications_(modifications), disputes_(disputes),
        payouts_(payouts), base_(std::move(base)) {}

  /// Performs it; `subject_id` is the checkout's or dispute's id, empty for `create`, `charge` and `payout`; `declined`
  /// makes a charge, capture or pay-out fail.
  Reply perform(Operation operation, const Account& account, const std::string& subject_id,
                const nlohmann::json& body, bool declined);
  /// The account's checkout that the operation is about; nothing when there is none.
  Checkout* checkout_of(Operation operation, const Account& account, const std::string& subject_id);

 private:
  Reply create(const Account& account, const nlohmann::json& body);
  Reply charge(const Account& account, const nlohmann::json& body, bool declined);
  Reply payout(const Account& account, const nlohmann::json& body, bool declined);
  Reply capture(Checkout& checkout, const nlohmann::json& body, bool declined);
  Reply release(Checkout& checkout);
  Reply refund(Checkout& checkout, const nlohmann::json& body);
  Reply cancel(Checkout& checkout);
  Reply respond(Operation operation, Checkout& checkout, const std::string& dispute_id,
                const nlohmann::json& body);

  Books& books_;
  Payments& payments_;
  Modifications& modifications_;
  Disputes& disputes_;
  Payouts& payouts_;
  std::string base_;
};

} // namespace sandbox
