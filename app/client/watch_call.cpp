#include "app/client/watch_call.h"

#include <chrono>
#include <iterator>
#include <utility>

#include "app/client/transport_error.h"
#include "wire/events.h"

namespace paydesk::client {
namespace {
constexpr std::size_t most_waiting = 20'000;
} // namespace

std::shared_ptr<WatchCall> WatchCall::start(const Channel& channel, std::int64_t after,
                                            std::shared_ptr<Inbox> inbox, Listener listener) {
  auto self = std::make_shared<WatchCall>();
  self->address_ = channel.endpoint().address;
  self->inbox_ = std::move(inbox);
  self->listener_ = std::move(listener);
  self->keep_ = self;
  self->inbox_->begin();
  wire::to_wire(views::WatchRequest{after}, &self->request_);
  channel.prepare(self->context_, std::chrono::milliseconds::zero());
  self->stub_ = v1::EventService::NewStub(channel.grpc());
  self->stub_->async()->Watch(&self->context_, &self->request_, self.get());
  self->StartRead(&self->incoming_);
  // The hold keeps OnDone from coming while reading is paused and take() may resume it.
  self->AddHold();
  self->StartCall();
  return self;
}

void WatchCall::OnReadDone(bool ok) {
  if (!ok) {
    RemoveHold();
    return;
  }
  if (keep(wire::from_wire(incoming_))) StartRead(&incoming_);
}

bool WatchCall::keep(views::EventBatch batch) {
  const std::lock_guard lock(mutex_);
  heard_.events.insert(heard_.events.end(), std::make_move_iterator(batch.events.begin()),
                       std::make_move_iterator(batch.events.end()));
  heard_.newest = std::max(heard_.newest, batch.position);
  if (!std::exchange(announced_, true))
    inbox_->post([self = keep_] {
      if (!self->dropped_) self->listener_.ready(self.get());
    });
  paused_ = heard_.events.size() >= most_waiting;
  return !paused_;
}

WatchCall::Heard WatchCall::take() {
  Heard heard;
  bool resume = false;
  {
    const std::lock_guard lock(mutex_);
    announced_ = false;
    resume = std::exchange(paused_, false);
    std::swap(heard, heard_);
  }
  if (resume) StartRead(&incoming_);
  return heard;
}

void WatchCall::drop() {
  dropped_ = true;
  context_.TryCancel();
  take();
}

void WatchCall::OnDone(const grpc::Status& status) {
  Error why{ErrorCode::unavailable, {}, {}};
  if (!status.ok()) why = transport_error(status, address_);
  if (why.code == ErrorCode::unavailable) why.message = "No connection to the daemon at " + address_ + ".";
  auto inbox = inbox_;
  inbox->finish([self = std::move(keep_), why = std::move(why)] {
    if (!self->dropped_) self->listener_.closed(self.get(), why);
  });
}

} // namespace paydesk::client
