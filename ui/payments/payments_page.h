// The Payments screen: the list with its filter, and the chosen payment beside it.
#pragma once

#include "app/models/payments_model.h"
#include "ui/shell/page.h"

class QLabel;

namespace paydesk::ui {

class Button;
class DetailPane;
class ListPane;
class PaymentsActions;

/// Owns the list's model, its totals and the chosen payment. Filter, chosen row and detail survive the screen's
/// hiding and, through the workspace, the window's closing.
class PaymentsPage : public Page {
  Q_OBJECT

 public:
  PaymentsPage(Desk& desk, QWidget* parent);
  ~PaymentsPage() override;

  void visit(const Visit& visit) override;
  bool is_ready() const override;
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;
  std::vector<SideSection> side_sections() const override;
  void side_picked(const QString& key) override;
  bool step_back() override;

  models::PaymentsModel& model() noexcept { return model_; }
  const views::PaymentDetail* chosen() const noexcept { return detail_source_.payment(); }

 private:
  void build();
  void add_actions();
  void use_filter(const QString& filter);
  void show_totals();
  void show_detail();
  void show_ticks();
  void show_view_name();
  void open(const QString& id);
  void save_view();
  void export_rows();
  void allow_actions();
  std::vector<std::string> ticked_payments() const;

  models::PaymentsModel model_;
  models::PaymentTotalsSource totals_;
  models::PaymentDetailSource detail_source_;
  PaymentsActions* work_;
  ListPane* list_;
  DetailPane* detail_;
  QLabel* sums_;
  QLabel* view_name_;
  Button* save_;
  Button* export_;
  Button* bulk_retry_;
  QAction* retry_;
  QAction* refund_;
  QAction* cancel_;
  QString chosen_id_;
  QString filter_;
  bool detail_open_ = true;
  bool visited_ = false;
};

} // namespace paydesk::ui
