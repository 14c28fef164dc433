// Work on a file that takes longer than the window may stand still.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include <QObject>
#include <QString>

class QThread;

namespace paydesk::ui {

/// Runs one piece of work at a time on a thread of its own, and tells on the GUI thread how far it is and how it
/// ended. Destroying it stops the work and waits for the page that is being written.
class FileWork : public QObject {
  Q_OBJECT

 public:
  /// What the work is given: on its own thread.
  class Progress {
   public:
    using Tell = std::function<void(int done, int of)>;
    explicit Progress(Tell tell) : tell_(std::move(tell)) {}
    /// True once it was asked to end: it should, and leave nothing behind.
    bool is_stopped() const noexcept { return stopped_; }
    void stop() noexcept { stopped_ = true; }
    void tell(int done, int of) const { tell_(done, of); }

   private:
    Tell tell_;
    std::atomic<bool> stopped_{false};
  };
  /// Answers what went wrong, for a person; empty: nothing. Must not touch widgets.
  using Work = std::function<QString(const Progress&)>;
  enum class End { done, failed, stopped };

  explicit FileWork(QObject* parent);
  ~FileWork() override;

  bool is_running() const noexcept { return thread_ != nullptr; }
  /// Only while none is running.
  void start(Work work);
  void stop();

 Q_SIGNALS:
  void progressed(int done, int of);
  void ended(paydesk::ui::FileWork::End end, const QString& why);

 private:
  void finish(const QString& why);

  std::unique_ptr<QThread> thread_;
  std::shared_ptr<Progress> progress_;
};

} // namespace paydesk::ui
