#include "engine/webhooks_out/policy.h"

#include <algorithm>

namespace paydesk {
namespace {

/// base × factor^steps, at most `cap`.
std::int64_t grown(std::int64_t base, int factor, int steps, std::int64_t cap) noexcept {
  std::int64_t bound = std::min(base, cap);
  for (int i = 0; i < steps && bound < cap; ++i)
    bound = bound > cap / factor ? cap : bound * factor;
  return bound;
}

std::chrono::milliseconds within(std::int64_t low, std::int64_t high, std::uint64_t random) noexcept {
  high = std::max(low, high);
  const auto span = static_cast<std::uint64_t>(high - low + 1);
  return std::chrono::milliseconds{low + static_cast<std::int64_t>(random % span)};
}

} // namespace

std::chrono::milliseconds WebhookPolicy::delay(int attempt, std::uint64_t random,
                                               std::optional<std::chrono::seconds> retry_after) const noexcept {
  if (retry_after)
    // Compared in seconds: a hostile number of them would overflow as milliseconds.
    return *retry_after >= std::chrono::floor<std::chrono::seconds>(longest_retry_after) ? longest_retry_after
                                               : std::max(floor, std::chrono::milliseconds(*retry_after));
  return within(floor.count(), grown(base.count(), factor, attempt - 1, cap.count()), random);
}

std::chrono::milliseconds WebhookPolicy::pause(int beyond, std::uint64_t random) const noexcept {
  const auto bound = grown(base.count(), 2, beyond, longest_pause.count());
  return within(bound / 2, bound, random);
}

} // namespace paydesk
