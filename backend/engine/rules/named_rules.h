// Rules that have names, and an order that matters: what differs between two versions.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "views/psps.h"

namespace paydesk {

/// "2. EUR: 2.5 %": where a rule stands, and what it says; empty when there is none of that name.
template <class Rule> std::string place_and_text(const std::vector<Rule>& rules, const std::string& name) {
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i].name == name)
      return std::to_string(i + 1) + ". " + describe(rules[i]);
  return {};
}

/// One change a rule that came, went, moved or says something else; those of before first, in their order.
template <class Rule>
std::vector<views::RuleChange> compare_named_rules(const std::vector<Rule>& before, const std::vector<Rule>& after) {
  std::vector<std::string> names;
  for (const auto* rules : {&before, &after})
    for (const auto& rule : *rules)
      if (std::find(names.begin(), names.end(), rule.name) == names.end())
        names.push_back(rule.name);
  std::vector<views::RuleChange> changes;
  for (const auto& name : names)
    if (auto was = place_and_text(before, name), is = place_and_text(after, name); was != is)
      changes.push_back({"rule " + name, std::move(was), std::move(is)});
  return changes;
}

} // namespace paydesk
