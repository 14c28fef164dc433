#include "sandbox/http/replies.h"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

/// What Visa's issuers answer, by the sandbox's own word for it.
constexpr std::pair<std::string_view, std::string_view> visa_codes[] = {
    {"insufficient_funds", "51"}, {"do_not_honor", "05"},   {"lost_card", "41"},
    {"expired_card", "54"},       {"processing_error", "96"}, {"authentication_required", "1A"}};

std::string_view visa_code(std::string_view decline_code) {
  for (const auto& [word, code] : visa_codes)
    if (word == decline_code) return code;
  return "05";
}

} // namespace

Reply json_reply(int status, const json& content) {
  // Ids and paths may be echoed: bytes that are no UTF-8 are replaced instead of failing the answer.
  return Reply{status, "application/json", content.dump(-1, ' ', false, json::error_handler_t::replace)};
}

Reply error_reply(const Error& error) {
  json shown{{"code", error.code}, {"message", error.message}};
  if (!error.field.empty()) shown["field"] = error.field;
  if (!error.decline_code.empty()) {
    shown["decline_code"] = error.decline_code;
    shown["network"] = "visa";
    shown["network_code"] = visa_code(error.decline_code);
  }
  return json_reply(error.status, json{{"error", std::move(shown)}});
}

} // namespace sandbox
