// Retry queue and dead letters: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/queues.pb.h"
#include "views/queues.h"

namespace paydesk::wire {

void to_wire(const views::ListQueueRequest& view, v1::ListQueueRequest* out);
views::ListQueueRequest from_wire(const v1::ListQueueRequest& in);

void to_wire(const views::QueueItem& view, v1::QueueItem* out);
views::QueueItem from_wire(const v1::QueueItem& in);

void to_wire(const views::ListQueueResponse& view, v1::ListQueueResponse* out);
views::ListQueueResponse from_wire(const v1::ListQueueResponse& in);

void to_wire(const views::QueueStatsRequest& view, v1::QueueStatsRequest* out);
views::QueueStatsRequest from_wire(const v1::QueueStatsRequest& in);

void to_wire(const views::PspQueue& view, v1::PspQueue* out);
views::PspQueue from_wire(const v1::PspQueue& in);

void to_wire(const views::DepthPoint& view, v1::DepthPoint* out);
views::DepthPoint from_wire(const v1::DepthPoint& in);

void to_wire(const views::RetryPolicyView& view, v1::RetryPolicyView* out);
views::RetryPolicyView from_wire(const v1::RetryPolicyView& in);

void to_wire(const views::QueueStats& view, v1::QueueStats* out);
views::QueueStats from_wire(const v1::QueueStats& in);

void to_wire(const views::QueueCommand& view, v1::QueueCommand* out);
views::QueueCommand from_wire(const v1::QueueCommand& in);

void to_wire(const views::QueueItemResult& view, v1::QueueItemResult* out);
views::QueueItemResult from_wire(const v1::QueueItemResult& in);

void to_wire(const views::QueueCommandResponse& view, v1::QueueCommandResponse* out);
views::QueueCommandResponse from_wire(const v1::QueueCommandResponse& in);

void to_wire(const views::PausePspRequest& view, v1::PausePspRequest* out);
views::PausePspRequest from_wire(const v1::PausePspRequest& in);

} // namespace paydesk::wire
