// The PSP's accounts: each a personality with its own key, secret and prices.
#pragma once

#include "sandbox/text/error.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

enum class CaptureMode {
  automatic, ///< paying takes the total
  single,    ///< one final capture, the rest is voided
  multiple,  ///< a capture per order
};

struct Account {
  std::string id;
  CaptureMode capture_mode = CaptureMode::multiple;
  bool final_by_webhook = false; ///< modifications answer "received"
  int latency_ms = 0;
  std::string api_key;
  std::string webhook_secret;
  std::string webhook_url;
  std::string merchant_name;
  std::vector<std::string> currencies;
  int utc_offset_minutes = 0;
  int fee_basis_points = 0;
  std::map<std::string, std::int64_t> fee_fixed_minor;
  std::map<std::string, std::int64_t> dispute_fee_minor;

  bool takes(std::string_view currency) const;
  /// The cost of a capture, in minor units.
  std::int64_t capture_fee(std::int64_t amount, const std::string& currency) const;
  /// The cost of a dispute, in minor units.
  std::int64_t dispute_fee(const std::string& currency) const;
};

/// The accounts of one sandbox; addresses of Account are stable.
class Accounts {
 public:
  /// card, wallet, single, modif and slow.
  static Accounts defaults();
  /// Reads `{"accounts":[…]}`; the error names the key.
  static Result<Accounts> from_json(const nlohmann::json& config);

  Account* by_id(std::string_view id);
  const Account* by_key(std::string_view api_key) const;
  const std::vector<std::unique_ptr<Account>>& all() const { return all_; }

 private:
  std::vector<std::unique_ptr<Account>> all_;
};

} // namespace sandbox
