// Amounts, ages, times and numbers of a filter as SQL. Internal to the store.
#pragma once

#include <string>

#include "store/filter_sql.h"

namespace paydesk::store {

/// Appends a value and gives its place, "$3::text[]". Every place must be used: PostgreSQL cannot type one that is not.
template <class T> std::string add_param(Params& params, const T& value, std::string_view type) {
  params.add(value);
  return "$" + std::to_string(params.values().size()) + "::" + std::string(type);
}

/// One alternative of a time, age, amount or number field.
Result<std::string> measure_condition(const FilterField& field, const filter::Value& value, const FilterClock& clock,
                                      Params& params);

} // namespace paydesk::store
