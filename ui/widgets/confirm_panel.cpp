#include "ui/widgets/confirm_panel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {

ConfirmPanel::ConfirmPanel(Look look, const Words& words, QWidget* parent)
    : QWidget(parent), look_(look), needs_reason_(words.needs_reason) {
  setObjectName(QStringLiteral("confirmPanel"));
  setFixedWidth(440);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 16, 20, 16);
  column->setSpacing(8);
  column->addWidget(make_label("title", words.title));
  for (const auto& fact : words.facts)
    column->addWidget(make_label("medium", fact));
  auto* effect = make_label("meta", words.effect);
  effect->setWordWrap(true);
  column->addWidget(effect);
  if (needs_reason_) {
    column->addSpacing(4);
    column->addWidget(make_label("metastrong", words.reason_label));
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("confirmReason"));
    reason_->setMaxLength(200);
    column->addWidget(reason_);
    connect(reason_, &QLineEdit::textChanged, this, &ConfirmPanel::settle);
    setFocusProxy(reason_);
  }
  error_ = make_label("bad");
  error_->setWordWrap(true);
  error_->hide();
  column->addWidget(error_);
  column->addSpacing(6);
  auto* row = new QHBoxLayout;
  auto* back = new Button(look.theme, Button::Kind::secondary, tr("Back"));
  back->set_key(tr("Esc"));
  go_ = new Button(look.theme, Button::Kind::primary, words.verb);
  go_->setObjectName(QStringLiteral("confirmGo"));
  row->addStretch(1);
  row->addWidget(back);
  row->addWidget(go_);
  column->addLayout(row);
  connect(back, &QAbstractButton::clicked, this, &ConfirmPanel::cancelled);
  connect(go_, &QAbstractButton::clicked, this, [this] { Q_EMIT confirmed(reason()); });
  if (reason_)
    connect(reason_, &QLineEdit::returnPressed, go_, &QAbstractButton::click);
  settle();
}

QString ConfirmPanel::reason() const { return reason_ ? reason_->text().trimmed() : QString(); }

void ConfirmPanel::settle() {
  go_->set_why_not(waiting_                                   ? tr("Sent, checking")
                   : needs_reason_ && reason().isEmpty() ? tr("Needs a reason")
                                                              : QString());
}

void ConfirmPanel::show_waiting(const QString& text) {
  waiting_ = true;
  set_look(*error_, "meta");
  error_->setText(text);
  error_->show();
  settle();
}

void ConfirmPanel::show_error(const QString& text) {
  waiting_ = false;
  set_look(*error_, "bad");
  error_->setText(text);
  error_->show();
  settle();
}

void ConfirmPanel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), look_.theme[Token::surface], look_.theme[Token::line2], 6);
}

} // namespace paydesk::ui
