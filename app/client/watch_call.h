// One connection's worth of the event stream. Private to the client: includes gRPC.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <grpcpp/client_context.h>

#include "app/client/channel.h"
#include "app/client/inbox.h"
#include "paydesk/v1/events.grpc.pb.h"
#include "views/events.h"

namespace paydesk::client {

/// Reads Watch until it breaks. Reads on gRPC's threads into a buffer that the GUI thread empties with
/// take(); stops reading while too much waits there. Keeps itself alive until its last message to the inbox.
class WatchCall final : public grpc::ClientReadReactor<v1::EventBatch> {
 public:
  struct Heard {
    std::vector<views::Event> events;
    std::int64_t newest = -1;
  };
  /// Both run on the inbox' thread; neither runs after drop().
  struct Listener {
    std::function<void(WatchCall*)> ready; ///< something waits in take(); told once until it is taken
    std::function<void(WatchCall*, Error)> closed;
  };

  static std::shared_ptr<WatchCall> start(const Channel& channel, std::int64_t after,
                                          std::shared_ptr<Inbox> inbox, Listener listener);

  /// Everything heard since the last take. GUI thread.
  Heard take();
  /// Ends the call and its messages. GUI thread.
  void drop();

 private:
  /// Buffers a batch; false when enough waits and reading must pause.
  bool keep(views::EventBatch batch);
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

  std::string address_;
  std::shared_ptr<Inbox> inbox_;
  Listener listener_;
  bool dropped_ = false; // GUI thread
  std::unique_ptr<v1::EventService::Stub> stub_;
  grpc::ClientContext context_;
  v1::WatchRequest request_;
  v1::EventBatch incoming_;
  std::shared_ptr<WatchCall> keep_;
  std::mutex mutex_;
  Heard heard_;            // guarded by mutex_
  bool announced_ = false; // guarded by mutex_
  bool paused_ = false;    // guarded by mutex_
};

} // namespace paydesk::client
