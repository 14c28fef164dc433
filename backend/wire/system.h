// Status, lifecycle, flow and audit: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/system.pb.h"
#include "views/system.h"

namespace paydesk::wire {

void to_wire(const views::GetStatusRequest& view, v1::GetStatusRequest* out);
views::GetStatusRequest from_wire(const v1::GetStatusRequest& in);

void to_wire(const views::PartStatus& view, v1::PartStatus* out);
views::PartStatus from_wire(const v1::PartStatus& in);

void to_wire(const views::SystemStatus& view, v1::SystemStatus* out);
views::SystemStatus from_wire(const v1::SystemStatus& in);

void to_wire(const views::WhoAmIRequest& view, v1::WhoAmIRequest* out);
views::WhoAmIRequest from_wire(const v1::WhoAmIRequest& in);

void to_wire(const views::Caller& view, v1::Caller* out);
views::Caller from_wire(const v1::Caller& in);

void to_wire(const views::DescribeLifecycleRequest& view, v1::DescribeLifecycleRequest* out);
views::DescribeLifecycleRequest from_wire(const v1::DescribeLifecycleRequest& in);

void to_wire(const views::LifecycleState& view, v1::LifecycleState* out);
views::LifecycleState from_wire(const v1::LifecycleState& in);

void to_wire(const views::LifecycleTransition& view, v1::LifecycleTransition* out);
views::LifecycleTransition from_wire(const v1::LifecycleTransition& in);

void to_wire(const views::LifecycleMachine& view, v1::LifecycleMachine* out);
views::LifecycleMachine from_wire(const v1::LifecycleMachine& in);

void to_wire(const views::DescribeLifecycleResponse& view, v1::DescribeLifecycleResponse* out);
views::DescribeLifecycleResponse from_wire(const v1::DescribeLifecycleResponse& in);

void to_wire(const views::GetFlowRequest& view, v1::GetFlowRequest* out);
views::GetFlowRequest from_wire(const v1::GetFlowRequest& in);

void to_wire(const views::FlowReason& view, v1::FlowReason* out);
views::FlowReason from_wire(const v1::FlowReason& in);

void to_wire(const views::FlowNode& view, v1::FlowNode* out);
views::FlowNode from_wire(const v1::FlowNode& in);

void to_wire(const views::FlowEdge& view, v1::FlowEdge* out);
views::FlowEdge from_wire(const v1::FlowEdge& in);

void to_wire(const views::PspHealth& view, v1::PspHealth* out);
views::PspHealth from_wire(const v1::PspHealth& in);

void to_wire(const views::SeriesPoint& view, v1::SeriesPoint* out);
views::SeriesPoint from_wire(const v1::SeriesPoint& in);

void to_wire(const views::Flow& view, v1::Flow* out);
views::Flow from_wire(const v1::Flow& in);

void to_wire(const views::AuditRow& view, v1::AuditRow* out);
views::AuditRow from_wire(const v1::AuditRow& in);

void to_wire(const views::ListAuditResponse& view, v1::ListAuditResponse* out);
views::ListAuditResponse from_wire(const v1::ListAuditResponse& in);

} // namespace paydesk::wire
