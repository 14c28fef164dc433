#include "ui/payments/detail_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/format/explanations.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/lifecycle/machine_view.h"
#include "ui/payments/detail_rows.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdown_card.h"
#include "ui/widgets/field_grid.h"
#include "ui/widgets/label.h"
#include "ui/widgets/postings_view.h"
#include "ui/widgets/state_pill.h"
#include "ui/widgets/timeline_view.h"

namespace paydesk::ui {
namespace {

/// The background of "why and what next".
class WhyBox : public QWidget {
 public:
  explicit WhyBox(Look look) : look_(look) {}
  void set_tone(Tone tone) { tone_ = tone; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), look_.theme[Token::sunken]);
    painter.fillRect(QRect(0, 0, 3, height()), look_.theme.ink(tone_));
  }

 private:
  Look look_;
  Tone tone_ = Tone::warn;
};

} // namespace

DetailPane::DetailPane(Desk& desk, QWidget* parent) : QWidget(parent), desk_(desk) {
  setObjectName(QStringLiteral("detailPane"));
  setFixedWidth(pane_width);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 0, 0, 0);
  column->setSpacing(0);
  message_ = make_label("meta");
  message_->setWordWrap(true);
  message_->setAlignment(Qt::AlignCenter);
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->setSpacing(0);
  machine_ = new lifecycle::MachineView(desk.look);
  timeline_ = new TimelineView(desk.look);
  postings_ = new PostingsView(desk.look);
  inner->addWidget(machine_);
  inner->addWidget(build_why());
  inner->addWidget(section(tr("Timeline"), timeline_aside_));
  inner->addWidget(timeline_);
  inner->addSpacing(6);
  inner->addWidget(make_line(desk.look));
  inner->addWidget(section(tr("Ledger postings"), postings_aside_));
  inner->addWidget(postings_);
  inner->addStretch(1);
  scroll_ = new QScrollArea;
  scroll_->setWidget(content);
  scroll_->setWidgetResizable(true);
  scroll_->viewport()->setAutoFillBackground(false);
  content->setAutoFillBackground(false);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(build_head());
  column->addWidget(make_line(desk.look));
  column->addWidget(message_, 1);
  column->addWidget(scroll_, 1);
  foot_ = build_foot();
  column->addWidget(make_line(desk.look));
  column->addWidget(foot_);
  show_waiting();
}

QWidget* DetailPane::build_head() {
  auto* head = new QWidget;
  auto* column = new QVBoxLayout(head);
  column->setContentsMargins(15, 10, 15, 8);
  column->setSpacing(4);
  auto* first = new QHBoxLayout;
  auto* pill = new StatePill(desk_.look);
  pill_ = pill;
  since_ = make_label("meta");
  first->addWidget(pill);
  first->addWidget(since_);
  first->addStretch(1);
  const auto small = [&](const char* icon, auto run) {
    auto* button = new Button(desk_.theme(), Button::Kind::ghost, {});
    button->set_icon(QLatin1String(icon));
    button->set_small(true);
    connect(button, &QAbstractButton::clicked, this, run);
    first->addWidget(button);
  };
  first->setSpacing(6);
  small("chevron-up", [this] { Q_EMIT stepAsked(-1); });
  small("chevron-down", [this] { Q_EMIT stepAsked(1); });
  small("close", [this] { Q_EMIT closeAsked(); });
  auto* second = new QHBoxLayout;
  amount_ = make_label("amount");
  amount_->setFont(Theme::font(26, 600));
  amount_->setStyleSheet(QStringLiteral("font-size: 26px; font-weight: 600;"));
  currency_ = make_label("meta");
  refundable_ = make_label("meta");
  second->addWidget(amount_);
  second->addWidget(currency_, 0, Qt::AlignBottom);
  second->addStretch(1);
  second->addWidget(refundable_, 0, Qt::AlignBottom);
  fields_ = new FieldGrid(desk_.look);
  connect(fields_, &FieldGrid::copied, this, [this](const QString& text) {
    desk_.shell.say(Tone::ok, QStringLiteral("copy"), tr("Copied %1").arg(text));
  });
  column->addLayout(first);
  column->addLayout(second);
  column->addWidget(fields_);
  return head;
}

QWidget* DetailPane::build_why() {
  auto* box = new WhyBox(desk_.look);
  why_ = box;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(16, 8, 16, 8);
  column->setSpacing(3);
  column->addWidget(make_label("heading", tr("Why, and what next")));
  evidence_ = new QVBoxLayout;
  evidence_->setSpacing(2);
  column->addLayout(evidence_);
  next_ = new CountdownCard(desk_.look);
  column->addSpacing(3);
  column->addWidget(next_);
  return box;
}

QWidget* DetailPane::section(const QString& title, QLabel*& aside) {
  auto* row = new QWidget;
  row->setFixedHeight(32);
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(15, 4, 16, 0);
  aside = make_label("meta");
  line->addWidget(make_label("heading", title));
  line->addStretch(1);
  line->addWidget(aside);
  return row;
}

