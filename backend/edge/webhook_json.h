// The body of a webhook to a shop, as resources/docs/webhooks.md describes it.
#pragma once

#include <string>

#include "engine/ports/webhooks_out.h"

namespace paydesk::edge {

/// JSON; amounts are decimal strings. The same facts give the same bytes.
std::string webhook_json(const MessageFacts& facts);

} // namespace paydesk::edge
