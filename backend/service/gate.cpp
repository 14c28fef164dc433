#include "service/gate.h"

#include <openssl/sha.h>

#include "wire/status.h"

namespace paydesk::service {
namespace {

constexpr std::string_view bearer = "Bearer ";
constexpr std::size_t longest_token = 512;
constexpr std::size_t most_known = 1024;
constexpr std::string_view status_method = "/paydesk.v1.SystemService/GetStatus";

} // namespace

Result<std::string> token_hash(const grpc::ServerContextBase& context) {
  const auto& metadata = context.client_metadata();
  const auto at = metadata.find("authorization");
  const std::string_view value =
      at == metadata.end() ? std::string_view{} : std::string_view{at->second.data(), at->second.size()};
  if (!value.starts_with(bearer) || value.size() == bearer.size() || value.size() > longest_token)
    return fail(ErrorCode::unauthenticated, "a bearer token is missing");
  const auto token = value.substr(bearer.size());
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

Result<Caller> Tokens::caller_of(const grpc::ServerContextBase& context) {
  const auto hash = token_hash(context);
  if (!hash)
    return tl::unexpected(hash.error());
  return find(*hash);
}

Result<Caller> Tokens::find(const std::string& token_sha256) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    const auto at = known_.find(token_sha256);
    if (at != known_.end() && now < at->second.until)
      return at->second.caller;
  }
  auto caller = people_.find_by_token(token_sha256);
  if (caller) {
    remember(token_sha256, *caller);
  } else if (caller.error().code != ErrorCode::unavailable) {
    const std::lock_guard lock(mutex_);
    known_.erase(token_sha256);
  }
  return caller;
}

void Tokens::remember(const std::string& token_sha256, const Caller& caller) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  if (known_.size() >= most_known)
    std::erase_if(known_, [&](const auto& entry) { return entry.second.until <= now; });
  if (known_.size() < most_known)
    known_[token_sha256] = {caller, now + remember_};
}

std::optional<Caller> Tokens::last_known(const std::string& token_sha256) const {
  const std::lock_guard lock(mutex_);
  const auto at = known_.find(token_sha256);
  return at == known_.end() ? std::nullopt : std::optional(at->second.caller);
}

Result<Caller> Gate::admit(const grpc::ServerContextBase& context, const Rpc& rpc) {
  auto caller = tokens_.caller_of(context);
  if (!caller && caller.error().code == ErrorCode::unavailable && rpc.method == status_method)
    if (const auto known = tokens_.last_known(token_hash(context).value()))
      caller = *known;
  if (!caller)
    return caller;
  if ((role_set(caller->roles) & rpc.roles) == 0)
    return fail(ErrorCode::permission_denied, "this needs one of the roles " + role_names(rpc.roles));
  return caller;
}

Result<void> Gate::check_call(const grpc::ServerContextBase& context, const Rpc& rpc,
                              const google::protobuf::Message& request) {
  const auto most = rpc.method.ends_with("/ImportFile") ? largest_file_request : largest_request;
  if (request.ByteSizeLong() > most)
    return fail(ErrorCode::exhausted, "the request is larger than " + std::to_string(most) + " bytes");
  if (std::chrono::system_clock::now() >= context.deadline())
    return fail(ErrorCode::unavailable, "the call's deadline passed before it was begun; nothing was done");
  return {};
}

grpc::Status Gate::finish(const Rpc& rpc, const std::string& login, const Result<void>& outcome,
                          std::chrono::steady_clock::time_point begun) const {
  if (needs_.log)
    needs_.log({rpc.method, login, outcome ? std::string_view{"ok"} : to_string(outcome.error().code),
                std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun)});
  return outcome ? grpc::Status::OK : wire::to_status(outcome.error());
}

} // namespace paydesk::service
