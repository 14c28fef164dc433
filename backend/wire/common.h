// Paging, totals and postings: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/common.pb.h"
#include "views/common.h"

namespace paydesk::wire {

void to_wire(const views::PageRequest& view, v1::PageRequest* out);
views::PageRequest from_wire(const v1::PageRequest& in);

void to_wire(const views::Totals& view, v1::Totals* out);
views::Totals from_wire(const v1::Totals& in);

void to_wire(const views::PostingLine& view, v1::PostingLine* out);
views::PostingLine from_wire(const v1::PostingLine& in);

void to_wire(const views::Journal& view, v1::Journal* out);
views::Journal from_wire(const v1::Journal& in);

} // namespace paydesk::wire
