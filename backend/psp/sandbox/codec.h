// The sandbox PSP's wire format (backend/sandbox/README.md) ↔ the PSP port.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/result.h"
#include "engine/ports/psp.h"

namespace paydesk::psp::sandbox {

struct Request {
  std::string method;
  std::string path; ///< with the query
  std::string body;
  std::string idempotency_key; ///< empty for GET
};

/// For how long the sandbox keeps an idempotency key with its answer.
inline constexpr std::chrono::hours key_lifetime{24};

/// The HTTP request of a call.
Request build(const PspCall& call);

/// What the sandbox's errors mean.
std::vector<MappingRule> proposed_mapping();

/// What an HTTP answer means. Anything that no rule covers is outcome_unknown.
PspAnswer interpret(const PspCall& call, int status, std::optional<std::string_view> retry_after,
                    std::string_view body);

/// Reads a webhook's body. The signature is not looked at here.
Result<WebhookContent> read_event(std::string_view body);

/// An object's string member; empty when it is missing or something else. A NUL in it becomes U+FFFD: no database
/// text can hold one, and what the PSP tells has to be stored.
std::string text_member(const nlohmann::json& object, std::string_view name);

/// Checks `t=…,v1=…` over `t.body` with HMAC-SHA256, in constant time, at most 300 s old or early.
bool signature_is_good(std::string_view header, std::string_view body, std::string_view secret, Instant now);

} // namespace paydesk::psp::sandbox
