#include "app/client/event_stream.h"

#include <algorithm>
#include <utility>

#include "app/client/channel.h"
#include "app/client/inbox.h"
#include "app/client/watch_call.h"

namespace paydesk::client {
namespace {
Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}
} // namespace

EventStream::EventStream(QObject* parent) : EventStream(Timing{}, parent) {}

EventStream::EventStream(Timing timing, QObject* parent)
    : QObject(parent), timing_(timing), inbox_(std::make_shared<Inbox>()) {
  for (QTimer* timer : {&gather_, &silence_, &retry_})
    timer->setSingleShot(true);
  connect(&gather_, &QTimer::timeout, this, &EventStream::flush);
  connect(&silence_, &QTimer::timeout, this, [this] {
    lose({ErrorCode::unavailable, "The daemon has been silent for too long.", {}});
  });
  connect(&retry_, &QTimer::timeout, this, &EventStream::connect_now);
}

EventStream::~EventStream() {
  drop_call();
  inbox_->close();
}

void EventStream::start(std::shared_ptr<Channel> channel, std::int64_t after_position) {
  stop();
  channel_ = std::move(channel);
  position_ = after_position;
  last_error_.reset();
  connect_now();
}

void EventStream::use_channel(std::shared_ptr<Channel> channel) {
  drop_call();
  channel_ = std::move(channel);
  connect_now();
}

void EventStream::stop() {
  drop_call();
  retry_.stop();
  tries_ = 0;
  set_state(State::Idle);
}

std::chrono::milliseconds EventStream::next_try_in() const {
  return retry_.isActive() ? std::max(retry_.remainingTimeAsDuration(), std::chrono::milliseconds::zero())
                           : std::chrono::milliseconds::zero();
}

void EventStream::reconnectNow() {
  if (state_ == State::Lost) connect_now();
}

void EventStream::connect_now() {
  retry_.stop();
  drop_call();
  if (!channel_) return;
  ++tries_;
  heartbeats_ahead_ = 0;
  first_batch_ = true;
  call_ = WatchCall::start(*channel_, position_, inbox_,
                           {[this](WatchCall* from) { batch_ready(from); },
                            [this](WatchCall* from, Error why) { closed(from, std::move(why)); }});
  silence_.start(timing_.stale_after);
  if (state_ == State::Idle)
    set_state(State::Connecting);
  else
    Q_EMIT stateChanged();
}

void EventStream::batch_ready(WatchCall* from) {
  if (from != call_.get() || gather_.isActive()) return;
  const std::chrono::milliseconds since(since_flush_.isValid() ? since_flush_.elapsed()
                                                               : timing_.gather.count());
  gather_.start(std::max(timing_.gather - since, std::chrono::milliseconds::zero()));
}

void EventStream::flush() {
  if (!call_) return;
  since_flush_.start();
  const std::shared_ptr<WatchCall> call = call_;
  auto batch = call->take();
  if (batch.newest < 0) return;
  last_seen_ = now();
  silence_.start(timing_.stale_after);
  if (std::exchange(first_batch_, false) && batch.newest < position_) {
    position_ = -1;
    return lose({ErrorCode::data_loss, "The daemon's events begin anew: it has another database.", {}});
  }
  if (position_ < 0) position_ = batch.events.empty() ? batch.newest : batch.events.front().position - 1;
  std::erase_if(batch.events, [this](const views::Event& event) { return event.position <= position_; });
  if (!follows(batch.events, batch.newest))
    return lose({ErrorCode::data_loss, "The daemon left out an event; asking again.", {}});
  if (state_ != State::Live) {
    tries_ = 0;
    last_error_.reset();
    set_state(State::Live);
  }
  if (!batch.events.empty()) {
    position_ = batch.events.back().position;
    Q_EMIT eventsArrived(batch.events);
  }
  Q_EMIT heard();
}

bool EventStream::follows(const std::vector<views::Event>& events, std::int64_t newest) {
  // A heartbeat may overtake events that are on their way, but not twice.
  const bool ahead = events.empty() && newest > position_;
  heartbeats_ahead_ = ahead ? heartbeats_ahead_ + 1 : 0;
  std::int64_t expected = position_;
  for (const auto& event : events)
    if (event.position != ++expected) return false;
  return heartbeats_ahead_ < 3;
}

void EventStream::closed(WatchCall* from, Error why) {
  if (from != call_.get()) return;
  flush();
  if (from == call_.get()) lose(std::move(why));
}

void EventStream::lose(Error why) {
  drop_call();
  last_error_ = std::move(why);
  const int doublings = std::clamp(tries_ - 1, 0, 16);
  retry_.start(std::min(timing_.first_pause * (1 << doublings), timing_.longest_pause));
  set_state(State::Lost);
}

void EventStream::set_state(State state) {
  state_ = state;
  Q_EMIT stateChanged();
}

void EventStream::drop_call() {
  gather_.stop();
  silence_.stop();
  if (const auto call = std::exchange(call_, nullptr)) call->drop();
}

} // namespace paydesk::client
