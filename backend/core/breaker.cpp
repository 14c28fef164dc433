#include "core/breaker.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace paydesk {
namespace {

using std::chrono::seconds;

constexpr std::array<std::string_view, 3> states = {"closed", "open", "half_open"};
constexpr int buckets_in_window = 12;
constexpr int longest_doubling = 16;

std::chrono::microseconds bucket_length(const BreakerSettings& settings) {
  return std::max(std::chrono::microseconds(settings.window) / buckets_in_window, std::chrono::microseconds(1));
}

void move_to(Breaker& breaker, BreakerState state, std::string why, Instant now) {
  breaker.state = state;
  breaker.since = now;
  breaker.why = std::move(why);
  breaker.probes_out = breaker.probes_ok = breaker.failures_in_row = 0;
  breaker.probe_at.reset();
  if (state != BreakerState::closed)
    return;
  breaker.trips = 0;
  breaker.buckets.clear();
}

void open(Breaker& breaker, const BreakerSettings& settings, std::string why, Instant now) {
  const auto doublings = std::min(breaker.trips, longest_doubling);
  const auto wait = std::min(settings.open_for * (std::int64_t{1} << doublings), std::max(settings.longest_open, settings.open_for));
  move_to(breaker, BreakerState::open, std::move(why), now);
  ++breaker.trips;
  breaker.probe_at = now + wait;
  breaker.buckets.clear();
}

void count(Breaker& breaker, const BreakerSettings& settings, const CallResults& results, Instant now) {
  const auto length = bucket_length(settings);
  std::erase_if(breaker.buckets, [&](const Breaker::Bucket& bucket) {
    return now - bucket.begin >= settings.window || bucket.begin > now;
  });
  if (breaker.buckets.empty() || now - breaker.buckets.back().begin >= length)
    breaker.buckets.push_back({now, 0, 0});
  breaker.buckets.back().calls += results.calls;
  breaker.buckets.back().failures += results.failures;
  breaker.failures_in_row =
      results.failures == results.calls ? breaker.failures_in_row + results.failures : results.failures_at_end;
}

/// Why a closed breaker has to open; empty when it need not.
std::string reason_to_open(const Breaker& breaker, const BreakerSettings& settings) {
  if (settings.consecutive > 0 && breaker.failures_in_row >= settings.consecutive)
    return fmt::format("{} calls in a row failed", breaker.failures_in_row);
  std::int64_t calls = 0, failures = 0;
  for (const auto& bucket : breaker.buckets) {
    calls += bucket.calls;
    failures += bucket.failures;
  }
  if (failures == 0 || calls < settings.min_calls || failures * 100 < calls * settings.failure_percent)
    return {};
  return fmt::format("{} of {} calls failed in {} s", failures, calls, settings.window.count());
}

bool record_probes(Breaker& breaker, const BreakerSettings& settings, const CallResults& results, Instant now) {
  auto& failed = breaker.failures_in_row;
  failed += results.failures;
  breaker.probes_ok += results.calls - results.failures;
  // The same share as opens a closed one: a PSP that always fails now and then must not stay shut out.
  if (failed * 100 >= settings.probes * settings.failure_percent) {
    open(breaker, settings, fmt::format("{} of {} probes failed", failed, settings.probes), now);
    return true;
  }
  if (breaker.probes_ok + failed < settings.probes)
    return false;
  move_to(breaker, BreakerState::closed, fmt::format("{} probes succeeded", breaker.probes_ok), now);
  return true;
}

int questions_left(const Breaker& breaker, const BreakerSettings& settings, Instant now) {
  const bool old = now - breaker.questions_since >= seconds(60) || breaker.questions_since > now;
  return std::max(settings.questions_per_minute - (old ? 0 : breaker.questions), 0);
}

} // namespace

std::string_view to_string(BreakerState state) noexcept { return states[static_cast<std::size_t>(state)]; }

