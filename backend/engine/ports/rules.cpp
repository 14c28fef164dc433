#include "engine/ports/rules.h"

#include <algorithm>
#include <array>

namespace paydesk {
namespace {
constexpr std::array<std::string_view, 7> kinds = {"retry_policy", "error_mapping", "breaker", "routing",
                                                   "commission",   "approval",      "refund"};
constexpr std::array<std::string_view, 3> intakes = {"active", "draining", "disabled"};
}

std::string_view to_string(RuleKind kind) noexcept { return kinds[static_cast<std::size_t>(kind)]; }

std::optional<RuleKind> parse_rule_kind(std::string_view text) noexcept {
  const auto at = std::find(kinds.begin(), kinds.end(), text);
  if (at == kinds.end())
    return std::nullopt;
  return static_cast<RuleKind>(at - kinds.begin());
}

std::string_view to_string(Intake intake) noexcept { return intakes[static_cast<std::size_t>(intake)]; }

std::optional<Intake> parse_intake(std::string_view text) noexcept {
  const auto at = std::find(intakes.begin(), intakes.end(), text);
  if (at == intakes.end())
    return std::nullopt;
  return static_cast<Intake>(at - intakes.begin());
}

std::string provider_subject(std::string_view provider) { return "provider:" + std::string(provider); }

} // namespace paydesk
