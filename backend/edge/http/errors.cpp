#include "edge/http/errors.h"

#include <nlohmann/json.hpp>

namespace paydesk::edge {

int http_status(ErrorCode code) noexcept {
  switch (code) {
  case ErrorCode::invalid_argument:
    return 400;
  case ErrorCode::unauthenticated:
    return 401;
  case ErrorCode::permission_denied:
    return 403;
  case ErrorCode::not_found:
    return 404;
  case ErrorCode::already_exists:
  case ErrorCode::conflict:
  case ErrorCode::failed_precondition:
    return 409;
  case ErrorCode::exhausted:
    return 429;
  case ErrorCode::unavailable:
    return 503;
  case ErrorCode::data_loss:
  case ErrorCode::internal:
    return 500;
  }
  return 500;
}

HttpResponse error_response(const Error& error) {
  const int status = http_status(error.code);
  if (status == 500) return refusal(500, "internal", "an internal error occurred; it was logged");
  return refusal(status, to_string(error.code), error.message, error.field);
}

HttpResponse refusal(int status, std::string_view code, std::string_view message, std::string_view field) {
  nlohmann::ordered_json body;
  body["error"]["code"] = code;
  body["error"]["message"] = message;
  if (!field.empty()) body["error"]["field"] = field;
  HttpResponse response;
  response.status = status;
  // A message may quote what the client sent: invalid UTF-8 is replaced, never thrown at.
  response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

} // namespace paydesk::edge
