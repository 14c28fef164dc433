// The HTML that buyers see.
#pragma once

#include "sandbox/books/checkout.h"

#include <string>

namespace sandbox {

/// The page on which the checkout is paid.
std::string payment_page(const Checkout& checkout);

/// A page with one message; `back` (may be empty) is where its button leads.
std::string message_page(const std::string& title, const std::string& message, const std::string& back);

} // namespace sandbox
