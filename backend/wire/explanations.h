// Explanations on the wire.
#pragma once

#include "core/explanation.h"
#include "paydesk/v1/payments.pb.h"

namespace paydesk::wire {

void to_wire(const Explanation& explanation, v1::Explanation* out);
/// Arguments without a value, or with one that does not parse, are left out.
Explanation from_wire(const v1::Explanation& in);

} // namespace paydesk::wire
