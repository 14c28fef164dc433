// What the values of a filter's keys may be, by the key's type.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/filter.h"

namespace paydesk::filter {

/// Checks one value of a key of type `type`, its unit included, and brings currency codes into capitals.
/// Returns what is wrong with it, or an empty string.
std::string check_value(Value& value, KeyType type);

/// Whether `text` is a currency's code in either case; such a word behind an amount is its unit.
bool is_currency_code(std::string_view text);

/// The key that a person who typed `name` probably meant, or an empty text.
std::string_view near_key(std::string_view name, std::span<const Key> keys);

} // namespace paydesk::filter
