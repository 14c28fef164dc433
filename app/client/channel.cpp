#include "app/client/channel.h"

#include <limits>
#include <string_view>
#include <utility>

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

namespace paydesk::client {
namespace {

constexpr int first_reconnect_ms = 100;
constexpr int longest_reconnect_ms = 2'000;
/// gRPC calls the time that one attempt may take the minimal backoff; a busy machine needs seconds.
constexpr int longest_attempt_ms = 5'000;
constexpr int largest_answer = 64 * 1024 * 1024;

bool stays_on_this_machine(std::string_view address) {
  for (const std::string_view local : {"unix:", "127.0.0.1:", "localhost:", "[::1]:"})
    if (address.starts_with(local)) return true;
  return false;
}

grpc::ChannelArguments arguments() {
  grpc::ChannelArguments args;
  args.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, first_reconnect_ms);
  args.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, longest_attempt_ms);
  args.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, longest_reconnect_ms);
  args.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  args.SetMaxReceiveMessageSize(largest_answer);
  // Two connections of one process stay apart: a changed token must not share a connection's fate.
  args.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return args;
}

/// Naming an authority asks for TLS on this machine too.
std::shared_ptr<grpc::ChannelCredentials> credentials_for(const Endpoint& endpoint) {
  if (endpoint.ca_pem.empty() && stays_on_this_machine(endpoint.address)) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = endpoint.ca_pem;
  return grpc::SslCredentials(options);
}

} // namespace

Channel::Channel(Endpoint endpoint) : endpoint_(std::move(endpoint)) {
  channel_ = grpc::CreateCustomChannel(endpoint_.address, credentials_for(endpoint_), arguments());
}

void Channel::prepare(grpc::ClientContext& context, std::chrono::milliseconds timeout) const {
  if (!endpoint_.token.empty()) context.AddMetadata("authorization", "Bearer " + endpoint_.token);
  if (timeout > std::chrono::milliseconds::zero())
    context.set_deadline(std::chrono::system_clock::now() + timeout);
}

} // namespace paydesk::client
