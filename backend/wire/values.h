// Amounts and instants on the wire.
#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/money.h"
#include "paydesk/v1/common.pb.h"

namespace paydesk::wire {

/// An amount without a currency is absent on the wire.
inline bool has_value(const Money& money) noexcept { return !money.currency.code().empty(); }
void to_wire(const Money& money, v1::Money* out);
/// What does not parse is absent; servers parse request amounts with parse_amount and name the field.
Money from_wire(const v1::Money& in);

/// RFC 3339, or empty when there is no instant.
std::string to_text(const std::optional<Instant>& at);

} // namespace paydesk::wire
