// The Payouts screen: batches, what is in the chosen one, and its decision.
#pragma once

#include "app/models/payout_batches_model.h"
#include "app/models/payout_lines_model.h"
#include "ui/payouts/payout_actions.h"
#include "ui/shell/list_page.h"

class QLabel;

namespace paydesk::ui {

class Card;
class FieldGrid;
class StatePill;

/// Owns both models; choosing a batch shows its pay-outs. A approves, X rejects, S submits, C cancels.
class PayoutsPage : public ListPage {
  Q_OBJECT

 public:
  PayoutsPage(Desk& desk, QWidget* parent);
  bool is_ready() const override;
  std::vector<KeyHint> key_hints() const override;
  std::vector<SideSection> side_sections() const override;
  void side_picked(const QString& key) override;

 private:
  QWidget* build_detail();
  void add_step(PayoutActions::Step step, const char* name, const QString& text, const QString& words, Qt::Key key, bool primary);
  const views::PayoutBatch* chosen() const;
  void show_chosen();
  void allow_steps();

  models::PayoutBatchesModel batches_;
  models::PayoutLinesModel lines_;
  PayoutActions* steps_;
  std::vector<std::pair<PayoutActions::Step, QAction*>> actions_;
  StatePill* state_ = nullptr;
  QLabel* total_ = nullptr;
  FieldGrid* facts_ = nullptr;
  ListPane* payouts_ = nullptr;
  QWidget* detail_ = nullptr; ///< hidden while there is no batch
};

} // namespace paydesk::ui
