#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/theme/draw.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {
namespace {

/// One pixel of line colour.
class Line : public QWidget {
 public:
  Line(Look look, Qt::Orientation orientation, QWidget* parent) : QWidget(parent), look_(look) {
    if (orientation == Qt::Horizontal)
      setFixedHeight(1);
    else
      setFixedWidth(1);
  }

 protected:
  void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), look_.theme[Token::line]); }

 private:
  Look look_;
};

} // namespace

Card::Card(Look look, QWidget* parent) : QWidget(parent), look_(look), body_(new QVBoxLayout(this)) {
  body_->setContentsMargins(1, 1, 1, 1);
  body_->setSpacing(0);
}

QHBoxLayout* Card::add_head(const QString& title, const QString& aside) {
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 8, 12, 6);
  row->setSpacing(8);
  title_ = make_label("heading", title);
  aside_ = make_label("meta", aside);
  row->addWidget(title_);
  row->addStretch(1);
  row->addWidget(aside_);
  body_->addLayout(row);
  return row;
}

void Card::set_title(const QString& title) { title_->setText(title); }

void Card::set_aside(const QString& aside, const char* look) {
  aside_->setText(aside);
  set_look(*aside_, look);
}

void Card::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), look_.theme[Token::surface], flat_ ? QColor() : look_.theme[Token::line], flat_ ? 0 : 6);
}

QWidget* make_line(Look look, Qt::Orientation orientation, QWidget* parent) { return new Line(look, orientation, parent); }

} // namespace paydesk::ui
