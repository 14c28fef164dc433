#include "ui/widgets/timeline_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/draw.h"

namespace paydesk::ui {

TimelineView::TimelineView(Look look, QWidget* parent) : QWidget(parent), look_(look) {}

void TimelineView::show_rows(std::vector<TimelineRow> rows) {
  rows_ = std::move(rows);
  setFixedHeight(static_cast<int>(rows_.size()) * line_height);
  update();
}

void TimelineView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  int time_width = 50;
  for (const auto& row : rows_)
    time_width = std::max(time_width, text_width(row.time, Theme::font(11)));
  const int icon_left = 16 + time_width + 6;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto& row = rows_[i];
    const double top = static_cast<double>(i) * line_height;
    if (i + 1 < rows_.size())
      painter.fillRect(QRectF(icon_left + 6, top + 17, 1, 8), theme[Token::line]);
    draw_text(painter, QRectF(16, top, time_width, line_height), row.time, Theme::font(11), theme[Token::text3]);
    draw_icon(painter, row.icon, QRectF(icon_left, top + 4, 13, 13), row.muted ? theme[Token::text3] : theme.ink(row.tone));
    const int duration = text_width(row.duration, Theme::font(11));
    const double right = width() - 16 - duration;
    draw_text(painter, QRectF(right, top, duration + 1, line_height), row.duration, Theme::font(11),
              row.coming ? theme[Token::accent] : theme[Token::text2], Qt::AlignRight | Qt::AlignVCenter);
    double x = icon_left + 20;
    x += draw_text(painter, QRectF(x, top, right - x - 8, line_height), row.title, Theme::font(12, row.coming ? 600 : 500),
                   theme[row.muted ? Token::text3 : Token::text]);
    draw_text(painter, QRectF(x + 8, top, right - x - 16, line_height), row.detail, Theme::font(11),
              theme[row.muted ? Token::text3 : Token::text2]);
  }
}

bool TimelineView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  const auto at = static_cast<std::size_t>(std::max(0, help->pos().y() / line_height));
  QToolTip::showText(help->globalPos(), at < rows_.size() ? rows_[at].tip : QString(), this);
  return true;
}

} // namespace paydesk::ui
