// What answers of a PSP mean, as screens, CLI and service read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "views/psps.h"

namespace paydesk::views {

struct MappingRule {
  std::string operation;   ///< register, capture, void, refund, query; empty: any
  std::string http_status; ///< "402", "4xx", "none" for no answer; empty: any that was answered
  std::string code;        ///< empty: any
  std::string error_class;
  std::string note;
};

/// Of a provider ("provider:sandbox") or of one PSP account, whose rules come first.
struct ErrorMapping {
  RuleVersion head;
  std::vector<MappingRule> rules;
};

struct SetErrorMappingRequest {
  std::string subject;
  std::int32_t base_version = 0;
  std::vector<MappingRule> rules;
  std::string note;
  std::string idempotency_key;
  std::int32_t days = 0;  ///< of a preview: attempts of so many days; 1 to 90, 0 means 7
  std::int32_t limit = 0; ///< of a preview: so many rows; 1 to 500, 0 means 100
};

/// Recorded attempts that would be taken for something else.
struct MappingForecast {
  std::string psp_account;
  std::string operation;
  std::int32_t http_status = 0;
  std::string code;
  std::string from; ///< error class as recorded
  std::string to;
  std::int64_t attempts = 0;
  std::optional<Instant> last_at;
  std::vector<std::string> examples; ///< attempt ids, newest first
};

struct PreviewErrorMappingResponse {
  RuleVersion in_force;
  std::vector<RuleChange> changes;
  std::vector<MappingForecast> rows; ///< most attempts first
  std::int64_t attempts = 0; ///< failed ones that were looked at
  std::int64_t changed = 0;
};

struct ListUnmappedRequest {
  std::string psp_account; ///< empty: every account
  std::int32_t limit = 0;  ///< 1 to 500; 0 means 100
};

/// An answer that no rule covers; it counts as outcome_unknown.
struct UnmappedAnswer {
  std::string psp_account;
  std::string operation;
  std::int32_t http_status = 0;
  std::string code;
  std::int64_t count = 0;
  std::optional<Instant> first_at;
  std::optional<Instant> last_at;
  std::string example_attempt;
};

struct ListUnmappedResponse {
  std::vector<UnmappedAnswer> rows; ///< the latest first
};

} // namespace paydesk::views
