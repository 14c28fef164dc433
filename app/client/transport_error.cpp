#include "app/client/transport_error.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "wire/status.h"

namespace paydesk::client {
namespace {

constexpr std::array<std::string_view, 10> transport_texts = {
    "failed to connect", "Socket closed", "Connection reset",     "recvmsg",      "GOAWAY",
    "Broken pipe",       "Endpoint read", "Cancelling all calls", "address list", "DNS resolution"};

bool is_transport_text(std::string_view message) {
  return std::any_of(transport_texts.begin(), transport_texts.end(),
                     [&](std::string_view text) { return message.find(text) != std::string_view::npos; });
}

} // namespace

Error transport_error(const grpc::Status& status, const std::string& address) {
  Error error = wire::from_status(status);
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED)
    error.message = "The daemon at " + address +
                    " did not answer in time. A command may have been carried out: "
                    "look before you repeat it, or repeat it with the same key.";
  else if (status.error_code() == grpc::StatusCode::UNAVAILABLE && is_transport_text(status.error_message()))
    error.message = "No daemon answers at " + address + ". Nothing was shown or changed; check that it runs.";
  else if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED)
    error = {ErrorCode::failed_precondition,
             "The daemon at " + address + " does not know this request: it is older than this program.",
             {}};
  return error;
}

} // namespace paydesk::client
