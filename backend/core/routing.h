// Which PSP account takes a payment: ordered rules, then weights.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace paydesk {

struct RouteTarget {
  std::string psp_account;
  int weight = 1; ///< 1 to 1000: its share among the rule's targets
  friend bool operator==(const RouteTarget&, const RouteTarget&) = default;
};

/// What is empty covers everything.
struct RouteRule {
  std::string name;
  std::vector<std::string> currencies;
  std::optional<std::int64_t> least; ///< minor units of the rule's one currency
  std::optional<std::int64_t> most;
  std::vector<std::string> sellers; ///< every order's seller is one of them
  std::vector<std::string> methods; ///< hosted_page, stored
  bool only = false;                ///< what it covers goes to no other account, whatever happens
  std::vector<RouteTarget> targets;
  friend bool operator==(const RouteRule&, const RouteRule&) = default;
};

struct RoutingRules {
  std::vector<RouteRule> rules; ///< the first that covers a payment counts
  bool failover = false;        ///< a registration that surely failed may go to another account
  int failover_after = 2;       ///< failed tries before that
  friend bool operator==(const RoutingRules&, const RoutingRules&) = default;
};

/// What is known of a payment when its account is chosen.
struct RouteFacts {
  Uuid payment_id;
  std::string_view currency;
  std::int64_t amount = 0;
  std::vector<std::string_view> sellers;
  std::string_view method;
};

bool covers(const RouteRule& rule, const RouteFacts& facts) noexcept;

/// One of the targets, by weight; the same one for the same payment. Leaving a target out moves only its own payments
/// (weighted rendezvous hashing). Nothing for no targets.
const RouteTarget* pick(std::span<const RouteTarget> targets, const Uuid& payment_id) noexcept;

/// Checks names, currencies, amounts, weights. Whether the accounts exist is the caller's to check. Fields
/// "rules[0].targets[1].weight".
Result<void> check_routing(const RoutingRules& routing);

/// "EUR, 10.00 to 500.00, sellers a b: card 70, alt 30": for people.
std::string describe(const RouteRule& rule);

} // namespace paydesk
