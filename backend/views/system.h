// Status, lifecycle, flow and audit as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::views {

struct GetStatusRequest {
};

struct PartStatus {
  std::string name; ///< database, publisher, lane:card …
  bool ok = false;
  std::string detail;
};

struct SystemStatus {
  std::string version;
  std::optional<Instant> started_at;
  std::int64_t position = 0;
  std::int64_t outbox_lag = 0; ///< committed but not yet published
  bool ready = false;
  std::vector<PartStatus> parts;
  std::string rest_address;
  std::string database; ///< never with a password
  std::string time_zone;
  bool demo = false;
};

struct WhoAmIRequest {
};

struct Caller {
  std::string principal_id;
  std::string login;
  std::string display_name;
  std::vector<std::string> roles;
  std::vector<std::string> permissions; ///< RPC names that this caller may call
};

struct DescribeLifecycleRequest {
};

struct LifecycleState {
  std::string name;
  std::string kind; ///< active, waiting, attention, good, bad
  bool final = false;
  std::int32_t sla_seconds = 0;
  std::int32_t column = 0;
  std::int32_t row = 0;
};

struct LifecycleTransition {
  std::string from;
  std::string trigger;
  std::string to;
};

struct LifecycleMachine {
  std::string name;
  std::int32_t version = 0;
  std::vector<LifecycleState> states;
  std::vector<LifecycleTransition> transitions;
};

struct DescribeLifecycleResponse {
  std::vector<LifecycleMachine> machines;
  std::string checksum;
};

struct GetFlowRequest {
  std::string range; ///< 5m, 1h, today, yesterday
  std::string psp_account; ///< empty for all
  std::string currency; ///< empty for all
};

struct FlowReason {
  std::string label;
  std::int64_t count = 0;
};

struct FlowNode {
  std::string status; ///< shown status of orders
  std::int64_t count = 0;
  std::vector<Money> sums;
  std::vector<std::int64_t> heat; ///< five counts by age against the SLA: <25, <75, <100 %, late, over twice
  std::int64_t late = 0;
  std::vector<FlowReason> top_errors;
};

struct FlowEdge {
  std::string from; ///< charge or shown state
  std::string to;
  double per_minute = 0; ///< 5 minute mean
  std::int64_t count = 0; ///< in the range
};

struct PspHealth {
  std::string psp_account;
  double success_rate = 0; ///< of calls in 15 min, 0 to 1; -1 when there were none
  double success_rate_before = 0; ///< of the hour before
  bool paused = false;
};

struct SeriesPoint {
  std::optional<Instant> at;
  std::string label;
  double value = 0;
};

struct Flow {
  std::vector<FlowNode> nodes;
  std::vector<FlowEdge> edges;
  std::vector<Money> captured; ///< in the range
  std::vector<Money> refunded;
  std::int64_t payments = 0;
  std::int64_t in_flight = 0;
  std::int64_t late = 0;
  std::int64_t dead_letter = 0;
  bool ledger_balanced = false;
  std::int64_t open_breaks = 0;
  std::vector<PspHealth> psps;
  std::vector<SeriesPoint> captured_by_hour; ///< count of captures
  std::vector<SeriesPoint> queue_depth;
  std::vector<SeriesPoint> breaks_by_age; ///< label <1d 1-3d 3-7d >7d
  std::string incident; ///< "slow: 5xx since 13:40", or empty
  std::int64_t position = 0;
  std::int64_t awaiting_decision = 0; ///< approvals
  std::int64_t refund_count = 0;
};

struct AuditRow {
  std::optional<Instant> at;
  std::string principal;
  std::string action;
  std::string subject;
  std::string detail_json;
  std::string outcome;
  std::string payment_id;
};

struct ListAuditResponse {
  std::vector<AuditRow> rows;
  std::string next_cursor;
};

} // namespace paydesk::views
