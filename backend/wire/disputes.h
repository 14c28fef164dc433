// Disputes: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/disputes.pb.h"
#include "views/disputes.h"

namespace paydesk::wire {

void to_wire(const views::DisputeRow& view, v1::DisputeRow* out);
views::DisputeRow from_wire(const v1::DisputeRow& in);

void to_wire(const views::DisputeDetail& view, v1::DisputeDetail* out);
views::DisputeDetail from_wire(const v1::DisputeDetail& in);

void to_wire(const views::ListDisputesResponse& view, v1::ListDisputesResponse* out);
views::ListDisputesResponse from_wire(const v1::ListDisputesResponse& in);

void to_wire(const views::GetDisputeRequest& view, v1::GetDisputeRequest* out);
views::GetDisputeRequest from_wire(const v1::GetDisputeRequest& in);

void to_wire(const views::SubmitEvidenceRequest& view, v1::SubmitEvidenceRequest* out);
views::SubmitEvidenceRequest from_wire(const v1::SubmitEvidenceRequest& in);

void to_wire(const views::AcceptDisputeRequest& view, v1::AcceptDisputeRequest* out);
views::AcceptDisputeRequest from_wire(const v1::AcceptDisputeRequest& in);

} // namespace paydesk::wire
