// What the reports' tables are put together with. Internal to engine/reports.
#pragma once

#include <map>
#include <string>

#include "engine/ports/report_files.h"

namespace paydesk::reports {

inline std::string or_else(const std::string& text, const char* otherwise) { return text.empty() ? otherwise : text; }

inline ReportCell cell(std::string text) { return {std::move(text), {}}; }
inline ReportCell cell(Money amount) { return {{}, amount}; }

/// One row of cells.
template <class... Values> std::vector<ReportCell> row_of(Values&&... values) {
  return {cell(std::forward<Values>(values))...};
}

/// What too_many() is about.
inline constexpr const char* rows_field = "rows";

inline tl::unexpected<Error> too_many(std::size_t most) {
  return fail(ErrorCode::failed_precondition,
              "the report has more than " + std::to_string(most) + " rows. Nothing was made; narrow the period or the filter",
              rows_field);
}

inline tl::unexpected<Error> too_large(Currency currency) {
  return fail(ErrorCode::failed_precondition,
              "a total in " + currency.to_string() + " is larger than an amount can be. Nothing was made; narrow the period");
}

/// Adds to a sum; false beyond what an amount can be.
inline bool add_to(std::int64_t& sum, std::int64_t amount) {
  const auto added = checked_add(sum, amount);
  sum = added.value_or(sum);
  return added.has_value();
}

} // namespace paydesk::reports
