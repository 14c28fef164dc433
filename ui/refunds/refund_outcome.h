// What became of refunds that were sent: told only as far as it is verified.
#pragma once

#include <QWidget>

#include "ui/shell/desk.h"

class QLabel;

namespace paydesk::ui {

class StatePill;

/// One row a refund, asked again whenever events concern its payment, until all have ended.
class RefundOutcome : public QWidget {
  Q_OBJECT

 public:
  RefundOutcome(Desk& desk, const std::vector<views::RefundRow>& refunds, QWidget* parent = nullptr);

 private:
  void show_refunds(const std::vector<views::RefundRow>& refunds);

  struct Row {
    std::string id;
    StatePill* pill;
    QLabel* sentence;
  };
  Desk& desk_;
  std::vector<Row> rows_;
  models::PaymentDetailSource source_;
};

} // namespace paydesk::ui
