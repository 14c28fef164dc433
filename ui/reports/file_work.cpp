#include "ui/reports/file_work.h"

#include <QThread>

namespace paydesk::ui {

FileWork::FileWork(QObject* parent) : QObject(parent) {}

FileWork::~FileWork() {
  stop();
  if (thread_)
    thread_->wait();
}

void FileWork::start(Work work) {
  Q_ASSERT(!thread_);
  progress_ = std::make_shared<Progress>([this](int done, int of) {
    QMetaObject::invokeMethod(this, [this, done, of] { Q_EMIT progressed(done, of); }, Qt::QueuedConnection);
  });
  thread_.reset(QThread::create([this, work = std::move(work), progress = progress_] {
    const QString why = work(*progress);
    QMetaObject::invokeMethod(this, [this, why] { finish(why); }, Qt::QueuedConnection);
  }));
  thread_->start();
}

void FileWork::stop() {
  if (progress_)
    progress_->stop();
}

void FileWork::finish(const QString& why) {
  thread_->wait();
  thread_.reset();
  // Work that came to its end before it saw that it should stop is done: the file is there.
  const bool stopped = progress_->is_stopped() && !why.isEmpty();
  progress_.reset();
  Q_EMIT ended(stopped ? End::stopped : why.isEmpty() ? End::done : End::failed, why);
}

} // namespace paydesk::ui
