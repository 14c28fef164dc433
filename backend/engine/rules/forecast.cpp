#include "engine/rules/forecast.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace paydesk {
namespace {

using Outcome = Forecast::Outcome;

constexpr std::array<std::string_view, 6> outcomes = {"unchanged",   "sooner",    "later",
                                                      "dead_letter", "cancelled", "asked_first"};

/// A job's own random number: the end of its id is random.
std::uint64_t random_of(const Uuid& id) {
  std::uint64_t number = 0;
  std::memcpy(&number, id.bytes.data() + id.bytes.size() - sizeof number, sizeof number);
  // The two top bits of a UUID's second half are fixed.
  return number * 0x9E3779B97F4A7C15ULL;
}

/// The rule that counts questions allows one more than it has: the first question follows no failed one.
RetryRule rule_of(const RetryPlan& plan, const WaitingJob& job) {
  auto rule = plan.rule(job.error_class);
  rule.max_attempts += job.error_class == ErrorClass::outcome_unknown ? 1 : 0;
  return rule;
}

Instant due_by(const RetryRule& rule, const WaitingJob& job, Instant now) {
  auto due = job.failed_at + rule.delay(job.failures, random_of(job.job_id));
  if (job.held_until)
    due = std::max(due, *job.held_until);
  return std::max(std::min<Instant>(due, job.since + rule.max_age), now);
}

} // namespace

std::string_view to_string(Outcome outcome) noexcept { return outcomes[static_cast<std::size_t>(outcome)]; }

Forecast forecast(const WaitingJob& job, const RetryPlan& before, const RetryPlan& after, Instant now) {
  const auto was = rule_of(before, job), is = rule_of(after, job);
  const Failures failures{std::max(job.failures, 1), job.since, job.failed_at};
  Forecast made{Outcome::unchanged, job.due_at, std::max(tries_left(was, failures, job.due_at), 1), 0};
  if (was == is) {
    made.left_after = made.left_before;
    return made;
  }
  if (is.strategy == RetryStrategy::cancel)
    return {job.doubt ? Outcome::asked_first : Outcome::cancelled, now, made.left_before, 0};
  if (job.failures >= is.max_attempts && job.error_class != ErrorClass::outcome_unknown)
    return {Outcome::dead_letter, now, made.left_before, 0};
  made.due_at = due_by(is, job, now);
  made.left_after = std::max(tries_left(is, failures, made.due_at), 1);
  if (made.due_at != job.due_at)
    made.outcome = made.due_at < job.due_at ? Outcome::sooner : Outcome::later;
  return made;
}

} // namespace paydesk
