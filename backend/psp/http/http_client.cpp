#include "psp/http/http_client.h"

#include "psp/http/exchange.h"
#include "psp/http/sigpipe_guard.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace paydesk::psp {

namespace {

constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(1);

/// libcurl's own process-wide set-up, done once.
bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

} // namespace

struct HttpClient::State {
  HttpClientOptions options;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi{curl_multi_init(), &curl_multi_cleanup};
  std::unordered_map<CURL*, std::unique_ptr<Exchange>> calls;
  std::deque<std::unique_ptr<Exchange>> waiting; ///< in the order they came

  explicit State(HttpClientOptions wanted) : options(std::move(wanted)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (const auto& [handle, exchange] : calls)
      curl_multi_remove_handle(multi.get(), handle);
  }

  std::vector<HttpReply> perform();
  void give_turns(std::vector<HttpReply>& replies);
  void end_overdue(std::vector<HttpReply>& replies);
  void end(CURL* handle, CURLcode verdict, std::vector<HttpReply>& replies);
  [[nodiscard]] std::chrono::steady_clock::time_point next_deadline() const;
};

void HttpClient::State::end(CURL* handle, CURLcode verdict, std::vector<HttpReply>& replies) {
  replies.push_back(Exchange::of(handle).finish(verdict));
  curl_multi_remove_handle(multi.get(), handle);
  calls.erase(handle);
}

// Calls wait here and not in libcurl, where the wait would eat up the time of their answers: a PSP that is slow
// would look as if it did not answer at all.
void HttpClient::State::give_turns(std::vector<HttpReply>& replies) {
  while (!waiting.empty() && static_cast<long>(calls.size()) < options.connections) {
    auto exchange = std::move(waiting.front());
    waiting.pop_front();
    exchange->begin();
    CURL* handle = exchange->handle();
    if (curl_multi_add_handle(multi.get(), handle) == CURLM_OK)
      calls.emplace(handle, std::move(exchange));
    else
      replies.push_back(exchange->finish(CURLE_FAILED_INIT));
  }
}

void HttpClient::State::end_overdue(std::vector<HttpReply>& replies) {
  const auto now = std::chrono::steady_clock::now();
  std::vector<CURL*> overdue;
  for (const auto& [handle, exchange] : calls)
    if (exchange->deadline() <= now) overdue.push_back(handle);
  for (CURL* handle : overdue)
    end(handle, CURLE_OPERATION_TIMEDOUT, replies);
  std::erase_if(waiting, [&](const auto& exchange) {
    const bool over = exchange->deadline() <= now;
    if (over) replies.push_back(exchange->finish(CURLE_OPERATION_TIMEDOUT));
    return over;
  });
}

std::vector<HttpReply> HttpClient::State::perform() {
  const SigpipeGuard guard;
  std::vector<HttpReply> replies;
  give_turns(replies);
  int running = 0;
  curl_multi_perform(multi.get(), &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left))
    if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result, replies);
  end_overdue(replies);
  return replies;
}

std::chrono::steady_clock::time_point HttpClient::State::next_deadline() const {
  auto next = std::chrono::steady_clock::time_point::max();
  for (const auto& [handle, exchange] : calls)
    next = std::min(next, exchange->deadline());
  for (const auto& exchange : waiting)
    next = std::min(next, exchange->deadline());
  return next;
}

std::string_view to_string(HttpOutcome outcome) noexcept {
  switch (outcome) {
  case HttpOutcome::answered:
    return "answered";
  case HttpOutcome::not_sent:
    return "not_sent";
  case HttpOutcome::lost:
    return "lost";
  }
  return "lost";
}

std::string_view HttpReply::header(std::string_view name) const noexcept {
  for (const auto& [key, value] : headers)
    if (key.size() == name.size() && curl_strnequal(key.data(), name.data(), name.size())) return value;
  return {};
}

Result<HttpClient> HttpClient::create(HttpClientOptions options) {
  if (!curl_is_ready()) return fail(ErrorCode::unavailable, "libcurl cannot be initialised");
  auto state = std::make_unique<State>(std::move(options));
  if (!state->multi) return fail(ErrorCode::unavailable, "libcurl cannot be initialised");
  CURLM* multi = state->multi.get();
  curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, state->options.connections_per_host);
  curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, state->options.connections);
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, state->options.connections);
  curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
  return HttpClient(std::move(state));
}

HttpClient::HttpClient(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<void> HttpClient::submit(HttpCall call) {
  auto exchange = Exchange::prepare(std::move(call), state_->options);
  if (!exchange) return tl::unexpected(exchange.error());
  state_->waiting.push_back(std::move(*exchange));
  return {};
}

std::vector<HttpReply> HttpClient::poll(std::chrono::milliseconds patience) {
  auto replies = state_->perform();
  if (!replies.empty()) return replies;
  // Rounded up: waking a moment before a deadline would only spin.
  const auto now = std::chrono::steady_clock::now();
  const auto until = std::min(now + std::clamp(patience, std::chrono::milliseconds(0), longest_wait),
                              state_->next_deadline());
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
  curl_multi_poll(state_->multi.get(), nullptr, 0, static_cast<int>(std::max<long long>(wait, 0)), nullptr);
  return state_->perform();
}

void HttpClient::wake() const noexcept { curl_multi_wakeup(state_->multi.get()); }

std::size_t HttpClient::in_flight() const noexcept { return state_->calls.size() + state_->waiting.size(); }

} // namespace paydesk::psp
