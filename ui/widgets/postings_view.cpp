#include "ui/widgets/postings_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

PostingsView::PostingsView(Look look, QWidget* parent) : QWidget(parent), look_(look) {}

void PostingsView::show_journals(const std::vector<views::Journal>& journals) {
  rows_.clear();
  with_journals_ = true;
  std::vector<views::PostingLine> all;
  for (const auto& journal : journals) {
    add(short_id(QStringLiteral("J"), qt(journal.id)), journal.lines);
    all.insert(all.end(), journal.lines.begin(), journal.lines.end());
  }
  finish(all);
}

void PostingsView::show_lines(const std::vector<views::PostingLine>& lines) {
  rows_.clear();
  with_journals_ = false;
  add({}, lines);
  finish(lines);
}

void PostingsView::add(const QString& journal, const std::vector<views::PostingLine>& lines) {
  bool first = true;
  for (const auto& line : lines) {
    rows_.push_back({first ? journal : QString(), account_name(line.account),
                     is_set(line.debit) ? amount_text(line.debit) : QString(),
                     is_set(line.credit) ? amount_text(line.credit) : QString(), false, first});
    first = false;
  }
}

void PostingsView::finish(const std::vector<views::PostingLine>& all) {
  std::vector<Money> debits, credits;
  for (const auto& line : all) {
    if (is_set(line.debit)) {
      add_to(debits, line.debit);
      add_to(credits, {0, line.debit.currency});
    }
    if (is_set(line.credit)) {
      add_to(credits, line.credit);
      add_to(debits, {0, line.credit.currency});
    }
  }
  balanced_ = true;
  QStringList codes;
  for (const auto& debit : debits)
    for (const auto& credit : credits)
      if (debit.currency == credit.currency) {
        balanced_ = balanced_ && debit.minor == credit.minor;
        codes << currency_code(debit.currency);
        const QString name = debits.size() > 1 ? tr("Total %1").arg(codes.last()) : tr("Total");
        rows_.push_back({{}, name, amount_text(debit), amount_text(credit), true, true});
      }
  currencies_ = codes.join(QStringLiteral(", "));
  setFixedHeight(rows_.empty() ? 0 : (static_cast<int>(rows_.size()) + 1) * line_height + 4);
  update();
}

bool PostingsView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int row = (help->pos().y() - 2) / line_height - 1;
  QToolTip::showText(help->globalPos(), row >= 0 && row < static_cast<int>(rows_.size()) ? rows_[static_cast<std::size_t>(row)].account : QString(), this);
  return true;
}

void PostingsView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const double amount = std::clamp(width() * 0.22, 64.0, 110.0);
  const double right = width() - margin_;
  const double account = margin_ + (with_journals_ ? 66 : 0);
  const auto line = [&](double top, const Row& row, const QFont& font, const QColor& color) {
    draw_text(painter, QRectF(margin_, top, 62, line_height), row.journal, with_journals_ && row.first && !row.total ? Theme::mono(11) : font,
              theme[Token::text3]);
    draw_text(painter, QRectF(account, top, right - account - 2 * amount, line_height), row.account, font, color);
    draw_text(painter, QRectF(right - 2 * amount, top, amount, line_height), row.debit, font, color, Qt::AlignRight | Qt::AlignVCenter);
    draw_text(painter, QRectF(right - amount, top, amount, line_height), row.credit, font, color, Qt::AlignRight | Qt::AlignVCenter);
  };
  line(0, {with_journals_ ? tr("Journal") : QString(), tr("Account"), tr("Debit"), tr("Credit"), true, true}, Theme::font(11),
       theme[Token::text3]);
  painter.fillRect(QRectF(margin_, line_height, right - margin_, 1), theme[Token::line]);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const double top = static_cast<double>(i + 1) * line_height + 2;
    if (rows_[i].first && i > 0)
      painter.fillRect(QRectF(margin_, top, right - margin_, 1), theme[rows_[i].total ? Token::line2 : Token::line]);
    line(top, rows_[i], Theme::font(12, rows_[i].total ? 600 : 400), theme[Token::text]);
  }
}

} // namespace paydesk::ui
