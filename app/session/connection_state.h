// How the console stands with its daemon, in one value for the status bar and the banners.
#pragma once

#include <chrono>
#include <optional>

#include <QObject>
#include <QString>

#include "core/clock.h"
#include "core/result.h"

namespace paydesk::session {

/// Tells where the connection stands. Filled by Session, read by the UI; lives on the GUI thread.
class ConnectionState : public QObject {
  Q_OBJECT

 public:
  enum class Phase {
    Idle,       ///< nothing tried yet
    Starting,   ///< a local daemon is being started
    Connecting, ///< looking for the daemon, or asking who we are
    Live,       ///< signed in, events arrive
    Lost,       ///< was live; trying again by itself
    Refused,    ///< signed in is not possible: error() tells why; needs a person
  };
  Q_ENUM(Phase)

  using QObject::QObject;

  Phase phase() const noexcept { return phase_; }
  bool is_live() const noexcept { return phase_ == Phase::Live; }
  /// Why it is Lost or Refused.
  const std::optional<Error>& error() const noexcept { return error_; }
  /// When the daemon was last heard; values on the screen are as old as this while not live.
  std::optional<Instant> last_seen() const noexcept { return last_seen_; }
  /// How often it was tried since the loss; 0 while live.
  int tries() const noexcept { return tries_; }
  /// Until the next try.
  std::chrono::milliseconds next_try_in() const noexcept { return next_try_in_; }
  /// Where the daemon is: "unix:/…" or "host:port".
  const QString& address() const noexcept { return address_; }

 Q_SIGNALS:
  /// Any of the above changed.
  void changed();
  /// Live again after Lost: what is on the screen should be refreshed.
  void regained();

 private:
  friend class Session;
  struct Facts {
    std::optional<Error> error;
    std::optional<Instant> last_seen;
    int tries = 0;
    std::chrono::milliseconds next_try_in{0};
  };
  void set(Phase phase, Facts facts);
  void heard(Instant at) noexcept { last_seen_ = at; }
  void set_address(QString address);

  Phase phase_ = Phase::Idle;
  std::optional<Error> error_;
  std::optional<Instant> last_seen_;
  int tries_ = 0;
  std::chrono::milliseconds next_try_in_{0};
  QString address_;
};

} // namespace paydesk::session
