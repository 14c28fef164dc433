// What the lists of reconciliation can be narrowed by, and their pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "views/common.h"

namespace paydesk::store {

/// Values that a row must have one of; empty: any. A bare word is any of a break's references.
struct ReconFilter {
  std::vector<std::string> types, states, psp_accounts, currencies, words;
};

/// The grammar of core/filter, but only `key:value[,value…]` terms (type, state, psp, currency) and bare
/// words, all of which must hold. invalid_argument on "filter" for anything else.
Result<ReconFilter> parse_recon_filter(const std::string& text);

/// A place in a list ordered by (time, id).
struct TimeCursor {
  Instant at;
  Uuid id;
};

/// Nothing at the beginning; invalid_argument on "cursor" when it is not of this scope (see store/cursor.h).
Result<std::optional<TimeCursor>> parse_time_cursor(std::string_view scope, const std::string& text);
std::string print_cursor(std::string_view scope, const TimeCursor& cursor);

/// A place in a list ordered by (number, id).
struct NumberCursor {
  std::int64_t number = 0;
  Uuid id;
};
Result<std::optional<NumberCursor>> parse_number_cursor(std::string_view scope, const std::string& text);
std::string print_cursor(std::string_view scope, const NumberCursor& cursor);

} // namespace paydesk::store
