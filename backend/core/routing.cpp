#include "core/routing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/money.h"

namespace paydesk {
namespace {

constexpr std::size_t most_rules = 200, most_targets = 20, most_sellers = 1000, longest_name = 64, longest_seller = 128;
constexpr int heaviest = 1000, most_tries = 20;
constexpr std::array<std::string_view, 2> methods = {"hosted_page", "stored"};

bool has(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::uint64_t mixed(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15ULL;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

/// Uniform in (0, 1), the same for the same pair.
double chance(const Uuid& payment_id, std::string_view psp_account) noexcept {
  std::uint64_t hash = 0;
  for (const auto byte : payment_id.bytes)
    hash = mixed(hash ^ byte);
  for (const char c : psp_account)
    hash = mixed(hash ^ static_cast<unsigned char>(c));
  return (static_cast<double>(hash >> 11) + 0.5) * 0x1.0p-53;
}

bool is_name(const std::string& text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

Result<void> check_amounts(const RouteRule& rule, const std::string& prefix) {
  if (!rule.least && !rule.most)
    return {};
  if (rule.currencies.size() != 1)
    return invalid(prefix + "currencies", "needs exactly one where an amount is given");
  if (rule.least.value_or(0) < 0)
    return invalid(prefix + "least", "is negative");
  if (rule.most && *rule.most < rule.least.value_or(0))
    return invalid(prefix + "most", "is below the least amount");
  return {};
}

Result<void> check_lists(const RouteRule& rule, const std::string& prefix) {
  for (std::size_t i = 0; i < rule.currencies.size(); ++i)
    if (!Currency::find(rule.currencies[i]))
      return invalid(fmt::format("{}currencies[{}]", prefix, i), "is not an ISO 4217 currency code");
  if (rule.sellers.size() > most_sellers)
    return invalid(prefix + "sellers", "has more than 1000 sellers");
  for (std::size_t i = 0; i < rule.sellers.size(); ++i)
    if (!is_name(rule.sellers[i], longest_seller))
      return invalid(fmt::format("{}sellers[{}]", prefix, i), "is not 1 to 128 printable bytes");
  for (std::size_t i = 0; i < rule.methods.size(); ++i)
    if (std::find(methods.begin(), methods.end(), rule.methods[i]) == methods.end())
      return invalid(fmt::format("{}methods[{}]", prefix, i), "is not hosted_page or stored");
  return {};
}

Result<void> check_targets(const RouteRule& rule, const std::string& prefix) {
  if (rule.targets.empty() || rule.targets.size() > most_targets)
    return invalid(prefix + "targets", "has not 1 to 20 accounts");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < rule.targets.size(); ++i) {
    const auto field = fmt::format("{}targets[{}].", prefix, i);
    if (rule.targets[i].weight < 1 || rule.targets[i].weight > heaviest)
      return invalid(field + "weight", "is not between 1 and 1000");
    if (!seen.insert(rule.targets[i].psp_account).second)
      return invalid(field + "psp_account", fmt::format("{} is named twice", rule.targets[i].psp_account));
  }
  return {};
}

std::string amount_text(const RouteRule& rule) {
  if (!rule.least && !rule.most)
    return {};
  const auto currency = Currency::find(rule.currencies.front());
  const auto text = [&](std::int64_t amount) { return currency ? format_amount(amount, *currency) : std::string(); };
  if (!rule.most)
    return ", from " + text(*rule.least);
  return ", " + text(rule.least.value_or(0)) + " to " + text(*rule.most);
}

} // namespace

bool covers(const RouteRule& rule, const RouteFacts& facts) noexcept {
  const auto one_of = [](const std::vector<std::string>& list, std::string_view item) {
    return list.empty() || has(list, item);
  };
  return one_of(rule.currencies, facts.currency) && one_of(rule.methods, facts.method) &&
         facts.amount >= rule.least.value_or(facts.amount) && facts.amount <= rule.most.value_or(facts.amount) &&
         std::all_of(facts.sellers.begin(), facts.sellers.end(),
                     [&](std::string_view seller) { return one_of(rule.sellers, seller); });
}

const RouteTarget* pick(std::span<const RouteTarget> targets, const Uuid& payment_id) noexcept {
  const RouteTarget* best = nullptr;
  double least = 0;
  for (const auto& target : targets) {
    const double score = -std::log(chance(payment_id, target.psp_account)) / std::max(target.weight, 1);
    if (best == nullptr || score < least || (score == least && target.psp_account < best->psp_account)) {
      best = &target;
      least = score;
    }
  }
  return best;
}

Result<void> check_routing(const RoutingRules& routing) {
  if (routing.rules.size() > most_rules)
    return invalid("rules", "has more than 200 rules");
  if (routing.failover_after < 1 || routing.failover_after > most_tries)
    return invalid("failover_after", "is not between 1 and 20");
  std::set<std::string> names;
  for (std::size_t i = 0; i < routing.rules.size(); ++i) {
    const auto& rule = routing.rules[i];
    const auto prefix = fmt::format("rules[{}].", i);
    if (!is_name(rule.name, longest_name))
      return invalid(prefix + "name", "is not 1 to 64 printable bytes");
    if (!names.insert(rule.name).second)
      return invalid(prefix + "name", fmt::format("{} is the name of another rule", rule.name));
    for (const auto check : {check_lists, check_amounts, check_targets})
      if (const auto ok = check(rule, prefix); !ok)
        return ok;
  }
  return {};
}

std::string describe(const RouteRule& rule) {
  std::string text = rule.currencies.empty() ? "any currency" : fmt::format("{}", fmt::join(rule.currencies, " "));
  text += amount_text(rule);
  if (!rule.sellers.empty())
    text += fmt::format(", sellers {}", fmt::join(rule.sellers, " "));
  if (!rule.methods.empty())
    text += fmt::format(", {}", fmt::join(rule.methods, " "));
  text += rule.only ? ": only" : ":";
  for (const auto& target : rule.targets)
    text += fmt::format(" {} {}", target.psp_account, target.weight);
  return text;
}

} // namespace paydesk
