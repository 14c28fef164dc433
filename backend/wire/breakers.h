// Circuit breakers: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/psps.pb.h"
#include "views/breakers.h"
#include "wire/psps.h"

namespace paydesk::wire {

void to_wire(const views::BreakerSettings& view, v1::BreakerSettings* out);
views::BreakerSettings from_wire(const v1::BreakerSettings& in);

void to_wire(const views::Breaker& view, v1::Breaker* out);
views::Breaker from_wire(const v1::Breaker& in);

void to_wire(const views::SetBreakerRequest& view, v1::SetBreakerRequest* out);
views::SetBreakerRequest from_wire(const v1::SetBreakerRequest& in);

void to_wire(const views::ForceBreakerRequest& view, v1::ForceBreakerRequest* out);
views::ForceBreakerRequest from_wire(const v1::ForceBreakerRequest& in);

} // namespace paydesk::wire
