// Schema migrations: forward only, numbered, checksummed, under an advisory lock, as the owner.
#pragma once

#include <string>

#include "core/result.h"

namespace paydesk::store {

/// Brings the database up to this build's schema and seeds the lifecycle tables. `owner_connection` is libpq's
/// string for paydesk_owner. Refuses a database that is newer than this build, one whose applied migrations
/// differ from this build's, or whose lifecycle rows differ from core/lifecycle.
/// Answers how many migrations were applied.
Result<int> migrate(const std::string& owner_connection);

} // namespace paydesk::store
