// What answers of a PSP mean: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/psps.pb.h"
#include "views/mappings.h"
#include "wire/psps.h"

namespace paydesk::wire {

void to_wire(const views::MappingRule& view, v1::MappingRule* out);
views::MappingRule from_wire(const v1::MappingRule& in);

void to_wire(const views::ErrorMapping& view, v1::ErrorMapping* out);
views::ErrorMapping from_wire(const v1::ErrorMapping& in);

void to_wire(const views::SetErrorMappingRequest& view, v1::SetErrorMappingRequest* out);
views::SetErrorMappingRequest from_wire(const v1::SetErrorMappingRequest& in);

void to_wire(const views::MappingForecast& view, v1::MappingForecast* out);
views::MappingForecast from_wire(const v1::MappingForecast& in);

void to_wire(const views::PreviewErrorMappingResponse& view, v1::PreviewErrorMappingResponse* out);
views::PreviewErrorMappingResponse from_wire(const v1::PreviewErrorMappingResponse& in);

void to_wire(const views::ListUnmappedRequest& view, v1::ListUnmappedRequest* out);
views::ListUnmappedRequest from_wire(const v1::ListUnmappedRequest& in);

void to_wire(const views::UnmappedAnswer& view, v1::UnmappedAnswer* out);
views::UnmappedAnswer from_wire(const v1::UnmappedAnswer& in);

void to_wire(const views::ListUnmappedResponse& view, v1::ListUnmappedResponse* out);
views::ListUnmappedResponse from_wire(const v1::ListUnmappedResponse& in);

} // namespace paydesk::wire
