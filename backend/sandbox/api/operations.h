// From JSON bodies to the books and back, without faults, keys or waiting.
#pragma once

#include "sandbox/books/modifications.h"
#include "sandbox/books/payments.h"
#include "sandbox/http/message.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace sandbox {

enum class Operation { create, charge, capture, release, refund, cancel };

/// The word scripts and decisions know the operation by.
std::string_view name_of(Operation operation);

/// The POST operations of the merchant's API.
class Operations {
 public:
  Operations(Books& books, Payments& payments, Modifications& modifications, std::string base)
      : books_(books), payments_(payments), modifications_(modifications), base_(std::move(base)) {}

  /// Performs it; `checkout_id` is empty for `create` and `charge`; `declined` makes a charge or capture fail.
  Reply perform(Operation operation, const Account& account, const std::string& checkout_id,
                const nlohmann::json& body, bool declined);

 private:
  Reply create(const Account& account, const nlohmann::json& body);
  Reply charge(const Account& account, const nlohmann::json& body, bool declined);
  Reply capture(Checkout& checkout, const nlohmann::json& body, bool declined);
  Reply release(Checkout& checkout);
  Reply refund(Checkout& checkout, const nlohmann::json& body);
  Reply cancel(Checkout& checkout);

  Books& books_;
  Payments& payments_;
  Modifications& modifications_;
  std::string base_;
};

} // namespace sandbox
