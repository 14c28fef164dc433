#include "service/permissions.h"

#include <array>
#include <utility>

namespace paydesk::service {
namespace {

constexpr std::array<std::pair<std::string_view, RoleSet>, 7> names = {{{"viewer", viewer},
                                                                         {"support", support},
                                                                         {"operator", operator_},
                                                                         {"approver", approver},
                                                                         {"admin", admin},
                                                                         {"auditor", auditor},
                                                                         {"shop", shop}}};

} // namespace

RoleSet role_set(const std::vector<std::string>& roles) noexcept {
  RoleSet set = 0;
  for (const auto& role : roles)
    for (const auto& [name, bit] : names)
      if (role == name)
        set = static_cast<RoleSet>(set | bit);
  return set;
}

std::string role_names(RoleSet roles) {
  std::string text;
  for (const auto& [name, bit] : names)
    if ((roles & bit) != 0)
      text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

std::vector<std::string> permitted(RoleSet roles) {
  std::vector<std::string> methods;
  for (const auto& row : rpcs)
    if ((row.roles & roles) != 0)
      methods.emplace_back(row.method.substr(row.method.find_last_of('/') + 1));
  return methods;
}

} // namespace paydesk::service
