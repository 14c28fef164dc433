// Who is calling. Every use case takes one.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"

namespace paydesk {

struct Caller {
  Uuid principal_id;
  std::string login;
  std::string display_name;
  std::vector<std::string> roles;
  Uuid session_id;

  bool has_role(std::string_view role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
};

} // namespace paydesk
