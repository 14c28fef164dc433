#include "sandbox/webhooks/event.h"

#include "sandbox/text/digests.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

Event make_event(std::string id, const std::string& type, const Checkout& checkout, std::int64_t amount,
                 const json& more) {
  json details{{"checkout_id", checkout.id},
               {"reference", checkout.reference},
               {"amount", amount},
               {"currency", checkout.currency}};
  details.update(more);
  std::string subject = checkout.reference;
  for (const char* key : {"capture_reference", "refund_reference"}) {
    if (more.contains(key)) subject += "/" + more[key].get<std::string>();
  }
  const json body{{"id", std::move(id)},
                  {"type", type},
                  {"created", rfc3339(std::chrono::system_clock::now())},
                  {"account", checkout.account->id},
                  {"data", std::move(details)}};
  return Event{type, checkout.id, checkout.reference, std::move(subject), checkout.account, body.dump()};
}

Event make_payout_event(std::string id, const std::string& type, const Payout& payout) {
  json details{{"payout_id", payout.id},
               {"reference", payout.reference},
               {"amount", payout.amount},
               {"currency", payout.currency}};
  if (!payout.code.empty()) details["code"] = payout.code;
  const json body{{"id", std::move(id)},
                  {"type", type},
                  {"created", rfc3339(std::chrono::system_clock::now())},
                  {"account", payout.account->id},
                  {"data", std::move(details)}};
  return Event{type, payout.id, payout.reference, payout.reference, payout.account, body.dump()};
}

std::string signature(std::string_view secret, std::int64_t unix_seconds, std::string_view body) {
  const std::string time = std::to_string(unix_seconds);
  return "t=" + time + ",v1=" + hmac_sha256_hex(secret, time + "." + std::string(body));
}

} // namespace sandbox
