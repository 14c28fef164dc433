// A running sandbox, and a merchant's view of one of its accounts.
#pragma once

#include "support/child_process.h"
#include "support/http_call.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox_test {

/// A sandbox process that has begun to listen.
class Sandbox {
 public:
  /// `more` are further arguments of `serve`.
  explicit Sandbox(const std::vector<std::string>& more = {});

  std::uint16_t port() const { return port_; }
  ChildProcess& process() { return process_; }

  Answer get(const std::string& target) const { return http_call(port_, "GET", target); }
  /// A call of the control API; the answer must be JSON.
  nlohmann::json control(const std::string& method, const std::string& target,
                         const nlohmann::json& body = nlohmann::json::object()) const;
  /// Merges fault settings; fails the test when refused.
  void set_faults(const nlohmann::json& change) const;
  void script(const std::string& fault, const std::string& operation, int nth = 1) const;
  std::int64_t fired(const std::string& fault) const;
  void set_webhook(const std::string& account, const std::string& url) const;
  /// The truth about one account.
  nlohmann::json truth(const std::string& account) const;
  /// The truth about an account's one and only checkout.
  nlohmann::json only_checkout(const std::string& account) const;

 private:
  ChildProcess process_;
  std::uint16_t port_ = 0;
};

/// An answer with its body as JSON.
struct ApiAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;
  nlohmann::json body;

  std::string text(const char* key) const { return body.value(key, ""); }
  std::string error_code() const;
  std::string error_field() const;
};

/// Calls the API with one account's key.
class Merchant {
 public:
  Merchant(const Sandbox& sandbox, std::string account);

  ApiAnswer get(const std::string& target) const;
  /// With a fresh idempotency key, or the given one.
  ApiAnswer post(const std::string& target, const nlohmann::json& body, const std::string& key = {}) const;

  /// A body that creates a checkout.
  static nlohmann::json checkout_body(const std::string& reference, std::int64_t amount = 10000,
                                      const std::string& currency = "EUR");
  /// Creates a checkout and returns its id.
  std::string open_checkout(const std::string& reference, std::int64_t amount = 10000,
                            const std::string& currency = "EUR") const;
  /// The buyer pays at the hosted page; returns the `result` of the redirect.
  std::string pay(const std::string& checkout_id, const std::string& card = "ok") const;
  /// A checkout that is paid.
  std::string paid_checkout(const std::string& reference, std::int64_t amount = 10000,
                            const std::string& currency = "EUR") const;
  ApiAnswer capture(const std::string& checkout_id, std::int64_t amount, const std::string& reference,
                    bool final = false) const;
  ApiAnswer refund(const std::string& checkout_id, std::int64_t amount, const std::string& reference) const;
  ApiAnswer status(const std::string& checkout_id) const { return get("/v1/checkouts/" + checkout_id); }
  /// Asks until the status is that; false after 30 seconds.
  bool wait_for_status(const std::string& checkout_id, const std::string& status) const;

 private:
  const Sandbox& sandbox_;
  std::string account_;
};

/// A random UUID-shaped text.
std::string new_key();

} // namespace sandbox_test
