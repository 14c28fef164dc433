// Brings work from the transport's threads to the thread of the console.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <QObject>

namespace paydesk::client {

/// A queue of functions that run on the thread that made the inbox. Shared: transports keep it as long as
/// they may still post. Any thread may post; only the maker's thread closes. A burst of posts costs one
/// event.
///
/// A gRPC channel must not be destroyed on one of gRPC's own threads, so whatever keeps one alive comes home
/// in a task. Closing therefore waits for the work begun; the owner has cancelled it, which takes
/// milliseconds.
class Inbox {
 public:
  using Task = std::function<void()>;

  Inbox();
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  void post(Task task);
  /// Announces work whose last post is finish().
  void begin();
  void finish(Task task);
  /// Waits until all work begun has finished, then drops what was posted. Called by the owner before it goes.
  void close();

 private:
  void drain();
  void push(Task task); // with mutex_ held

  std::mutex mutex_;
  std::condition_variable idle_;
  int working_ = 0;                   // guarded by mutex_
  std::vector<Task> tasks_;           // guarded by mutex_
  std::unique_ptr<QObject> receiver_; // guarded by mutex_; lives on the maker's thread; null once closed
};

} // namespace paydesk::client
