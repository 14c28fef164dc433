// Which words of a bank mean that nothing can be paid to an account.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace paydesk {

/// Whether an ISO 20022 reason (external status and return reason codes) that was given for one pay-out says that the
/// account of who is paid is not there, is closed or is blocked: AC01, AC03 (no such number), AC04, AC07 (closed), AC06
/// (blocked). What may be about our own account (AC02, AC05), about a name, an amount or a day says nothing of it.
constexpr bool closes_account(std::string_view code) noexcept {
  constexpr std::array<std::string_view, 5> codes{"AC01", "AC03", "AC04", "AC06", "AC07"};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace paydesk
