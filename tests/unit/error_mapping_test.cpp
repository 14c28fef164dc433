// What a PSP's answers mean: the most specific rule, and what no rule may say.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/error_mapping.h"

using namespace paydesk;

namespace {

constexpr int any = MappingRule::any_status;

ErrorClass class_of(const std::vector<MappingRule>& rules, const char* operation, int status, const char* code) {
  const auto* rule = find_rule(rules, {operation, status, code});
  return rule == nullptr ? ErrorClass::none : rule->error_class;
}

std::string field_of(std::vector<MappingRule> rules) {
  const auto checked = check_mapping(rules);
  return checked ? "" : checked.error().field;
}

MappingRule any_rule() {
  return {*rc::gen::element<std::string>("", "capture", "refund", "query"),
          *rc::gen::element(any, 0, 2, 4, 5, 200, 402, 500, 503, 504),
          *rc::gen::element<std::string>("", "a", "b", "no_answer", "not_sent", "not_possible"),
          static_cast<ErrorClass>(*rc::gen::inRange(0, static_cast<int>(error_classes))), ""};
}

} // namespace

TEST(ErrorMapping, the_most_specific_rule_wins) {
  const std::vector<MappingRule> rules = {{"", any, "", ErrorClass::outcome_unknown, ""},
                                          {"", 4, "", ErrorClass::invalid_request, ""},
                                          {"", 402, "", ErrorClass::declined_final, ""},
                                          {"capture", 402, "", ErrorClass::fraud, ""},
                                          {"", any, "soft", ErrorClass::declined_retryable, ""},
                                          {"refund", any, "soft", ErrorClass::rate_limited, ""}};
  EXPECT_EQ(class_of(rules, "void", 500, "x"), ErrorClass::outcome_unknown);
  EXPECT_EQ(class_of(rules, "void", 418, "x"), ErrorClass::invalid_request);
  EXPECT_EQ(class_of(rules, "void", 402, "x"), ErrorClass::declined_final);
  EXPECT_EQ(class_of(rules, "capture", 402, "x"), ErrorClass::fraud);
  EXPECT_EQ(class_of(rules, "capture", 402, "soft"), ErrorClass::declined_retryable) << "a code beats a status";
  EXPECT_EQ(class_of(rules, "refund", 402, "soft"), ErrorClass::rate_limited);
  EXPECT_EQ(class_of(rules, "refund", 0, "soft"), ErrorClass::none) << "no rule for answers covers no answer";
  EXPECT_EQ(class_of({}, "refund", 402, "soft"), ErrorClass::none);
}

TEST(ErrorMapping, no_rule_turns_sent_without_an_answer_into_something_certain) {
  for (const auto error_class :
       {ErrorClass::psp_unavailable, ErrorClass::declined_final, ErrorClass::declined_retryable,
        ErrorClass::rate_limited, ErrorClass::invalid_request, ErrorClass::fraud, ErrorClass::configuration,
        ErrorClass::authentication_required}) {
    EXPECT_EQ(field_of({{"", 0, "no_answer", error_class, ""}}), "rules[0].error_class") << to_string(error_class);
    for (const int status : {any, 2, 5, 200, 201, 299, 408, 500, 502, 504})
      EXPECT_EQ(field_of({{"", status, "", error_class, ""}}), "rules[0].error_class")
          << to_string(error_class) << " " << status;
    EXPECT_EQ(within_certainty(error_class, {"capture", 0, "no_answer"}), ErrorClass::outcome_unknown);
    EXPECT_EQ(within_certainty(error_class, {"capture", 0, "something new"}), ErrorClass::outcome_unknown);
  }
  EXPECT_EQ(field_of({{"", 0, "no_answer", ErrorClass::outcome_unknown, ""}}), "");
  EXPECT_EQ(field_of({{"", 0, "", ErrorClass::outcome_unknown, ""}}), "rules[0].code");
  EXPECT_EQ(field_of({{"", 0, "not_sent", ErrorClass::psp_unavailable, ""}}), "");
  EXPECT_EQ(field_of({{"", 0, "not_sent", ErrorClass::declined_final, ""}}), "rules[0].error_class");
  EXPECT_EQ(within_certainty(ErrorClass::fraud, {"capture", 0, "not_sent"}), ErrorClass::psp_unavailable);
  EXPECT_EQ(field_of({{"", 503, "", ErrorClass::psp_unavailable, ""}}), "");
  EXPECT_EQ(field_of({{"", 500, "maintenance", ErrorClass::psp_unavailable, ""}}), "") << "the PSP's own word";
}

