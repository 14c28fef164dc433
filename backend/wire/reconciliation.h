// Reconciliation: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/reconciliation.pb.h"
#include "views/reconciliation.h"

namespace paydesk::wire {

void to_wire(const views::ImportFileRequest& view, v1::ImportFileRequest* out);
views::ImportFileRequest from_wire(const v1::ImportFileRequest& in);

void to_wire(const views::ReconRun& view, v1::ReconRun* out);
views::ReconRun from_wire(const v1::ReconRun& in);

void to_wire(const views::ImportFileResponse& view, v1::ImportFileResponse* out);
views::ImportFileResponse from_wire(const v1::ImportFileResponse& in);

void to_wire(const views::GetRunRequest& view, v1::GetRunRequest* out);
views::GetRunRequest from_wire(const v1::GetRunRequest& in);

void to_wire(const views::ListRunsResponse& view, v1::ListRunsResponse* out);
views::ListRunsResponse from_wire(const v1::ListRunsResponse& in);

void to_wire(const views::ReconBreak& view, v1::ReconBreak* out);
views::ReconBreak from_wire(const v1::ReconBreak& in);

void to_wire(const views::ListBreaksRequest& view, v1::ListBreaksRequest* out);
views::ListBreaksRequest from_wire(const v1::ListBreaksRequest& in);

void to_wire(const views::BreakCount& view, v1::BreakCount* out);
views::BreakCount from_wire(const v1::BreakCount& in);

void to_wire(const views::ListBreaksResponse& view, v1::ListBreaksResponse* out);
views::ListBreaksResponse from_wire(const v1::ListBreaksResponse& in);

void to_wire(const views::ListPairsRequest& view, v1::ListPairsRequest* out);
views::ListPairsRequest from_wire(const v1::ListPairsRequest& in);

void to_wire(const views::ReconPair& view, v1::ReconPair* out);
views::ReconPair from_wire(const v1::ReconPair& in);

void to_wire(const views::ListPairsResponse& view, v1::ListPairsResponse* out);
views::ListPairsResponse from_wire(const v1::ListPairsResponse& in);

void to_wire(const views::ResolveRequest& view, v1::ResolveRequest* out);
views::ResolveRequest from_wire(const v1::ResolveRequest& in);

void to_wire(const views::ResolutionPreview& view, v1::ResolutionPreview* out);
views::ResolutionPreview from_wire(const v1::ResolutionPreview& in);

void to_wire(const views::DecideResolutionRequest& view, v1::DecideResolutionRequest* out);
views::DecideResolutionRequest from_wire(const v1::DecideResolutionRequest& in);

} // namespace paydesk::wire
