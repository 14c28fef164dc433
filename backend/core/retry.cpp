#include "core/retry.h"

#include <algorithm>
#include <array>

namespace paydesk {
namespace {
constexpr std::array<std::string_view, 10> names = {
    "none",         "declined_final",  "declined_retryable", "authentication_required", "invalid_request",
    "rate_limited", "psp_unavailable", "outcome_unknown",    "configuration",           "fraud"};
}

std::string_view to_string(ErrorClass error_class) noexcept { return names[static_cast<std::size_t>(error_class)]; }

std::optional<ErrorClass> parse_error_class(std::string_view text) noexcept {
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end())
    return std::nullopt;
  return static_cast<ErrorClass>(at - names.begin());
}

bool is_retryable(ErrorClass error_class) noexcept {
  return error_class == ErrorClass::rate_limited || error_class == ErrorClass::psp_unavailable ||
         error_class == ErrorClass::outcome_unknown || error_class == ErrorClass::configuration;
}

std::chrono::milliseconds RetryPolicy::delay(int attempt, std::uint64_t random,
                                             std::optional<std::chrono::seconds> retry_after) const noexcept {
  std::int64_t bound = base.count();
  for (int i = 1; i < attempt && bound < cap.count(); ++i)
    bound *= factor;
  bound = std::clamp<std::int64_t>(bound, floor.count(), cap.count());
  const auto jittered =
      floor.count() + static_cast<std::int64_t>(random % static_cast<std::uint64_t>(bound - floor.count() + 1));
  const auto told = retry_after ? std::chrono::milliseconds(*retry_after).count() : 0;
  return std::chrono::milliseconds{std::max(jittered, told)};
}

} // namespace paydesk
