#include "core/result.h"

namespace paydesk {

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
  case ErrorCode::invalid_argument:
    return "invalid_argument";
  case ErrorCode::not_found:
    return "not_found";
  case ErrorCode::already_exists:
    return "already_exists";
  case ErrorCode::conflict:
    return "conflict";
  case ErrorCode::failed_precondition:
    return "failed_precondition";
  case ErrorCode::permission_denied:
    return "permission_denied";
  case ErrorCode::unauthenticated:
    return "unauthenticated";
  case ErrorCode::exhausted:
    return "exhausted";
  case ErrorCode::unavailable:
    return "unavailable";
  case ErrorCode::data_loss:
    return "data_loss";
  case ErrorCode::internal:
    return "internal";
  }
  return "internal";
}

} // namespace paydesk
