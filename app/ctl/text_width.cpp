#include "app/ctl/text_width.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace paydesk::ctl {
namespace {

struct Decoded {
  char32_t point = 0;
  std::size_t bytes = 1;
  bool good = false;
};

Decoded decode(std::string_view text) noexcept {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return {first, 1, true};
  const std::size_t bytes = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (bytes == 0 || first >= 0xf5 || text.size() < bytes) return {};
  char32_t point = first & (0xffu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((at(i) & 0xc0) != 0x80) return {};
    point = (point << 6) | (at(i) & 0x3fu);
  }
  constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool good = point >= least[bytes] && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
  return {point, bytes, good};
}

bool is_control(char32_t point) noexcept {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x2069);
}

bool is_wide(char32_t point) noexcept {
  constexpr std::array<std::pair<char32_t, char32_t>, 9> ranges = {{{0x1100, 0x115f},
                                                                    {0x2e80, 0x303e},
                                                                    {0x3041, 0xa4cf},
                                                                    {0xac00, 0xd7a3},
                                                                    {0xf900, 0xfaff},
                                                                    {0xfe30, 0xfe6f},
                                                                    {0xff00, 0xff60},
                                                                    {0x1f300, 0x1faff},
                                                                    {0x20000, 0x3fffd}}};
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const auto& range) { return point >= range.first && point <= range.second; });
}

bool is_combining(char32_t point) noexcept {
  return (point >= 0x300 && point <= 0x36f) || point == 0x200b || point == 0x200d ||
         (point >= 0xfe00 && point <= 0xfe0f);
}

} // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto one = decode(text);
    if (!one.good || is_control(one.point))
      out += "\xef\xbf\xbd";
    else
      out += text.substr(0, one.bytes);
    text.remove_prefix(one.bytes);
  }
  return out;
}

std::size_t width_of(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto one = decode(text);
    width += is_combining(one.point) ? 0 : is_wide(one.point) ? 2 : 1;
    text.remove_prefix(one.bytes);
  }
  return width;
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto one = decode(text);
    if (!one.good) return false;
    text.remove_prefix(one.bytes);
  }
  return true;
}

} // namespace paydesk::ctl
