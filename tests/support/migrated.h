// The template that most tests want: a database with this build's schema.
#pragma once

#include <stdexcept>
#include <string_view>

#include "store/schema.h"
#include "tests/support/test_cluster.h"

namespace paydesk::test {

/// The name of the process's migrated template, made when first asked for. Throws when it cannot be made.
inline std::string_view migrated() {
  constexpr std::string_view name = "migrated";
  TestCluster::shared().make_template(name, [](const std::string& owner) {
    if (const auto applied = store::migrate(owner); !applied)
      throw std::runtime_error(applied.error().message);
  });
  return name;
}

} // namespace paydesk::test
