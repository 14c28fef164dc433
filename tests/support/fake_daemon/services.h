// The gRPC face of the fake daemon. Private to it: includes gRPC.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/impl/codegen/service_type.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/server_context.h>

#include "tests/support/fake_daemon/fake_daemon.h"
#include "wire/books.h"
#include "wire/common.h"
#include "wire/events.h"
#include "wire/ledger.h"
#include "wire/payments.h"
#include "wire/payouts.h"
#include "wire/queues.h"
#include "wire/reconciliation.h"
#include "wire/refunds.h"
#include "wire/reports.h"
#include "wire/status.h"
#include "wire/system.h"

namespace paydesk::fake {

/// Owns the server and one object a service; passes each call to the desk's function with the books locked.
class Services {
 public:
  Services(FakeDaemon& daemon, const std::string& address);
  ~Services();

  /// Authenticates, counts, delays or fails the call as told, and answers.
  template <class Request, class Response, class View, class Answer>
  grpc::Status serve(const char* rpc, grpc::ServerContext& context, const Request& in, Response& out,
                     Answer (*desk)(Books&, const Login&, const View&));
  grpc::Status watch(grpc::ServerContext& context, std::int64_t after,
                     const std::function<bool(const views::EventBatch&)>& write);

 private:
  Result<Login> admit(const char* rpc, const grpc::ServerContext& context);
  Result<views::EventBatch> next_batch(std::int64_t after, int generation,
                                       const grpc::ServerContext& context);

  FakeDaemon& daemon_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::unique_ptr<grpc::Server> server_;
};

template <class Request, class Response, class View, class Answer>
grpc::Status Services::serve(const char* rpc, grpc::ServerContext& context, const Request& in, Response& out,
                             Answer (*desk)(Books&, const Login&, const View&)) {
  const auto login = admit(rpc, context);
  if (!login) return wire::to_status(login.error());
  const FakeDaemon::Waker waker{daemon_};
  const std::lock_guard lock(daemon_.mutex_);
  std::string key;
  const bool is_preview = std::string_view(rpc).starts_with("Preview"); // shares its request with the command
  if constexpr (requires { in.idempotency_key(); })
    if (!is_preview) key = in.idempotency_key();
  const std::string body = key.empty() ? std::string() : rpc + in.SerializeAsString();
  if (const auto before = daemon_.done_.find(key); !key.empty() && before != daemon_.done_.end()) {
    if (before->second.first != body)
      return wire::to_status({ErrorCode::already_exists, "The key " + key + " was used for another request.",
                              "idempotency_key"});
    out.ParseFromString(before->second.second);
    return grpc::Status::OK;
  }
  const auto answer = desk(daemon_.books_, *login, wire::from_wire(in));
  if (!answer) return wire::to_status(answer.error());
  wire::to_wire(*answer, &out);
  if (!key.empty()) daemon_.done_[key] = {body, out.SerializeAsString()};
  return grpc::Status::OK;
}

/// One gRPC service object for each service of the contract.
std::vector<std::unique_ptr<grpc::Service>> make_faces(Services& services);

} // namespace paydesk::fake
