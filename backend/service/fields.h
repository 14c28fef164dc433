// Checks of request fields; every error names the field.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "paydesk/v1/common.pb.h"
#include "views/common.h"

namespace paydesk::service {

inline constexpr std::size_t longest_reason = 500, longest_note = 2000, longest_name = 255;

Result<Uuid> check_uuid(const std::string& text, std::string_view field);
/// At most `most` bytes and no control characters but line breaks and tabs.
Result<void> check_text(const std::string& text, std::string_view field, std::size_t most);
/// check_text, and something must be there.
Result<void> check_needed(const std::string& text, std::string_view field, std::size_t most);
/// The page with its limit, filter and cursor within bounds. `prefix` is the field the page is in, "page.".
Result<views::PageRequest> check_page(const v1::PageRequest& page, std::string_view prefix = {});
/// 1 to 1000 ids, each a UUID.
Result<std::vector<Uuid>> check_uuids(std::span<const std::string* const> texts, std::string_view field);

/// The first of several checks that failed.
template <class... Checks> Result<void> all_of(Checks&&... checks) {
  Result<void> outcome;
  const auto take = [&](const auto& check) {
    if (outcome && !check)
      outcome = tl::unexpected(check.error());
  };
  (take(checks), ...);
  return outcome;
}

} // namespace paydesk::service