TEST(ErrorMapping, hostile_rules_name_their_field) {
  const auto good = MappingRule{"capture", 402, "x", ErrorClass::declined_final, ""};
  const auto with = [&](auto change) {
    auto rule = good;
    change(rule);
    return field_of({good, {"void", 402, "", ErrorClass::fraud, ""}, rule});
  };
  EXPECT_EQ(with([](MappingRule&) {}), "rules[2]") << "for the same answers as the first";
  EXPECT_EQ(with([](MappingRule& r) { r.operation = "pay"; }), "rules[2].operation");
  EXPECT_EQ(with([](MappingRule& r) { r.http_status = 600; }), "rules[2].http_status");
  EXPECT_EQ(with([](MappingRule& r) { r.http_status = -2; }), "rules[2].http_status");
  EXPECT_EQ(with([](MappingRule& r) { r.http_status = 7; }), "rules[2].http_status");
  EXPECT_EQ(with([](MappingRule& r) { r.code = std::string(65, 'x'); }), "rules[2].code");
  EXPECT_EQ(with([](MappingRule& r) { r.code = "a\nb"; }), "rules[2].code");
  EXPECT_EQ(with([](MappingRule& r) { r.note = std::string(501, 'x'); }), "rules[2].note");
  EXPECT_EQ(with([](MappingRule& r) {
              r.operation = "void";
              r.error_class = ErrorClass::none;
            }),
            "rules[2].error_class");
  EXPECT_EQ(field_of(std::vector<MappingRule>(1001, good)), "rules");
}

TEST(ErrorMapping, statuses_round_trip) {
  for (const int status : {any, 0, 2, 4, 5, 200, 404, 599})
    EXPECT_EQ(parse_status(status_text(status), "s").value(), status);
  for (const char* text : {"199", "600", "4XX", "6xx", "1xx", "40", "4022", " 402", "-1", "none "})
    EXPECT_EQ(parse_status(text, "s").error().field, "s") << text;
}

/// Some of these rules that pass together, so that every run has something to try.
std::vector<MappingRule> accepted(const std::vector<MappingRule>& rules) {
  std::vector<MappingRule> good;
  for (const auto& rule : rules) {
    good.push_back(rule);
    if (!check_mapping(good))
      good.pop_back();
  }
  return good;
}

RC_GTEST_PROP(ErrorMapping, the_order_of_rules_does_not_matter, ()) {
  auto rules = accepted(*rc::gen::container<std::vector<MappingRule>>(rc::gen::exec(any_rule)));
  const auto operation = *rc::gen::element("capture", "refund", "void", "query");
  const int status = *rc::gen::element(0, 200, 402, 404, 500, 503, 504);
  const auto code = *rc::gen::element("", "a", "b", "c", "no_answer", "not_sent", "not_possible");
  const auto before = class_of(rules, operation, status, code);
  std::reverse(rules.begin(), rules.end());
  RC_ASSERT(class_of(rules, operation, status, code) == before);
}

RC_GTEST_PROP(ErrorMapping, an_accepted_rule_never_makes_no_answer_certain, ()) {
  const auto rules = accepted(*rc::gen::container<std::vector<MappingRule>>(rc::gen::exec(any_rule)));
  const int status = *rc::gen::element(0, 500, 502, 504);
  const auto code = *rc::gen::element<std::string>("no_answer", "z");
  const AnswerFacts facts{"capture", status, code};
  const auto* rule = find_rule(rules, facts);
  const bool uncertain = rule == nullptr || rule->error_class == ErrorClass::outcome_unknown;
  RC_ASSERT(uncertain);
}
