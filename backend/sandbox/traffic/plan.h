// What each buyer will do: drawn from the seed, so that the same seed is the same traffic.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox {

struct PlanOptions {
  std::uint64_t seed = 1;
  std::vector<std::string> accounts{"card", "wallet", "single", "modif", "slow"};
  std::vector<std::string> currencies{"KRW", "JPY", "USD", "EUR", "KWD"};
  bool eager = false; ///< every buyer pays at once, with a card that works
};

/// What the buyer does with the page.
enum class Conduct {
  pays,             ///< a card that works
  abandons,         ///< looks and leaves
  pays_second_time, ///< a declining card, then one that works
  only_declines,    ///< declining cards only
};

struct PlannedOrder {
  std::string seller;
  std::string amount; ///< decimal text
  std::string reference;
  std::string description;
};

struct PaymentPlan {
  std::string idempotency_key;
  std::string checkout_reference;
  std::string buyer;
  std::string account;
  std::string currency;
  std::vector<PlannedOrder> orders;
  Conduct conduct = Conduct::pays;
  std::string declining_card;
  int thinking_ms = 0;
};

/// The number-th payment of this seed.
PaymentPlan plan_payment(const PlanOptions& options, std::uint64_t number);

} // namespace sandbox
