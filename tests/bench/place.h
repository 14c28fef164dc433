// A server of its own for a benchmark, with a migrated database and the mill on it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/demo/state_folder.h"
#include "store/cluster/embedded_cluster.h"
#include "tests/bench/mill.h"

namespace paydesk::bench {

/// Ends its server and removes its folder.
struct Place {
  std::unique_ptr<demo::StateFolder> folder;
  std::optional<store::EmbeddedCluster> cluster;
  std::unique_ptr<Mill> mill;

  std::string connection(std::string_view role) const {
    return cluster->connection_string(store::cluster_database, std::string(role));
  }
};

/// `settings` go to the server's configuration.
Result<Place> provide(const MillOptions& options, std::vector<std::pair<std::string, std::string>> settings = {});

} // namespace paydesk::bench
