// One connection to a daemon, with the bearer token that every call carries.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "app/client/endpoints.h"

namespace grpc {
class Channel;
class ClientContext;
} // namespace grpc

namespace paydesk::client {

/// Owns a gRPC channel; thread-safe and shared by calls and streams. Unix sockets and loopback addresses are
/// used in the clear unless the endpoint names an authority, every other host with TLS, because the token would be
/// readable otherwise. Reconnects by
/// itself within two seconds of the daemon's return.
class Channel {
 public:
  explicit Channel(Endpoint endpoint);

  const Endpoint& endpoint() const noexcept { return endpoint_; }
  const std::shared_ptr<grpc::Channel>& grpc() const noexcept { return channel_; }
  /// Adds the bearer token and, unless it is zero, a deadline that far from now.
  void prepare(grpc::ClientContext& context, std::chrono::milliseconds timeout) const;

 private:
  Endpoint endpoint_;
  std::shared_ptr<grpc::Channel> channel_;
};

} // namespace paydesk::client
