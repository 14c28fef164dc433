// Whether a refund waits for a second person, and for whom. Internal to refunds.
#pragma once

#include <optional>
#include <string>

#include "core/approval_policy.h"
#include "engine/ports/caller.h"
#include "engine/refunds/lines.h"
#include "engine/refunds/refunds.h"

namespace paydesk {

struct SecondPerson {
  ApprovalTerms terms; ///< no hours: it waits for ever
  std::string why;     ///< a sentence
};

/// What the caller has had refunded of this payment without a second person, and what may still be: many small refunds
/// are one large one. Minor units.
std::int64_t asked_alone(const Charges& charges, const Caller& caller);

/// For a refund of `total` beside what was asked for alone: by the approval policy when it has rules about refunds, else
/// by the thresholds of the configuration. Nothing when it waits for nobody.
std::optional<SecondPerson> second_person(const EnginePolicy& policy, const ApprovalThresholds& thresholds,
                                          const Money& total, std::int64_t alone);

} // namespace paydesk
