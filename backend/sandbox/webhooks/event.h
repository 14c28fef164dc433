// One webhook event, as text ready to be sent.
#pragma once

#include "sandbox/books/checkout.h"
#include "sandbox/books/payouts.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

struct Event {
  std::string type;
  std::string checkout_id;
  std::string reference; ///< the checkout's
  std::string subject;   ///< the reference and what of it the event is about
  const Account* account = nullptr;
  std::string body; ///< the JSON that is signed and sent, byte for byte
};

/// Writes the event's body; `amount` in minor units, `more` are further fields of `data`.
Event make_event(std::string id, const std::string& type, const Checkout& checkout, std::int64_t amount,
                 const nlohmann::json& more);

/// The same of a pay-out; it has no checkout.
Event make_payout_event(std::string id, const std::string& type, const Payout& payout);

/// The value of the `Sandbox-Signature` header at the given time.
std::string signature(std::string_view secret, std::int64_t unix_seconds, std::string_view body);

} // namespace sandbox
