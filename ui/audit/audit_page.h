// Approvals & audit: what waits for a decision, and who did what.
#pragma once

#include "app/models/audit_model.h"
#include "app/models/refunds_model.h"
#include "ui/shell/page.h"

namespace paydesk::ui {

class Button;
class ListPane;
class RefundDecisions;

/// Owns the audit's model and that of the refunds which await a decision.
class AuditPage : public Page {
  Q_OBJECT

 public:
  AuditPage(Desk& desk, QWidget* parent);
  void visit(const Visit& visit) override;
  bool is_ready() const override;
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;

 private:
  QWidget* build_waiting();
  QWidget* build_audit();
  void allow_actions();
  void show_waiting();

  models::RefundsModel waiting_;
  models::AuditModel audit_;
  RefundDecisions* decisions_;
  ListPane* waiting_list_;
  ListPane* audit_list_;
  Button* approve_button_;
  Button* reject_button_;
  QAction* approve_;
  QAction* reject_;
};

} // namespace paydesk::ui
