// Refunds: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/refunds.pb.h"
#include "views/refunds.h"

namespace paydesk::wire {

void to_wire(const views::RefundLine& view, v1::RefundLine* out);
views::RefundLine from_wire(const v1::RefundLine& in);

void to_wire(const views::RefundRequest& view, v1::RefundRequest* out);
views::RefundRequest from_wire(const v1::RefundRequest& in);

void to_wire(const views::WalletEffect& view, v1::WalletEffect* out);
views::WalletEffect from_wire(const v1::WalletEffect& in);

void to_wire(const views::RefundTerms& view, v1::RefundTerms* out);
views::RefundTerms from_wire(const v1::RefundTerms& in);

void to_wire(const views::RefundPreview& view, v1::RefundPreview* out);
views::RefundPreview from_wire(const v1::RefundPreview& in);

void to_wire(const views::CreateRefundResponse& view, v1::CreateRefundResponse* out);
views::CreateRefundResponse from_wire(const v1::CreateRefundResponse& in);

void to_wire(const views::GetRefundRequest& view, v1::GetRefundRequest* out);
views::GetRefundRequest from_wire(const v1::GetRefundRequest& in);

void to_wire(const views::ListRefundsResponse& view, v1::ListRefundsResponse* out);
views::ListRefundsResponse from_wire(const v1::ListRefundsResponse& in);

void to_wire(const views::DecideRefundRequest& view, v1::DecideRefundRequest* out);
views::DecideRefundRequest from_wire(const v1::DecideRefundRequest& in);

} // namespace paydesk::wire
