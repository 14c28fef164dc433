// Small checks of untrusted text that every format needs.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace paydesk::statements {

/// Without a UTF-8 byte order mark in front.
std::string_view without_bom(std::string_view text) noexcept;

/// Where the first byte is that is a NUL or no valid UTF-8; nothing when all is well.
std::optional<std::size_t> first_bad_byte(std::string_view text) noexcept;

/// The number of the line that the byte at `offset` is in, from 1.
std::size_t line_of(std::string_view text, std::size_t offset) noexcept;

/// True for a real calendar date written YYYY-MM-DD.
bool is_date(std::string_view text) noexcept;

} // namespace paydesk::statements
