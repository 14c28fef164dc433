// The settings and access rules a cluster is started with.
#pragma once

#include "core/result.h"
#include "store/cluster/embedded_cluster.h"

#include <string>

namespace paydesk::store {

/// The contents of our `paydesk.conf`, which postgresql.conf includes last; the options' own settings come
/// after ours and win. invalid_argument for a name or value that cannot stand in the file.
Result<std::string> server_settings(const ClusterOptions& options);

/// The contents of pg_hba.conf: whoever may enter the 0700 socket directory, and nobody over a network.
std::string access_rules();

} // namespace paydesk::store
