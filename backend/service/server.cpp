#include "service/server.h"

#include <array>
#include <fstream>

#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

#include "service/handlers.h"
#include "service/watch_hub.h"

namespace paydesk::service {
namespace {

/// Whether "host:port" can only be reached from this machine.
bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address.starts_with("localhost:") || address.starts_with("[::1]:");
}

std::shared_ptr<grpc::ServerCredentials> tcp_credentials(const GrpcOptions& options) {
  if (options.certificate_pem.empty())
    return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back({options.key_pem, options.certificate_pem});
  return grpc::SslServerCredentials(tls);
}

Result<void> check_options(const GrpcOptions& options) {
  if (options.unix_socket.empty() && options.tcp_address.empty())
    return invalid("grpc", "has neither a Unix socket nor an address");
  if (options.unix_socket.size() > 100)
    return invalid("grpc.unix_socket", "is longer than a socket's path can be");
  if (options.certificate_pem.empty() != options.key_pem.empty())
    return invalid("grpc.key", "a certificate and its key belong together");
  if (!options.tcp_address.empty() && options.certificate_pem.empty() && !is_loopback(options.tcp_address))
    return invalid("grpc.tcp_address", "is reachable from outside and needs a certificate: tokens travel on it");
  return {};
}

} // namespace

/// In the order in which it is made; the services refer to what stands above them.
struct GrpcServer::State {
  State(GrpcOptions given, ServiceNeeds needed)
      : options(std::move(given)), needs(std::move(needed)), tokens(needs.people, options.token_cache),
        gate(needs, tokens), hub(needs.queries, needs.events, options.heartbeat, options.most_watchers),
        services{make_payment_service(needs, gate), make_refund_service(needs, gate),
                 make_queue_service(needs, gate),   make_reconciliation_service(needs, gate),
                 make_psp_service(needs, gate), make_commission_service(needs, gate), make_auditor_service(needs, gate), make_books_service(needs, gate), make_report_service(needs, gate),
                 make_ledger_service(needs, gate),  make_system_service(needs, gate),
                 make_webhook_service(needs, gate), make_verdict_service(needs, gate), make_dispute_service(needs, gate),
                 make_approval_service(needs, gate), make_journal_service(needs, gate), make_selection_service(needs, gate),
                 make_payout_account_service(needs, gate), make_payout_service(needs, gate), make_payout_schedule_service(needs, gate),
                 make_event_service(gate, tokens, hub)} {
    for (const auto& [hash, caller] : needs.locals)
      tokens.remember(hash, caller);
  }

  void listen(grpc::ServerBuilder& builder) {
    if (!options.unix_socket.empty())
      builder.AddListeningPort("unix:" + options.unix_socket, grpc::InsecureServerCredentials(), &unix_port);
    if (!options.tcp_address.empty())
      builder.AddListeningPort(options.tcp_address, tcp_credentials(options), &port);
    grpc::ResourceQuota quota("paydesk");
    quota.SetMaxThreads(options.most_threads);
    builder.SetResourceQuota(quota);
    builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
    builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MIN_POLLERS, 1);
    builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 2);
    builder.SetMaxReceiveMessageSize(static_cast<int>(largest_file_request));
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    for (const auto& service : services)
      builder.RegisterService(service.get());
  }

  GrpcOptions options;
  ServiceNeeds needs;
  Tokens tokens;
  Gate gate;
  WatchHub hub;
  std::array<std::unique_ptr<grpc::Service>, 21> services;
  std::unique_ptr<grpc::Server> server;
  int unix_port = 0;
  int port = 0;
  bool stopped = false;
};

Result<std::unique_ptr<GrpcServer>> GrpcServer::start(GrpcOptions options, ServiceNeeds needs) {
  if (const auto ok = check_options(options); !ok)
    return tl::unexpected(ok.error());
  auto state = std::make_unique<State>(std::move(options), std::move(needs));
  grpc::ServerBuilder builder;
  state->listen(builder);
  state->server = builder.BuildAndStart();
  const bool no_socket = !state->options.unix_socket.empty() && state->unix_port == 0;
  const bool no_port = !state->options.tcp_address.empty() && state->port == 0;
  if (!state->server || no_socket || no_port)
    return fail(ErrorCode::unavailable,
                "gRPC cannot listen at " + (no_port ? state->options.tcp_address : state->options.unix_socket) +
                    ": it is in use, or this user may not",
                no_port ? "grpc.port" : "grpc.unix_socket");
  return std::unique_ptr<GrpcServer>(new GrpcServer(std::move(state)));
}

GrpcServer::GrpcServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

GrpcServer::~GrpcServer() { stop(); }

void GrpcServer::stop() {
  if (state_->stopped)
    return;
  state_->stopped = true;
  state_->hub.drain();
  state_->server->Shutdown(std::chrono::system_clock::now() + state_->options.drain_limit);
  state_->server->Wait();
}

int GrpcServer::port() const noexcept { return state_->port; }

} // namespace paydesk::service
