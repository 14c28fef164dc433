// The Refunds screen: every refund, and the decision about those that wait for one.
#pragma once

#include "app/models/refunds_model.h"
#include "ui/shell/list_page.h"

namespace paydesk::ui {

class RefundDecisions;

/// Owns the list's model. Enter opens the refund's payment; A and D decide.
class RefundsPage : public ListPage {
  Q_OBJECT

 public:
  RefundsPage(Desk& desk, QWidget* parent);
  std::vector<KeyHint> key_hints() const override;
  std::vector<SideSection> side_sections() const override;
  void side_picked(const QString& key) override;

 private:
  void allow_actions();

  models::RefundsModel model_;
  RefundDecisions* decisions_;
  QAction* approve_;
  QAction* reject_;
};

} // namespace paydesk::ui
