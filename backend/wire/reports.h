// Reports: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/reports.pb.h"
#include "views/reports.h"

namespace paydesk::wire {

void to_wire(const views::ReportRequest& view, v1::ReportRequest* out);
views::ReportRequest from_wire(const v1::ReportRequest& in);

void to_wire(const views::Report& view, v1::Report* out);
views::Report from_wire(const v1::Report& in);

void to_wire(const views::ReportTable& view, v1::ReportTable* out);
views::ReportTable from_wire(const v1::ReportTable& in);

} // namespace paydesk::wire
