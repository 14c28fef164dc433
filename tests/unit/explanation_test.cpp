// The one table of sentences: sound, said in English, and documented.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "core/explanation.h"

namespace paydesk {
namespace {

const Instant noon = *parse_instant("2026-11-16T12:00:00.5Z");
const Money coins{123456789, *Currency::find("EUR")};

std::vector<std::string> places_of(std::string_view pattern) {
  std::vector<std::string> places;
  for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
    places.emplace_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  return places;
}

std::string name_of(ArgumentKind kind) {
  switch (kind) {
  case ArgumentKind::amount:
    return "amount";
  case ArgumentKind::instant:
    return "instant";
  case ArgumentKind::count:
    return "count";
  case ArgumentKind::seconds:
    return "seconds";
  case ArgumentKind::word:
    return "word";
  case ArgumentKind::text:
    return "text";
  }
  return {};
}

std::string documentation() {
  std::string text = R"(# Explanations

What Paydesk says about a payment is a code with arguments and a sentence in English made of both: `Explanation` in
gRPC, `{"code", "arguments", "text"}` in `paydeskctl --json`, `{"code", "message"}` in the shops' REST API. Codes and
what their arguments mean stay; the English may be said better. This page is the table in `core/explanation_table.h`,
held to it by `unit_core_tests`, which writes it when `PAYDESK_WRITE_DOCS` is set.

| code begins with | what it says |
|---|---|
| `why.` | what makes the payment what it is |
| `told.` | who told it, and when |
| `next.` | what comes next |
| `note.` | how the next step is done, and what it waits for |
| `not.` | why an action is refused |
| `does.` | what an action that is allowed would do |
| `shop.` | why, and what next, in words for shops |

## Arguments

| name | kind | what it is |
|---|---|---|
)";
  for (const auto& spec : explanation_arguments)
    text += "| `" + std::string(spec.name) + "` | " + name_of(spec.kind) + " | " + std::string(spec.meaning) + " |\n";
  text += "\n## Codes\n\n| code | English |\n|---|---|\n";
  for (const auto& row : explanation_templates)
    text += "| `" + std::string(row.code) + "` | " + std::string(row.english) + " |\n";
  return text;
}

TEST(Explanation, TheTableHasEachCodeOnceAndOnlyArgumentsThatItDescribes) {
  std::set<std::string_view> codes, used;
  for (const auto& row : explanation_templates) {
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    std::set<std::string> here;
    for (const auto& place : places_of(row.english)) {
      const auto* spec = find_argument(place);
      ASSERT_NE(spec, nullptr) << row.code << " has {" << place << "}";
      EXPECT_TRUE(here.insert(place).second) << row.code << " says {" << place << "} twice";
      used.insert(spec->name);
    }
  }
  for (const auto& spec : explanation_arguments)
    EXPECT_TRUE(used.contains(spec.name)) << spec.name << " is said nowhere";
}

TEST(Explanation, SaysItsArgumentsInEnglish) {
  EXPECT_EQ(say<"why.capture_confirmed">(with<"amount">(coins)).text,
            "The PSP confirmed the capture of 1234567.89 EUR.");
  EXPECT_EQ(say<"why.awaiting_customer">(with<"until">(noon)).text,
            "The customer has not paid yet; the page is open until 2026-11-16 12:00:00 UTC.");
  EXPECT_EQ(say<"why.failed">(with<"operation">("register"), with<"times">(1)).text,
            "Registration failed once so far.");
  EXPECT_EQ(say<"why.failed">(with<"operation">("query"), with<"times">(12)).text,
            "Status query failed 12 times so far.");
  EXPECT_EQ(say<"why.given_up">(with<"operation">("void"), with<"attempts">(1)).text,
            "Void was given up after 1 attempt.");
  EXPECT_EQ(say<"why.too_long">(with<"state">("awaiting_customer"), with<"waited">(std::chrono::seconds(7300)),
                                with<"expected">(std::chrono::seconds(60)))
                .text,
            "It has been awaiting customer for 2 hours, expected are at most 60 seconds.");
  EXPECT_EQ(say<"next.attempt">(with<"operation">("refund"), with<"attempt">(3), with<"most">(8)).text,
            "refund attempt 3 of 8");
}

TEST(Explanation, WhatIsPutInIsNotFilledAgain) {
  EXPECT_EQ(say<"why.no_money_error">(with<"error">("{error} {amount} %1")).text,
            "No money was taken: {error} {amount} %1.");
  EXPECT_EQ(fill("a {b", {{"b", std::string("x")}}, english_value), "a {b") << "a place that does not end";
  EXPECT_EQ(fill("{nobody} {at}", {{"at", noon}}, english_value), "{nobody} 2026-11-16 12:00:00 UTC");
}

TEST(Explanation, OfACodeThatNobodyKnowsHasItsOwnWords) {
  const Explanation newer{"why.newer", {{"amount", coins}}, "Said by a newer daemon."};
  EXPECT_EQ(english_of(newer), "Said by a newer daemon.");
  EXPECT_EQ(english_of(say<"not.ended">()), "It has already ended.");
}

TEST(Explanation, EveryCodeIsDocumentedAsItIs) {
  const std::string path = PAYDESK_SOURCE_DIR "/resources/docs/explanations.md";
  if (std::getenv("PAYDESK_WRITE_DOCS") != nullptr)
    std::ofstream(path) << documentation();
  std::stringstream found;
  found << std::ifstream(path).rdbuf();
  EXPECT_EQ(found.str(), documentation()) << "run unit_core_tests with PAYDESK_WRITE_DOCS=1 and look at what changed";
}

} // namespace
} // namespace paydesk
