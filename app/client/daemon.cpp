#include "app/client/daemon.h"

#include <algorithm>
#include <utility>

#include <QObject>

#include "app/client/channel.h"
#include "app/client/exchange.h"
#include "app/client/inbox.h"

namespace paydesk::client {
namespace {

/// Hands the reply over unless nobody is there any more.
template <class State, class T>
void deliver(State& state, const QPointer<const QObject>& context, bool guarded, const Reply<T>& reply,
             Result<T> result) {
  if (state.is_dropped() || (guarded && !context)) return;
  state.set_finished();
  reply(std::move(result));
}

} // namespace

Daemon::Daemon(std::shared_ptr<Channel> channel)
    : channel_(std::move(channel)), inbox_(std::make_shared<Inbox>()) {}

Daemon::~Daemon() {
  for (const auto& weak : under_way_)
    if (const auto state = weak.lock()) state->cancel();
  inbox_->close();
}

void Daemon::use_channel(std::shared_ptr<Channel> channel) { channel_ = std::move(channel); }

void Daemon::remember(const std::shared_ptr<Call::State>& state) {
  std::erase_if(under_way_, [](const auto& weak) { return weak.expired(); });
  under_way_.push_back(state);
}

template <class Rpc>
Call Daemon::call(typename Rpc::Request request, const QObject* context,
                  Reply<typename Rpc::Response> reply) {
  const bool guarded = context != nullptr;
  QPointer<const QObject> guard(context);
  if (!channel_) {
    auto state = std::make_shared<Unsent>();
    inbox_->post([state, guard, guarded, reply = std::move(reply)] {
      deliver<Unsent, typename Rpc::Response>(*state, guard, guarded, reply,
                                              fail(ErrorCode::unavailable, "Not connected to a daemon."));
    });
    return Call(std::move(state));
  }
  inbox_->begin();
  auto inbox = inbox_;
  auto state = Exchange<Rpc>::start(
      *channel_, request,
      [inbox, guard, guarded, reply = std::move(reply)](std::shared_ptr<Exchange<Rpc>> exchange) {
        inbox->finish([exchange = std::move(exchange), guard, guarded, reply] {
          if (!exchange->is_dropped())
            deliver<Exchange<Rpc>, typename Rpc::Response>(*exchange, guard, guarded, reply,
                                                           exchange->result());
        });
      });
  remember(state);
  return Call(std::move(state));
}

#define PAYDESK_RPC(Name)                                                                                    \
  template Call Daemon::call<rpc::Name>(rpc::Name::Request, const QObject*, Reply<rpc::Name::Response>);
#include "app/client/rpcs.inc"
#undef PAYDESK_RPC

} // namespace paydesk::client
