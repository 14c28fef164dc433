// Keys that make a command safe to send twice.
#pragma once

#include <string>

namespace paydesk::client {

/// A new random UUID. Made when a person decides, kept with the draft, sent again with every repetition.
std::string new_idempotency_key();

} // namespace paydesk::client
