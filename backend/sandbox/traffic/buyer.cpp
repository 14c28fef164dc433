#include "sandbox/traffic/buyer.h"

#include "sandbox/traffic/shop.h"

#include <algorithm>

namespace sandbox {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kPageTimeout{20000};
constexpr milliseconds kRedirectTimeout{2000};
constexpr std::chrono::seconds kPatience{120};
/// The sandbox refuses for good after five declines.
constexpr int kMostTries = 4;

/// The `result` of a redirect, or what went wrong instead of one.
std::string result_of(const ClientAnswer& answer) {
  if (answer.status == 0) return "no answer from the page: " + answer.failure;
  const auto location = answer.headers.find("location");
  if (answer.status != 303 || location == answer.headers.end()) {
    return "the page answered HTTP " + std::to_string(answer.status);
  }
  const std::size_t at = location->second.rfind("result=");
  return at == std::string::npos ? "a redirect without a result" : location->second.substr(at + 7);
}

} // namespace

Buyer::Buyer(asio::any_io_executor executor) : executor_(executor), browser_(executor) {}

asio::awaitable<Visit> Buyer::visit(Url page, const PaymentPlan& plan) {
  ClientRequest open;
  open.url = page;
  const ClientAnswer shown = co_await ask_patiently(std::move(open));
  if (shown.status != 200) {
    co_return Visit{BuyerOutcome::failed,
                    "opening the page: HTTP " + std::to_string(shown.status) + shown.failure};
  }
  co_await sleep_for(executor_, milliseconds(plan.thinking_ms));
  if (plan.conduct == Conduct::abandons) co_return Visit{BuyerOutcome::abandoned, {}};
  if (plan.conduct != Conduct::pays) {
    std::string result = co_await use_card(page, plan.declining_card);
    if (result == "success") co_return Visit{BuyerOutcome::paid, {}}; // paid already, in an earlier run
    if (result != "declined") co_return Visit{BuyerOutcome::failed, std::move(result)};
  }
  if (plan.conduct == Conduct::only_declines) co_return Visit{BuyerOutcome::declined, {}};
  Visit visit = co_await pay(std::move(page));
  co_return visit;
}

asio::awaitable<Visit> Buyer::pay(Url page) {
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    std::string result = co_await use_card(page, "ok");
    if (result == "success") co_return Visit{BuyerOutcome::paid, {}};
    if (result != "declined") co_return Visit{BuyerOutcome::failed, std::move(result)};
  }
  co_return Visit{BuyerOutcome::declined, {}};
}

asio::awaitable<std::string> Buyer::use_card(Url page, std::string card) {
  ClientRequest submit;
  submit.method = "POST";
  submit.url = std::move(page);
  submit.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  submit.body = "card=" + card;
  const ClientAnswer answer = co_await ask_patiently(std::move(submit));
  const auto location = answer.headers.find("location");
  if (location != answer.headers.end()) co_await follow(location->second);
  co_return result_of(answer);
}

/// Posting twice is harmless: a page that is paid takes nothing more.
asio::awaitable<ClientAnswer> Buyer::ask_patiently(ClientRequest request) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  milliseconds backoff{100};
  for (;;) {
    ClientAnswer answer = co_await browser_.ask(request, kPageTimeout);
    const bool answered = answer.status != 0 && answer.status < 500;
    if (answered || std::chrono::steady_clock::now() > deadline) co_return answer;
    co_await sleep_for(executor_, backoff);
    backoff = std::min(backoff * 2, milliseconds(5000));
  }
}

asio::awaitable<void> Buyer::follow(std::string location) {
  ClientRequest back;
  const auto url = parse_url(location);
  if (!url) co_return;
  back.url = *url;
  // The shop's own page may well be down; the payment does not depend on it.
  ClientConnection tab(executor_);
  co_await tab.ask(std::move(back), kRedirectTimeout);
}

} // namespace sandbox
