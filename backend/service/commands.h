// Commands under an idempotency key: the same key and request are answered from what was stored.
#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "core/result.h"
#include "engine/ports/caller.h"
#include "service/needs.h"
#include "service/put_view.h"

namespace paydesk::service {

/// SHA-256 over the method and the request's deterministic bytes; 32 raw bytes.
std::string request_hash(std::string_view method, const google::protobuf::Message& request);

/// A message's bytes, the same for equal messages.
std::string deterministic_bytes(const google::protobuf::Message& message);

/// How a use case keeps the answer that the view it comes to makes as a `Message`: under the caller's key, in the
/// transaction of the command.
template <class Message> auto kept_as(const Caller& caller, const Uuid& key) {
  return [caller_id = caller.principal_id, key](const auto& view) {
    Message message;
    wire::to_wire(view, &message);
    return CommandAnswer{caller_id, key, deterministic_bytes(message)};
  };
}

/// Runs `work(key) -> Result<void>`, which fills `response`, once for the caller's key. A refusal frees the key for
/// the same request; an answer is stored and comes again byte for byte. When the daemon dies between the command and
/// its answer, the same key runs it again, so commands keep their answer in their own transaction (kept_as). Importing
/// a file does not: it knows the file again by its content, and answers the run it made.
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
  return commands_detail::end(needs, caller, *id, work(*id), *response);
}

} // namespace paydesk::service
