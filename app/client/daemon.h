// The daemon as the console sees it: asynchronous calls whose replies arrive on the console's own thread.
#pragma once

#include <memory>
#include <vector>

#include <QPointer>

#include "app/client/call.h"
#include "app/client/rpcs.h"

class QObject;

namespace paydesk::client {

class Channel;
class Inbox;

/// Makes calls to one daemon. Lives on the thread that made it (the GUI thread) and is used there alone;
/// replies run there too, gathered into as few events as possible. It can be switched to another channel.
/// Calls under way when it goes are cancelled and their replies dropped.
class Daemon {
 public:
  /// Without a channel every call is answered "unavailable".
  explicit Daemon(std::shared_ptr<Channel> channel = {});
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// Later calls go there; calls under way end where they began.
  void use_channel(std::shared_ptr<Channel> channel);
  const std::shared_ptr<Channel>& channel() const noexcept { return channel_; }

  /// Starts a call. `reply` runs once, later, on this thread, unless the handle or `context` is gone by then.
  /// Every call has the RPC's deadline; passing it is the error "unavailable".
  template <class Rpc>
  [[nodiscard]] Call call(typename Rpc::Request request, const QObject* context,
                          Reply<typename Rpc::Response> reply);

 private:
  void remember(const std::shared_ptr<Call::State>& state);

  std::shared_ptr<Channel> channel_;
  std::shared_ptr<Inbox> inbox_;
  std::vector<std::weak_ptr<Call::State>> under_way_;
};

} // namespace paydesk::client
