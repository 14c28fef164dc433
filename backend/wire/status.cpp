#include "wire/status.h"

#include <array>
#include <utility>

namespace paydesk::wire {
namespace {
constexpr std::array<std::pair<ErrorCode, grpc::StatusCode>, 11> codes = {{
    {ErrorCode::invalid_argument, grpc::StatusCode::INVALID_ARGUMENT},
    {ErrorCode::not_found, grpc::StatusCode::NOT_FOUND},
    {ErrorCode::already_exists, grpc::StatusCode::ALREADY_EXISTS},
    {ErrorCode::conflict, grpc::StatusCode::ABORTED},
    {ErrorCode::failed_precondition, grpc::StatusCode::FAILED_PRECONDITION},
    {ErrorCode::permission_denied, grpc::StatusCode::PERMISSION_DENIED},
    {ErrorCode::unauthenticated, grpc::StatusCode::UNAUTHENTICATED},
    {ErrorCode::exhausted, grpc::StatusCode::RESOURCE_EXHAUSTED},
    {ErrorCode::unavailable, grpc::StatusCode::UNAVAILABLE},
    {ErrorCode::data_loss, grpc::StatusCode::DATA_LOSS},
    {ErrorCode::internal, grpc::StatusCode::INTERNAL},
}};
} // namespace

grpc::Status to_status(const Error& error) {
  for (const auto& [ours, theirs] : codes)
    if (ours == error.code)
      return {theirs, error.message, error.field};
  return {grpc::StatusCode::INTERNAL, error.message, error.field};
}

Error from_status(const grpc::Status& status) {
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED)
    return {ErrorCode::unavailable, "no answer in time", {}};
  if (status.error_code() == grpc::StatusCode::CANCELLED)
    return {ErrorCode::unavailable, "cancelled", {}};
  for (const auto& [ours, theirs] : codes)
    if (theirs == status.error_code())
      return {ours, status.error_message(), status.error_details()};
  return {ErrorCode::internal, status.error_message(), status.error_details()};
}

} // namespace paydesk::wire
