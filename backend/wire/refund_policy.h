// What refunds and lost disputes cost sellers: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/refunds.pb.h"
#include "views/refund_policy.h"
#include "wire/psps.h"

namespace paydesk::wire {

void to_wire(const views::RefundRule& view, v1::RefundRule* out);
views::RefundRule from_wire(const v1::RefundRule& in);

void to_wire(const views::RefundPolicy& view, v1::RefundPolicy* out);
views::RefundPolicy from_wire(const v1::RefundPolicy& in);

void to_wire(const views::SetRefundPolicyRequest& view, v1::SetRefundPolicyRequest* out);
views::SetRefundPolicyRequest from_wire(const v1::SetRefundPolicyRequest& in);

void to_wire(const views::TryRefundPolicyRequest& view, v1::TryRefundPolicyRequest* out);
views::TryRefundPolicyRequest from_wire(const v1::TryRefundPolicyRequest& in);

void to_wire(const views::TryRefundPolicyResponse& view, v1::TryRefundPolicyResponse* out);
views::TryRefundPolicyResponse from_wire(const v1::TryRefundPolicyResponse& in);

} // namespace paydesk::wire
