// Errors as HTTP answers: the status and the JSON body {"error":{"code","message","field"?}}.
#pragma once

#include "core/result.h"
#include "edge/http/message.h"

#include <string_view>

namespace paydesk::edge {

/// The HTTP status of an ErrorCode.
int http_status(ErrorCode code) noexcept;

/// The answer to an Error. Defects of ours (internal, data_loss) are told without their details.
HttpResponse error_response(const Error& error);

/// An answer for what HTTP itself refuses (404, 405, 408, 413, …).
HttpResponse refusal(int status, std::string_view code, std::string_view message,
                     std::string_view field = {});

} // namespace paydesk::edge
