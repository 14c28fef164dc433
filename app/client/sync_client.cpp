#include "app/client/sync_client.h"

#include <future>
#include <utility>

#include "app/client/channel.h"
#include "app/client/exchange.h"
#include "app/client/watchdog.h"
#include "paydesk/v1/events.grpc.pb.h"

namespace paydesk::client {
namespace {
/// The daemon's heartbeats come every five seconds.
constexpr std::chrono::milliseconds longest_silence{20'000};
} // namespace

SyncClient::SyncClient(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}

template <class Rpc>
Result<typename Rpc::Response> SyncClient::call(const typename Rpc::Request& request) const {
  std::promise<std::shared_ptr<Exchange<Rpc>>> answered;
  auto answer = answered.get_future();
  const auto exchange = Exchange<Rpc>::start(
      *channel_, request, [&](std::shared_ptr<Exchange<Rpc>> done) { answered.set_value(std::move(done)); });
  return answer.get()->result();
}

Result<void> SyncClient::watch(std::int64_t after_position, const OnBatch& on_batch) const {
  const auto stub = v1::EventService::NewStub(channel_->grpc());
  grpc::ClientContext context;
  channel_->prepare(context, std::chrono::milliseconds::zero());
  v1::WatchRequest request;
  wire::to_wire(views::WatchRequest{after_position}, &request);
  const auto reader = stub->Watch(&context, request);
  Watchdog watchdog(context, longest_silence);
  v1::EventBatch batch;
  while (reader->Read(&batch)) {
    watchdog.feed();
    if (on_batch(wire::from_wire(batch))) continue;
    context.TryCancel();
    reader->Finish();
    return {};
  }
  const grpc::Status status = reader->Finish();
  if (status.ok())
    return fail(ErrorCode::unavailable,
                "The daemon at " + channel_->endpoint().address + " ended the stream.");
  return tl::unexpected(transport_error(status, channel_->endpoint().address));
}

#define PAYDESK_RPC(Name)                                                                                    \
  template Result<rpc::Name::Response> SyncClient::call<rpc::Name>(const rpc::Name::Request&) const;
#include "app/client/rpcs.inc"
#undef PAYDESK_RPC

} // namespace paydesk::client
