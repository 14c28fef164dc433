// Views as JSON, with the contract's field names: what paydeskctl --json prints.
#pragma once

#include <string>

#include "core/result.h"

namespace paydesk::client {

/// One line of JSON. Amounts are {"amount":"12.34","currency":"EUR"}, absent ones null; instants are RFC 3339
/// text, absent ones "". Instantiated for every response of the daemon and for events.
template <class View>
std::string to_json(const View& view);

/// The reverse, for what people write into a file: unknown fields, wrong types and broken JSON are invalid_argument
/// on "file". Instantiated for the rules that paydeskctl sends.
template <class View>
Result<View> from_json(const std::string& text);

} // namespace paydesk::client
