// Pay-outs to sellers: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/payouts.pb.h"
#include "views/payouts.h"

namespace paydesk::wire {

void to_wire(const views::PayoutBatch& view, v1::PayoutBatch* out);
views::PayoutBatch from_wire(const v1::PayoutBatch& in);

void to_wire(const views::Payout& view, v1::Payout* out);
views::Payout from_wire(const v1::Payout& in);

void to_wire(const views::PayoutAttempt& view, v1::PayoutAttempt* out);
views::PayoutAttempt from_wire(const v1::PayoutAttempt& in);

void to_wire(const views::PayoutStep& view, v1::PayoutStep* out);
views::PayoutStep from_wire(const v1::PayoutStep& in);

void to_wire(const views::PayoutDetail& view, v1::PayoutDetail* out);
views::PayoutDetail from_wire(const v1::PayoutDetail& in);

void to_wire(const views::GetPayoutRequest& view, v1::GetPayoutRequest* out);
views::GetPayoutRequest from_wire(const v1::GetPayoutRequest& in);

void to_wire(const views::PayoutLeftOut& view, v1::PayoutLeftOut* out);
views::PayoutLeftOut from_wire(const v1::PayoutLeftOut& in);

void to_wire(const views::PayoutBatchDetail& view, v1::PayoutBatchDetail* out);
views::PayoutBatchDetail from_wire(const v1::PayoutBatchDetail& in);

void to_wire(const views::PreviewPayoutsRequest& view, v1::PreviewPayoutsRequest* out);
views::PreviewPayoutsRequest from_wire(const v1::PreviewPayoutsRequest& in);

void to_wire(const views::CreatePayoutBatchRequest& view, v1::CreatePayoutBatchRequest* out);
views::CreatePayoutBatchRequest from_wire(const v1::CreatePayoutBatchRequest& in);

void to_wire(const views::DecidePayoutBatchRequest& view, v1::DecidePayoutBatchRequest* out);
views::DecidePayoutBatchRequest from_wire(const v1::DecidePayoutBatchRequest& in);

void to_wire(const views::PayoutCommand& view, v1::PayoutCommand* out);
views::PayoutCommand from_wire(const v1::PayoutCommand& in);
void to_wire(const views::PayoutBatchCommand& view, v1::PayoutBatchCommand* out);
views::PayoutBatchCommand from_wire(const v1::PayoutBatchCommand& in);

void to_wire(const views::ImportPayoutStatusRequest& view, v1::ImportPayoutStatusRequest* out);
views::ImportPayoutStatusRequest from_wire(const v1::ImportPayoutStatusRequest& in);

void to_wire(const views::GetPayoutBatchRequest& view, v1::GetPayoutBatchRequest* out);
views::GetPayoutBatchRequest from_wire(const v1::GetPayoutBatchRequest& in);

void to_wire(const views::PayoutFile& view, v1::PayoutFile* out);
views::PayoutFile from_wire(const v1::PayoutFile& in);

void to_wire(const views::ListPayoutBatchesResponse& view, v1::ListPayoutBatchesResponse* out);
views::ListPayoutBatchesResponse from_wire(const v1::ListPayoutBatchesResponse& in);

} // namespace paydesk::wire
