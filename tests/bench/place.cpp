#include "tests/bench/place.h"

#include "store/schema.h"

namespace paydesk::bench {

Result<Place> provide(const MillOptions& options, std::vector<std::pair<std::string, std::string>> settings) {
  Place place;
  auto folder = demo::StateFolder::temporary();
  if (!folder)
    return tl::unexpected(folder.error());
  place.folder = std::make_unique<demo::StateFolder>(std::move(*folder));
  auto cluster = store::EmbeddedCluster::start(
      {.data_dir = place.folder->file("data").toStdString(), .settings = std::move(settings), .die_with_parent = true});
  if (!cluster)
    return tl::unexpected(cluster.error());
  place.cluster.emplace(std::move(*cluster));
  if (auto migrated = store::migrate(place.connection(store::cluster_owner_role)); !migrated)
    return tl::unexpected(migrated.error());
  auto mill = Mill::make(place.connection(store::cluster_app_role), options);
  if (!mill)
    return tl::unexpected(mill.error());
  place.mill = std::move(*mill);
  return place;
}

} // namespace paydesk::bench
