// One call on its way through libcurl.
#pragma once

#include "core/result.h"
#include "psp/http/http_call.h"
#include "psp/http/http_client.h"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace paydesk::psp {

/// Owns a call, its easy handle and what came back so far. Its address is libcurl's callback argument: never
/// moved.
class Exchange {
 public:
  /// Checks the call and sets the handle up. invalid_argument as HttpClient::submit.
  static Result<std::unique_ptr<Exchange>> prepare(HttpCall call, const HttpClientOptions& options);

  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] CURL* handle() const noexcept { return handle_.get(); }
  static Exchange& of(CURL* handle) noexcept;

  /// What became of it, from libcurl's verdict and from whether a byte was sent.
  [[nodiscard]] HttpReply finish(CURLcode verdict);

  /// Its turn has come: from now on its total_timeout counts, which libcurl's own clock does not over the time it
  /// keeps a call waiting for its host.
  void begin() noexcept;
  /// When its turn must have come, and once it has, when it must have ended.
  [[nodiscard]] std::chrono::steady_clock::time_point deadline() const noexcept { return deadline_; }

 private:
  explicit Exchange(HttpCall call);

  Result<void> check() const;
  void set_request();
  void set_limits(const HttpClientOptions& options);
  void set_callbacks(const HttpClientOptions& options);
  bool take(std::size_t bytes) noexcept;

  static std::size_t on_header(char* text, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* text, std::size_t size, std::size_t count, void* self);
  static int on_traffic(CURL* handle, curl_infotype kind, char* text, std::size_t size, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int before_request(void* self, char*, char*, int, int);

  HttpCall call_;
  std::function<bool(const sockaddr&)> may_connect_;
  HttpReply reply_;
  std::chrono::steady_clock::time_point deadline_;
  std::size_t received_ = 0;
  bool begun_ = false;
  bool headers_complete_ = false; ///< of the latest status line
  bool too_large_ = false;
  bool sent_ = false;
  bool forbidden_ = false; ///< an address that may not be connected to
  bool again_ = false; ///< libcurl wanted to send it a second time
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr, &curl_slist_free_all};
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_{curl_easy_init(), &curl_easy_cleanup};
};

} // namespace paydesk::psp
