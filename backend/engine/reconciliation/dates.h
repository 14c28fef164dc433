// Calendar days written YYYY-MM-DD, in UTC.
#pragma once

#include <string>
#include <string_view>

#include "core/clock.h"

namespace paydesk::recon {

/// The day `days` after the instant's.
std::string day_after(Instant at, int days);

/// Days from one date to another; both must be dates.
int days_between(std::string_view from, std::string_view to);

} // namespace paydesk::recon
