// The seller orders of a refund: amounts, how much of each, what is typed.
#pragma once

#include <QWidget>

#include "ui/refunds/refund_draft.h"
#include "ui/theme/look.h"

class QGridLayout;
class QLineEdit;

namespace paydesk::ui {

class Segmented;

/// A grid with a row an order. Changes the draft it is given and tells so; marks amounts that cannot be.
class RefundLines : public QWidget {
  Q_OBJECT

 public:
  RefundLines(Look look, RefundDraft& draft, QWidget* parent = nullptr);
  /// After the draft changed from outside.
  void show_draft();
  /// Keyboard: the whole line, or none of it, of the row that has the focus.
  void set_focused_line(RefundPart part);
  QWidget* first_field() const;

 Q_SIGNALS:
  void changed();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void add_row(std::size_t line, QGridLayout* grid);
  void show_line(std::size_t line);

  struct Row {
    Segmented* part;
    QLineEdit* amount;
  };
  Look look_;
  RefundDraft& draft_;
  std::vector<Row> rows_;
};

} // namespace paydesk::ui
