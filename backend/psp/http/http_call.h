// A call to a PSP over HTTP and what became of it: plain values.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace paydesk::psp {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpCall {
  std::uint64_t id = 0; ///< the caller's; comes back in the reply
  std::string method = "GET";
  std::string url; ///< http or https
  HttpHeaders headers = {};
  std::string body = {};
  std::chrono::milliseconds connect_timeout{5000};
  /// How long it may wait for one of the client's connections; not one that the PSP's slowness takes from the call.
  std::chrono::milliseconds turn_timeout{30000};
  std::chrono::milliseconds total_timeout{30000}; ///< from its turn to the last byte
  std::size_t max_response = 1024 * 1024; ///< headers and body together
};

/// What is certain about a call. Money depends on it: only `not_sent` may be repeated freely.
enum class HttpOutcome {
  answered, ///< a whole answer came, whatever its status
  not_sent, ///< not one byte of the request left: name, connection or TLS failed, or it never got its turn
  lost,     ///< something was sent and no whole answer came: the PSP may or may not have acted
};

std::string_view to_string(HttpOutcome outcome) noexcept;

struct HttpReply {
  std::uint64_t id = 0;
  HttpOutcome outcome = HttpOutcome::lost;
  int status = 0;           ///< 0 unless answered
  HttpHeaders headers = {}; ///< of the final answer; names as sent
  std::string body = {};
  std::chrono::microseconds latency{0};
  std::string error = {}; ///< why it was not answered, for the log and the attempt's record

  /// The first header of that name, whatever its case; empty when absent.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

} // namespace paydesk::psp
