// Which PSP account takes a payment: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/psps.pb.h"
#include "views/routing.h"
#include "wire/psps.h"

namespace paydesk::wire {

void to_wire(const views::RouteTarget& view, v1::RouteTarget* out);
views::RouteTarget from_wire(const v1::RouteTarget& in);

void to_wire(const views::RouteRule& view, v1::RouteRule* out);
views::RouteRule from_wire(const v1::RouteRule& in);

void to_wire(const views::Routing& view, v1::Routing* out);
views::Routing from_wire(const v1::Routing& in);

void to_wire(const views::SetRoutingRequest& view, v1::SetRoutingRequest* out);
views::SetRoutingRequest from_wire(const v1::SetRoutingRequest& in);

void to_wire(const views::SetIntakeRequest& view, v1::SetIntakeRequest* out);
views::SetIntakeRequest from_wire(const v1::SetIntakeRequest& in);

void to_wire(const views::PspIntake& view, v1::PspIntake* out);
views::PspIntake from_wire(const v1::PspIntake& in);

} // namespace paydesk::wire
