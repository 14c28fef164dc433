#include "ui/reconciliation/pairs_canvas.h"

#include <cmath>

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {
constexpr int head = 27;
constexpr int strip = 12;
constexpr int link_width = 168;
} // namespace

PairsCanvas::PairsCanvas(Look look, models::PairsModel& model, QWidget* parent) : QAbstractScrollArea(parent), look_(look), model_(model) {
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the strip shows where one is
  viewport()->setMouseTracking(true);
  verticalScrollBar()->setSingleStep(pair_row);
  connect(&model, &QAbstractItemModel::rowsInserted, this, &PairsCanvas::take_rows);
  connect(&model, &QAbstractItemModel::rowsRemoved, this, &PairsCanvas::take_rows);
  connect(&model, &QAbstractItemModel::dataChanged, this, &PairsCanvas::take_rows);
}

void PairsCanvas::take_rows() {
  pairs_.clear();
  for (int row = 0; row < model_.loaded_count(); ++row)
    pairs_.push_back(*model_.row_at(row));
  layout_ = lay_out_pairs(pairs_);
  hovered_ = -1;
  set_range();
  if (to_be_shown_)
    show_chosen();
  viewport()->update();
}

void PairsCanvas::set_range() {
  const int content = layout_.rows() * pair_row + 8, room = viewport()->height() - head;
  verticalScrollBar()->setPageStep(room);
  verticalScrollBar()->setRange(0, std::max(0, content - room));
}

void PairsCanvas::resizeEvent(QResizeEvent*) { set_range(); }

PairsCanvas::Columns PairsCanvas::columns() const {
  const double width = viewport()->width() - strip;
  const double side = (width - link_width) / 2;
  return {side, side + link_width, width};
}

double PairsCanvas::row_y(int row) const { return head + row * pair_row - verticalScrollBar()->value(); }

void PairsCanvas::choose_break(const QString& break_id) {
  if (chosen_ == break_id)
    return;
  chosen_ = break_id;
  to_be_shown_ = !break_id.isEmpty();
  show_chosen();
  viewport()->update();
}

void PairsCanvas::show_chosen() {
  for (const auto& link : layout_.links)
    if (to_be_shown_ && qt(pairs_[link.pair].break_id) == chosen_) {
      to_be_shown_ = false;
      verticalScrollBar()->setValue(std::max(link.left, link.right) * pair_row - (viewport()->height() - head) / 2);
    }
  // A later page may hold it.
  if (to_be_shown_ && model_.canFetchMore({}))
    model_.fetchMore({});
}

void PairsCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), look_.theme[Token::surface]);
  const auto at = columns();
  const int first = std::max(0, verticalScrollBar()->value() / pair_row - 1);
  const int last = first + viewport()->height() / pair_row + 2;
  for (int row = first; row <= last; ++row) {
    paint_left(painter, at, row);
    paint_right(painter, at, row);
  }
  painter.fillRect(QRectF(at.left_end, head, 1, viewport()->height()), look_.theme[Token::line]);
  painter.fillRect(QRectF(at.right_begin, head, 1, viewport()->height()), look_.theme[Token::line]);
  painter.setClipRect(QRectF(0, head, at.width, viewport()->height() - head));
  for (const bool front : {false, true})
    for (const auto& link : layout_.links) {
      const bool is_front = pairs_[link.pair].link != "matched";
      const int top = std::min(link.left < 0 ? link.right : link.left, link.right < 0 ? link.left : link.right);
      const int bottom = std::max(link.left, link.right);
      if (is_front == front && bottom >= first && top <= last)
        paint_link(painter, at, link);
    }
  painter.setClipping(false);
  paint_head(painter, at);
  paint_strip(painter);
}

void PairsCanvas::paint_row_back(QPainter& painter, double left, double right, double top, std::size_t pair) const {
  const auto& theme = look_.theme;
  const bool chosen = !chosen_.isEmpty() && qt(pairs_[pair].break_id) == chosen_;
  if (chosen || static_cast<int>(pair) == hovered_)
    painter.fillRect(QRectF(left, top, right - left, pair_row), theme[chosen ? Token::accentbg : Token::hover]);
  painter.fillRect(QRectF(left, top + pair_row - 1, right - left, 1), theme[Token::line]);
}

