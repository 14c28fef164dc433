#include "sandbox/traffic/shop.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace sandbox {

namespace asio = boost::asio;
using nlohmann::json;
using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace {

constexpr std::chrono::seconds kPatience{120};
constexpr milliseconds kAnswerTimeout{20000};
constexpr milliseconds kLongestBackoff{5000};

/// States in which no page will come any more.
constexpr std::array<std::string_view, 7> kEndStates{"failed",   "expired",  "cancelled",  "voided",
                                                     "captured", "reversed", "dead_letter"};

/// No answer, an overloaded or restarting server, or the same key still in flight.
bool worth_retrying(const ClientAnswer& answer) {
  if (answer.status == 0 || answer.status == 429 || answer.status >= 500) return true;
  return answer.status == 409 &&
         (answer.headers.contains("retry-after") || answer.body.find("in_flight") != std::string::npos ||
          answer.body.find("in flight") != std::string::npos);
}

milliseconds advised_wait(const ClientAnswer& answer, milliseconds backoff) {
  const auto advice = answer.headers.find("retry-after");
  if (advice == answer.headers.end()) return backoff;
  const milliseconds advised = std::chrono::seconds(std::atoi(advice->second.c_str()));
  return std::clamp(advised, backoff, std::max(backoff, kLongestBackoff));
}

json payment_body(const PaymentPlan& plan) {
  json orders = json::array();
  for (const PlannedOrder& order : plan.orders) {
    orders.push_back({{"seller", order.seller},
                      {"amount", order.amount},
                      {"reference", order.reference},
                      {"description", order.description}});
  }
  return json{{"buyer", plan.buyer},
              {"checkout_reference", plan.checkout_reference},
              {"currency", plan.currency},
              {"psp_account", plan.account},
              {"success_url", "http://127.0.0.1:9/ok"},
              {"cancel_url", "http://127.0.0.1:9/cancelled"},
              {"orders", std::move(orders)}};
}

std::string described(const ClientAnswer& answer) {
  if (answer.status == 0) return "no answer: " + answer.failure;
  return "HTTP " + std::to_string(answer.status) + " " + answer.body.substr(0, 300);
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

} // namespace

asio::awaitable<void> sleep_for(asio::any_io_executor executor, milliseconds duration) {
  asio::steady_timer timer(executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

Shop::Shop(asio::any_io_executor executor, Url base, std::string api_key)
    : executor_(executor), connection_(executor), base_(std::move(base)), api_key_(std::move(api_key)) {
  while (base_.target.ends_with('/'))
    base_.target.pop_back();
}

ClientRequest Shop::request(std::string method, const std::string& path) const {
  ClientRequest request;
  request.method = std::move(method);
  request.url = base_;
  request.url.target += path;
  request.headers.emplace_back("Authorization", "Bearer " + api_key_);
  request.headers.emplace_back("Accept", "application/json");
  return request;
}

asio::awaitable<ClientAnswer> Shop::ask_until_answered(ClientRequest request) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + kPatience;
  milliseconds backoff{50};
  for (;;) {
    ClientAnswer answer = co_await connection_.ask(request, kAnswerTimeout);
    if (!worth_retrying(answer) || std::chrono::steady_clock::now() > deadline) co_return answer;
    co_await sleep_for(executor_, advised_wait(answer, backoff));
    backoff = std::min(backoff * 2, kLongestBackoff);
  }
}

asio::awaitable<Registration> Shop::register_payment(const PaymentPlan& plan) {
  ClientRequest create = request("POST", "/v1/payments");
  create.headers.emplace_back("Content-Type", "application/json");
  create.headers.emplace_back("Idempotency-Key", plan.idempotency_key);
  create.body = payment_body(plan).dump();
  const ClientAnswer answer = co_await ask_until_answered(std::move(create));
  Registration registration;
  const json payment = json::parse(answer.body, nullptr, false);
  registration.created = answer.status / 100 == 2 && payment.is_object();
  if (!registration.created) {
    registration.failure = "creating: " + described(answer);
    co_return registration;
  }
  registration.hosted_page_url = text_of(payment, "hosted_page_url");
  if (!registration.hosted_page_url.empty()) co_return registration;
  registration = co_await wait_for_page(text_of(payment, "id"));
  co_return registration;
}

asio::awaitable<Registration> Shop::wait_for_page(std::string payment_id) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + kPatience;
  Registration registration;
  registration.created = true;
  milliseconds pause{50};
  while (std::chrono::steady_clock::now() < deadline) {
    co_await sleep_for(executor_, pause);
    pause = std::min(pause * 2, milliseconds(1000));
    const ClientAnswer answer = co_await ask_until_answered(request("GET", "/v1/payments/" + payment_id));
    const json payment = json::parse(answer.body, nullptr, false);
    if (answer.status != 200 || !payment.is_object()) {
      registration.failure = "asking for the page: " + described(answer);
      co_return registration;
    }
    registration.hosted_page_url = text_of(payment, "hosted_page_url");
    if (!registration.hosted_page_url.empty()) co_return registration;
    const std::string state = text_of(payment, "state");
    if (std::ranges::find(kEndStates, state) != kEndStates.end()) {
      registration.failure = "no page: the payment is " + state;
      co_return registration;
    }
  }
  registration.failure = "no page within " + std::to_string(kPatience.count()) + " s";
  co_return registration;
}

} // namespace sandbox
