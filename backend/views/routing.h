// Which PSP account takes a payment, as screens, CLI and service read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "views/psps.h"

namespace paydesk::views {

struct RouteTarget {
  std::string psp_account;
  std::int32_t weight = 0; ///< 1 to 1000
};

/// What is empty covers everything.
struct RouteRule {
  std::string name;
  std::vector<std::string> currencies;
  std::string least; ///< decimal, of the rule's one currency
  std::string most;
  std::vector<std::string> sellers; ///< every order's seller is one of them
  std::vector<std::string> methods; ///< hosted_page, stored
  bool only = false;                ///< what it covers goes to no other account
  std::vector<RouteTarget> targets;
};

struct Routing {
  RuleVersion head; ///< of subject "*"
  std::vector<RouteRule> rules;
  bool failover = false;
  std::int32_t failover_after = 0; ///< failed tries, 1 to 20
};

struct SetRoutingRequest {
  std::int32_t base_version = 0;
  std::vector<RouteRule> rules;
  bool failover = false;
  std::int32_t failover_after = 0;
  std::string note;
  std::string idempotency_key;
};

/// Whether an account takes new payments.
struct SetIntakeRequest {
  std::string psp_account;
  std::string intake; ///< active, draining, disabled
  std::string note;
  std::string idempotency_key;
};

struct PspIntake {
  std::string psp_account;
  std::string intake;
};

} // namespace paydesk::views
