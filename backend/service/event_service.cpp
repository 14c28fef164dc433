#include <grpcpp/support/server_callback.h>

#include "paydesk/v1/events.grpc.pb.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/watch_hub.h"
#include "wire/events.h"
#include "wire/status.h"

namespace paydesk::service {
namespace {

/// One watch. gRPC tells it of writes and its end; the hub tells it what to send. Whoever ends it first wins.
class WatchStream final : public grpc::ServerWriteReactor<v1::EventBatch>, public Watcher {
 public:
  WatchStream(WatchHub& hub, Tokens& tokens, std::string token_sha256)
      : hub_(hub), tokens_(tokens), token_sha256_(std::move(token_sha256)) {}

  /// Joins the hub, or ends the stream at once with `refusal` or the hub's. The reactor owns itself until OnDone.
  Result<void> begin(std::shared_ptr<WatchStream> self, Result<void> refusal, std::int64_t position) {
    self_ = std::move(self);
    auto outcome = refusal ? hub_.join(self_, position) : std::move(refusal);
    if (!outcome)
      end(outcome.error());
    return outcome;
  }

  void send(const views::EventBatch& batch) override {
    const std::lock_guard lock(mutex_);
    if (ended_)
      return;
    message_.Clear();
    wire::to_wire(batch, &message_);
    StartWrite(&message_);
  }

  Result<void> check() override {
    const auto caller = tokens_.find(token_sha256_);
    return caller ? Result<void>{} : tl::unexpected(caller.error());
  }

  void end(const Error& error) override {
    const std::lock_guard lock(mutex_);
    if (!ended_)
      Finish(wire::to_status(error));
    ended_ = true;
  }

  void OnWriteDone(bool ok) override {
    if (ok)
      return hub_.sent(this);
    hub_.leave(this);
    end({ErrorCode::unavailable, "the reader went away", {}});
  }

  void OnCancel() override {
    hub_.leave(this);
    end({ErrorCode::unavailable, "cancelled", {}});
  }

  void OnDone() override {
    hub_.leave(this);
    const auto last = std::move(self_);
  }

 private:
  WatchHub& hub_;
  Tokens& tokens_;
  const std::string token_sha256_;
  std::mutex mutex_;
  bool ended_ = false;
  v1::EventBatch message_;
  std::shared_ptr<WatchStream> self_;
};

class EventHandlers final : public v1::EventService::WithCallbackMethod_Watch<v1::EventService::Service> {
 public:
  EventHandlers(Gate& gate, Tokens& tokens, WatchHub& hub) : gate_(gate), tokens_(tokens), hub_(hub) {}

  grpc::ServerWriteReactor<v1::EventBatch>* Watch(grpc::CallbackServerContext* context,
                                                  const v1::WatchRequest* request) override {
    const auto begun = std::chrono::steady_clock::now();
    const auto& method = rpc("/paydesk.v1.EventService/Watch");
    const auto caller = gate_.admit(*context, method);
    auto stream = std::make_shared<WatchStream>(hub_, tokens_, token_hash(*context).value_or(std::string{}));
    auto* reactor = stream.get();
    const auto outcome = reactor->begin(std::move(stream), all_of(caller), request->after_position());
    gate_.finish(method, caller ? caller->login : std::string{}, outcome, begun);
    return reactor;
  }

 private:
  Gate& gate_;
  Tokens& tokens_;
  WatchHub& hub_;
};

} // namespace

std::unique_ptr<grpc::Service> make_event_service(Gate& gate, Tokens& tokens, WatchHub& hub) {
  return std::make_unique<EventHandlers>(gate, tokens, hub);
}

} // namespace paydesk::service
