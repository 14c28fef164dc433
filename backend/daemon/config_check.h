// What no single setting can tell: defaults that depend on others, and contradictions.
#pragma once

#include "daemon/config_file.h"

namespace paydesk::daemon {

/// Where the configuration is looked for when nobody names a file: /etc/paydesk/paydeskd.toml for root, else
/// below the XDG configuration folder.
std::filesystem::path default_config_file(const ConfigSources& sources);

/// Fills in state_dir and grpc.unix_socket from the instance's name and the user's folders.
void fill_defaults(const ConfigSources& sources, Config& config);

/// Complains about what does not go together.
void check_config(const Config& config, Problems& problems);

} // namespace paydesk::daemon
