// The migrations compiled into this build, from store/migrations/NNNN_name.sql.
#pragma once

#include <span>
#include <string_view>

namespace paydesk::store {

struct Migration {
  int version;
  std::string_view name;
  std::string_view sql;
};

/// In the order of their version. Static storage.
std::span<const Migration> migrations() noexcept;

} // namespace paydesk::store