void PairsCanvas::paint_left(QPainter& painter, const Columns& at, int row) const {
  if (row >= static_cast<int>(layout_.left.size()))
    return;
  const auto index = layout_.left[static_cast<std::size_t>(row)].pair;
  const auto& pair = pairs_[index];
  const double top = row_y(row), end = at.left_end;
  const bool quiet = pair.link == "matched";
  const auto& theme = look_.theme;
  const QColor ink = theme[quiet ? Token::text2 : Token::text];
  paint_row_back(painter, 0, end, top, index);
  if (!chosen_.isEmpty() && qt(pair.break_id) == chosen_)
    painter.fillRect(QRectF(0, top, 3, pair_row), theme[Token::accent]);
  draw_text(painter, QRectF(12, top, 48, pair_row), brief_date_text(qt(pair.ledger_booked)), Theme::font(11), theme[Token::text3]);
  draw_text(painter, QRectF(64, top, 66, pair_row), line_kind_name(pair.ledger_kind), Theme::font(11), theme[Token::text2]);
  const double amount = 92, reference = end < 420 ? 0 : 76;
  draw_text(painter, QRectF(134, top, end - 134 - amount - reference - 16, pair_row), qt(pair.ledger_seller), Theme::font(12, quiet ? 400 : 500), ink);
  if (reference > 0)
    draw_text(painter, QRectF(end - amount - reference - 12, top, reference, pair_row), short_id(QStringLiteral("ORD"), qt(pair.ledger_reference)), Theme::mono(10), theme[Token::text3]);
  draw_text(painter, QRectF(end - amount - 10, top, amount, pair_row), amount_text(pair.ledger_amount), Theme::font(12, quiet ? 400 : 600), ink, Qt::AlignRight | Qt::AlignVCenter);
}

