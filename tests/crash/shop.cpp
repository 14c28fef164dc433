#include "crash/shop.h"

#include <array>
#include <chrono>
#include <thread>

#include "app/client/idempotency.h"
#include "app/demo/accounts.h"
#include "core/money.h"

namespace paydesk::crash {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Steady = std::chrono::steady_clock;

constexpr seconds patience{150}; ///< with one request; a recovery takes seconds
constexpr std::array<const char*, 5> stored_methods{"pm_ok", "pm_insufficient_funds_once", "pm_do_not_honor",
                                                    "pm_lost_card", "pm_processing_error"};

bool worth_repeating(const Result<demo::HttpAnswer>& answer) {
  return !answer || answer->status >= 500 || answer->status == 429 || answer->status == 202;
}

/// "http://127.0.0.1:1234/pay/chk_1" apart; port 0 when it is no such address.
std::pair<std::uint16_t, std::string> parts_of(const std::string& url) {
  const auto host = std::string("http://127.0.0.1:");
  const auto slash = url.find('/', host.size());
  if (!url.starts_with(host) || slash == std::string::npos) return {0, {}};
  return {static_cast<std::uint16_t>(std::stoi(url.substr(host.size(), slash - host.size()))),
          url.substr(slash)};
}

} // namespace

std::string ShopClient::new_key() { return client::new_idempotency_key(); }

void ShopClient::run() {
  while (!front_.closing) {
    check_out();
    if (dice_.chance(50)) send_rubbish();
    std::this_thread::sleep_for(dice_.between(milliseconds(0), milliseconds(60)));
  }
}

