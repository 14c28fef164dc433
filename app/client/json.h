// Views as JSON, with the contract's field names: what paydeskctl --json prints.
#pragma once

#include <string>

namespace paydesk::client {

/// One line of JSON. Amounts are {"amount":"12.34","currency":"EUR"}, absent ones null; instants are RFC 3339
/// text, absent ones "". Instantiated for every response of the daemon and for events.
template <class View>
std::string to_json(const View& view);

} // namespace paydesk::client
