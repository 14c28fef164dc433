// JSON bodies of the shops' API, read strictly: unknown and doubled members are refused by name.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "engine/payments/create.h"

namespace paydesk::edge {

/// The body of POST /v1/payments. Types and names are checked here, values by the engine.
Result<CreatePayment> read_create_payment(std::string_view body);

/// SHA-256 of what the request means, so that white space and member order do not make it another request.
std::string request_hash(const CreatePayment& request);

/// SHA-256 as 32 raw bytes.
std::string sha256(std::string_view bytes);

} // namespace paydesk::edge
