// The gRPC server that console and CLI talk to.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "core/result.h"
#include "service/needs.h"

namespace paydesk::service {

struct GrpcOptions {
  std::string unix_socket;     ///< path; empty for none. Its folder says who may open it; a token is needed anyway
  std::string tcp_address;     ///< "host:port"; empty for none. Without a certificate only a loopback host is served
  std::string certificate_pem; ///< the TLS certificate chain and key of tcp_address
  std::string key_pem;
  int most_threads = 32;       ///< of unary calls; above that calls are refused with RESOURCE_EXHAUSTED
  std::size_t most_watchers = 256;
  std::chrono::milliseconds heartbeat{5000};
  std::chrono::milliseconds token_cache{2000}; ///< how long a revoked token may go on
  std::chrono::milliseconds drain_limit{5000}; ///< what stop() gives calls under way
};

/// A running server with every service of paydesk.v1. Made and stopped on one thread.
class GrpcServer {
 public:
  /// unavailable when an address cannot be had; invalid_argument for options that must not be.
  static Result<std::unique_ptr<GrpcServer>> start(GrpcOptions options, ServiceNeeds needs);
  ~GrpcServer(); ///< stops

  /// Refuses new calls, ends watches with UNAVAILABLE, lets calls under way end. Idempotent.
  void stop();
  /// The port of tcp_address, also when it asked for any; 0 for none.
  int port() const noexcept;

 private:
  struct State;
  explicit GrpcServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace paydesk::service
