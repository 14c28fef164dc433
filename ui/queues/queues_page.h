// The Queues screen: retries and dead letters, the policy behind them, the chosen item.
#pragma once

#include "app/models/queue_model.h"
#include "ui/shell/page.h"
#include "ui/widgets/row_table.h"

class QLabel;
class QStackedWidget;

namespace paydesk::ui {

class Button;
class KpiStrip;
class ListPane;
class PolicyCard;
class PspLanes;
class QueuesActions;
class StatePill;
class Tabs;
class TimelineView;

/// Owns both queues' models, their statistics and the chosen item's payment.
class QueuesPage : public Page {
  Q_OBJECT

 public:
  QueuesPage(Desk& desk, QWidget* parent);
  void visit(const Visit& visit) override;
  bool is_ready() const override;
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;
  std::vector<SideSection> side_sections() const override;
  void side_picked(const QString& key) override;
  bool step_back() override;

 private:
  QWidget* build_head();
  QWidget* build_lists();
  ListPane* build_list(models::QueueModel& model, const QString& name, std::vector<ColumnPlan> plan);
  QWidget* build_side();
  void add_actions();
  void allow_actions();
  void show_tab(const QString& key);
  void show_stats();
  void show_item();
  void show_ticks();
  bool is_dead() const;
  ListPane& list() const;
  models::QueueModel& model();
  const views::QueueItem* item();
  QStringList targets();
  std::vector<Money> sums_of(const QStringList& jobs);

  models::QueueModel retries_;
  models::QueueModel dead_;
  models::QueueStatsSource stats_;
  models::PaymentDetailSource payment_;
  QueuesActions* work_;
  Tabs* tabs_;
  QLabel* rate_;
  KpiStrip* kpis_;
  PspLanes* lanes_;
  QStackedWidget* stack_;
  ListPane* retry_list_;
  ListPane* dead_list_;
  QLabel* order_;
  QLabel* amount_;
  StatePill* pill_;
  Button* open_button_;
  QLabel* where_;
  PolicyCard* policy_;
  TimelineView* attempts_;
  QLabel* no_attempts_;
  QLabel* attempts_aside_;
  std::vector<Button*> replay_buttons_;
  Button* discard_button_ = nullptr;
  QAction* replay_;
  QAction* discard_;
  QAction* open_;
};

} // namespace paydesk::ui
