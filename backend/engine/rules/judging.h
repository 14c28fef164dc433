// What a PSP's answer means by the rules in force.
#pragma once

#include <string>

#include "engine/ports/psp.h"
#include "engine/ports/rules.h"

namespace paydesk {

struct EnginePolicy;

/// The class of an unsuccessful answer, and who said so.
struct Judgement {
  ErrorClass error_class = ErrorClass::outcome_unknown;
  std::string by; ///< "card v3", "provider:sandbox v1"; empty: no rule covers it
};

/// The account's own rules first, then its provider's; nothing when neither has any: then the adapter's word holds.
std::optional<Judgement> judge(const RulesInForce& rules, std::string_view psp_account, const AnswerFacts& facts);

/// Puts the class of the rules in force into an unsuccessful answer. Success is not theirs to judge.
void judge(const EnginePolicy& policy, const std::string& psp_account, OperationKind kind, PspAnswer& answer);

} // namespace paydesk
