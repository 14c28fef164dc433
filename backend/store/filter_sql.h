// A filter's tree as a parameterised SQL condition.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/filter.h"
#include "core/result.h"
#include "store/params.h"

namespace paydesk::store {

/// How a key of a list's filter is asked in SQL. `sql` is, by the key's type:
/// text, state, currency: a condition with {plain}, {ids}, {contains} or {ends} where the values go, as a text array
///   of the values, a uuid array of those that are ids, as ILIKE patterns that contain them, or as the reversed ends
///   of ids, six characters or more;
/// time, age: the timestamptz; number: the integer; amount: the minor units (their currency in `currency_sql`).
struct FilterField {
  std::string_view key; ///< empty: the bare identifier
  filter::KeyType type = filter::KeyType::text;
  std::string_view sql;
  std::string_view currency_sql{};
};

/// What "today" and ages are counted from.
struct FilterClock {
  Instant now;
  std::string time_zone = "UTC"; ///< a name that PostgreSQL knows; checked at start
};

/// Parses `text` against the fields' keys and gives a condition whose values are appended to `params`; "true" for an
/// empty filter. Mistakes are invalid_argument on "filter" and say where and what.
Result<std::string> filter_condition(const std::string& text, std::span<const FilterField> fields,
                                     const FilterClock& clock, Params& params);

/// The shown statuses that a state: value names, by its name or a friendly one (retry → retry_scheduled);
/// empty for a name that is none.
std::string shown_status_named(std::string_view name);

} // namespace paydesk::store
