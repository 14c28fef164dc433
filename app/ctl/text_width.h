// How text from outside may be put on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paydesk::ctl {

/// The text with control characters, which could steer a terminal, replaced by U+FFFD.
std::string printable(std::string_view text);
/// Columns of a terminal that UTF-8 text takes: East Asian wide characters take two.
std::size_t width_of(std::string_view text) noexcept;
/// Whether the bytes are well-formed UTF-8: the wire carries nothing else.
bool is_utf8(std::string_view text) noexcept;

} // namespace paydesk::ctl
