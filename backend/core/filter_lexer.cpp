#include "core/filter_lexer.h"

#include <algorithm>

namespace paydesk::filter {
namespace {

bool is_separator(char c) noexcept { return c == ',' || c == '(' || c == ')' || c == '"'; }

unsigned byte_at(std::string_view text, std::size_t i) noexcept {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

/// Bytes of the well-formed UTF-8 character at the beginning (Unicode table 3-7), 0 if it is malformed.
std::size_t character_length(std::string_view text) noexcept {
  const unsigned first = byte_at(text, 0), second = byte_at(text, 1);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  unsigned low = 0x80, high = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
  } else {
    return 0;
  }
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte_at(text, i) & 0xc0) != 0x80) return 0;
  return length;
}

std::size_t word_length(std::string_view text) noexcept {
  std::size_t length = 0;
  while (length < text.size() && !is_separator(text[length]) && space_length(text.substr(length)) == 0)
    ++length;
  return length;
}

} // namespace

std::size_t space_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  if (text[0] == ' ' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r') return 1;
  if (text.starts_with("\u00a0")) return 2;
  return text.starts_with("\u3000") ? 3 : 0;
}

bool is_word(std::string_view text) noexcept { return !text.empty() && word_length(text) == text.size(); }

bool is_keyword(std::string_view text, std::string_view keyword) noexcept {
  return std::ranges::equal(text, keyword, [](char a, char b) { return a == b || a == b - 'a' + 'A'; });
}

std::optional<std::size_t> first_bad_byte(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    const auto length = character_length(rest);
    const bool control = byte_at(rest, 0) < 0x20 || byte_at(rest, 0) == 0x7f;
    if (length == 0 || (control && space_length(rest) == 0)) return i;
    i += length;
  }
  return std::nullopt;
}

bool Lexer::take(char c) noexcept {
  if (at_end() || text_[position_] != c) return false;
  ++position_;
  return true;
}

void Lexer::skip_space() noexcept {
  while (const auto length = space_length(rest()))
    position_ += length;
}

std::string_view Lexer::peek_word() const noexcept { return rest().substr(0, word_length(rest())); }

std::string_view Lexer::take_word() noexcept {
  const auto word = peek_word();
  position_ += word.size();
  return word;
}

std::optional<std::string> Lexer::take_quoted() {
  std::string content;
  for (std::size_t i = position_ + 1; i < text_.size(); ++i) {
    if (text_[i] == '"') {
      position_ = i + 1;
      return content;
    }
    const char escaped = i + 1 < text_.size() ? text_[i + 1] : '\0';
    if (text_[i] == '\\' && (escaped == '"' || escaped == '\\')) ++i;
    content += text_[i];
  }
  return std::nullopt;
}

} // namespace paydesk::filter
