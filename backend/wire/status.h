// Error ↔ grpc::Status, both ways: the field travels in the status' details.
#pragma once

#include <grpcpp/support/status.h>

#include "core/result.h"

namespace paydesk::wire {

grpc::Status to_status(const Error& error);
/// The error of a status that is not OK. Codes that the server never sends map to internal.
Error from_status(const grpc::Status& status);

} // namespace paydesk::wire
