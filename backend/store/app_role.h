// The daemon's own role in a PostgreSQL server that somebody else runs.
#pragma once

#include <string>

#include "core/result.h"

namespace paydesk::store {

/// Makes the role `paydesk_app` when there is none and lets the connection's user become it, so that the daemon can
/// run with fewer rights than the one that migrates. The embedded cluster does this by itself.
/// Errors: failed_precondition when the user may not (with the statements an administrator runs instead),
/// unavailable when the server does not answer.
Result<void> provide_app_role(const std::string& owner_connection);

} // namespace paydesk::store
