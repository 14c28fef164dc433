// Pay-out schedules and their runs: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/payout_schedules.pb.h"
#include "views/payout_schedules.h"

namespace paydesk::wire {

void to_wire(const views::PayoutSchedule& view, v1::PayoutSchedule* out);
views::PayoutSchedule from_wire(const v1::PayoutSchedule& in);

void to_wire(const views::ListPayoutSchedulesRequest& view, v1::ListPayoutSchedulesRequest* out);
views::ListPayoutSchedulesRequest from_wire(const v1::ListPayoutSchedulesRequest& in);

void to_wire(const views::ListPayoutSchedulesResponse& view, v1::ListPayoutSchedulesResponse* out);
views::ListPayoutSchedulesResponse from_wire(const v1::ListPayoutSchedulesResponse& in);

void to_wire(const views::SetPayoutScheduleRequest& view, v1::SetPayoutScheduleRequest* out);
views::SetPayoutScheduleRequest from_wire(const v1::SetPayoutScheduleRequest& in);

void to_wire(const views::PayoutRun& view, v1::PayoutRun* out);
views::PayoutRun from_wire(const v1::PayoutRun& in);

void to_wire(const views::PayoutRunDetail& view, v1::PayoutRunDetail* out);
views::PayoutRunDetail from_wire(const v1::PayoutRunDetail& in);

void to_wire(const views::PreviewPayoutSchedulesRequest& view, v1::PreviewPayoutSchedulesRequest* out);
views::PreviewPayoutSchedulesRequest from_wire(const v1::PreviewPayoutSchedulesRequest& in);

void to_wire(const views::PreviewPayoutSchedulesResponse& view, v1::PreviewPayoutSchedulesResponse* out);
views::PreviewPayoutSchedulesResponse from_wire(const v1::PreviewPayoutSchedulesResponse& in);

void to_wire(const views::GetPayoutRunRequest& view, v1::GetPayoutRunRequest* out);
views::GetPayoutRunRequest from_wire(const v1::GetPayoutRunRequest& in);

void to_wire(const views::ListPayoutRunsResponse& view, v1::ListPayoutRunsResponse* out);
views::ListPayoutRunsResponse from_wire(const v1::ListPayoutRunsResponse& in);

} // namespace paydesk::wire
