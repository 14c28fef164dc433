// The daemon's events, without gap or repetition, for as long as the console runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/clock.h"
#include "core/result.h"
#include "views/events.h"

namespace paydesk::client {

class Channel;
class Inbox;
class WatchCall;

/// Follows Watch and resumes it by position: events arrive once each, in order, in batches at most every 50
/// ms. Owns the stream's call and its reconnection timer; lives on the GUI thread. After a loss it tries
/// again with growing pauses (0.2 s to 10 s); silence for longer than `stale_after` counts as a loss.
class EventStream : public QObject {
  Q_OBJECT

 public:
  enum class State {
    Idle,       ///< not started
    Connecting, ///< the first try, nothing heard yet
    Live,       ///< events and heartbeats arrive
    Lost,       ///< was live or failed to become so; trying again
  };

  struct Timing {
    std::chrono::milliseconds gather{50};
    std::chrono::milliseconds stale_after{15'000};
    std::chrono::milliseconds first_pause{200};
    std::chrono::milliseconds longest_pause{10'000};
  };

  explicit EventStream(QObject* parent = nullptr);
  explicit EventStream(Timing timing, QObject* parent = nullptr);
  ~EventStream() override;

  /// Follows from `after_position`; -1 begins at the present.
  void start(std::shared_ptr<Channel> channel, std::int64_t after_position = -1);
  /// Goes on from the present position on another channel.
  void use_channel(std::shared_ptr<Channel> channel);
  void stop();

  State state() const noexcept { return state_; }
  bool is_live() const noexcept { return state_ == State::Live; }
  /// Position of the last event delivered, or where it began; -1 before the first answer.
  std::int64_t position() const noexcept { return position_; }
  /// When the daemon was last heard, by this machine's clock.
  std::optional<Instant> last_seen() const noexcept { return last_seen_; }
  /// How often it was tried since the loss; 0 while live.
  int tries() const noexcept { return tries_; }
  /// Until the next try; zero while one is under way.
  std::chrono::milliseconds next_try_in() const;
  /// Why the last try ended, when it did.
  const std::optional<Error>& last_error() const noexcept { return last_error_; }

 public Q_SLOTS:
  /// Tries at once instead of after the pause.
  void reconnectNow();

 Q_SIGNALS:
  /// Never empty; positions rise by one.
  void eventsArrived(const std::vector<paydesk::views::Event>& events);
  /// State, last_seen after a silence, or the number of tries changed.
  void stateChanged();
  /// A heartbeat or events arrived.
  void heard();

 private:
  friend class WatchCall;
  void connect_now();
  void batch_ready(WatchCall* from);
  void flush();
  void closed(WatchCall* from, Error why);
  bool follows(const std::vector<views::Event>& events, std::int64_t newest);
  void lose(Error why);
  void set_state(State state);
  void drop_call();

  Timing timing_;
  std::shared_ptr<Channel> channel_;
  std::shared_ptr<Inbox> inbox_;
  std::shared_ptr<WatchCall> call_;
  State state_ = State::Idle;
  std::int64_t position_ = -1;
  std::optional<Instant> last_seen_;
  std::optional<Error> last_error_;
  int tries_ = 0;
  bool first_batch_ = true;  // of this connection
  int heartbeats_ahead_ = 0; // in a row, without the events they tell of
  QElapsedTimer since_flush_;
  QTimer gather_;
  QTimer silence_;
  QTimer retry_;
};

} // namespace paydesk::client
