// The Ledger screen: balances of the accounts, and the journals behind the chosen one.
#pragma once

#include "app/models/balances_model.h"
#include "app/models/journal_model.h"
#include "ui/shell/page.h"

class QLabel;

namespace paydesk::ui {

class Button;
class ListPane;

/// Owns both models; choosing a balance narrows the journals to its account. Verifies the books on demand.
class LedgerPage : public Page {
  Q_OBJECT

 public:
  LedgerPage(Desk& desk, QWidget* parent);
  void visit(const Visit& visit) override;
  bool is_ready() const override;
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;
  bool step_back() override;

 private:
  QWidget* build_balances();
  QWidget* build_journals();
  void verify();
  void choose(const QString& id);

  models::BalancesModel balances_;
  models::JournalModel journals_;
  ListPane* accounts_;
  ListPane* entries_;
  QLabel* verdict_;
  QLabel* account_title_;
  Button* verify_;
  models::Call verifying_;
};

} // namespace paydesk::ui
