// What changed retry rules do to a job that waits.
#pragma once

#include "core/retry_plan.h"
#include "engine/ports/rules.h"

namespace paydesk {

struct Forecast {
  enum class Outcome : std::uint8_t { unchanged, sooner, later, dead_letter, cancelled, asked_first };
  Outcome outcome = Outcome::unchanged;
  Instant due_at; ///< by the changed rules
  int left_before = 0;
  int left_after = 0;
};
std::string_view to_string(Forecast::Outcome outcome) noexcept;

/// Pure, and the same for a trial and for the change itself: the jitter comes from the job's id. What Retry-After or a
/// network asked for stays; a job beyond its new maximum age gets one last try; one that the changed rules no longer
/// try ends when it is next looked at, which is now.
Forecast forecast(const WaitingJob& job, const RetryPlan& before, const RetryPlan& after, Instant now);

} // namespace paydesk
