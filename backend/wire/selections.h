// Frozen selections of queue items: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/selections.pb.h"
#include "views/selections.h"

namespace paydesk::wire {

void to_wire(const views::FreezeSelectionRequest& view, v1::FreezeSelectionRequest* out);
views::FreezeSelectionRequest from_wire(const v1::FreezeSelectionRequest& in);

void to_wire(const views::OutcomeCount& view, v1::OutcomeCount* out);
views::OutcomeCount from_wire(const v1::OutcomeCount& in);

void to_wire(const views::Selection& view, v1::Selection* out);
views::Selection from_wire(const v1::Selection& in);

void to_wire(const views::SelectionItem& view, v1::SelectionItem* out);
views::SelectionItem from_wire(const v1::SelectionItem& in);

void to_wire(const views::GetSelectionRequest& view, v1::GetSelectionRequest* out);
views::GetSelectionRequest from_wire(const v1::GetSelectionRequest& in);

void to_wire(const views::SelectionProgress& view, v1::SelectionProgress* out);
views::SelectionProgress from_wire(const v1::SelectionProgress& in);

void to_wire(const views::RunSelectionRequest& view, v1::RunSelectionRequest* out);
views::RunSelectionRequest from_wire(const v1::RunSelectionRequest& in);

void to_wire(const views::CancelSelectionRequest& view, v1::CancelSelectionRequest* out);
views::CancelSelectionRequest from_wire(const v1::CancelSelectionRequest& in);

} // namespace paydesk::wire
