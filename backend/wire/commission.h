// What the marketplace keeps of an order: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/commission.pb.h"
#include "views/commission.h"
#include "wire/psps.h"

namespace paydesk::wire {

void to_wire(const views::CommissionTier& view, v1::CommissionTier* out);
views::CommissionTier from_wire(const v1::CommissionTier& in);

void to_wire(const views::CommissionRule& view, v1::CommissionRule* out);
views::CommissionRule from_wire(const v1::CommissionRule& in);

void to_wire(const views::Commission& view, v1::Commission* out);
views::Commission from_wire(const v1::Commission& in);

void to_wire(const views::SetCommissionRequest& view, v1::SetCommissionRequest* out);
views::SetCommissionRequest from_wire(const v1::SetCommissionRequest& in);

void to_wire(const views::TryCommissionRequest& view, v1::TryCommissionRequest* out);
views::TryCommissionRequest from_wire(const v1::TryCommissionRequest& in);

void to_wire(const views::TryCommissionResponse& view, v1::TryCommissionResponse* out);
views::TryCommissionResponse from_wire(const v1::TryCommissionResponse& in);

} // namespace paydesk::wire
