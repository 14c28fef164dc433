// What a day leaves open when it is closed.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"

namespace paydesk::store {

/// Sentences for who closes `day`, whose end is `through`: what recon_suspense holds, with what is in it, and positions
/// in other currencies that nothing revalued. Empty: the day is clean.
std::vector<std::string> leftovers(Tx& tx, const std::string& day, Instant through);

} // namespace paydesk::store
