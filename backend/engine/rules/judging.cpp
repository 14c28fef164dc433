#include "engine/rules/judging.h"

#include "engine/charges/turn.h"
#include "engine/rules/board.h"

namespace paydesk {
namespace {

const MappingInForce* mapping_of(const RulesInForce& rules, std::string_view subject) {
  const auto at = rules.mappings.find(subject);
  return at == rules.mappings.end() ? nullptr : &at->second;
}

} // namespace

std::optional<Judgement> judge(const RulesInForce& rules, std::string_view psp_account, const AnswerFacts& facts) {
  const auto provider = rules.providers.find(psp_account);
  const auto common = provider == rules.providers.end() ? std::string() : provider_subject(provider->second);
  bool any = false;
  for (const auto subject : {psp_account, std::string_view(common)}) {
    const auto* mapping = mapping_of(rules, subject);
    if (mapping == nullptr)
      continue;
    any = true;
    if (const auto* rule = find_rule(mapping->rules, facts))
      return Judgement{within_certainty(rule->error_class, facts),
                       std::string(subject) + " v" + std::to_string(mapping->version)};
  }
  return any ? std::optional(Judgement{}) : std::nullopt;
}

void judge(const EnginePolicy& policy, const std::string& psp_account, OperationKind kind, PspAnswer& answer) {
  if (policy.rules == nullptr || answer.error == ErrorClass::none)
    return;
  const auto rules = policy.rules->now();
  const auto judged = judge(*rules, psp_account, {to_string(kind), answer.http_status, answer.error_code});
  if (!judged)
    return;
  answer.error = judged->error_class;
  answer.mapped_by = judged->by;
  answer.unmapped = judged->by.empty();
}

} // namespace paydesk