std::optional<BreakerState> parse_breaker_state(std::string_view text) noexcept {
  const auto at = std::find(states.begin(), states.end(), text);
  if (at == states.end())
    return std::nullopt;
  return static_cast<BreakerState>(at - states.begin());
}

Result<void> check_breaker(const BreakerSettings& settings) {
  const auto within = [](auto value, auto least, auto most) { return value >= least && value <= most; };
  if (!within(settings.window, seconds(5), seconds(3600)))
    return invalid("window_s", "is not between 5 and 3600");
  if (!within(settings.min_calls, 1, 100'000))
    return invalid("min_calls", "is not between 1 and 100000");
  if (!within(settings.failure_percent, 1, 100))
    return invalid("failure_percent", "is not between 1 and 100");
  if (!within(settings.consecutive, 0, 100'000))
    return invalid("consecutive", "is not between 0 (never) and 100000");
  if (!within(settings.open_for, seconds(1), seconds(3600)))
    return invalid("open_s", "is not between 1 and 3600");
  if (!within(settings.longest_open, settings.open_for, seconds(86'400)))
    return invalid("longest_open_s", "is not between open_s and 86400");
  if (!within(settings.probes, 1, 100))
    return invalid("probes", "is not between 1 and 100");
  if (!within(settings.questions_per_minute, 0, 600))
    return invalid("questions_per_minute", "is not between 0 and 600");
  return {};
}

void CallResults::add(bool failed) noexcept {
  ++calls;
  failures += failed ? 1 : 0;
  failures_at_end = failed ? failures_at_end + 1 : 0;
}

bool is_outage(ErrorClass error_class, int http_status) noexcept {
  return error_class == ErrorClass::psp_unavailable ||
         (error_class == ErrorClass::outcome_unknown && (http_status == 0 || http_status >= 500));
}

bool record(Breaker& breaker, const BreakerSettings& settings, const CallResults& results, Instant now) {
  if (results.empty() || !settings.enabled)
    return false;
  if (!breaker.forced && breaker.state == BreakerState::half_open)
    return record_probes(breaker, settings, results, now);
  if (breaker.effective() == BreakerState::open)
    return false; // answers of calls from before tell nothing new
  count(breaker, settings, results, now);
  if (breaker.forced)
    return false;
  auto why = reason_to_open(breaker, settings);
  if (why.empty())
    return false;
  open(breaker, settings, std::move(why), now);
  return true;
}

Admission admit(Breaker& breaker, const BreakerSettings& settings, Instant now) {
  const bool shut = breaker.forced == BreakerState::open;
  if (!shut && (!settings.enabled || breaker.effective() == BreakerState::closed))
    return {true, 0, 0};
  Admission admission{false, 0, questions_left(breaker, settings, now)};
  if (shut)
    return admission;
  if (breaker.state == BreakerState::open && breaker.probe_at && now >= *breaker.probe_at)
    move_to(breaker, BreakerState::half_open, "probing", now);
  if (breaker.state != BreakerState::half_open)
    return admission;
  if (now - breaker.since >= settings.open_for && breaker.probes_out > 0) {
    breaker.since = now;
    breaker.probes_out = 0;
  }
  admission.calls = std::max(settings.probes - breaker.probes_out, 0);
  admission.questions = admission.calls == 0 ? admission.questions : 0; // a question is as good a probe
  return admission;
}

void take(Breaker& breaker, int calls, int questions) noexcept {
  breaker.probes_out += calls;
  breaker.questions += questions;
}

void force(Breaker& breaker, std::optional<BreakerState> state, std::string why, Instant now) {
  const auto before = breaker.forced;
  breaker.forced = state;
  if (state) {
    breaker.since = now;
    breaker.why = std::move(why);
    return;
  }
  if (before == BreakerState::open)
    move_to(breaker, BreakerState::half_open, std::move(why), now);
  else
    move_to(breaker, BreakerState::closed, std::move(why), now);
}

} // namespace paydesk
