// The console's session with one daemon: finding it, signing in, knowing what the user may do, staying
// connected.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>
#include <QTimer>

#include "app/client/call.h"
#include "app/client/daemon.h"
#include "app/client/endpoints.h"
#include "app/client/event_stream.h"
#include "app/session/connection_state.h"
#include "app/session/local_daemon.h"
#include "views/system.h"

namespace paydesk::session {

/// Owns the daemon handle, the event stream and the connection's state, which live as long as the session:
/// models keep references to them across reconnections and changes of user. Lives on the GUI thread.
class Session : public QObject {
  Q_OBJECT

 public:
  explicit Session(client::Locator locator, QObject* parent = nullptr);
  ~Session() override;

  client::Daemon& daemon() noexcept { return daemon_; }
  client::EventStream& events() noexcept { return events_; }
  const ConnectionState& connection() const noexcept { return connection_; }
  const std::string& instance() const noexcept { return locator_.instance; }
  const client::Endpoint& endpoint() const noexcept { return endpoint_; }

  /// Finds or starts the daemon and signs in. Tries again by itself until it works, is refused or close() is
  /// called.
  void open();
  void close();
  /// Signs in with the token of another login of this instance (see logins()).
  void sign_in_as(std::string login);
  /// Tries at once instead of after the pause.
  void reconnect_now();

  bool is_signed_in() const noexcept { return !caller_.login.empty(); }
  const views::Caller& caller() const noexcept { return caller_; }
  /// Whether the signed-in user may call this RPC ("RetryPayment").
  bool may(std::string_view rpc_name) const noexcept;
  bool has_role(std::string_view role) const noexcept;
  /// Logins that this machine's user can sign in as.
  std::vector<std::string> logins() const;

 Q_SIGNALS:
  /// Signed in, as the first or as another user; permissions may differ.
  void signedIn();

 private:
  void find_daemon();
  void connect_to(const client::Endpoint& endpoint);
  void ask_who_am_i();
  void welcome(Result<views::Caller> reply);
  void refuse_or_retry(Error error);
  void follow_stream();

  client::Locator locator_;
  client::Endpoint endpoint_;
  client::Daemon daemon_;
  client::EventStream events_;
  ConnectionState connection_;
  LocalDaemon local_;
  client::Call who_am_i_;
  views::Caller caller_;
  QTimer retry_;
  int tries_ = 0;
};

} // namespace paydesk::session
