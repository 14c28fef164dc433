// Saving a report: from the daemon as CSV and XLSX, from the screen as PDF.
#pragma once

#include <QWidget>

#include "ui/reports/file_work.h"
#include "ui/shell/desk.h"

class QLabel;

namespace paydesk::models {
class ReportModel;
}

namespace paydesk::ui {

class Button;

/// The line below the table: what is being saved and how far it is, how to stop it, and what came of it. Hidden while
/// there is nothing to tell. One file at a time; nothing blocks the window.
class ReportSaving : public QWidget {
  Q_OBJECT

 public:
  enum class Format { csv, xlsx, pdf };

  ReportSaving(Desk& desk, QWidget* parent = nullptr);

  bool is_busy() const { return work_.is_running() || call_.running(); }
  /// Asks where to, then saves. The model must outlive the question.
  void ask(Format format, const models::ReportModel& model);
  /// Saves there, over what may be there: whoever chose the path was asked.
  void save(Format format, const models::ReportModel& model, const QString& path);
  void stop();

  static QString proposed_name(const models::ReportModel& model, Format format);

 Q_SIGNALS:
  void busyChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void save_file_of_daemon(Format format, const models::ReportModel& model, const QString& path);
  void show_busy(const QString& words);
  void finish(FileWork::End end, const QString& why);
  void tell(const char* look, const QString& words);

  Desk& desk_;
  FileWork work_;
  models::Call call_;
  QLabel* words_;
  Button* stop_;
  Button* hide_;
  QString path_;
  QString done_;
  QString folder_; ///< where the last file went
};

} // namespace paydesk::ui
