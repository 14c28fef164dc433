// Takes secrets out of what is logged or kept with an attempt.
#pragma once

#include "psp/http/http_call.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace paydesk::psp {

/// Whether a header, JSON key or form field of that name holds a secret: Authorization, cookies, anything
/// with "key", "secret", "token", "password", "signature", "card number" in it. Idempotency keys are none.
bool is_secret_name(std::string_view name);

/// The headers with the values of secret ones masked.
HttpHeaders redacted(const HttpHeaders& headers);

/// A JSON or form body with the values of secret names masked at every depth; other text is cut to its
/// length.
std::string redacted_body(std::string_view body);

/// The first `most` bytes of an answer for a log: JSON and forms as redacted_body, other text as it is; bytes that are
/// no printable ASCII become '?'.
std::string redacted_excerpt(std::string_view body, std::size_t most);

/// A URL without user:password, and with the values of secret query parameters masked.
std::string redacted_url(std::string_view url);

/// What a secret is shown as: "…1a2b" when it is long enough to tell keys apart, else "…".
std::string masked(std::string_view secret);

} // namespace paydesk::psp
