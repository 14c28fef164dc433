// Events: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/events.pb.h"
#include "views/events.h"

namespace paydesk::wire {

void to_wire(const views::WatchRequest& view, v1::WatchRequest* out);
views::WatchRequest from_wire(const v1::WatchRequest& in);

void to_wire(const views::Event& view, v1::Event* out);
views::Event from_wire(const v1::Event& in);

void to_wire(const views::EventBatch& view, v1::EventBatch* out);
views::EventBatch from_wire(const v1::EventBatch& in);

} // namespace paydesk::wire
