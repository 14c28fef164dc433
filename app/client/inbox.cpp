#include "app/client/inbox.h"

#include <utility>

#include <QMetaObject>

namespace paydesk::client {

Inbox::Inbox() : receiver_(std::make_unique<QObject>()) {}

Inbox::~Inbox() = default;

void Inbox::push(Task task) {
  if (!receiver_) return;
  tasks_.push_back(std::move(task));
  if (tasks_.size() == 1)
    QMetaObject::invokeMethod(
        receiver_.get(), [this] { drain(); }, Qt::QueuedConnection);
}

void Inbox::post(Task task) {
  const std::lock_guard lock(mutex_);
  push(std::move(task));
}

void Inbox::begin() {
  const std::lock_guard lock(mutex_);
  ++working_;
}

void Inbox::finish(Task task) {
  const std::lock_guard lock(mutex_);
  push(std::move(task));
  --working_;
  idle_.notify_all();
}

void Inbox::close() {
  std::vector<Task> dropped;
  std::unique_ptr<QObject> receiver;
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return working_ == 0; });
  dropped.swap(tasks_);
  receiver = std::move(receiver_);
}

void Inbox::drain() {
  std::vector<Task> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (auto& task : tasks)
    task();
}

} // namespace paydesk::client
