// Walks the real console through its screens and saves a picture of each: for judging how it looks.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QStringList>
#include <QTimer>

#include "ui/shell/main_window.h"

namespace paydesk::ui {

/// One look of the tour: theme and language.
struct TourLook {
  QString name; ///< prefix of the files: light, dark, ko
  Theme::Choice theme = Theme::Choice::light;
  QString language;
};

/// What the tour needs done by whoever owns the window.
struct TourStage {
  /// Puts on theme and language; the window may be another one afterwards.
  std::function<void(const TourLook&)> put_on;
  std::function<MainWindow*()> window;
};

/// Goes from step to step as the window tells that it is ready; a step that is not within `patience_ms` has failed.
/// Lives on the GUI thread and waits only for signals.
class Tour : public QObject {
  Q_OBJECT

 public:
  /// `screens` empty: all. Files go to `folder`.
  Tour(TourStage stage, QString folder, QStringList screens, std::vector<TourLook> looks, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  /// `failures`: sentences about screens that did not come.
  void finished(const QStringList& failures);

 private:
  struct Step {
    QString name;
    std::function<void(MainWindow&)> enter;
    std::function<bool(MainWindow&)> ready;
  };
  std::vector<Step> all_steps() const;
  void next_look();
  void enter_step();
  void look_again();
  void shoot();
  void give_up();

  TourStage stage_;
  QString folder_;
  std::vector<TourLook> looks_;
  std::vector<Step> steps_;
  std::size_t look_ = 0;
  std::size_t step_ = 0;
  bool settling_ = false;
  QStringList failures_;
  QTimer patience_;
  QTimer again_;
};

/// The names that `screens` may hold.
QStringList tour_screens();

} // namespace paydesk::ui
