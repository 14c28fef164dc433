// Approvals and their policy: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/approvals.pb.h"
#include "views/approvals.h"
#include "wire/psps.h"

namespace paydesk::wire {

void to_wire(const views::Approval& view, v1::Approval* out);
views::Approval from_wire(const v1::Approval& in);

void to_wire(const views::ListApprovalsResponse& view, v1::ListApprovalsResponse* out);
views::ListApprovalsResponse from_wire(const v1::ListApprovalsResponse& in);

void to_wire(const views::GetApprovalRequest& view, v1::GetApprovalRequest* out);
views::GetApprovalRequest from_wire(const v1::GetApprovalRequest& in);

void to_wire(const views::ApprovalDetail& view, v1::ApprovalDetail* out);
views::ApprovalDetail from_wire(const v1::ApprovalDetail& in);

void to_wire(const views::DecideApprovalRequest& view, v1::DecideApprovalRequest* out);
views::DecideApprovalRequest from_wire(const v1::DecideApprovalRequest& in);

void to_wire(const views::CancelApprovalRequest& view, v1::CancelApprovalRequest* out);
views::CancelApprovalRequest from_wire(const v1::CancelApprovalRequest& in);

void to_wire(const views::GetApprovalEvidenceRequest& view, v1::GetApprovalEvidenceRequest* out);
views::GetApprovalEvidenceRequest from_wire(const v1::GetApprovalEvidenceRequest& in);

void to_wire(const views::ApprovalEvidence& view, v1::ApprovalEvidence* out);
views::ApprovalEvidence from_wire(const v1::ApprovalEvidence& in);

void to_wire(const views::ApprovalRule& view, v1::ApprovalRule* out);
views::ApprovalRule from_wire(const v1::ApprovalRule& in);

void to_wire(const views::ApprovalPolicy& view, v1::ApprovalPolicy* out);
views::ApprovalPolicy from_wire(const v1::ApprovalPolicy& in);

void to_wire(const views::SetApprovalPolicyRequest& view, v1::SetApprovalPolicyRequest* out);
views::SetApprovalPolicyRequest from_wire(const v1::SetApprovalPolicyRequest& in);

} // namespace paydesk::wire
