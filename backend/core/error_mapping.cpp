#include "core/error_mapping.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace paydesk {
namespace {

constexpr std::size_t most_rules = 1000, longest_code = 64, longest_note = 500;
constexpr std::array<std::string_view, 6> operations = {"register", "charge", "capture", "void", "refund", "query"};
constexpr std::array<std::string_view, 3> transport_codes = {transport::not_sent, transport::no_answer,
                                                             transport::not_possible};

template <class Range> bool has(const Range& range, std::string_view item) {
  return std::find(range.begin(), range.end(), item) != range.end();
}

bool covers_status(int rule, int status) noexcept {
  if (rule == status)
    return true;
  return status > 0 && (rule == MappingRule::any_status || (rule > 0 && rule < 10 && rule == status / 100));
}

/// How much a rule says; −1 when it does not cover the answer.
int weight(const MappingRule& rule, const AnswerFacts& facts) noexcept {
  if (!covers_status(rule.http_status, facts.http_status) || (!rule.code.empty() && rule.code != facts.code) ||
      (!rule.operation.empty() && rule.operation != facts.operation))
    return -1;
  const bool exact = rule.http_status == 0 || rule.http_status >= 100;
  const bool hundred = !exact && rule.http_status != MappingRule::any_status;
  return (rule.code.empty() ? 0 : 8) + (exact ? 4 : hundred ? 2 : 0) + (rule.operation.empty() ? 0 : 1);
}

/// The PSP itself has not spoken: a success that cannot be read, a proxy's word, or a plain failure.
bool says_nothing_certain(int status) noexcept {
  return status == MappingRule::any_status || status == 2 || status == 5 || (status >= 200 && status < 300) ||
         status == 408 || status == 500 || status == 502 || status == 504;
}

bool is_text(const std::string& text, std::size_t most) {
  return text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

Result<void> check_words(const MappingRule& rule, const std::string& prefix) {
  if (!rule.operation.empty() && !has(operations, rule.operation))
    return invalid(prefix + "operation", "is not register, capture, void, refund or query, or empty for any");
  const int status = rule.http_status;
  if (status != MappingRule::any_status && status != 0 && !(status >= 2 && status <= 5) &&
      !(status >= 200 && status <= 599))
    return invalid(prefix + "http_status", "is not 200 to 599, 2xx to 5xx, none, or empty for any");
  if (!is_text(rule.code, longest_code))
    return invalid(prefix + "code", "is longer than 64 bytes or has a control character");
  if (!is_text(rule.note, longest_note))
    return invalid(prefix + "note", "is longer than 500 bytes or has a control character");
  if (rule.error_class == ErrorClass::none)
    return invalid(prefix + "error_class", "cannot be none: what is mapped here has failed");
  return {};
}

Result<void> check_safety(const MappingRule& rule, const std::string& prefix) {
  if (rule.http_status == 0) {
    if (!has(transport_codes, rule.code))
      return invalid(prefix + "code", "without an answer is not_sent, no_answer or not_possible");
    const AnswerFacts facts{rule.operation, 0, rule.code};
    if (within_certainty(rule.error_class, facts) != rule.error_class)
      return invalid(prefix + "error_class",
                     rule.code == transport::no_answer
                         ? "cannot be that for no_answer: what was sent may have been done, so it is outcome_unknown"
                         : "cannot be that for what was never sent: psp_unavailable, configuration or outcome_unknown");
    return {};
  }
  if (has(transport_codes, rule.code))
    return invalid(prefix + "http_status", fmt::format("has to be none for {}, which is no PSP's code", rule.code));
  if (rule.code.empty() && says_nothing_certain(rule.http_status) && rule.error_class != ErrorClass::outcome_unknown)
    return invalid(prefix + "error_class",
                   "cannot be that without a code: such an answer does not say that nothing was done, so it is "
                   "outcome_unknown");
  return {};
}

} // namespace

const MappingRule* find_rule(std::span<const MappingRule> rules, const AnswerFacts& facts) noexcept {
  const MappingRule* best = nullptr;
  int most = -1;
  for (const auto& rule : rules)
    if (const int here = weight(rule, facts); here > most) {
      best = &rule;
      most = here;
    }
  return best;
}

ErrorClass within_certainty(ErrorClass error_class, const AnswerFacts& facts) noexcept {
  if (facts.http_status > 0)
    return error_class;
  const bool unsent = facts.code == transport::not_sent || facts.code == transport::not_possible;
  if (!unsent)
    return ErrorClass::outcome_unknown;
  const bool possible = error_class == ErrorClass::psp_unavailable || error_class == ErrorClass::configuration ||
                        error_class == ErrorClass::outcome_unknown;
  return possible ? error_class : ErrorClass::psp_unavailable;
}

Result<void> check_mapping(std::span<const MappingRule> rules) {
  if (rules.size() > most_rules)
    return invalid("rules", "has more than 1000 rules");
  std::map<std::tuple<std::string, int, std::string>, std::size_t> seen;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto prefix = fmt::format("rules[{}].", i);
    if (const auto ok = check_words(rules[i], prefix); !ok)
      return ok;
    if (const auto ok = check_safety(rules[i], prefix); !ok)
      return ok;
    const auto [at, fresh] = seen.emplace(std::tuple(rules[i].operation, rules[i].http_status, rules[i].code), i);
    if (!fresh)
      return invalid(fmt::format("rules[{}]", i), fmt::format("is for the same answers as rules[{}]", at->second));
  }
  return {};
}

std::string status_text(int http_status) {
  if (http_status == MappingRule::any_status)
    return {};
  if (http_status == 0)
    return "none";
  return http_status < 10 ? fmt::format("{}xx", http_status) : std::to_string(http_status);
}

Result<int> parse_status(const std::string& text, const std::string& field) {
  if (text.empty())
    return MappingRule::any_status;
  if (text == "none")
    return 0;
  if (text.size() == 3 && text.ends_with("xx") && text[0] >= '2' && text[0] <= '5')
    return text[0] - '0';
  int status = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (error != std::errc{} || end != text.data() + text.size() || status < 200 || status > 599)
    return invalid(field, "is not 200 to 599, 2xx to 5xx, none, or empty for any");
  return status;
}

std::string describe_answers(const MappingRule& rule) {
  const auto or_any = [](const std::string& text) { return text.empty() ? std::string("any") : text; };
  return fmt::format("{} {} {}", or_any(rule.operation), or_any(status_text(rule.http_status)), or_any(rule.code));
}

} // namespace paydesk
