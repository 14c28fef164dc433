#include "ui/widgets/table_header.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/delegates/cell_delegate.h"
#include "ui/delegates/cells.h"
#include "ui/widgets/row_table.h"

namespace paydesk::ui {

using models::CellKind;

TableHeader::TableHeader(Look look, RowTable* table) : QHeaderView(Qt::Horizontal, table), look_(look), table_(table) {
  setSectionResizeMode(QHeaderView::Fixed);
  setMinimumSectionSize(8);
  setFixedHeight(row_height);
  setHighlightSections(false);
}

QSize TableHeader::sizeHint() const { return {100, row_height}; }

void TableHeader::set_tick(Tick tick) {
  tick_ = tick;
  viewport()->update();
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int logical) const {
  const auto& theme = look_.theme;
  painter->save();
  painter->fillRect(rect, theme[Token::surface]);
  painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme[table_->has_top_line() ? Token::line : Token::surface]);
  painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme[Token::line2]);
  const auto kind = static_cast<CellKind>(model()->headerData(logical, Qt::Horizontal, models::CellKindRole).toInt());
  QRectF room = QRectF(rect).adjusted(cell_margin, 0, -cell_margin, 0);
  const bool first = table_->is_first_column(logical);
  if (first) {
    room.setLeft(rect.left() + table_->first_margin());
    if (tickable_)
      draw_tick(*painter, theme, table_->tick_rect(rect), tick_);
  }
  if (table_->is_last_column(logical))
    room.setRight(rect.right() - table_->last_margin());
  const bool right = kind == CellKind::Amount || kind == CellKind::Number || kind == CellKind::Age ||
                     kind == CellKind::Countdown || (kind == CellKind::Attempts && rect.width() < 70);
  const auto& cells = table_->cells();
  const QString key = model()->headerData(logical, Qt::Horizontal, models::ColumnKeyRole).toString();
  if (kind == CellKind::Amount)
    room.setRight(room.right() - (cells.shows_currency(key) ? currency_width : 0) - (cells.shows_side(key) ? balance_side_width : 0));
  const bool sorted = first && kind == CellKind::Time;
  const QString title = model()->headerData(logical, Qt::Horizontal).toString();
  const qreal used = draw_text(*painter, room, title, Theme::font(11, sorted ? 600 : 500),
                               theme[sorted ? Token::text : Token::text2],
                               (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (sorted)
    draw_icon(*painter, table_->paged()->oldest_first() ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
              QRectF(room.left() + used + 2, rect.center().y() - 5, 12, 12), theme[Token::text]);
  painter->restore();
}

void TableHeader::mousePressEvent(QMouseEvent* event) {
  const int logical = logicalIndexAt(event->position().toPoint());
  if (!table_->is_first_column(logical))
    return;
  if (tickable_ && event->position().x() < table_->first_margin() - 4)
    Q_EMIT tickAllAsked();
  else
    Q_EMIT sortAsked();
}

} // namespace paydesk::ui
