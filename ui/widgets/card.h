// A flat surface with a hairline: what every part of a page sits on.
#pragma once

#include <QVBoxLayout>
#include <QWidget>

#include "ui/theme/look.h"

class QLabel;
class QHBoxLayout;

namespace paydesk::ui {

/// A card, radius 6. Its body is a column without margins; the head is optional.
class Card : public QWidget {
  Q_OBJECT

 public:
  explicit Card(Look look, QWidget* parent = nullptr);

  /// A head of 40 px with a title and a quieter aside; more widgets may be added to the row.
  QHBoxLayout* add_head(const QString& title, const QString& aside = {});
  void set_title(const QString& title);
  void set_aside(const QString& aside, const char* look = "meta");
  QVBoxLayout* body() noexcept { return body_; }
  /// Which of the four corners are square: a pane at the window's edge has none.
  void set_flat(bool flat) { flat_ = flat; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  QVBoxLayout* body_;
  QLabel* title_ = nullptr;
  QLabel* aside_ = nullptr;
  bool flat_ = false;
};

/// A hairline; vertical when asked.
QWidget* make_line(Look look, Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);

} // namespace paydesk::ui
