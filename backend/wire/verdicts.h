// Verdicts: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/verdicts.pb.h"
#include "views/verdicts.h"

namespace paydesk::wire {

void to_wire(const views::Verdict& view, v1::Verdict* out);
views::Verdict from_wire(const v1::Verdict& in);

void to_wire(const views::ProposeVerdictRequest& view, v1::ProposeVerdictRequest* out);
views::ProposeVerdictRequest from_wire(const v1::ProposeVerdictRequest& in);

void to_wire(const views::DecideVerdictRequest& view, v1::DecideVerdictRequest* out);
views::DecideVerdictRequest from_wire(const v1::DecideVerdictRequest& in);

void to_wire(const views::ListVerdictsResponse& view, v1::ListVerdictsResponse* out);
views::ListVerdictsResponse from_wire(const v1::ListVerdictsResponse& in);

void to_wire(const views::GetVerdictEvidenceRequest& view, v1::GetVerdictEvidenceRequest* out);
views::GetVerdictEvidenceRequest from_wire(const v1::GetVerdictEvidenceRequest& in);

void to_wire(const views::VerdictEvidence& view, v1::VerdictEvidence* out);
views::VerdictEvidence from_wire(const v1::VerdictEvidence& in);

} // namespace paydesk::wire
