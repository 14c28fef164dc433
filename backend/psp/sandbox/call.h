// How every call of the sandbox's API is made.
#pragma once

#include <cstdint>

#include "psp/http/http_client.h"
#include "psp/sandbox/codec.h"
#include "psp/sandbox/gateway.h"

namespace paydesk::psp::sandbox {

/// The HTTP call of a request, with the account's key; `id` comes back in its reply.
HttpCall call_of(const GatewayOptions& options, Request request, std::uint64_t id);

/// What a call that could not even be sent is answered with.
template <class Answer> Answer not_possible(const Uuid& attempt_id, const Error& why) {
  Answer answer;
  answer.attempt_id = attempt_id;
  answer.error = ErrorClass::configuration;
  answer.error_code = transport::not_possible;
  answer.message = why.message;
  return answer;
}

} // namespace paydesk::psp::sandbox
