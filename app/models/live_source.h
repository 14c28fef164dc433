// One value of the daemon, kept fresh: asked again when events concern it, at most once a second.
#pragma once

#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "app/client/call.h"
#include "app/client/daemon.h"
#include "app/client/event_stream.h"
#include "core/clock.h"
#include "core/result.h"

namespace paydesk::models {

/// The part of a source that does not depend on its value. Owns its call; lives on the GUI thread; daemon and
/// stream must outlive it. Keeps the last value when asking again fails: error() is set then and the value is
/// stale.
class LiveSource : public QObject {
  Q_OBJECT

 public:
  explicit LiveSource(client::Daemon& daemon, QObject* parent = nullptr);
  ~LiveSource() override;

  void follow(client::EventStream& events);

  /// True from asking until the answer.
  bool is_loading() const noexcept { return call_.running(); }
  /// Why the last try failed; nullopt after a success.
  const std::optional<Error>& error() const noexcept { return error_; }
  /// When the value came.
  std::optional<Instant> updated_at() const noexcept { return updated_at_; }

 public Q_SLOTS:
  /// Asks now; an answer under way is dropped.
  void refresh();
  /// Asks within a second, once for all that touched it by then.
  void touch();

 Q_SIGNALS:
  void changed();
  void failed();
  void loadingChanged();

 protected:
  /// Starts asking and ends in succeed() or fail().
  virtual client::Call request() = 0;
  virtual bool concerns(const views::Event& event) const = 0;
  /// Whether there is anything to ask for.
  virtual bool is_set() const { return true; }

  void succeed();
  void fail(Error error);
  /// Cancels what is under way and forgets when it was updated: the question changed.
  void forget();

  client::Daemon& daemon_;

 private:
  void take_events(const std::vector<views::Event>& events);

  client::Call call_;
  std::optional<Error> error_;
  std::optional<Instant> updated_at_;
  QElapsedTimer since_request_;
  QTimer soon_;
};

/// A source of one `View`.
template <class View>
class SourceOf : public LiveSource {
 public:
  using LiveSource::LiveSource;
  /// The last value, or nullptr before the first answer.
  const View* value() const noexcept { return value_ ? &*value_ : nullptr; }

 protected:
  void settle(Result<View> reply) {
    if (!reply) return fail(std::move(reply.error()));
    value_ = std::move(*reply);
    succeed();
  }
  void drop_value() { value_.reset(); }

 private:
  std::optional<View> value_;
};

} // namespace paydesk::models
