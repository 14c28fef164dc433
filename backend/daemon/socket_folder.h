// The folder of the Unix socket that console and paydeskctl use.
#pragma once

#include <filesystem>

#include "core/result.h"

namespace paydesk::daemon {

/// Makes the folder when it is missing: for everybody to pass when we are root (a token is needed anyway), else for us
/// alone. One that is there must be a real folder of ours or root's: a name in /tmp may have been taken by anybody.
/// Errors: permission_denied, invalid_argument; `field` names the setting.
Result<void> make_socket_folder(const std::filesystem::path& folder);

} // namespace paydesk::daemon
