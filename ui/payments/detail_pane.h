// The chosen payment beside the list: amounts, its states, why and what next, timeline, postings, actions.
#pragma once

#include <QWidget>

#include "ui/shell/desk.h"

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace paydesk::ui {

class Button;
class CountdownCard;
class FieldGrid;
class PostingsView;
class TimelineView;
namespace lifecycle {
class MachineView;
}

/// Shows one PaymentDetail. Owns no data but what it last was given; 424 wide.
class DetailPane : public QWidget {
  Q_OBJECT

 public:
  static constexpr int pane_width = 424;

  DetailPane(Desk& desk, QWidget* parent = nullptr);
  /// `order_id`: the order whose status is shown, or the payment's first one.
  void show_payment(const views::PaymentDetail& payment, const QString& order_id);
  void show_waiting();
  void show_failure(const QString& sentence);

  Button* retry() noexcept { return retry_; }
  Button* refund() noexcept { return refund_; }
  Button* cancel() noexcept { return cancel_; }
  void show_reason(const QString& reason);

 Q_SIGNALS:
  void stepAsked(int by);
  void closeAsked();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget* build_head();
  QWidget* build_why();
  QWidget* build_foot();
  QWidget* section(const QString& title, QLabel*& aside);
  void show_head(const views::PaymentDetail& payment, const views::OrderDetail* order);
  void show_why(const views::PaymentDetail& payment);
  void show_timeline(const views::PaymentDetail& payment);

  Desk& desk_;
  QLabel* message_;
  QScrollArea* scroll_;
  QWidget* pill_;
  QLabel* since_;
  QLabel* amount_;
  QLabel* currency_;
  QLabel* refundable_;
  FieldGrid* fields_;
  lifecycle::MachineView* machine_;
  QWidget* why_;
  QVBoxLayout* evidence_;
  CountdownCard* next_;
  QLabel* timeline_aside_;
  TimelineView* timeline_;
  QLabel* postings_aside_;
  PostingsView* postings_;
  QWidget* foot_;
  Button* retry_;
  Button* refund_;
  Button* cancel_;
  QLabel* reason_;
};

} // namespace paydesk::ui
