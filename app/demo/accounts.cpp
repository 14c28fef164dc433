#include "app/demo/accounts.h"

#include <algorithm>
#include <array>

namespace paydesk::demo {
namespace {

constexpr std::array<DemoAccount, 5> accounts{
    {{"card", "multiple"}, {"wallet", "auto"}, {"single", "single"}, {"modif", "multiple"}, {"slow", "auto"}}};

constexpr std::array<std::string_view, 5> currencies{"KRW", "JPY", "USD", "EUR", "KWD"};

constexpr std::array<std::string_view, 12> traffic_fault_names{
    "decline",       "rate_limited",      "error_before", "error_after",       "timeout_before", "timeout_after",
    "reset_after",   "duplicate_webhook", "late_webhook", "reordered_webhook", "lost_webhook",   "refund_fails_later"};

constexpr std::array<std::string_view, 6> settlement_fault_names{
    "settlement_missing_line", "settlement_extra_line",     "settlement_wrong_amount",
    "settlement_wrong_fee",    "settlement_duplicate_line", "settlement_next_day_line"};

template <class Names> nlohmann::json probabilities(const Names& names, double rate) {
  auto made = nlohmann::json::object();
  for (const auto name : names)
    made[std::string(name)] = rate;
  return made;
}

} // namespace

std::span<const DemoAccount> demo_accounts() { return accounts; }
std::span<const std::string_view> demo_currencies() { return currencies; }

nlohmann::json all_faults(std::uint64_t seed, double rate) {
  auto probability = probabilities(traffic_fault_names, rate);
  probability.update(probabilities(settlement_fault_names, rate));
  // A demo of thousands of payments has a hundred refunds: at the common rate this one might not happen at all.
  probability["refund_fails_later"] = std::min(1.0, rate * 4);
  return {{"seed", seed},
          {"timeout_ms", sandbox_timeout_ms},
          {"late_ms", sandbox_lateness_ms},
          {"probability", std::move(probability)}};
}

nlohmann::json settlement_faults(double rate) { return {{"probability", probabilities(settlement_fault_names, rate)}}; }

} // namespace paydesk::demo
