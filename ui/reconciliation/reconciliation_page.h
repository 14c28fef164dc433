// The Reconciliation screen: a run, its breaks by type, the drawing of both sides, the resolution.
#pragma once

#include "app/models/breaks_model.h"
#include "app/models/pairs_model.h"
#include "app/models/runs_model.h"
#include "ui/shell/page.h"

class QLabel;
class QStackedWidget;

namespace paydesk::ui {

class BreakList;
class Button;
class Card;
class EmptyState;
class PairsCanvas;
class ResolvePanel;
class RunHeader;
class Segmented;

/// Owns the models of runs, breaks and pairs; one run is shown at a time.
class ReconciliationPage : public Page {
  Q_OBJECT

 public:
  ReconciliationPage(Desk& desk, QWidget* parent);
  void visit(const Visit& visit) override;
  bool is_ready() const override;
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;
  std::vector<SideSection> side_sections() const override;
  void side_picked(const QString& key) override;

 private:
  QWidget* build_head();
  QWidget* build_work();
  void add_actions();
  void runs_changed();
  void show_run(const QString& run_id);
  /// The newest loaded run that has work to do, else the newest.
  QString first_run() const;
  void step_run(int by);
  void pick_break(const QString& break_id);
  void breaks_changed();
  void import_file();
  void allow_actions();

  models::RunsModel runs_;
  models::BreaksModel breaks_;
  models::PairsModel pairs_;
  QString run_id_;
  QLabel* run_name_;
  Button* import_;
  Segmented* shown_lines_;
  RunHeader* header_;
  QStackedWidget* stack_;
  EmptyState* none_;
  Card* breaks_card_;
  BreakList* break_list_;
  QLabel* at_stake_;
  Card* canvas_card_;
  PairsCanvas* canvas_;
  ResolvePanel* panel_;
};

} // namespace paydesk::ui
