#include "ui/reconciliation/break_list.h"

#include <algorithm>
#include <map>

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {
constexpr int head_height = 27;
constexpr int break_height = 38;

bool is_open(const views::ReconBreak& one) { return one.state != "resolved" && one.state != "healed"; }

/// 0 to 4 by days: under 1, 3, 7, over.
int heat_of(const views::ReconBreak& one) {
  const auto days = seconds_since(to_date_time(one.opened_at)) / 86400;
  return days < 1 ? 1 : days < 3 ? 2 : days < 7 ? 3 : 4;
}
} // namespace

BreakList::BreakList(Look look, models::BreaksModel& model, QWidget* parent) : QAbstractScrollArea(parent), look_(look), model_(model) {
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::StrongFocus);
  connect(&model, &QAbstractItemModel::rowsInserted, this, &BreakList::take_rows);
  connect(&model, &QAbstractItemModel::rowsRemoved, this, &BreakList::take_rows);
  connect(&model, &QAbstractItemModel::dataChanged, this, &BreakList::take_rows);
}

void BreakList::take_rows() {
  std::map<std::string, std::vector<const views::ReconBreak*>> groups;
  for (int row = 0; row < model_.loaded_count(); ++row)
    if (const auto* one = model_.row_at(row); is_open(*one))
      groups[one->type].push_back(one);
  lines_.clear();
  int top = 0;
  for (const auto& [type, breaks] : groups) {
    Line head{true, type, static_cast<int>(breaks.size()), {}, {}, top, head_height};
    for (const auto* one : breaks)
      add_to(head.sums, one->at_stake);
    lines_.push_back(head);
    top += head_height;
    for (const auto* one : breaks) {
      lines_.push_back({false, type, 0, {}, qt(one->break_id), top, break_height});
      top += break_height;
    }
  }
  total_ = top;
  set_range();
  viewport()->update();
}

void BreakList::set_range() {
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setSingleStep(break_height);
  verticalScrollBar()->setRange(0, std::max(0, total_ - viewport()->height()));
}

void BreakList::resizeEvent(QResizeEvent*) { set_range(); }

void BreakList::choose(const QString& break_id) {
  chosen_ = break_id;
  for (const auto& line : lines_)
    if (!line.head && line.break_id == break_id) {
      const int at = verticalScrollBar()->value();
      if (line.top < at || line.top + line.height > at + viewport()->height())
        verticalScrollBar()->setValue(line.top - viewport()->height() / 2);
    }
  viewport()->update();
}

void BreakList::step(int by) {
  std::vector<QString> ids;
  for (const auto& line : lines_)
    if (!line.head)
      ids.push_back(line.break_id);
  if (ids.empty())
    return;
  const auto at = std::find(ids.begin(), ids.end(), chosen_);
  const auto index = at == ids.end() ? 0 : std::clamp<std::ptrdiff_t>(at - ids.begin() + by, 0, static_cast<std::ptrdiff_t>(ids.size()) - 1);
  choose(ids[static_cast<std::size_t>(index)]);
  Q_EMIT picked(chosen_);
}

void BreakList::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), look_.theme[Token::surface]);
  for (const auto& line : lines_) {
    const double top = line.top - verticalScrollBar()->value();
    if (top + line.height < 0 || top > viewport()->height())
      continue;
    if (line.head)
      paint_head(painter, line, top);
    else
      paint_break(painter, line, top);
    painter.fillRect(QRectF(0, top + line.height - 1, viewport()->width(), 1), look_.theme[Token::line]);
  }
}

void BreakList::paint_head(QPainter& painter, const Line& line, double top) const {
  const auto& theme = look_.theme;
  const double width = viewport()->width();
  painter.fillRect(QRectF(0, top, width, head_height), theme[Token::sunken]);
  draw_icon(painter, QStringLiteral("chevron-down"), QRectF(10, top + 8, 12, 12), theme[Token::text2]);
  const QString sum = line.sums.size() == 1 ? amount_text(line.sums.front()) : QString();
  const int sum_width = text_width(sum, Theme::font(11));
  const qreal used = draw_text(painter, QRectF(28, top, width - 28 - sum_width - 60, head_height), break_type_name(line.type), Theme::font(12, 500), theme[Token::text]);
  draw_count(painter, theme, QPointF(36 + used, top + 6), QString::number(line.count), Tone::neutral);
  draw_text(painter, QRectF(width - 12 - sum_width, top, sum_width + 1, head_height), sum, Theme::font(11), theme[Token::text2]);
}

void BreakList::paint_break(QPainter& painter, const Line& line, double top) const {
  const auto* one = model_.find(line.break_id);
  if (!one)
    return;
  const auto& theme = look_.theme;
  const double width = viewport()->width();
  const bool chosen = line.break_id == chosen_;
  if (chosen) {
    painter.fillRect(QRectF(0, top, width, break_height), theme[Token::accentbg]);
    painter.fillRect(QRectF(0, top, 3, break_height), theme[Token::accent]);
  }
  painter.fillRect(QRectF(13, top + 8, 3, 22), theme.tokens().heat(heat_of(*one)));
  const QString amount = signed_amount_text(one->at_stake), age = age_text(seconds_since(to_date_time(one->opened_at)));
  const int amount_width = text_width(amount, Theme::font(12, 600));
  const QString name = one->seller.empty() ? qt(one->merchant_reference) : qt(one->seller);
  draw_text(painter, QRectF(26, top + 3, width - 26 - amount_width - 20, 18), name.isEmpty() ? qt(one->psp_reference) : name, Theme::font(12, 500), theme[Token::text]);
  draw_text(painter, QRectF(width - 13 - amount_width, top + 3, amount_width + 1, 18), amount, Theme::font(12, 600), theme[one->at_stake.minor < 0 ? Token::bad : Token::warn]);
  const bool second = one->state == "proposed", waits = one->state == "waiting";
  const qreal used = draw_text(painter, QRectF(26, top + 20, 110, 14), middle_elided(qt(one->psp_reference), 16), Theme::mono(10), theme[Token::text3]);
  if (second || waits) {
    draw_icon(painter, second ? QStringLiteral("user") : QStringLiteral("clock"), QRectF(34 + used, top + 21, 11, 11), theme[Token::warn]);
    draw_text(painter, QRectF(49 + used, top + 20, width - 49 - used - 50, 14), second ? tr("2nd person") : tr("waiting"), Theme::font(10), theme[Token::warn]);
  }
  draw_text(painter, QRectF(width - 63, top + 20, 50, 14), age, Theme::font(11), theme[Token::text2], Qt::AlignRight | Qt::AlignVCenter);
}

void BreakList::mousePressEvent(QMouseEvent* event) {
  const double y = event->position().y() + verticalScrollBar()->value();
  for (const auto& line : lines_)
    if (!line.head && y >= line.top && y < line.top + line.height) {
      choose(line.break_id);
      Q_EMIT picked(chosen_);
      return;
    }
}

} // namespace paydesk::ui
