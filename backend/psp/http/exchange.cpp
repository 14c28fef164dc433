#include "psp/http/exchange.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace paydesk::psp {

namespace {

bool is_token(std::string_view text) {
  static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && curl_strnequal(a.data(), b.data(), a.size()) != 0;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

} // namespace

Exchange::Exchange(HttpCall call)
    : call_(std::move(call)), deadline_(std::chrono::steady_clock::now() + call_.turn_timeout) {
  reply_.id = call_.id;
}

void Exchange::begin() noexcept {
  begun_ = true;
  deadline_ = std::chrono::steady_clock::now() + call_.total_timeout;
}

Exchange& Exchange::of(CURL* handle) noexcept {
  void* self = nullptr;
  curl_easy_getinfo(handle, CURLINFO_PRIVATE, &self);
  return *static_cast<Exchange*>(self);
}

Result<std::unique_ptr<Exchange>> Exchange::prepare(HttpCall call, const HttpClientOptions& options) {
  std::unique_ptr<Exchange> exchange(new Exchange(std::move(call)));
  if (!exchange->handle_) return fail(ErrorCode::unavailable, "libcurl has no memory for another call");
  if (auto checked = exchange->check(); !checked) return tl::unexpected(checked.error());
  exchange->set_request();
  exchange->set_limits(options);
  exchange->set_callbacks(options);
  return exchange;
}

Result<void> Exchange::check() const {
  if (!is_token(call_.method)) return invalid("method", "\"" + call_.method + "\" is not an HTTP method");
  if (has_control(call_.url) || call_.url.find(' ') != std::string::npos)
    return invalid("url", "the URL contains a space or a control character");
  if (!call_.url.starts_with("http://") && !call_.url.starts_with("https://"))
    return invalid("url", "the URL does not begin with http:// or https://");
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
  if (curl_url_set(url.get(), CURLUPART_URL, call_.url.c_str(), 0) != CURLUE_OK)
    return invalid("url", "the URL is malformed");
  for (const auto& [name, value] : call_.headers)
    if (!is_token(name) || has_control(value))
      return invalid("headers", "the header \"" + name + "\" cannot be sent");
  return {};
}

void Exchange::set_request() {
  CURL* handle = handle_.get();
  const bool with_body = !call_.body.empty() || call_.method == "POST" || call_.method == "PUT";
  curl_easy_setopt(handle, CURLOPT_URL, call_.url.c_str());
  if (with_body) {
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call_.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call_.body.data());
  } else if (call_.method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  }
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call_.method.c_str());

  bool typed = false;
  // "Name:" without a value tells libcurl to leave its own header out.
  curl_slist* list = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : call_.headers) {
    typed = typed || same_name(name, "Content-Type");
    list = curl_slist_append(list, (value.empty() ? name + ";" : name + ": " + value).c_str());
  }
  if (!typed) list = curl_slist_append(list, "Content-Type:");
  headers_.reset(list);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
}

void Exchange::set_limits(const HttpClientOptions& options) {
  CURL* handle = handle_.get();
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, std::max<long>(1, call_.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, std::max<long>(1, call_.total_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, static_cast<long>(options.idle_connection.count()));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(handle, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  if (!options.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
}

void Exchange::set_callbacks(const HttpClientOptions& options) {
  CURL* handle = handle_.get();
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, &Exchange::on_traffic);
  curl_easy_setopt(handle, CURLOPT_DEBUGDATA, this);
  curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L); // or libcurl does not call it
  curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &Exchange::before_request);
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, this);
  if (!options.may_connect) return;
  may_connect_ = options.may_connect;
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Exchange::open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
}

bool Exchange::take(std::size_t bytes) noexcept {
  received_ += bytes;
  too_large_ = too_large_ || received_ > call_.max_response;
  return !too_large_;
}

std::size_t Exchange::on_header(char* text, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::string_view line(text, size * count);
  if (!exchange.take(line.size())) return 0;
  if (line.starts_with("HTTP/")) {
    exchange.reply_.headers.clear(); // what came before belonged to an interim answer
    exchange.headers_complete_ = false;
  } else if (line == "\r\n" || line == "\n") {
    exchange.headers_complete_ = true;
  } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
    exchange.reply_.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return line.size();
}

std::size_t Exchange::on_body(char* text, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  if (!exchange.take(size * count)) return 0;
  exchange.reply_.body.append(text, size * count);
  return size * count;
}

int Exchange::on_traffic(CURL*, curl_infotype kind, char*, std::size_t size, void* self) {
  // libcurl calls this after the socket took the bytes: the only certain sign that the request began to
  // leave.
  if ((kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT) && size > 0)
    static_cast<Exchange*>(self)->sent_ = true;
  return 0;
}

int Exchange::before_request(void* self, char*, char*, int, int) {
  // On a reused connection that died without an answer libcurl repeats by itself; the PSP may have acted
  // already.
  auto& exchange = *static_cast<Exchange*>(self);
  exchange.again_ = exchange.sent_;
  return exchange.again_ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

curl_socket_t Exchange::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& exchange = *static_cast<Exchange*>(self);
  exchange.forbidden_ = !exchange.may_connect_(address->addr);
  if (exchange.forbidden_) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

HttpReply Exchange::finish(CURLcode verdict) {
  long status = 0;
  curl_off_t micros = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &micros);
  reply_.latency = std::chrono::microseconds(micros);
  // A connection that closes within the headers is CURLE_OK to libcurl.
  if (verdict == CURLE_OK && status >= 200 && headers_complete_) {
    reply_.outcome = HttpOutcome::answered;
    reply_.status = static_cast<int>(status);
    return std::move(reply_);
  }
  reply_.outcome = sent_ ? HttpOutcome::lost : HttpOutcome::not_sent;
  reply_.headers.clear();
  reply_.body.clear();
  reply_.error = too_large_ ? "the answer is larger than " + std::to_string(call_.max_response) + " bytes"
                 : forbidden_ && !sent_ ? "its name leads to an address that may not be called"
                 : !begun_  ? "no connection was free in time"
                 : again_   ? "the connection was closed without an answer"
                 : verdict == CURLE_OK ? "the answer ended within its headers"
                 : error_[0] != '\0'   ? std::string(error_.data())
                                       : std::string(curl_easy_strerror(verdict));
  return std::move(reply_);
}

} // namespace paydesk::psp
