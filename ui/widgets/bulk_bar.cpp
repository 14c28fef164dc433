#include "ui/widgets/bulk_bar.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/format/money_text.h"
#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {

BulkBar::BulkBar(Look look, QWidget* parent) : QWidget(parent), look_(look), row_(new QHBoxLayout(this)) {
  setFixedHeight(42);
  row_->setContentsMargins(40, 0, 12, 0);
  row_->setSpacing(8);
  count_ = make_label("strong");
  sums_ = make_label("medium");
  clear_ = new Button(look.theme, Button::Kind::ghost, tr("Clear"));
  clear_->set_key(tr("Esc"));
  row_->addWidget(count_);
  row_->addSpacing(8);
  row_->addWidget(sums_, 1);
  row_->addWidget(clear_);
  connect(clear_, &QAbstractButton::clicked, this, &BulkBar::clearAsked);
  hide();
}

void BulkBar::show_ticks(int count, const std::vector<Money>& sums) {
  count_->setText(tr("%n selected", nullptr, count));
  sums_->setText(sums_text(sums));
  setVisible(count > 0);
}

void BulkBar::add(QWidget* widget) { row_->insertWidget(row_->count() - 1, widget); }

void BulkBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme[Token::accentbg]);
  painter.fillRect(QRect(0, 0, width(), 1), look_.theme[Token::accentline]);
  draw_tick(painter, look_.theme, QRect(14, 12, 18, 18), Tick::on);
}

} // namespace paydesk::ui
