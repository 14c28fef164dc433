#include "core/money.h"

#include <algorithm>
#include <iterator>

namespace paydesk {

/// The one place that makes currencies.
struct CurrencyTable {
  static constexpr Currency entries[] = {
#include "core/currency_table.inc"
  };
};

std::span<const Currency> Currency::all() noexcept { return CurrencyTable::entries; }

std::optional<Currency> Currency::find(std::string_view code) noexcept {
  const auto currencies = all();
  const auto found = std::ranges::lower_bound(currencies, code, {}, &Currency::code);
  if (found == currencies.end() || found->code() != code) return std::nullopt;
  return *found;
}

} // namespace paydesk
