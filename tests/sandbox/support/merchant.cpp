#include "support/merchant.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

namespace sandbox_test {

using nlohmann::json;

namespace {

std::vector<std::string> serve_arguments(const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"serve", "--port", "0"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::string error_text(const json& body, const char* key) {
  return body.is_object() && body.contains("error") ? body["error"].value(key, "") : "";
}

} // namespace

std::string new_key() {
  static std::mt19937_64 random(std::random_device{}());
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
  for (char& c : text) {
    if (c == 'x') c = kHex[random() % 16];
  }
  return text;
}

Sandbox::Sandbox(const std::vector<std::string>& more) : process_(serve_arguments(more)) {
  for (int i = 0; i < 6000; ++i) {
    const json line = json::parse(process_.output(), nullptr, false);
    if (line.is_object()) {
      const auto address = line.at("listening").get<std::string>();
      port_ = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  throw std::runtime_error("the sandbox did not begin to listen: " + process_.errors());
}

json Sandbox::control(const std::string& method, const std::string& target, const json& body) const {
  const Answer answer = http_call(port_, method, target, {}, method == "GET" ? "" : body.dump());
  return json::parse(answer.body, nullptr, false);
}

void Sandbox::set_faults(const json& change) const {
  const Answer answer = http_call(port_, "PUT", "/control/faults", {}, change.dump());
  EXPECT_EQ(answer.status, 200) << answer.body;
}

void Sandbox::script(const std::string& fault, const std::string& operation, int nth) const {
  set_faults({{"script", {{{"fault", fault}, {"operation", operation}, {"nth", nth}}}}});
}

std::int64_t Sandbox::fired(const std::string& fault) const {
  return control("GET", "/control/faults").at("fired").at(fault).get<std::int64_t>();
}

void Sandbox::set_webhook(const std::string& account, const std::string& url) const {
  const json answer = control("PUT", "/control/accounts/" + account + "/webhook", {{"url", url}});
  EXPECT_EQ(answer.value("url", "?"), url) << answer;
}

json Sandbox::truth(const std::string& account) const {
  return control("GET", "/truth?account=" + account).at("accounts").at(account);
}

json Sandbox::only_checkout(const std::string& account) const {
  const json checkouts = truth(account).at("checkouts");
  EXPECT_EQ(checkouts.size(), 1U) << checkouts;
  return checkouts.empty() ? json::object() : checkouts.front();
}

std::string ApiAnswer::error_code() const { return error_text(body, "code"); }
std::string ApiAnswer::error_field() const { return error_text(body, "field"); }

Merchant::Merchant(const Sandbox& sandbox, std::string account)
    : sandbox_(sandbox), account_(std::move(account)) {}

ApiAnswer Merchant::get(const std::string& target) const {
  const Headers headers{{"Authorization", "Bearer sk_sandbox_" + account_}};
  Answer answer = http_call(sandbox_.port(), "GET", target, headers);
  return {answer.status, std::move(answer.headers), json::parse(answer.body, nullptr, false)};
}

ApiAnswer Merchant::post(const std::string& target, const json& body, const std::string& key) const {
  const Headers headers{{"Authorization", "Bearer sk_sandbox_" + account_},
                        {"Idempotency-Key", key.empty() ? new_key() : key},
                        {"Content-Type", "application/json"}};
  Answer answer = http_call(sandbox_.port(), "POST", target, headers, body.dump());
  return {answer.status, std::move(answer.headers), json::parse(answer.body, nullptr, false)};
}

json Merchant::checkout_body(const std::string& reference, std::int64_t amount, const std::string& currency) {
  return {{"amount", amount},
          {"currency", currency},
          {"reference", reference},
          {"redirect_url", "http://127.0.0.1:9/back"},
          {"expires_at", "2199-01-01T00:00:00Z"},
          {"description", "Tea set"}};
}

std::string Merchant::open_checkout(const std::string& reference, std::int64_t amount,
                                    const std::string& currency) const {
  const ApiAnswer answer = post("/v1/checkouts", checkout_body(reference, amount, currency));
  EXPECT_EQ(answer.status, 201) << answer.body;
  return answer.text("id");
}

std::string Merchant::pay(const std::string& checkout_id, const std::string& card) const {
  const Headers headers{{"Content-Type", "application/x-www-form-urlencoded"}};
  const Answer answer = http_call(sandbox_.port(), "POST", "/pay/" + checkout_id, headers, "card=" + card);
  const auto location = answer.headers.find("location");
  if (answer.status != 303 || location == answer.headers.end())
    return "HTTP " + std::to_string(answer.status);
  return location->second.substr(location->second.rfind("result=") + 7);
}

std::string Merchant::paid_checkout(const std::string& reference, std::int64_t amount,
                                    const std::string& currency) const {
  const std::string id = open_checkout(reference, amount, currency);
  EXPECT_EQ(pay(id), "success");
  return id;
}

ApiAnswer Merchant::capture(const std::string& checkout_id, std::int64_t amount, const std::string& reference,
                            bool final) const {
  return post("/v1/checkouts/" + checkout_id + "/captures",
              {{"amount", amount}, {"reference", reference}, {"final", final}});
}

ApiAnswer Merchant::refund(const std::string& checkout_id, std::int64_t amount,
                           const std::string& reference) const {
  return post("/v1/checkouts/" + checkout_id + "/refunds", {{"amount", amount}, {"reference", reference}});
}

bool Merchant::wait_for_status(const std::string& checkout_id, const std::string& wanted) const {
  for (int i = 0; i < 3000; ++i) {
    if (status(checkout_id).text("status") == wanted) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

} // namespace sandbox_test
