// The PSP accounts of the queues: what waits, how well calls go, running or paused.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/queues.h"

class QHBoxLayout;

namespace paydesk::ui {

class Segmented;

/// One block an account in a card; asks its owner before anything is paused or resumed.
class PspLanes : public QWidget {
  Q_OBJECT

 public:
  explicit PspLanes(Look look, QWidget* parent = nullptr);
  void show_lanes(const std::vector<views::PspQueue>& lanes, const QString& why_not);

 Q_SIGNALS:
  void pauseAsked(const QString& account, bool pause);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Lane {
    views::PspQueue facts;
    Segmented* state;
  };
  void rebuild(const std::vector<views::PspQueue>& lanes);

  Look look_;
  QHBoxLayout* row_;
  std::vector<Lane> lanes_;
};

} // namespace paydesk::ui
