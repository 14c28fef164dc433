#include "app/client/transport_error.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "wire/status.h"

namespace paydesk::client {
namespace {

constexpr std::array<std::string_view, 3> never_connected = {"failed to connect", "address list",
                                                             "DNS resolution"};
constexpr std::array<std::string_view, 9> broken_off = {"Socket closed",  "Connection reset", "recvmsg",
                                                        "GOAWAY",         "Broken pipe",      "Endpoint read",
                                                        "Cancelling all", "Stream removed",   "RST_STREAM"};

constexpr std::string_view outcome_open =
    " A command may have been carried out: look before you repeat it, or repeat it with the same key.";

bool tells_of(const grpc::Status& status, std::span<const std::string_view> texts) {
  return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) {
    return status.error_message().find(text) != std::string::npos;
  });
}

bool may_be_transport(grpc::StatusCode code) {
  return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::UNKNOWN ||
         code == grpc::StatusCode::INTERNAL || code == grpc::StatusCode::CANCELLED;
}

} // namespace

Error transport_error(const grpc::Status& status, const std::string& address) {
  const std::string daemon = "The daemon at " + address;
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED)
    return {ErrorCode::unavailable, daemon + " did not answer in time." + std::string(outcome_open), {}};
  if (may_be_transport(status.error_code()) && tells_of(status, never_connected))
    return {ErrorCode::unavailable,
            "No daemon answers at " + address + ". Nothing was sent; check that it runs.",
            {}};
  if (may_be_transport(status.error_code()) && tells_of(status, broken_off))
    return {ErrorCode::unavailable, daemon + " broke the connection off." + std::string(outcome_open), {}};
  if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED)
    return {ErrorCode::failed_precondition,
            daemon + " does not know this request: it is older than this program.",
            {}};
  return wire::from_status(status);
}

} // namespace paydesk::client
