#include "ui/refunds/refund_lines.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmented.h"

namespace paydesk::ui {
namespace {
constexpr int head_height = 28;
constexpr int line_height = 44;

QString key_of(RefundPart part) { return QString::number(static_cast<int>(part)); }
} // namespace

RefundLines::RefundLines(Look look, RefundDraft& draft, QWidget* parent) : QWidget(parent), look_(look), draft_(draft) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(20, 0, 20, 0);
  grid->setHorizontalSpacing(14);
  grid->setVerticalSpacing(0);
  const QString code = draft.lines().empty() ? QString() : currency_code(draft.lines().front().order.amount.currency);
  const QString titles[] = {tr("Seller order"), tr("Captured"), tr("Refunded"), tr("Refundable"), tr("Refund"), tr("Amount, %1").arg(code)};
  for (int column = 0; column < 6; ++column) {
    auto* title = make_label("meta", titles[column]);
    title->setAlignment((column == 0 ? Qt::AlignLeft : column == 4 ? Qt::AlignHCenter : Qt::AlignRight) | Qt::AlignVCenter);
    grid->addWidget(title, 0, column);
  }
  grid->setRowMinimumHeight(0, head_height);
  grid->setColumnStretch(0, 1);
  for (std::size_t line = 0; line < draft.lines().size(); ++line)
    add_row(line, grid);
  show_draft();
}

void RefundLines::add_row(std::size_t line, QGridLayout* grid) {
  const auto& order = draft_.lines()[line].order;
  const int row = static_cast<int>(line) + 1;
  grid->setRowMinimumHeight(row, line_height);
  auto* name = new QWidget;
  auto* column = new QVBoxLayout(name);
  column->setContentsMargins(0, 4, 0, 4);
  column->setSpacing(0);
  auto* seller = new ElidedLabel("medium");
  seller->setText(qt(order.seller) + QStringLiteral("   ") + qt(order.reference));
  auto* what = new ElidedLabel("meta");
  what->setText(qt(order.description));
  column->addWidget(seller);
  column->addWidget(what);
  const auto number = [&](const QString& text, const char* look) {
    auto* label = make_label(look, text);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
  };
  QString refunded = order.refunded.minor > 0 ? amount_text(order.refunded) : QStringLiteral("\u2013");
  if (order.refund_pending.minor > 0)
    refunded = (order.refunded.minor > 0 ? refunded + QLatin1Char('\n') : QString()) + tr("%1 pending").arg(amount_text(order.refund_pending));
  QString captured = amount_text(order.captured);
  if (order.reversed.minor > 0)
    captured += QLatin1Char('\n') + tr("%1 taken back").arg(amount_text(order.reversed));
  Row one{new Segmented(look_.theme), new QLineEdit};
  one.part->set_segments({{key_of(RefundPart::none), tr("None")}, {key_of(RefundPart::part), tr("Part")}, {key_of(RefundPart::full), tr("Full")}});
  one.amount->setObjectName(QStringLiteral("refundAmount%1").arg(line));
  one.amount->setAlignment(Qt::AlignRight);
  one.amount->setFixedWidth(108);
  one.amount->setMaxLength(40);
  grid->addWidget(name, row, 0);
  grid->addWidget(number(captured, "body"), row, 1);
  grid->addWidget(number(refunded, "body"), row, 2);
  grid->addWidget(number(amount_text(order.refundable), "strong"), row, 3);
  grid->addWidget(one.part, row, 4);
  grid->addWidget(one.amount, row, 5);
  one.part->setEnabled(order.refundable.minor > 0);
  connect(one.part, &Segmented::picked, this, [this, line](const QString& key) {
    draft_.set_part(line, static_cast<RefundPart>(key.toInt()));
    show_line(line);
    if (draft_.lines()[line].part == RefundPart::part)
      rows_[line].amount->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
  });
  connect(one.amount, &QLineEdit::textEdited, this, [this, line](const QString& text) {
    draft_.set_part(line, RefundPart::part);
    draft_.set_typed(line, text);
    show_line(line);
    Q_EMIT changed();
  });
  rows_.push_back(one);
}

void RefundLines::show_draft() {
  for (std::size_t line = 0; line < rows_.size(); ++line)
    show_line(line);
}

void RefundLines::show_line(std::size_t line) {
  const auto& draft = draft_.lines()[line];
  auto& row = rows_[line];
  row.part->choose(key_of(draft.part));
  const QString text = draft.part == RefundPart::full ? amount_text(draft.order.refundable) : draft.part == RefundPart::none ? QStringLiteral("0") : draft.typed;
  if (row.amount->text() != text)
    row.amount->setText(text);
  const auto amount = draft.amount();
  row.amount->setReadOnly(draft.order.refundable.minor <= 0);
  row.amount->setProperty("bad", !amount.has_value());
  row.amount->setToolTip(amount ? QString() : error_sentence(amount.error()));
  row.amount->style()->unpolish(row.amount);
  row.amount->style()->polish(row.amount);
}

void RefundLines::set_focused_line(RefundPart part) {
  for (std::size_t line = 0; line < rows_.size(); ++line)
    if (rows_[line].amount->hasFocus() || rows_[line].part->hasFocus()) {
      draft_.set_part(line, part);
      show_line(line);
      Q_EMIT changed();
    }
}

QWidget* RefundLines::first_field() const { return rows_.empty() ? nullptr : rows_.front().amount; }

void RefundLines::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  painter.fillRect(QRect(0, 0, width(), head_height), theme[Token::sunken]);
  painter.fillRect(QRect(0, 0, width(), 1), theme[Token::line]);
  for (std::size_t line = 0; line <= rows_.size(); ++line)
    painter.fillRect(QRect(0, head_height + static_cast<int>(line) * line_height, width(), 1), theme[Token::line]);
}

} // namespace paydesk::ui
