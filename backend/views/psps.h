// Rules of PSP accounts as screens, CLI and service read them: plain values, filled by the engine or from the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"

namespace paydesk::views {

/// Which version of which rules. Version 0 is what holds where nobody has made one.
struct RuleVersion {
  std::string kind;    ///< retry_policy
  std::string subject; ///< the PSP account
  std::int32_t version = 0;
  std::optional<Instant> at;
  std::string by;
  std::string note;
  bool restored = false;
  std::int32_t restored_from = 0; ///< of a restored one: the version that it repeats; 0: the default rules
  bool in_force = false;
};

/// `version` 0 is the one in force, or the default one when there is none.
struct GetRulesRequest {
  std::string subject;
  std::int32_t version = 0;
};

struct ListRuleVersionsRequest {
  std::string kind;
  std::string subject;
  std::int32_t before = 0; ///< versions below it; 0: from the newest
  std::int32_t limit = 0;  ///< 1 to 500; 0 means 100
};

struct ListRuleVersionsResponse {
  std::vector<RuleVersion> rows;
};

struct CompareRuleVersionsRequest {
  std::string kind;
  std::string subject;
  std::int32_t from = 0;
  std::int32_t to = 0;
};

/// One rule that differs; empty where a version has no such rule.
struct RuleChange {
  std::string rule; ///< "rate_limited", "network visa"
  std::string before;
  std::string after;
};

struct CompareRuleVersionsResponse {
  RuleVersion from;
  RuleVersion to;
  std::vector<RuleChange> changes;
};

/// Makes a new version equal to an old one.
struct RestoreRulesRequest {
  std::string kind;
  std::string subject;
  std::int32_t version = 0; ///< 0: the default rules
  std::string note;
  std::string idempotency_key;
};

struct RetryRule {
  std::string error_class;
  std::string strategy; ///< immediate, fixed, incremental, exponential, cancel
  std::int64_t base_ms = 0;
  std::int64_t cap_ms = 0;
  std::int64_t floor_ms = 0; ///< of exponential
  std::int32_t factor = 0;   ///< of exponential
  std::int32_t max_attempts = 0;
  std::int64_t max_age_s = 0;
};

struct NetworkWait {
  std::string code;
  std::int64_t seconds = 0;
};

struct NetworkLimit {
  std::string network;
  std::int32_t max_tries = 0;
  std::int32_t window_hours = 0;
  std::vector<std::string> never;
  std::vector<NetworkWait> waits;
};

struct RetryPolicy {
  RuleVersion head;
  std::vector<RetryRule> rules;
  std::vector<NetworkLimit> networks;
};

struct SetRetryPolicyRequest {
  std::string psp_account;
  std::int32_t base_version = 0; ///< the version that was in force when the change was made
  std::vector<RetryRule> rules;  ///< a class that is left out gets the configuration's default
  std::vector<NetworkLimit> networks;
  std::string note;
  std::string idempotency_key;
  std::int32_t limit = 0; ///< of a preview: so many items; 1 to 500, 0 means 100
};

/// What the changed rules do to one waiting job.
struct RetryForecast {
  std::string job_id;
  std::string payment_id;
  std::string operation;
  std::string error_class;
  std::int32_t failures = 0; ///< tries, or questions
  std::optional<Instant> due_before;
  std::optional<Instant> due_after;
  std::int32_t left_before = 0; ///< tries still to come, at most
  std::int32_t left_after = 0;
  std::string outcome; ///< unchanged, sooner, later, dead_letter, cancelled, asked_first
};

struct RetryForecastTotal {
  std::string error_class;
  std::int64_t jobs = 0;
  std::int64_t sooner = 0;
  std::int64_t later = 0;
  std::int64_t dead_letter = 0;
  std::int64_t cancelled = 0;
  std::int64_t left_before = 0;
  std::int64_t left_after = 0;
};

struct PreviewRetryPolicyResponse {
  RuleVersion in_force;
  std::vector<RuleChange> changes;
  std::vector<RetryForecastTotal> totals; ///< by error class
  std::vector<RetryForecast> items;       ///< those that change, soonest first
  std::int64_t jobs = 0;
};

} // namespace paydesk::views
