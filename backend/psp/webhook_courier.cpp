#include "psp/webhook_courier.h"

#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>

#include "engine/ports/web_address.h"
#include "psp/http/redact.h"

namespace paydesk::psp {
namespace {

constexpr std::size_t longest_answer = 256 * 1024, longest_excerpt = 1024;

/// Asked with the address a name has come to mean, right before connecting: a name that is re-pointed after the
/// endpoint was checked leads nowhere.
bool is_on_the_internet(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    return reach_of({reinterpret_cast<const std::uint8_t*>(&v4), sizeof v4}) == Reach::world;
  }
  if (address.sa_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    return reach_of({reinterpret_cast<const std::uint8_t*>(&v6), sizeof v6}) == Reach::world;
  }
  return false;
}

} // namespace

std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, Instant now) {
  if (text.empty() || text.size() > 64)
    return std::nullopt;
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return read.ec == std::errc{} ? std::chrono::seconds(seconds) : std::chrono::seconds::max();
  }
  const auto at = curl_getdate(std::string(text).c_str(), nullptr);
  if (at < 0)
    return std::nullopt;
  const auto until = std::chrono::seconds(at) - std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
  return std::max(until, std::chrono::seconds(0));
}

Result<std::unique_ptr<WebhookCourier>> WebhookCourier::create(CourierOptions options) {
  HttpClientOptions http;
  // The sender bounds the calls to each endpoint; several endpoints may share a host.
  http.connections_per_host = options.connections;
  http.connections = options.connections;
  http.user_agent = "paydesk-webhooks/1";
  if (!options.private_addresses)
    http.may_connect = is_on_the_internet;
  auto client = HttpClient::create(std::move(http));
  if (!client)
    return tl::unexpected(client.error());
  return std::unique_ptr<WebhookCourier>(new WebhookCourier(options, std::move(*client)));
}

void WebhookCourier::submit(const CourierCall& call) {
  HttpCall http;
  http.id = next_id_++;
  http.method = "POST";
  http.url = call.url;
  http.headers = call.headers;
  http.body = call.body;
  http.connect_timeout = options_.connect_timeout;
  http.turn_timeout = options_.total_timeout;
  http.total_timeout = options_.total_timeout;
  http.max_response = longest_answer;
  const auto id = http.id;
  if (const auto submitted = client_.submit(std::move(http)); submitted)
    sent_.emplace(id, call.delivery_id);
  else
    refused_.push_back({call.delivery_id, 0, 0, submitted.error().message, std::nullopt, {}});
}

std::vector<CourierAnswer> WebhookCourier::collect(std::chrono::milliseconds wait) {
  auto answers = std::exchange(refused_, {});
  for (const auto& reply : client_.poll(answers.empty() ? wait : std::chrono::milliseconds(0))) {
    const auto at = sent_.find(reply.id);
    if (at == sent_.end())
      continue;
    CourierAnswer answer;
    answer.delivery_id = at->second;
    answer.latency_ms = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(reply.latency).count());
    if (reply.outcome == HttpOutcome::answered) {
      answer.status = reply.status;
      answer.retry_after = parse_retry_after(reply.header("Retry-After"), SystemClock().now());
      answer.response = redacted_excerpt(reply.body, longest_excerpt);
    } else {
      answer.error = redacted_excerpt(reply.error, longest_excerpt);
    }
    answers.push_back(std::move(answer));
    sent_.erase(at);
  }
  return answers;
}

} // namespace paydesk::psp
