// Replies of the JSON API.
#pragma once

#include "sandbox/http/message.h"
#include "sandbox/text/error.h"

#include <nlohmann/json_fwd.hpp>

namespace sandbox {

Reply json_reply(int status, const nlohmann::json& content);

/// `{"error":{"code","message","field"?,"decline_code"?,"network"?,"network_code"?}}` with the error's status.
Reply error_reply(const Error& error);

} // namespace sandbox
