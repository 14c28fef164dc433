#include "ui/delegates/cell_delegate.h"

#include <QHelpEvent>
#include <QToolTip>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/row_table.h"

namespace paydesk::ui {

using models::CellKind;

namespace {
CellKind kind_of(const QModelIndex& index) { return static_cast<CellKind>(index.data(models::CellKindRole).toInt()); }
} // namespace

CellDelegate::CellDelegate(Look look, RowTable* table) : QStyledItemDelegate(table), look_(look), table_(table) {}

QString CellDelegate::shown_text(const QModelIndex& index) const {
  const QString key = index.data(models::ColumnKeyRole).toString();
  const QString text = index.data(Qt::DisplayRole).toString();
  if (const auto words = row_words_.value(key); words && !index.data(models::PlaceholderRole).toBool())
    return words(index.row());
  switch (kind_of(index)) {
  case CellKind::Id:
    return kinds_.contains(key) ? short_id(kinds_.value(key), text, table_->short_id_length()) : text;
  case CellKind::Amount: {
    const auto amount = index.data(models::AmountRole).value<Money>();
    return shows_side(key) ? sided_amount_text(amount) : amount_text(amount);
  }
  case CellKind::State: return look_.theme.states().look(index.data(models::StateRole).toString()).label;
  case CellKind::ErrorClass:
    return text.isEmpty() ? QString() : States::error_class(index.data(models::StateRole).toString()).label;
  case CellKind::Time: return look_.formats.brief(index.data(models::TimeRole).toDateTime());
  case CellKind::Age: return age_text(seconds_since(index.data(models::TimeRole).toDateTime()));
  case CellKind::Date: return book_date_text(text);
  default: break;
  }
  if (const auto words = words_.value(key); words && !text.isEmpty())
    return words(text.toStdString());
  return text;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  paint_row(*painter, option.rect, index);
  QRectF rect = QRectF(option.rect).adjusted(cell_margin, 0, -cell_margin, 0);
  if (table_->is_first_column(index.column())) {
    rect.setLeft(option.rect.left() + table_->first_margin());
    if (table_->is_tickable())
      draw_tick(*painter, look_.theme, table_->tick_rect(option.rect), table_->is_ticked(index.row()) ? Tick::on : Tick::off);
  } else if (table_->is_last_column(index.column())) {
    rect.setRight(option.rect.right() - table_->last_margin());
  }
  if (index.data(models::PlaceholderRole).toBool()) {
    painter->fillRect(QRectF(rect.left(), rect.center().y() - 3, std::min(rect.width() * 0.6, 60.0), 6),
                      look_.theme[Token::line]);
    return;
  }
  const bool muted = index.data(models::StaleRole).toBool() || index.data(models::GoneRole).toBool() || table_->is_stale();
  const Cell cell{*painter, look_, rect, table_->currentIndex().row() == index.row(), muted,
                  secondary_.contains(index.data(models::ColumnKeyRole).toString()),
                  index.data(models::SumRole).toBool()};
  painter->save();
  painter->setClipRect(option.rect);
  paint_content(cell, index, option.state & QStyle::State_MouseOver);
  painter->restore();
}

void CellDelegate::paint_row(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
  const auto& theme = look_.theme;
  const bool cursor = table_->currentIndex().row() == index.row();
  const bool ticked = table_->is_tickable() && table_->is_ticked(index.row());
  const bool sum = index.data(models::SumRole).toBool();
  painter.fillRect(rect, theme[cursor ? Token::accentbg : ticked ? Token::hover : sum ? Token::sunken : Token::surface]);
  const bool before_cursor = table_->currentIndex().row() == index.row() + 1;
  painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                   theme[cursor || before_cursor ? Token::accentline : Token::line]);
  if (cursor && table_->is_first_column(index.column()))
    painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme[Token::accent]);
}

void CellDelegate::paint_content(const Cell& cell, const QModelIndex& index, bool hovered) const {
  const QVariant time = index.data(models::TimeRole);
  switch (kind_of(index)) {
  case CellKind::Amount:
    if (const auto amount = index.data(models::AmountRole); amount.isValid()) {
      if (shows_side(index.data(models::ColumnKeyRole).toString()))
        draw_sided_amount_cell(cell, amount.value<Money>());
      else
        draw_amount_cell(cell, amount.value<Money>(), shows_currency(index.data(models::ColumnKeyRole).toString()));
    }
    return;
  case CellKind::State:
    return draw_state_cell(cell, look_.theme.states().look(index.data(models::StateRole).toString()));
  case CellKind::ErrorClass:
    if (const QString name = index.data(models::StateRole).toString(); !name.isEmpty())
      draw_state_cell(cell, States::error_class(name));
    return;
  case CellKind::Id: {
    const bool shortened = kinds_.contains(index.data(models::ColumnKeyRole).toString());
    return draw_id_cell(cell, shown_text(index), hovered && !shortened && cell.rect.width() > 90);
  }
  case CellKind::Time: return draw_time_cell(cell, time.toDateTime());
  case CellKind::Age: return draw_age_cell(cell, time.toDateTime(), index.data(models::LateRole).toBool());
  case CellKind::Countdown: return draw_countdown_cell(cell, time.toDateTime());
  case CellKind::Attempts:
    return draw_attempts_cell(cell, index.data(models::AttemptsRole).toInt(), index.data(models::MaxAttemptsRole).toInt(),
                              dots_);
  case CellKind::Number: return draw_number_cell(cell, index.data(models::NumberRole).toLongLong());
  default: return draw_text_cell(cell, shown_text(index));
  }
}

QString CellDelegate::tip_of(const QModelIndex& index, int width) const {
  const QString own = index.data(Qt::ToolTipRole).toString();
  if (!own.isEmpty())
    return own;
  switch (kind_of(index)) {
  case CellKind::Time:
  case CellKind::Age:
  case CellKind::Countdown: return look_.formats.date_time(index.data(models::TimeRole).toDateTime());
  default: return sizeHint({}, index).width() > width ? shown_text(index) : QString();
  }
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) {
  if (event->type() != QEvent::ToolTip)
    return QStyledItemDelegate::helpEvent(event, view, option, index);
  // The outer columns have wider margins than the two that a size hint counts.
  int width = option.rect.width();
  if (table_->is_first_column(index.column()))
    width -= table_->first_margin() - cell_margin;
  else if (table_->is_last_column(index.column()))
    width -= table_->last_margin() - cell_margin;
  QToolTip::showText(event->globalPos(), tip_of(index, width), view);
  return true;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const QString text = shown_text(index);
  switch (kind_of(index)) {
  case CellKind::Amount:
    return {amount_cell_width(index.data(models::AmountRole).value<Money>()) + (shows_side(index.data(models::ColumnKeyRole).toString()) ? balance_side_width : 0) + 2 * cell_margin, row_height};
  case CellKind::State:
    return {pill_width(look_.theme.states().look(index.data(models::StateRole).toString())) + 2 * cell_margin, row_height};
  case CellKind::ErrorClass:
    return {pill_width(States::error_class(index.data(models::StateRole).toString())) + 2 * cell_margin, row_height};
  case CellKind::Id: return {text_width(text, Theme::mono(11)) + 2 * cell_margin, row_height};
  default: return {text_width(text, Theme::font(12)) + 2 * cell_margin, row_height};
  }
}

} // namespace paydesk::ui
