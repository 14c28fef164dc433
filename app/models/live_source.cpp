#include "app/models/live_source.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace paydesk::models {
namespace {
constexpr std::chrono::milliseconds interval{1'000};
} // namespace

LiveSource::LiveSource(client::Daemon& daemon, QObject* parent) : QObject(parent), daemon_(daemon) {
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, [this] {
    // A slow answer is waited for: asking again each second would never let it arrive.
    if (call_.running())
      soon_.start(interval);
    else
      refresh();
  });
}

LiveSource::~LiveSource() = default;

void LiveSource::follow(client::EventStream& events) {
  connect(&events, &client::EventStream::eventsArrived, this, &LiveSource::take_events);
  auto was_live = std::make_shared<bool>(events.is_live());
  connect(&events, &client::EventStream::stateChanged, this, [this, &events, was_live] {
    if (!std::exchange(*was_live, events.is_live()) && *was_live) touch();
  });
}

void LiveSource::refresh() {
  if (!is_set()) return;
  soon_.stop();
  since_request_.start();
  call_ = request();
  Q_EMIT loadingChanged();
}

void LiveSource::touch() {
  if (!is_set() || soon_.isActive()) return;
  const std::chrono::milliseconds since(since_request_.isValid() ? since_request_.elapsed()
                                                                 : interval.count());
  soon_.start(std::max(interval - since, std::chrono::milliseconds::zero()));
}

void LiveSource::take_events(const std::vector<views::Event>& events) {
  if (std::any_of(events.begin(), events.end(),
                  [this](const views::Event& event) { return concerns(event); }))
    touch();
}

void LiveSource::succeed() {
  error_.reset();
  updated_at_ = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  Q_EMIT loadingChanged();
  Q_EMIT changed();
}

void LiveSource::fail(Error error) {
  error_ = std::move(error);
  Q_EMIT loadingChanged();
  Q_EMIT failed();
}

void LiveSource::forget() {
  call_.cancel();
  soon_.stop();
  error_.reset();
  updated_at_.reset();
}

} // namespace paydesk::models
