// What a failed call means for a person.
#pragma once

#include <string>

#include <grpcpp/support/status.h>

#include "core/result.h"

namespace paydesk::client {

/// The error of a status that is not OK; gRPC's own texts about a broken connection become a sentence that
/// names the address.
Error transport_error(const grpc::Status& status, const std::string& address);

} // namespace paydesk::client
