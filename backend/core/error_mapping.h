// What a PSP's answers mean, as data: rules from (operation, HTTP status, code) to a class.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/retry.h"

namespace paydesk {

/// Codes of calls that got no answer; their status is 0.
namespace transport {
inline constexpr std::string_view not_sent = "not_sent";       ///< surely nothing of it left
inline constexpr std::string_view no_answer = "no_answer";     ///< it may have been done
inline constexpr std::string_view not_possible = "not_possible"; ///< it could not even be made: a wrong address
} // namespace transport

/// One unsuccessful answer, as it is recorded.
struct AnswerFacts {
  std::string_view operation; ///< register, capture, void, refund, query
  int http_status = 0;        ///< 0: no answer came
  std::string_view code;
};

struct MappingRule {
  static constexpr int any_status = -1; ///< any that a PSP answered with, never "no answer"; 4 stands for 4xx
  std::string operation;                ///< empty: any
  int http_status = any_status;
  std::string code; ///< empty: any
  ErrorClass error_class = ErrorClass::outcome_unknown;
  std::string note;
  friend bool operator==(const MappingRule&, const MappingRule&) = default;
};

/// The most specific rule for the answer: a code beats a status, a status its hundred, that an operation. Nothing
/// when no rule covers it. Sets that pass check_mapping have no ties.
const MappingRule* find_rule(std::span<const MappingRule> rules, const AnswerFacts& facts) noexcept;

/// What is certain about a call limits what it may mean, whatever the rules say: without an answer that could be
/// complete it is outcome_unknown; unsent it is nothing that the PSP would have to tell.
ErrorClass within_certainty(ErrorClass error_class, const AnswerFacts& facts) noexcept;

/// Checks a set of rules: names, two for the same answers, and safety: no rule may turn "sent, no answer", or an
/// answer that says nothing certain, into "surely not processed" or a decline. Fields "rules[3].error_class".
Result<void> check_mapping(std::span<const MappingRule> rules);

/// "capture 402 insufficient_funds", with "any" for what is open: for people.
std::string describe_answers(const MappingRule& rule);
/// "402", "4xx", "" for any, "none" for no answer.
std::string status_text(int http_status);
Result<int> parse_status(const std::string& text, const std::string& field);

} // namespace paydesk
