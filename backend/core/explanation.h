// What is said about a payment to people and programs: a stable code, its typed arguments, and the English of both.
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/explanation_table.h"
#include "core/money.h"

namespace paydesk {

/// A code of a vocabulary: an operation, a state, an error class. Each language has its own word for it.
struct Word {
  std::string code;
  friend bool operator==(const Word&, const Word&) = default;
};

using ExplanationValue = std::variant<Money, Instant, std::int64_t, std::chrono::seconds, Word, std::string>;

struct ExplanationArgument {
  std::string name; ///< of explanation_arguments
  ExplanationValue value;
  friend bool operator==(const ExplanationArgument&, const ExplanationArgument&) = default;
};

/// Made by `say`, which the compiler holds to the table, or read from the wire, where the code may be a newer one.
struct Explanation {
  std::string code; ///< of explanation_templates; empty: nothing is said
  std::vector<ExplanationArgument> arguments;
  std::string text; ///< in English
  bool empty() const noexcept { return code.empty(); }
  friend bool operator==(const Explanation&, const Explanation&) = default;
};

/// How a value is said; `spec` is none for a name that the table does not know.
using SayValue = std::function<std::string(const ArgumentSpec* spec, const ExplanationValue& value)>;

/// A template with its places filled, in one pass: what is put in may hold braces itself. A place without an argument
/// stays as it is. The first letter is a capital when the template begins with a place and ends as a sentence.
std::string fill(std::string_view pattern, const std::vector<ExplanationArgument>& arguments, const SayValue& say);

/// "12.34 EUR", "2026-11-16 14:31:54 UTC", "once", "4 minutes", "status query".
std::string english_value(const ArgumentSpec* spec, const ExplanationValue& value);
/// "PSP unavailable", "awaiting customer".
std::string english_word(std::string_view code);
/// From the table; the explanation's own text where it does not have the code.
std::string english_of(const Explanation& explanation);

namespace explanation_detail {

template <std::size_t size> struct Literal {
  char text[size];
  consteval Literal(const char (&from)[size]) { // NOLINT: made from a literal in place
    for (std::size_t i = 0; i < size; ++i)
      text[i] = from[i];
  }
  constexpr std::string_view view() const noexcept { return {text, size - 1}; }
};

template <Literal literal> struct Named {
  static constexpr std::string_view name = literal.view();
  ExplanationValue value;
};

constexpr bool names(std::string_view pattern, std::string_view argument) noexcept {
  for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
    if (pattern.substr(at + 1, argument.size()) == argument && pattern.substr(at + 1 + argument.size(), 1) == "}")
      return true;
  return false;
}

/// Whether a template's places are the arguments, no more and no fewer.
template <class... Arguments> consteval bool fits(std::string_view pattern) {
  std::size_t places = 0;
  for (const char c : pattern)
    places += c == '{' ? 1 : 0;
  return places == sizeof...(Arguments) && (names(pattern, Arguments::name) && ...);
}

template <class T> consteval bool is_of(ArgumentKind kind) {
  switch (kind) {
  case ArgumentKind::amount:
    return std::same_as<T, Money>;
  case ArgumentKind::instant:
    return std::same_as<T, Instant>;
  case ArgumentKind::count:
    return std::integral<T>;
  case ArgumentKind::seconds:
    return std::same_as<T, std::chrono::seconds>;
  case ArgumentKind::word:
  case ArgumentKind::text:
    return std::convertible_to<T, std::string>;
  }
  return false;
}

Explanation made(std::string_view code, std::vector<ExplanationArgument> arguments);

} // namespace explanation_detail

/// An argument by its name; a name that the table does not have, or a value of another kind, does not compile.
template <explanation_detail::Literal name, class T> auto with(T value) {
  constexpr const auto* spec = find_argument(name.view());
  static_assert(spec != nullptr, "explanation_arguments has no such name");
  static_assert(explanation_detail::is_of<T>(spec->kind), "the argument is of another kind");
  using Argument = explanation_detail::Named<name>;
  if constexpr (spec->kind == ArgumentKind::count)
    return Argument{static_cast<std::int64_t>(value)};
  else if constexpr (spec->kind == ArgumentKind::word)
    return Argument{Word{std::string(std::move(value))}};
  else if constexpr (spec->kind == ArgumentKind::text)
    return Argument{std::string(std::move(value))};
  else
    return Argument{value};
}

/// An explanation; an unknown code, or arguments that are not exactly its template's, do not compile.
template <explanation_detail::Literal code, class... Arguments> Explanation say(Arguments... arguments) {
  constexpr const auto* row = find_template(code.view());
  static_assert(row != nullptr, "explanation_templates has no such code");
  static_assert(explanation_detail::fits<Arguments...>(row->english), "these are not the template's arguments");
  std::vector<ExplanationArgument> list;
  list.reserve(sizeof...(Arguments));
  (list.push_back({std::string(Arguments::name), std::move(arguments.value)}), ...);
  return explanation_detail::made(code.view(), std::move(list));
}

} // namespace paydesk
