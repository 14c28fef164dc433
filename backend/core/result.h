// Expected failures are values: Result<T> carries either T or an Error that names what was wrong and where.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace paydesk {

/// What kind of refusal an Error is. The edge maps it to an HTTP status, the service to a gRPC status,
/// the console to a translated sentence.
enum class ErrorCode {
  invalid_argument,    ///< the input is wrong; `field` names it
  not_found,           ///< nothing has that id (or the caller may not know that it exists)
  already_exists,      ///< an idempotency key or a unique name is taken by something else
  conflict,            ///< in flight elsewhere, or changed meanwhile: try again
  failed_precondition, ///< the state does not allow it; trying again does not help
  permission_denied,   ///< the caller's roles do not allow it
  unauthenticated,     ///< no valid credentials
  exhausted,           ///< a limit is reached (rate, size, connections)
  unavailable,         ///< a part that is needed does not answer now
  data_loss,           ///< stored data contradicts itself: never go on
  internal,            ///< a defect of ours
};

/// The stable lower-case name of a code, e.g. "invalid_argument"; used in JSON and logs.
std::string_view to_string(ErrorCode code) noexcept;

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message; ///< what happened, what was not done, what to do next; for persons, in English
  std::string field;   ///< the input it is about ("orders[1].amount"), or empty
};

template <class T> using Result = tl::expected<T, Error>;

/// An unexpected value for `return fail(...)`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string field = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(field)});
}
inline tl::unexpected<Error> invalid(std::string field, std::string message) {
  return fail(ErrorCode::invalid_argument, std::move(message), std::move(field));
}

} // namespace paydesk