QWidget* DetailPane::build_foot() {
  auto* foot = new QWidget;
  // Of one height with and without a reason, so that stepping through payments moves nothing.
  foot->setFixedHeight(66);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(15, 6, 15, 8);
  column->setSpacing(4);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  retry_ = new Button(desk_.theme(), Button::Kind::primary, tr("Retry now"));
  retry_->set_icon(QStringLiteral("retry"));
  retry_->set_key(QStringLiteral("R"));
  retry_->setObjectName(QStringLiteral("retryPayment"));
  refund_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Refund\u2026"));
  refund_->set_icon(QStringLiteral("refund"));
  refund_->set_key(QStringLiteral("F"));
  refund_->setObjectName(QStringLiteral("refundPayment"));
  cancel_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Cancel\u2026"));
  cancel_->setObjectName(QStringLiteral("cancelPayment"));
  reason_ = new ElidedLabel("hint");
  reason_->setObjectName(QStringLiteral("actionReason"));
  reason_->setFixedHeight(16);
  row->addWidget(retry_);
  row->addWidget(refund_);
  row->addWidget(cancel_);
  row->addStretch(1);
  column->addWidget(reason_);
  column->addLayout(row);
  return foot;
}

void DetailPane::show_waiting() {
  message_->setText({});
  message_->show();
  scroll_->hide();
}

void DetailPane::show_failure(const QString& sentence) {
  message_->setText(sentence);
  message_->show();
  scroll_->hide();
}

void DetailPane::show_reason(const QString& reason) { reason_->setText(reason); }

void DetailPane::show_payment(const views::PaymentDetail& payment, const QString& order_id) {
  const views::OrderDetail* order = payment.orders.empty() ? nullptr : &payment.orders.front();
  for (const auto& one : payment.orders)
    if (qt(one.order_id) == order_id)
      order = &one;
  const std::string shown = order ? order->status : payment.charge_state;
  show_head(payment, order);
  machine_->show_payment(payment, shown, desk_.lifecycle.machine("charge"));
  show_why(payment);
  show_timeline(payment);
  postings_->show_journals(payment.journals);
  const bool any = !payment.journals.empty();
  postings_aside_->setText(!any ? tr("nothing posted yet") : postings_->is_balanced() ? tr("\u2713 balanced, %1").arg(postings_->currencies()) : tr("not balanced"));
  set_look(*postings_aside_, !any ? "meta" : postings_->is_balanced() ? "ok" : "bad");
  message_->hide();
  scroll_->show();
  update();
}

void DetailPane::show_head(const views::PaymentDetail& payment, const views::OrderDetail* order) {
  static_cast<StatePill*>(pill_)->show_state(qt(order ? order->status : payment.charge_state));
  const QDateTime since = to_date_time(payment.state_since);
  QString text = since.isValid() ? tr("for %1").arg(long_age_text(seconds_since(since))) : QString();
  if (payment.sla_seconds > 0)
    text += tr(", SLA %1").arg(age_text(payment.sla_seconds));
  since_->setText(text);
  amount_->setText(amount_text(payment.total));
  currency_->setText(currency_code(payment.total.currency));
  refundable_->setText(tr("Refundable %1").arg(amount_text(payment.refundable)));
  fields_->show_fields(detail_fields(payment, order));
}

void DetailPane::show_why(const views::PaymentDetail& payment) {
  while (auto* item = evidence_->takeAt(0)) {
    const std::unique_ptr<QLayoutItem> owned(item);
    owned->widget()->hide();
    owned->widget()->deleteLater();
  }
  for (const auto& sentence : payment.evidence) {
    auto* label = make_label("body", explanation_text(sentence, desk_.look.formats));
    label->setWordWrap(true);
    evidence_->addWidget(label);
  }
  next_->setVisible(!payment.next.empty());
  if (!payment.next.empty()) {
    const auto& step = payment.next.front();
    const auto& formats = desk_.look.formats;
    next_->show_step(next_step_title(step, formats), next_step_detail(step, formats), to_date_time(step.due_at), to_date_time(payment.state_since));
  }
  const auto state = desk_.theme().states().look(qt(payment.charge_state));
  static_cast<WhyBox*>(why_)->set_tone(state.tone == Tone::flight ? Tone::accent : state.tone);
  why_->setVisible(!payment.evidence.empty() || !payment.next.empty());
}

void DetailPane::show_timeline(const views::PaymentDetail& payment) {
  auto rows = timeline_rows(payment, desk_.look.formats);
  timeline_aside_->setText(tr("%n entries", nullptr, static_cast<int>(rows.size())));
  timeline_->show_rows(std::move(rows));
}

void DetailPane::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), desk_.theme()[Token::surface]);
  painter.fillRect(QRect(0, 0, 1, height()), desk_.theme()[Token::line]);
}

} // namespace paydesk::ui
