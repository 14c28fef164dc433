// Commands under an idempotency key: the same key and request are answered from what was stored.
#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "core/result.h"
#include "engine/ports/caller.h"
#include "service/needs.h"

namespace paydesk::service {

/// SHA-256 over the method and the request's deterministic bytes; 32 raw bytes.
std::string request_hash(std::string_view method, const google::protobuf::Message& request);

/// Runs `work() -> Result<void>`, which fills `response`, once for the caller's key. A refusal frees the key for the
/// same request; an answer is stored and comes again byte for byte. The command commits in a transaction of its own:
/// when the daemon dies between it and the stored answer, the same key runs it again, and commands that make
/// something find what they made by ids derived from the key.
template <class Work>
Result<void> run_once(const ServiceNeeds& needs, const Caller& caller, std::string_view method,
                      const google::protobuf::Message& request, const std::string& key,
                      google::protobuf::Message* response, Work&& work);

namespace commands_detail {
/// True when the answer was there already and is in `response` now.
Result<bool> begin(const ServiceNeeds& needs, const Caller& caller, std::string_view method,
                   const google::protobuf::Message& request, const Uuid& key, google::protobuf::Message* response);
Result<void> end(const ServiceNeeds& needs, const Caller& caller, const Uuid& key, const Result<void>& outcome,
                 const google::protobuf::Message& response);
Result<Uuid> check_key(const std::string& key);
} // namespace commands_detail

template <class Work>
Result<void> run_once(const ServiceNeeds& needs, const Caller& caller, std::string_view method,
                      const google::protobuf::Message& request, const std::string& key,
                      google::protobuf::Message* response, Work&& work) {
  const auto id = commands_detail::check_key(key);
  if (!id)
    return tl::unexpected(id.error());
  const auto replayed = commands_detail::begin(needs, caller, method, request, *id, response);
  if (!replayed)
    return tl::unexpected(replayed.error());
  if (*replayed)
    return {};
  return commands_detail::end(needs, caller, *id, work(), *response);
}

} // namespace paydesk::service
