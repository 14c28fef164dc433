// How the continuous proof of the books stands: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/auditor.pb.h"
#include "views/auditor.h"

namespace paydesk::wire {

void to_wire(const views::GetAuditorRequest& view, v1::GetAuditorRequest* out);
views::GetAuditorRequest from_wire(const v1::GetAuditorRequest& in);

void to_wire(const views::AuditorFinding& view, v1::AuditorFinding* out);
views::AuditorFinding from_wire(const v1::AuditorFinding& in);

void to_wire(const views::AuditorStatus& view, v1::AuditorStatus* out);
views::AuditorStatus from_wire(const v1::AuditorStatus& in);

} // namespace paydesk::wire
