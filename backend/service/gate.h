// The way in: every call is authenticated, allowed, bounded and logged here, before its handler runs.
#pragma once

#include <chrono>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include "core/result.h"
#include "engine/ports/caller.h"
#include "service/needs.h"
#include "service/permissions.h"

namespace paydesk::service {

/// Who a bearer token belongs to, remembered for a short while. Thread-safe.
class Tokens {
 public:
  Tokens(PeopleStore& people, std::chrono::milliseconds remember) : people_(people), remember_(remember) {}

  /// From the metadata's "authorization: Bearer …".
  Result<Caller> caller_of(const grpc::ServerContextBase& context);
  /// By the token's SHA-256; for streams, which look again.
  Result<Caller> find(const std::string& token_sha256);
  /// As it was when the store last told of it, for what may be told while the store is away.
  std::optional<Caller> last_known(const std::string& token_sha256) const;
  /// One that the store told of just now.
  void remember(const std::string& token_sha256, const Caller& caller);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Known {
    Caller caller;
    Time until;
  };
  PeopleStore& people_;
  const std::chrono::milliseconds remember_;
  mutable std::mutex mutex_;
  std::map<std::string, Known> known_;
};

/// SHA-256 of the bearer token in a call's metadata, 32 raw bytes; unauthenticated without one.
Result<std::string> token_hash(const grpc::ServerContextBase& context);

/// Largest request of an RPC, in bytes; files are the exception.
inline constexpr std::size_t largest_request = 4 * 1024 * 1024;
inline constexpr std::size_t largest_file_request = 65 * 1024 * 1024;

/// Runs handlers. Thread-safe.
class Gate {
 public:
  Gate(const ServiceNeeds& needs, Tokens& tokens) : needs_(needs), tokens_(tokens) {}

  /// The caller, when the token is known and its roles may call this. While the store is away GetStatus, which tells
  /// of it, is answered to those whom the store told of before.
  Result<Caller> admit(const grpc::ServerContextBase& context, const Rpc& rpc);

  /// Admits, runs `handle(caller) -> Result<void>` and logs. What a handler throws is a defect and ends here.
  template <class Handle>
  grpc::Status run(grpc::ServerContextBase& context, const Rpc& rpc, const google::protobuf::Message& request,
                   Handle&& handle) {
    const auto begun = std::chrono::steady_clock::now();
    auto caller = admit(context, rpc);
    Result<void> outcome = check_call(context, rpc, request);
    try {
      if (!caller)
        outcome = tl::unexpected(caller.error());
      else if (outcome)
        outcome = handle(*caller);
    } catch (const std::exception& e) {
      outcome = fail(ErrorCode::internal, std::string("a defect of the daemon: ") + e.what());
    }
    return finish(rpc, caller ? caller->login : std::string{}, outcome, begun);
  }

  /// Logs a call that ended and makes its status.
  grpc::Status finish(const Rpc& rpc, const std::string& login, const Result<void>& outcome,
                      std::chrono::steady_clock::time_point begun) const;

 private:
  static Result<void> check_call(const grpc::ServerContextBase& context, const Rpc& rpc,
                                 const google::protobuf::Message& request);

  const ServiceNeeds& needs_;
  Tokens& tokens_;
};

} // namespace paydesk::service
