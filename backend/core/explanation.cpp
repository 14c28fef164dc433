#include "core/explanation.h"

#include <algorithm>

namespace paydesk {
namespace {

/// "4 minutes", "3 hours", "2 days": one unit, rounded down.
std::string span_text(std::int64_t seconds) {
  const auto unit = [](std::int64_t count, const char* name) {
    return std::to_string(count) + " " + name + (count == 1 ? "" : "s");
  };
  if (seconds < 120)
    return unit(seconds, "second");
  if (seconds < 2 * 3600)
    return unit(seconds / 60, "minute");
  return seconds < 2 * 86400 ? unit(seconds / 3600, "hour") : unit(seconds / 86400, "day");
}

std::string count_text(const ArgumentSpec* spec, std::int64_t count) {
  if (spec == nullptr || spec->many.empty())
    return std::to_string(count);
  return count == 1 ? std::string(spec->one) : std::to_string(count) + " " + std::string(spec->many);
}

/// "2026-11-16 14:31:54 UTC"
std::string instant_text(Instant at) {
  auto text = format_instant(at).substr(0, 19);
  text[10] = ' ';
  return text + " UTC";
}

void begin_with_a_capital(std::string& text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
}

const ExplanationArgument* find(const std::vector<ExplanationArgument>& arguments, std::string_view name) {
  const auto at = std::find_if(arguments.begin(), arguments.end(),
                               [&](const ExplanationArgument& argument) { return argument.name == name; });
  return at == arguments.end() ? nullptr : &*at;
}

template <class... Ts> struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

std::string fill(std::string_view pattern, const std::vector<ExplanationArgument>& arguments, const SayValue& say) {
  std::string text;
  std::size_t from = 0;
  while (from < pattern.size()) {
    const auto open = pattern.find('{', from);
    const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
    text += pattern.substr(from, close == std::string_view::npos ? close : open - from);
    if (close == std::string_view::npos)
      break;
    const auto name = pattern.substr(open + 1, close - open - 1);
    const auto* argument = find(arguments, name);
    text += argument == nullptr ? std::string(pattern.substr(open, close - open + 1))
                                : say(find_argument(name), argument->value);
    from = close + 1;
  }
  // Only an operation begins a sentence; a login or an id is written as it is.
  if (pattern.starts_with("{operation}") && pattern.ends_with('.'))
    begin_with_a_capital(text);
  return text;
}

std::string english_word(std::string_view code) {
  for (const auto& word : explanation_words)
    if (word.code == code)
      return std::string(word.english);
  std::string text(code);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string english_value(const ArgumentSpec* spec, const ExplanationValue& value) {
  return std::visit(
      Overloaded{[](const Money& money) {
                   return format_amount(money.minor, money.currency) + " " + money.currency.to_string();
                 },
                 [](Instant at) { return instant_text(at); },
                 [&](std::int64_t count) { return count_text(spec, count); },
                 [](std::chrono::seconds span) { return span_text(span.count()); },
                 [](const Word& word) { return english_word(word.code); },
                 [](const std::string& text) { return text; }},
      value);
}

std::string english_of(const Explanation& explanation) {
  const auto* row = find_template(explanation.code);
  return row == nullptr ? explanation.text : fill(row->english, explanation.arguments, english_value);
}

namespace explanation_detail {

Explanation made(std::string_view code, std::vector<ExplanationArgument> arguments) {
  Explanation explanation{std::string(code), std::move(arguments), {}};
  explanation.text = english_of(explanation);
  return explanation;
}

} // namespace explanation_detail
} // namespace paydesk