void PairsCanvas::paint_right(QPainter& painter, const Columns& at, int row) const {
  if (row >= static_cast<int>(layout_.right.size()))
    return;
  const auto index = layout_.right[static_cast<std::size_t>(row)].pair;
  const auto& pair = pairs_[index];
  const double top = row_y(row), left = at.right_begin, end = at.width;
  const bool quiet = pair.link == "matched";
  const auto& theme = look_.theme;
  paint_row_back(painter, left + 1, end, top, index);
  draw_text(painter, QRectF(left + 8, top, 88, pair_row), amount_text(pair.file_amount), Theme::font(12, quiet ? 400 : 600), theme[quiet ? Token::text2 : Token::text],
            Qt::AlignRight | Qt::AlignVCenter);
  const double rest = end - left - 104;
  draw_text(painter, QRectF(left + 110, top, rest - 134, pair_row), middle_elided(qt(pair.file_psp_reference), 16), Theme::mono(10), theme[Token::text3], Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
  draw_text(painter, QRectF(end - 128, top, 68, pair_row), line_kind_name(pair.file_kind), Theme::font(11), theme[Token::text2]);
  draw_text(painter, QRectF(end - 56, top, 48, pair_row), brief_date_text(qt(pair.file_date)), Theme::font(11), theme[Token::text3], Qt::AlignRight | Qt::AlignVCenter);
}

void PairsCanvas::paint_link(QPainter& painter, const Columns& at, const PairLink& link) const {
  const auto& pair = pairs_[link.pair];
  const auto& theme = look_.theme;
  const bool broken = pair.link == "break", suggested = pair.link == "suggested";
  const bool chosen = broken && qt(pair.break_id) == chosen_;
  const QColor ink = theme[broken ? Token::bad : suggested ? Token::accent : Token::edge];
  const double left = at.left_end + 8, right = at.right_begin - 8;
  const double ly = std::floor(row_y(link.left) + pair_row / 2.0) + 0.5, ry = std::floor(row_y(link.right) + pair_row / 2.0) + 0.5;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (hovered_ >= 0 && static_cast<int>(link.pair) != hovered_)
    painter.setOpacity(0.25);
  painter.setPen(QPen(ink, chosen ? 2 : broken ? 1.6 : suggested ? 1.4 : 1, suggested ? Qt::DashLine : Qt::SolidLine));
  QPointF plate;
  const auto dot = [&](const QPointF& centre, bool hollow) {
    painter.setPen(hollow ? QPen(ink, 1.6) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? theme[Token::surface] : ink);
    painter.drawEllipse(centre, hollow ? 3.5 : 2.5, hollow ? 3.5 : 2.5);
  };
  if (link.left >= 0 && link.right >= 0) {
    QPainterPath path(QPointF(left, ly));
    const double middle = (left + right) / 2;
    path.cubicTo(QPointF(middle, ly), QPointF(middle, ry), QPointF(right, ry));
    painter.drawPath(path);
    dot({left, ly}, false);
    dot({right, ry}, false);
    plate = path.pointAtPercent(0.5);
  } else {
    const bool ledger_only = link.left >= 0;
    const double y = ledger_only ? ly : ry, from = ledger_only ? left : right, to = ledger_only ? left + 118 : right - 118;
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    dot({from, y}, false);
    dot({to, y}, true);
    plate = {(from + to) / 2, y};
  }
  if (broken || suggested)
    paint_plate(painter, plate, pair, chosen);
  painter.restore();
}

void PairsCanvas::paint_plate(QPainter& painter, const QPointF& at, const views::ReconPair& pair, bool chosen) const {
  const auto& theme = look_.theme;
  const bool broken = pair.link == "break";
  QString text = broken ? break_plate(pair.break_type) : qt(pair.score);
  if (broken && has_ledger_side(pair) && has_file_side(pair) && pair.ledger_amount.currency == pair.file_amount.currency)
    if (const auto difference = checked_sub(pair.file_amount.minor, pair.ledger_amount.minor); difference && *difference != 0)
      text += QLatin1Char(' ') + signed_amount_text({*difference, pair.file_amount.currency});
  const QFont font = Theme::font(11, 600);
  const double width = std::min<double>(text_width(text, font) + 12, link_width - 30);
  const QRectF box(std::round(at.x() - width / 2), std::round(at.y() - 9), width, 18);
  const QColor ink = theme[broken ? Token::bad : Token::accent];
  draw_box(painter, box, chosen ? ink : theme[broken ? Token::badbg : Token::surface], ink, 4);
  draw_text(painter, box.adjusted(4, 0, -4, 0), text, font, chosen ? theme[broken ? Token::onbad : Token::onaccent] : ink, Qt::AlignCenter);
}

void PairsCanvas::paint_head(QPainter& painter, const Columns& at) const {
  const auto& theme = look_.theme;
  painter.fillRect(QRectF(0, 0, viewport()->width(), head), theme[Token::sunken]);
  painter.fillRect(QRectF(0, head - 1, viewport()->width(), 1), theme[Token::line2]);
  const QFont font = Theme::font(11, 500);
  const QColor ink = theme[Token::text2];
  draw_text(painter, QRectF(12, 0, 50, head), tr("Booked"), font, ink);
  draw_text(painter, QRectF(64, 0, 66, head), tr("Entry"), font, ink);
  draw_text(painter, QRectF(134, 0, 120, head), tr("Seller"), font, ink);
  draw_text(painter, QRectF(at.left_end - 102, 0, 92, head), tr("Ledger"), font, ink, Qt::AlignRight | Qt::AlignVCenter);
  draw_text(painter, QRectF(at.left_end, 0, link_width, head), tr("Match"), font, ink, Qt::AlignCenter);
  draw_text(painter, QRectF(at.right_begin + 8, 0, 88, head), tr("Settled"), font, ink, Qt::AlignRight | Qt::AlignVCenter);
  draw_text(painter, QRectF(at.right_begin + 110, 0, 120, head), tr("PSP ref"), font, ink);
  draw_text(painter, QRectF(at.width - 128, 0, 68, head), tr("Type"), font, ink);
  draw_text(painter, QRectF(at.width - 56, 0, 48, head), tr("Date"), font, ink, Qt::AlignRight | Qt::AlignVCenter);
}

void PairsCanvas::paint_strip(QPainter& painter) const {
  const auto& theme = look_.theme;
  const double left = viewport()->width() - strip, height = viewport()->height() - head;
  painter.fillRect(QRectF(left, head, strip, height), theme[Token::sunken]);
  painter.fillRect(QRectF(left, head, 1, height), theme[Token::line]);
  const double rows = std::max(1, layout_.rows());
  for (const auto& link : layout_.links) {
    const auto& pair = pairs_[link.pair];
    if (pair.link == "matched")
      continue;
    const double y = head + height * std::max(link.left, link.right) / rows;
    painter.fillRect(QRectF(left + 3, std::floor(y), strip - 5, 2), theme[pair.link == "break" ? Token::bad : Token::accent]);
  }
  const double seen = height * height / std::max(height, rows * pair_row), at = height * verticalScrollBar()->value() / std::max(1.0, rows * pair_row);
  draw_box(painter, QRectF(left + 1, head + at, strip - 1, std::max(8.0, seen)), {}, theme[Token::line2], 3);
}

int PairsCanvas::pair_at(const QPoint& at) const {
  const auto place = columns();
  if (at.y() < head || at.x() > place.width)
    return -1;
  const int row = (at.y() - head + verticalScrollBar()->value()) / pair_row;
  const auto& side = at.x() < (place.left_end + place.right_begin) / 2 ? layout_.left : layout_.right;
  return row >= 0 && row < static_cast<int>(side.size()) ? static_cast<int>(side[static_cast<std::size_t>(row)].pair) : -1;
}

void PairsCanvas::mousePressEvent(QMouseEvent* event) {
  const int pair = pair_at(event->position().toPoint());
  if (pair >= 0 && !pairs_[static_cast<std::size_t>(pair)].break_id.empty())
    Q_EMIT breakPicked(qt(pairs_[static_cast<std::size_t>(pair)].break_id));
}

void PairsCanvas::mouseMoveEvent(QMouseEvent* event) {
  const int pair = pair_at(event->position().toPoint());
  if (pair == hovered_)
    return;
  hovered_ = pair;
  viewport()->setToolTip(pair >= 0 ? qt(pairs_[static_cast<std::size_t>(pair)].explanation) : QString());
  viewport()->update();
}

void PairsCanvas::leaveEvent(QEvent*) {
  hovered_ = -1;
  viewport()->update();
}

} // namespace paydesk::ui
