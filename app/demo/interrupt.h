// Whether somebody asked the demo to stop, and waiting that notices it.
#pragma once

#include <chrono>
#include <functional>

#include "core/result.h"

namespace paydesk::demo {

/// From now on SIGINT, SIGTERM and a lost terminal only set the flag.
void catch_signals();
/// From now on the end of standard input sets the flag too: whoever started us is gone.
void stop_at_end_of_input();
bool interrupted() noexcept;

/// Waits; false when interrupted meanwhile.
bool pause(std::chrono::milliseconds duration);

/// Asks `is_true` every 50 ms. unavailable after `patience`, naming `what`; conflict when interrupted.
Result<void> wait_until(const char* what, std::chrono::milliseconds patience, const std::function<bool()>& is_true);

/// The error of a stage that was interrupted.
Error interruption();

} // namespace paydesk::demo
