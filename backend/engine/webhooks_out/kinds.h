// What shops are told of, in words that stay: our events' kinds and theirs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace paydesk {

inline constexpr std::string_view webhook_api_version = "v1";
inline constexpr std::string_view ping_kind = "ping";

struct KindPair {
  std::string_view ours;   ///< of an event, "charge.captured"
  std::string_view theirs; ///< "payment.captured"
};

/// Every event that shops can hear of. Kinds are only ever added.
std::span<const KindPair> webhook_kinds() noexcept;

/// The shop's word for an event's kind; empty for what is no shop's business.
std::string_view public_kind(std::string_view ours) noexcept;

/// Whether one of the patterns ("payment.captured", "refund.*", "*") takes the kind.
bool wants(std::span<const std::string> patterns, std::string_view kind) noexcept;

/// 1 to 32 patterns, each a kind that exists, a group that has one, or "*"; none twice.
Result<void> check_kinds(const std::vector<std::string>& patterns, std::string_view field);

} // namespace paydesk
