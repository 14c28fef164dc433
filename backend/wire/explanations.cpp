#include "wire/explanations.h"

#include "wire/values.h"

namespace paydesk::wire {
namespace {

template <class... Ts> struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

std::optional<ExplanationValue> value_of(const v1::ExplanationArgument& in) {
  using Argument = v1::ExplanationArgument;
  switch (in.value_case()) {
  case Argument::kAmount:
    if (const auto money = from_wire(in.amount()); has_value(money))
      return money;
    return std::nullopt;
  case Argument::kAt:
    if (const auto at = parse_instant(in.at()))
      return *at;
    return std::nullopt;
  case Argument::kCount:
    return in.count();
  case Argument::kSeconds:
    return std::chrono::seconds(in.seconds());
  case Argument::kWord:
    return Word{in.word()};
  case Argument::kText:
    return in.text();
  case Argument::VALUE_NOT_SET:
    return std::nullopt;
  }
  return std::nullopt;
}

} // namespace

void to_wire(const Explanation& explanation, v1::Explanation* out) {
  out->set_code(explanation.code);
  for (const auto& argument : explanation.arguments) {
    auto* one = out->add_arguments();
    one->set_name(argument.name);
    std::visit(Overloaded{[&](const Money& money) { to_wire(money, one->mutable_amount()); },
                          [&](Instant at) { one->set_at(format_instant(at)); },
                          [&](std::int64_t count) { one->set_count(count); },
                          [&](std::chrono::seconds span) { one->set_seconds(span.count()); },
                          [&](const Word& word) { one->set_word(word.code); },
                          [&](const std::string& text) { one->set_text(text); }},
               argument.value);
  }
  out->set_text(explanation.text);
}

Explanation from_wire(const v1::Explanation& in) {
  Explanation explanation{in.code(), {}, in.text()};
  for (const auto& argument : in.arguments())
    if (auto value = value_of(argument))
      explanation.arguments.push_back({argument.name(), std::move(*value)});
  return explanation;
}

} // namespace paydesk::wire
