#include "sandbox/http/replies.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

Reply json_reply(int status, const json& content) {
  // Ids and paths may be echoed: bytes that are no UTF-8 are replaced instead of failing the answer.
  return Reply{status, "application/json", content.dump(-1, ' ', false, json::error_handler_t::replace)};
}

Reply error_reply(const Error& error) {
  json shown{{"code", error.code}, {"message", error.message}};
  if (!error.field.empty()) shown["field"] = error.field;
  if (!error.decline_code.empty()) shown["decline_code"] = error.decline_code;
  return json_reply(error.status, json{{"error", std::move(shown)}});
}

} // namespace sandbox