json ShopClient::draw_request() {
  const auto accounts = demo::demo_accounts();
  const auto currencies = demo::demo_currencies();
  const auto one_of = [&](std::size_t size) {
    return static_cast<std::size_t>(dice_.between(0, static_cast<std::int64_t>(size) - 1));
  };
  const std::string currency(currencies[one_of(currencies.size())]);
  const std::string account(accounts[one_of(accounts.size())].id);
  const auto reference = "crash-" + std::to_string(number_) + "-" + std::to_string(++made_);
  json request = {{"buyer", "buyer"},
                  {"checkout_reference", reference},
                  {"currency", currency},
                  {"psp_account", account},
                  {"orders", json::array()}};
  const auto orders = dice_.between(1, 3);
  for (int i = 1; i <= orders; ++i)
    request["orders"].push_back(
        {{"seller", "seller-" + std::to_string(dice_.between(1, 6))},
         {"amount", format_amount(dice_.between(100, 90'000), *Currency::find(currency))},
         {"reference", reference + "." + std::to_string(i)}});
  if (dice_.chance(300)) {
    request["payment_method"] = stored_methods[dice_.weighted({80, 8, 4, 4, 4})];
  } else {
    request["success_url"] = "http://shop.example/ok";
    request["cancel_url"] = "http://shop.example/no";
  }
  return request;
}

void ShopClient::check_out() {
  const auto request = draw_request();
  const auto made = order(request, new_key());
  if (!made) return;
  const auto promise = front_.promises.checkout(*made);
  if (promise.answer.empty()) return;
  const auto answer = json::parse(promise.answer, nullptr, false);
  const auto page = answer.is_object() && answer["hosted_page_url"].is_string()
                        ? answer["hosted_page_url"].get<std::string>()
                        : std::string();
  if (!page.empty() && !dice_.chance(70)) pay(page);
  if (dice_.chance(400)) watch(*made, promise.payment_id, promise.total);
  if (dice_.chance(200)) repeat(*made);
}

std::optional<std::size_t> ShopClient::order(const json& request, const std::string& key) {
  const auto body = request.dump();
  std::optional<std::size_t> made;
  std::string payment_id;
  // While somebody is killed each second, a PSP that takes two may be long in answering; the shop has time.
  auto until = Steady::time_point::max();
  while (Steady::now() < until) {
    if (front_.closing) until = std::min(until, Steady::now() + patience);
    const auto answer = front_.daemon.ask("POST", "/v1/payments", body, front_.api_key, seconds(20), key);
    if (answer && answer->status / 100 == 2) {
      const auto told = json::parse(answer->body, nullptr, false);
      const auto id = told.is_object() ? told.value("id", "") : std::string();
      if (id.empty()) front_.promises.complain("an answer without an id: " + answer->body.substr(0, 200));
      if (!payment_id.empty() && payment_id != id)
        front_.promises.complain("key " + key + " made two payments: " + payment_id + " and " + id);
      payment_id = id;
      if (!made)
        made = front_.promises.add(PromisedCheckout{id, key, body, {}, told.value("total", ""), false});
      if (answer->status == 201) front_.promises.answered(*made, answer->body);
    }
    if (!worth_repeating(answer)) {
      if (answer->status != 201)
        front_.promises.complain("a good checkout is refused with " + std::to_string(answer->status) + ": " +
                                 answer->body.substr(0, 300));
      return made;
    }
    std::this_thread::sleep_for(dice_.between(milliseconds(50), milliseconds(300)));
  }
  front_.promises.complain("the checkout with key " + key + " got no final answer");
  return made;
}

// A card that a fault declines is tried again, as buyers do.
void ShopClient::pay(const std::string& page) {
  const auto [port, path] = parts_of(page);
  if (port == 0) return front_.promises.complain("no page of the PSP: " + page);
  const demo::HttpPeer psp(port);
  (void)psp.ask("GET", path, {}, {}, seconds(5));
  const bool hopeless = dice_.chance(40);
  for (int i = 0; i < 4; ++i) {
    const auto card = hopeless ? "lost_card" : i == 0 && dice_.chance(80) ? "insufficient_funds" : "ok";
    const auto paid = psp.ask("POST", path, std::string("card=") + card, {}, seconds(5));
    if (paid && !hopeless && card == std::string("ok") && i >= dice_.between(0, 2)) return;
  }
}

void ShopClient::watch(std::size_t checkout, const std::string& payment_id, const std::string& total) {
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(milliseconds(150));
    const auto answer =
        front_.daemon.ask("GET", "/v1/payments/" + payment_id, {}, front_.api_key, seconds(5));
    if (answer && answer->status == 404)
      return front_.promises.complain("payment " + payment_id + " was told to exist, and does not");
    if (!answer || answer->status != 200) continue;
    const auto told = json::parse(answer->body, nullptr, false);
    if (told.is_object() && told["captured"].is_string() && told["captured"].get<std::string>() == total)
      return front_.promises.seen_captured(checkout);
  }
}

void ShopClient::repeat(std::size_t checkout) {
  const auto promise = front_.promises.checkout(checkout);
  const auto again =
      front_.daemon.ask("POST", "/v1/payments", promise.request, front_.api_key, seconds(20), promise.key);
  if (again && again->status / 100 == 2 && again->status != 202 && again->body != promise.answer)
    front_.promises.complain("key " + promise.key +
                             " has another answer than before: " + again->body.substr(0, 300));
  auto other = json::parse(promise.request);
  other["buyer"] = "somebody else";
  const auto refused =
      front_.daemon.ask("POST", "/v1/payments", other.dump(), front_.api_key, seconds(20), promise.key);
  if (refused && refused->status / 100 == 2)
    front_.promises.complain("key " + promise.key + " is taken for another request");
}

/// What nobody who has no secret may bring in.
void ShopClient::send_rubbish() {
  const auto account = std::string(demo::demo_accounts()[0].id);
  const auto forged =
      front_.daemon.ask("POST", "/webhooks/" + account,
                        R"({"id":"evt_forged","type":"capture.succeeded","data":{}})", {}, seconds(5));
  if (forged && forged->status / 100 == 2) front_.promises.complain("a webhook without a signature is taken");
  const auto garbled =
      front_.daemon.ask("POST", "/v1/payments", "{\"buyer\":", front_.api_key, seconds(5), new_key());
  if (garbled && garbled->status / 100 == 2) front_.promises.complain("half a request is taken");
}

} // namespace paydesk::crash
