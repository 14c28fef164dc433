#include "ui/widgets/banner.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {

Banner::Banner(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedHeight(32);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(40, 0, 16, 0);
  label_ = make_label("medium");
  label_->setObjectName(QStringLiteral("bannerText"));
  action_ = new Button(look.theme, Button::Kind::secondary, {});
  action_->set_small(true);
  row->addWidget(label_, 1);
  row->addWidget(action_);
  connect(action_, &QAbstractButton::clicked, this, &Banner::actionAsked);
  leave_.setSingleShot(true);
  connect(&leave_, &QTimer::timeout, this, &Banner::take_back);
  hide();
}

void Banner::say(Tone tone, const QString& icon, const QString& text, const QString& action, int for_ms) {
  tone_ = tone;
  icon_ = icon;
  label_->setText(text);
  action_->set_words(action);
  action_->setVisible(!action.isEmpty());
  if (for_ms > 0)
    leave_.start(for_ms);
  else
    leave_.stop();
  show();
  update();
}

void Banner::take_back() {
  leave_.stop();
  hide();
}

QString Banner::text() const { return label_->text(); }

void Banner::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme.wash(tone_));
  painter.fillRect(QRect(0, height() - 1, width(), 1), look_.theme[Token::line]);
  draw_icon(painter, icon_, QRectF(16, 9, 14, 14), look_.theme.ink(tone_));
}

} // namespace paydesk::ui
