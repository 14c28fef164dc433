// Payments: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/payments.pb.h"
#include "views/payments.h"

namespace paydesk::wire {

void to_wire(const views::PaymentRow& view, v1::PaymentRow* out);
views::PaymentRow from_wire(const v1::PaymentRow& in);

void to_wire(const views::ListPaymentsResponse& view, v1::ListPaymentsResponse* out);
views::ListPaymentsResponse from_wire(const v1::ListPaymentsResponse& in);

void to_wire(const views::SummarizePaymentsRequest& view, v1::SummarizePaymentsRequest* out);
views::SummarizePaymentsRequest from_wire(const v1::SummarizePaymentsRequest& in);

void to_wire(const views::GetPaymentRequest& view, v1::GetPaymentRequest* out);
views::GetPaymentRequest from_wire(const v1::GetPaymentRequest& in);

void to_wire(const views::OrderDetail& view, v1::OrderDetail* out);
views::OrderDetail from_wire(const v1::OrderDetail& in);

void to_wire(const views::TimelineEntry& view, v1::TimelineEntry* out);
views::TimelineEntry from_wire(const v1::TimelineEntry& in);

void to_wire(const views::NextStep& view, v1::NextStep* out);
views::NextStep from_wire(const v1::NextStep& in);

void to_wire(const views::AllowedAction& view, v1::AllowedAction* out);
views::AllowedAction from_wire(const v1::AllowedAction& in);

void to_wire(const views::RefundRow& view, v1::RefundRow* out);
views::RefundRow from_wire(const v1::RefundRow& in);

void to_wire(const views::PaymentDetail& view, v1::PaymentDetail* out);
views::PaymentDetail from_wire(const v1::PaymentDetail& in);

void to_wire(const views::PaymentCommand& view, v1::PaymentCommand* out);
views::PaymentCommand from_wire(const v1::PaymentCommand& in);

void to_wire(const views::CommandOutcome& view, v1::CommandOutcome* out);
views::CommandOutcome from_wire(const v1::CommandOutcome& in);

} // namespace paydesk::wire
