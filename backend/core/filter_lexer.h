// The characters of a filter: what separates, what is a word, what must be quoted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace paydesk::filter {

/// Bytes of the white space that `text` begins with (also a no-break or an ideographic space), 0 if none.
std::size_t space_length(std::string_view text) noexcept;

/// Whether `text` can stand as one word: not empty, no space, comma, parenthesis or quotation mark.
bool is_word(std::string_view text) noexcept;

/// Whether `text` is `keyword` ("or", "and") in either case.
bool is_keyword(std::string_view text, std::string_view keyword) noexcept;

/// The position of the first byte that is not well-formed UTF-8 or a control character other than white
/// space; nullopt for clean text.
std::optional<std::size_t> first_bad_byte(std::string_view text) noexcept;

/// Reads a filter's text from left to right. Used by one parse on one thread; the text must outlive it.
class Lexer {
 public:
  explicit Lexer(std::string_view text) noexcept : text_(text) {}

  std::size_t position() const noexcept { return position_; }
  void rewind(std::size_t position) noexcept { position_ = position; }
  bool at_end() const noexcept { return position_ == text_.size(); }
  bool at_space() const noexcept { return space_length(rest()) > 0; }
  char peek() const noexcept { return at_end() ? '\0' : text_[position_]; }

  bool take(char c) noexcept;
  void skip_space() noexcept;
  /// The word that begins here, possibly empty; not consumed.
  std::string_view peek_word() const noexcept;
  std::string_view take_word() noexcept;
  /// The content of the quotation that begins here, \" and \\ resolved; nullopt when it is not closed.
  std::optional<std::string> take_quoted();

 private:
  std::string_view rest() const noexcept { return text_.substr(position_); }

  std::string_view text_;
  std::size_t position_ = 0;
};

} // namespace paydesk::filter
