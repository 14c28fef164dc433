// One unary call on its way. Private to the client: includes gRPC.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include "app/client/call.h"
#include "app/client/channel.h"
#include "app/client/transport_error.h"
#include "app/client/wire_types.h"

namespace paydesk::client {

/// A request and, once it came, its answer. Started once; keeps itself alive until `done`, which runs on one
/// of gRPC's threads and takes the exchange over: it must drop it on a thread of ours, as the exchange may be
/// the last to hold the channel.
template <class Rpc>
class Exchange final : public Call::State {
 public:
  using Response = typename Rpc::Response;
  using Done = std::function<void(std::shared_ptr<Exchange>)>;

  static std::shared_ptr<Exchange> start(const Channel& channel, const typename Rpc::Request& request,
                                         Done done) {
    auto self = std::make_shared<Exchange>();
    self->address_ = channel.endpoint().address;
    self->done_ = std::move(done);
    self->keep_ = self;
    wire::to_wire(request, &self->request_);
    channel.prepare(self->context_, Rpc::timeout);
    grpc::TemplatedGenericStub<WireRequest, WireResponse> stub(channel.grpc());
    const std::string method = "/paydesk.v1." + std::string(Rpc::service) + "/" + std::string(Rpc::name);
    stub.UnaryCall(&self->context_, method, grpc::StubOptions(), &self->request_, &self->response_,
                   [raw = self.get()](grpc::Status status) { raw->answered(std::move(status)); });
    return self;
  }

  void cancel() noexcept override {
    dropped_ = true;
    context_.TryCancel();
  }
  bool finished() const noexcept override { return finished_; }
  /// On the owner's thread: whether nobody wants the answer, and that it was given.
  bool is_dropped() const noexcept { return dropped_; }
  void set_finished() noexcept { finished_ = true; }

  Result<Response> result() const {
    if (!status_.ok()) return tl::unexpected(transport_error(status_, address_));
    return wire::from_wire(response_);
  }

 private:
  using WireRequest = typename WireOf<typename Rpc::Request>::type;
  using WireResponse = typename WireOf<Response>::type;

  void answered(grpc::Status status) {
    status_ = std::move(status);
    auto done = std::move(done_);
    done(std::move(keep_));
  }

  std::string address_;
  grpc::ClientContext context_;
  WireRequest request_;
  WireResponse response_;
  grpc::Status status_;
  Done done_;
  std::shared_ptr<Exchange> keep_;
  std::atomic<bool> dropped_ = false;
  std::atomic<bool> finished_ = false;
};

/// A call that never went out, as there is no channel.
class Unsent final : public Call::State {
 public:
  void cancel() noexcept override { dropped_ = true; }
  bool finished() const noexcept override { return finished_; }
  bool is_dropped() const noexcept { return dropped_; }
  void set_finished() noexcept { finished_ = true; }

 private:
  bool dropped_ = false;
  bool finished_ = false;
};

} // namespace paydesk::client
