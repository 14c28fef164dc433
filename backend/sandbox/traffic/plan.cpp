#include "sandbox/traffic/plan.h"

#include "sandbox/text/digests.h"
#include "sandbox/text/money.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

namespace sandbox {

namespace {

constexpr std::array<std::string_view, 16> kGoods{
    "Tea set",        "Ceramic mug",   "Linen shirt",   "Desk lamp",        "Wool blanket", "Coffee beans",
    "Leather wallet", "Running socks", "Notebook",      "Olive oil",        "Phone case",   "Bamboo tray",
    "Hand cream",     "Board game",    "Garden gloves", "Bluetooth speaker"};

constexpr int kSellers = 24;

/// How prices of one currency look: the median in minor units, and the step they are rounded to.
struct PriceRange {
  std::string_view currency;
  std::int64_t median;
  std::int64_t step;
};

constexpr std::array kPriceRanges{PriceRange{"KRW", 24'000, 100}, PriceRange{"JPY", 2'600, 10},
                                  PriceRange{"USD", 2'400, 1}, PriceRange{"EUR", 2'200, 1},
                                  PriceRange{"KWD", 7'500, 10}};

/// Draws in a fixed order from (seed, number).
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t number) : state_(mixed(seed, {"payment", std::to_string(number)})) {}

  std::uint64_t number() { return split_mix(state_); }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(number() % limit); }
  double fraction() { return unit_interval(number()); }
  template <class List>
  auto& one_of(const List& list) {
    return list[below(list.size())];
  }
  /// Normally distributed (Box–Muller).
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - fraction()));
    return radius * std::cos(2 * std::numbers::pi * fraction());
  }

 private:
  std::uint64_t state_;
};

std::string uuid(Dice& dice) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
  for (char& c : text) {
    if (c == 'x') c = kHex[dice.below(16)];
  }
  return text;
}

std::string two_digits(std::size_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// A lognormal price. Floating point draws the shape only; the amount is whole minor units from then on.
std::int64_t price(Dice& dice, const std::string& currency) {
  const auto found = std::ranges::find(kPriceRanges, currency, &PriceRange::currency);
  const PriceRange range = found == kPriceRanges.end() ? PriceRange{currency, 2'400, 1} : *found;
  const double factor = std::exp(std::clamp(dice.normal() * 0.8, -2.5, 3.0));
  const auto steps = std::llround(static_cast<double>(range.median / range.step) * factor);
  return std::max<std::int64_t>(1, steps) * range.step;
}

Conduct conduct(Dice& dice) {
  const double drawn = dice.fraction();
  if (drawn < 0.04) return Conduct::abandons;
  if (drawn < 0.07) return Conduct::pays_second_time;
  return drawn < 0.08 ? Conduct::only_declines : Conduct::pays;
}

PlannedOrder order(Dice& dice, const PaymentPlan& plan, std::size_t number) {
  PlannedOrder order;
  order.seller = "seller-" + two_digits(1 + dice.below(kSellers));
  order.amount = decimal_text(price(dice, plan.currency), plan.currency);
  order.reference = "SO-" + plan.checkout_reference.substr(4) + "-" + std::to_string(number);
  const std::size_t pieces = 1 + dice.below(3);
  order.description =
      std::string(dice.one_of(kGoods)) + ", " + std::to_string(pieces) + (pieces == 1 ? " piece" : " pieces");
  return order;
}

} // namespace

PaymentPlan plan_payment(const PlanOptions& options, std::uint64_t number) {
  static constexpr std::array<std::string_view, 3> kDecliningCards{"insufficient_funds", "do_not_honor",
                                                                   "lost_card"};
  Dice dice(options.seed, number);
  PaymentPlan plan;
  plan.idempotency_key = uuid(dice);
  plan.checkout_reference = "CHK-" + std::to_string(options.seed) + "-" + std::to_string(number);
  plan.buyer = "buyer-" + std::to_string(1000 + dice.below(4000));
  plan.account = dice.one_of(options.accounts);
  plan.currency = dice.one_of(options.currencies);
  const std::size_t orders = 1 + dice.below(3);
  for (std::size_t i = 1; i <= orders; ++i)
    plan.orders.push_back(order(dice, plan, i));
  plan.conduct = conduct(dice);
  plan.declining_card = dice.one_of(kDecliningCards);
  plan.thinking_ms = static_cast<int>(20 + dice.below(130));
  if (options.eager) {
    plan.conduct = Conduct::pays;
    plan.thinking_ms = 0;
  }
  return plan;
}

} // namespace sandbox
