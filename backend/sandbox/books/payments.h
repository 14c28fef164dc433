// The life of a checkout up to the authorisation.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/books/reversals.h"
#include "sandbox/faults/faults.h"
#include "sandbox/text/error.h"

#include <string>
#include <string_view>

namespace sandbox {

/// What a shop asks for; validated by the API.
struct CheckoutRequest {
  std::int64_t amount = 0;
  std::string currency;
  std::string reference;
  std::string redirect_url;
  std::string cancel_url; ///< empty: redirect_url
  std::string description;
  Instant expires_at;
};

/// A charge of a payment method that the buyer has stored; validated by the API.
struct ChargeRequest {
  std::int64_t amount = 0;
  std::string currency;
  std::string reference;
  std::string payment_method;
  std::string description;
};

enum class PayResult { success, declined, processing };

/// Creates checkouts, lets buyers pay them, expires and cancels them.
class Payments {
 public:
  Payments(Books& books, Faults& faults, Reversals& reversals)
      : books_(books), faults_(faults), reversals_(reversals) {}

  Checkout& create(const Account& account, CheckoutRequest request);
  /// Takes the stored payment method without a page: authorised (with `auto` captured) or declined at once.
  Checkout& charge(const Account& account, ChargeRequest request, bool declined);
  static bool knows_method(std::string_view payment_method);
  /// The buyer sees the page; announced the first time.
  void page_opened(Checkout& checkout);
  /// The buyer pays with the card; 409 and 410 when that cannot be. A payment that is through already is a
  /// success again and takes nothing.
  Result<PayResult> pay(Checkout& checkout, const std::string& card);
  /// The shop withdraws the page. Returns the status afterwards, or 409.
  Result<std::string> cancel(Checkout& checkout);

 private:
  void expire(const std::string& checkout_id);
  PayResult decline(Checkout& checkout, const std::string& code);
  PayResult authorize(Checkout& checkout);

  Books& books_;
  Faults& faults_;
  Reversals& reversals_;
};

} // namespace sandbox
