// Frozen selections of queue items as screens, CLI and service read them: plain values, filled by the store or from the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct FreezeSelectionRequest {
  bool dead_letter = false; ///< else the retry queue
  std::string filter;       ///< of that list
  std::string idempotency_key;
};

/// Of whole selections: how many items have come to this.
struct OutcomeCount {
  std::string outcome;
  std::int64_t count = 0;
};

struct Selection {
  std::string selection_id;
  std::string owner;
  bool dead_letter = false;
  std::string filter;
  Totals totals; ///< items, their sums, and the event position that they were frozen at
  std::int64_t waiting = 0;
  std::int64_t done = 0;
  std::int64_t refused = 0;
  std::string state;  ///< frozen, running, done, cancelled
  std::string action; ///< retry, discard; empty until it is run
  std::string reason;
  std::string runner;
  std::string note; ///< why it was stopped
  std::optional<Instant> created_at;
  std::optional<Instant> expires_at; ///< until then it has to be run
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  std::vector<OutcomeCount> outcomes;
};

struct SelectionItem {
  std::string job_id;
  std::string payment_id;
  std::string psp_account;
  std::string operation; ///< register, capture, void, refund, query
  Money amount;
  std::string state;   ///< waiting, done, refused
  std::string message; ///< what was answered when it was acted on
  /// What became of it, read from the books now: waiting, not_begun, refused, under_way, dead_again, captured,
  /// refunded, released, failed, given_up; of registrations and questions the charge's state.
  std::string outcome;
  std::optional<Instant> done_at;
};

struct GetSelectionRequest {
  std::string selection_id;
  PageRequest page; ///< of its items, in their frozen order; takes no filter
};

struct SelectionProgress {
  Selection selection;
  std::vector<SelectionItem> items;
  std::string next_cursor;
};

struct RunSelectionRequest {
  std::string selection_id;
  std::string action; ///< retry, discard
  std::string reason; ///< needed to discard
  std::string idempotency_key;
};

struct CancelSelectionRequest {
  std::string selection_id;
  std::string reason;
  std::string idempotency_key;
};

} // namespace paydesk::views
