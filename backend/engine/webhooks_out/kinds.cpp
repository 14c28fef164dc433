#include "engine/webhooks_out/kinds.h"

#include <algorithm>

namespace paydesk {
namespace {

constexpr std::size_t most_patterns = 32;

constexpr KindPair kinds[] = {
    {"charge.created", "payment.created"},
    {"charge.authorized", "payment.authorized"},
    {"charge.partially_captured", "payment.partially_captured"},
    {"charge.captured", "payment.captured"},
    {"charge.failed", "payment.failed"},
    {"charge.expired", "payment.expired"},
    {"charge.cancelled", "payment.cancelled"},
    {"charge.voided", "payment.voided"},
    {"charge.reversed", "payment.reversed"},
    {"order.settled", "order.settled"},
    {"order.reversed", "order.reversed"},
    {"refund.requested", "refund.requested"},
    {"refund.awaiting_approval", "refund.awaiting_approval"},
    {"refund.succeeded", "refund.succeeded"},
    {"refund.failed", "refund.failed"},
    {"refund.rejected", "refund.rejected"},
    {"refund.reversed", "refund.reversed"},
    {"dispute.inquiry", "dispute.inquiry"},
    {"dispute.needs_response", "dispute.opened"},
    {"dispute.under_review", "dispute.under_review"},
    {"dispute.accepted", "dispute.accepted"},
    {"dispute.pre_arbitration", "dispute.reopened"},
    {"dispute.won", "dispute.won"},
    {"dispute.lost", "dispute.lost"},
    {"dispute.closed", "dispute.closed"},
};

/// Whether a pattern takes a kind.
bool takes(std::string_view pattern, std::string_view kind) {
  if (pattern == "*" || pattern == kind)
    return true;
  return pattern.ends_with(".*") && kind.starts_with(pattern.substr(0, pattern.size() - 1));
}

} // namespace

std::span<const KindPair> webhook_kinds() noexcept { return kinds; }

std::string_view public_kind(std::string_view ours) noexcept {
  const auto at =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const KindPair& pair) { return pair.ours == ours; });
  return at == std::end(kinds) ? std::string_view{} : at->theirs;
}

bool wants(std::span<const std::string> patterns, std::string_view kind) noexcept {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return takes(pattern, kind); });
}

Result<void> check_kinds(const std::vector<std::string>& patterns, std::string_view field) {
  if (patterns.empty() || patterns.size() > most_patterns)
    return invalid(std::string(field), "needs 1 to 32 kinds of event, such as payment.captured, refund.* or *");
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const auto& pattern = patterns[i];
    const auto name = std::string(field) + "[" + std::to_string(i) + "]";
    const bool known = !pattern.empty() && std::any_of(std::begin(kinds), std::end(kinds), [&](const KindPair& pair) {
      return takes(pattern, pair.theirs);
    });
    if (!known)
      return invalid(name, "there is no such event; take one like payment.captured, a group like refund.*, or *");
    if (std::find(patterns.begin(), patterns.begin() + static_cast<std::ptrdiff_t>(i), pattern) !=
        patterns.begin() + static_cast<std::ptrdiff_t>(i))
      return invalid(name, "is there twice");
  }
  return {};
}

} // namespace paydesk
