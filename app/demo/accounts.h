// The five PSP accounts of the sandbox, and what goes wrong there on purpose.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace paydesk::demo {

/// The key of one of the sandbox's default accounts.
inline std::string api_key_of(std::string_view account) { return "sk_sandbox_" + std::string(account); }

/// An account that paydesk-sandbox has by default (its README).
struct DemoAccount {
  std::string_view id;
  std::string_view capture_mode;

  std::string api_key() const { return api_key_of(id); }
  std::string webhook_secret() const { return "whsec_sandbox_" + std::string(id); }
};

std::span<const DemoAccount> demo_accounts();
std::span<const std::string_view> demo_currencies();

inline constexpr int sandbox_timeout_ms = 3000;  ///< how long a call without answer hangs
inline constexpr int sandbox_lateness_ms = 3000; ///< of late webhooks and of refunds that fail later
inline constexpr int sandbox_fee_bp = 290;
inline constexpr const char* funding_iban = "DE02120300000000202051"; ///< that sellers are paid from by the bank

/// Settings for PUT /control/faults: every fault at `rate` or more.
nlohmann::json all_faults(std::uint64_t seed, double rate);
/// Only the faults that falsify settlement files, at `rate`.
nlohmann::json settlement_faults(double rate);

} // namespace paydesk::demo
