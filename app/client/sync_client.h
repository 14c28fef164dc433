// The daemon for programs without an event loop: each call waits for its answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "app/client/rpcs.h"
#include "core/result.h"
#include "views/events.h"

namespace paydesk::client {

class Channel;

/// Blocking calls for paydeskctl and tests; never used on a GUI thread. Thread-safe; shares the channel.
class SyncClient {
 public:
  /// Called for each batch, heartbeats included; false ends the stream.
  using OnBatch = std::function<bool(const views::EventBatch&)>;

  explicit SyncClient(std::shared_ptr<Channel> channel);

  /// Waits for the answer or the RPC's deadline.
  template <class Rpc>
  Result<typename Rpc::Response> call(const typename Rpc::Request& request) const;

  /// Follows events after `after_position` (-1: from the present) until `on_batch` answers false (then a
  /// value) or the stream breaks (then the error).
  Result<void> watch(std::int64_t after_position, const OnBatch& on_batch) const;

 private:
  std::shared_ptr<Channel> channel_;
};

} // namespace paydesk::client
