// Values of reconciliation's rows.
#pragma once

#include <optional>
#include <string>

#include "core/money.h"
#include "engine/ports/recon_rows.h"
#include "store/params.h"

namespace paydesk::store {

inline Currency currency_of(const pqxx::field& field) {
  return Currency::find(text_of(field)).value_or(Currency{});
}

inline std::optional<Uuid> optional_uuid_of(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(uuid_of(field));
}

/// Nothing instead of an empty text: for nullable columns.
inline std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// The columns of run_columns, beginning at `first`.
recon::RunRow run_row(const pqxx::row& row, int first = 0);

} // namespace paydesk::store
