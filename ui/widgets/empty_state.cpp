#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/row_table.h"

namespace paydesk::ui {

EmptyState::EmptyState(Look look, QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  title_ = make_label("heading");
  why_ = make_label("meta");
  why_->setWordWrap(true);
  why_->setAlignment(Qt::AlignHCenter);
  why_->setMaximumWidth(420);
  why_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  action_ = new Button(look.theme, Button::Kind::secondary, {});
  column->addStretch(2);
  column->addWidget(title_, 0, Qt::AlignHCenter);
  // Not aligned by the layout, which would take the lines of a wider label for its height.
  auto* middle = new QHBoxLayout;
  middle->addStretch(1);
  middle->addWidget(why_, 100);
  middle->addStretch(1);
  column->addLayout(middle);
  column->addSpacing(8);
  column->addWidget(action_, 0, Qt::AlignHCenter);
  column->addStretch(3);
  connect(action_, &QAbstractButton::clicked, this, &EmptyState::actionAsked);
  patience_.setSingleShot(true);
  connect(&patience_, &QTimer::timeout, this, &QWidget::show);
}

void EmptyState::show_words(const EmptyWords& words) {
  patience_.stop();
  title_->setText(words.title);
  why_->setText(words.why);
  why_->setVisible(!words.why.isEmpty());
  action_->set_words(words.action);
  action_->setVisible(!words.action.isEmpty());
  show();
}

void EmptyState::leave() {
  patience_.stop();
  hide();
}

void EmptyState::show_waiting(const QString& what) {
  if (patience_.isActive())
    return;
  title_->setText(what);
  why_->hide();
  action_->hide();
  patience_.start(300);
}

} // namespace paydesk::ui
