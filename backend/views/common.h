// Paging, totals and postings as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::views {

/// One page of a list. An empty cursor is the beginning; cursors are opaque and belong to one (filter, order).
struct PageRequest {
  std::string filter; ///< the grammar of core/filter
  std::string cursor;
  std::int32_t limit = 0; ///< 1 to 500; 0 means 100
  bool oldest_first = false; ///< lists are newest first by default
};

/// Totals of a whole list, per currency, as of an event position.
struct Totals {
  std::int64_t count = 0;
  std::vector<Money> sums;
  std::int64_t as_of_position = 0;
};

/// One double-entry posting line.
struct PostingLine {
  std::string account; ///< "class:owner"
  Money debit; ///< one of the two is set
  Money credit;
};

struct Journal {
  std::string id;
  std::string kind; ///< capture, refund, settlement, adjustment …
  std::optional<Instant> booked_at; ///< RFC 3339
  std::string book_date; ///< YYYY-MM-DD
  std::string value_date;
  std::string description;
  std::string payment_id;
  std::vector<PostingLine> lines;
};

} // namespace paydesk::views
