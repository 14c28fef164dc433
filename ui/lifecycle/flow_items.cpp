#include "ui/lifecycle/flow_items.h"

#include <cmath>

#include <QCoreApplication>
#include <QPainter>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui::lifecycle {
namespace {

/// The context of this file's words.
struct FlowWords {
  Q_DECLARE_TR_FUNCTIONS(FlowWords)
};

/// The largest sum in short, with a mark when there are others.
QString sum_text(const std::vector<Money>& sums) {
  if (sums.empty())
    return {};
  return compact_text(sums.front()) + (sums.size() > 1 ? QStringLiteral(" +%1").arg(sums.size() - 1) : QString());
}

QString fitting(const StateLook& state, double room, const QFont& font) { return text_width(state.label, font) <= room ? state.label : state.brief; }

} // namespace

double edge_width(double per_minute) noexcept {
  return per_minute < 1 ? 1 : per_minute < 5 ? 1.4 : per_minute < 12 ? 2.2 : 3;
}

NodeItem::NodeItem(Look look, NodeShape shape) : look_(look), shape_(shape) {
  setPos(shape.rect.topLeft());
  setZValue(2);
  setCursor(Qt::PointingHandCursor);
}

void NodeItem::show_node(const views::FlowNode* node) {
  node_ = node ? *node : views::FlowNode{};
  node_.status = std::string(shape_.status);
  QString tip = look_.theme.states().look(qt(shape_.status)).label + QLatin1Char('\n') + sums_text(node_.sums);
  setToolTip(tip.trimmed());
  update();
}

void NodeItem::set_chosen(bool chosen) {
  chosen_ = chosen;
  update();
}

QRectF NodeItem::boundingRect() const { return QRectF(QPointF(), shape_.rect.size()).adjusted(-5, -13, 5, 5); }

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  const auto& theme = look_.theme;
  const QRectF box(QPointF(), shape_.rect.size());
  const auto state = theme.states().look(qt(shape_.status));
  draw_box(*painter, box, theme[Token::surface], theme[Token::line2], 5);
  if (shape_.terminal)
    paint_terminal(*painter, state);
  else
    paint_active(*painter, state);
  if (chosen_)
    draw_box(*painter, box.adjusted(-4, -4, 4, 4), {}, theme[Token::accent], 7, 1.5);
  if (node_.late > 0)
    paint_late(*painter);
}

void NodeItem::paint_terminal(QPainter& painter, const StateLook& state) const {
  const auto& theme = look_.theme;
  draw_icon(painter, state.icon, QRectF(8, 7, 14, 14), theme.ink(state.tone));
  const QString count = compact_count(node_.count);
  const int wide = text_width(count, Theme::font(12, 600));
  draw_text(painter, QRectF(27, 0, node_width - 27 - 14 - wide, terminal_height), fitting(state, node_width - 41 - wide, Theme::font(11)), Theme::font(11), theme[Token::text]);
  draw_text(painter, QRectF(0, 0, node_width - 8, terminal_height), count, Theme::font(12, 600),
            theme[node_.count == 0 ? Token::text3 : Token::text], Qt::AlignRight | Qt::AlignVCenter);
}

void NodeItem::paint_active(QPainter& painter, const StateLook& state) const {
  const auto& theme = look_.theme;
  painter.fillRect(QRectF(0, 7, 3, 24), theme.ink(state.tone));
  draw_icon(painter, state.icon, QRectF(10, 8, 14, 14), theme.ink(state.tone));
  draw_text(painter, QRectF(28, 6, node_width - 34, 18), fitting(state, node_width - 34, Theme::font(12, 500)), Theme::font(12, 500), theme[Token::text]);
  const qreal used = draw_text(painter, QRectF(10, 25, 90, 24), compact_count(node_.count), Theme::font(18, 600),
                               theme[node_.count == 0 ? Token::text3 : Token::text]);
  draw_text(painter, QRectF(14 + used, 28, node_width - 24 - used, 20), sum_text(node_.sums), Theme::font(11), theme[Token::text2],
            Qt::AlignRight | Qt::AlignVCenter);
  draw_heat_bar(painter, theme, QRectF(10, 55, node_width - 20, 5), node_.heat);
}

void NodeItem::paint_late(QPainter& painter) const {
  const auto& theme = look_.theme;
  const QString text = FlowWords::tr("%n late", nullptr, static_cast<int>(node_.late));
  const double wide = text_width(text, Theme::font(11, 600)) + 28;
  const QRectF badge(shape_.rect.width() - wide - 6, -10, wide, 18);
  draw_box(painter, badge, theme[Token::bad], {}, 4);
  draw_icon(painter, QStringLiteral("clock"), QRectF(badge.left() + 6, badge.top() + 3, 12, 12), theme[Token::onbad]);
  draw_text(painter, badge.adjusted(22, 0, -4, 0), text, Theme::font(11, 600), theme[Token::onbad]);
}

EdgeItem::EdgeItem(Look look, EdgeShape shape) : look_(look), shape_(std::move(shape)) { setZValue(1); }

void EdgeItem::show_rate(double per_minute, std::int64_t count) {
  per_minute_ = per_minute;
  count_ = count;
  // A rate's plate covers the lines that nothing went along.
  setZValue(rate_text().isEmpty() ? 1 : 1.5);
  setToolTip(count > 0 ? FlowWords::tr("%n payment(s) in the chosen time", nullptr, static_cast<int>(count)) : QString());
  update();
}

QRectF EdgeItem::boundingRect() const { return shape_.path.boundingRect().adjusted(-26, -14, 26, 14); }

QColor EdgeItem::color() const {
  const auto& theme = look_.theme;
  if (count_ == 0 && per_minute_ <= 0)
    return theme[Token::line2];
  switch (shape_.kind) {
  case EdgeKind::retry: return theme[Token::warn];
  case EdgeKind::failure: return theme[Token::bad];
  case EdgeKind::refund: return theme[Token::ret];
  default: return theme[Token::edge];
  }
}

QString EdgeItem::rate_text() const {
  if (shape_.kind == EdgeKind::batch)
    return count_ > 0 ? FlowWords::tr("file") : QString();
  if (per_minute_ <= 0)
    return count_ > 0 ? QStringLiteral("0") : QString();
  return per_minute_ < 0.05 ? QString::number(per_minute_, 'f', 2) : QString::number(per_minute_, 'f', 1);
}

void EdgeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  const QColor ink = color();
  const double width = shape_.kind == EdgeKind::batch && count_ > 0 ? 2.2 : edge_width(per_minute_);
  painter->setRenderHint(QPainter::Antialiasing);
  const double length = shape_.path.length();
  const QPointF tip = shape_.path.currentPosition();
  const QPointF before = shape_.path.pointAtPercent(shape_.path.percentAtLength(std::max(0.0, length - 8)));
  QPen pen(ink, width, shape_.kind == EdgeKind::batch ? Qt::CustomDashLine : Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
  if (shape_.kind == EdgeKind::batch)
    pen.setDashPattern({2.5, 2});
  painter->setPen(pen);
  painter->setBrush(Qt::NoBrush);
  painter->drawPath(shape_.path);
  const QPointF way = (tip - before) / std::max(0.1, std::hypot(tip.x() - before.x(), tip.y() - before.y()));
  const QPointF across(-way.y(), way.x());
  const double head = 5 + width;
  painter->setPen(Qt::NoPen);
  painter->setBrush(look_.theme[Token::surface]);
  painter->drawRect(QRectF(tip - QPointF(1, 1), QSizeF(2, 2)));
  painter->setBrush(ink);
  painter->drawPolygon(QPolygonF({tip, tip - way * head + across * head * 0.5, tip - way * head - across * head * 0.5}));
  const QString text = rate_text();
  if (text.isEmpty())
    return;
  const bool toned = shape_.kind == EdgeKind::retry || shape_.kind == EdgeKind::failure || shape_.kind == EdgeKind::refund;
  const QFont font = Theme::font(11, toned ? 600 : 500);
  const double wide = text_width(text, font) + 6;
  const QRectF plate(std::round(shape_.label.x() - wide / 2), std::round(shape_.label.y() - 7), wide, 14);
  painter->fillRect(plate, look_.theme[Token::surface]);
  draw_text(*painter, plate, text, font, toned ? ink : look_.theme[Token::text2], Qt::AlignCenter);
}

void LegendItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  auto& p = *painter;
  const auto& theme = look_.theme;
  const QFont small = Theme::font(11), strong = Theme::font(11, 600);
  draw_text(p, QRectF(0, 0, 260, 14), FlowWords::tr("Age against SLA"), strong, theme[Token::text2]);
  const QString steps[] = {FlowWords::tr("< 25%"), FlowWords::tr("< 75%"), FlowWords::tr("< 100%"), FlowWords::tr("late"), FlowWords::tr("> 2× SLA")};
  for (int i = 0; i < 5; ++i) {
    p.fillRect(QRectF(i * 52, 20, 51, 5), theme.tokens().heat(i));
    draw_text(p, QRectF(i * 52, 27, 56, 14), steps[i], small, theme[Token::text2]);
  }
  draw_text(p, QRectF(0, 56, 262, 14), FlowWords::tr("Edges: payments per minute, 5 min mean"), strong, theme[Token::text2]);
  const auto sample = [&](double x, double y, QColor color, double width, const QString& text, bool dashed = false) {
    p.setRenderHint(QPainter::Antialiasing, false);
    QPen pen(color, width, dashed ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap);
    p.setPen(pen);
    p.drawLine(QPointF(x, y + 7), QPointF(x + 26, y + 7));
    draw_text(p, QRectF(x + 32, y, 200, 14), text, small, theme[Token::text2]);
  };
  const QString widths[] = {QStringLiteral("< 1"), QStringLiteral("1\u20135"), QStringLiteral("5\u201312"), QStringLiteral("> 12")};
  for (int i = 0; i < 4; ++i)
    sample(i * 66, 76, theme[Token::edge], edge_width(i == 0 ? 0.5 : i == 1 ? 2 : i == 2 ? 6 : 20), widths[i]);
  sample(0, 97, theme[Token::edge], 2.2, FlowWords::tr("batch, by settlement file"), true);
  sample(0, 118, theme[Token::warn], 1.4, FlowWords::tr("retry path"));
  sample(108, 118, theme[Token::bad], 1.4, FlowWords::tr("to failure"));
  sample(0, 138, theme[Token::ret], 1.4, FlowWords::tr("refund"));
  draw_icon(p, QStringLiteral("clock"), QRectF(108, 139, 12, 12), theme[Token::bad]);
  draw_text(p, QRectF(126, 138, 140, 14), FlowWords::tr("beyond SLA, act on these"), small, theme[Token::text2]);
}

void DetailItem::show_node(const views::FlowNode& node, std::int64_t sla_s) {
  node_ = node;
  sla_s_ = sla_s;
  update();
}

void DetailItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  auto& p = *painter;
  const auto& theme = look_.theme;
  const QRectF box = boundingRect();
  const auto state = theme.states().look(qt(node_.status));
  draw_box(p, box, theme[Token::accentbg], theme[Token::accentline], 5);
  draw_icon(p, state.icon, QRectF(12, 11, 14, 14), theme.ink(state.tone));
  const qreal used = draw_text(p, QRectF(32, 8, 180, 20), state.label, Theme::font(12, 600), theme[Token::text]);
  QStringList facts;
  if (sla_s_ > 0)
    facts << FlowWords::tr("SLA %1").arg(age_text(sla_s_));
  facts << FlowWords::tr("%n payment(s)", nullptr, static_cast<int>(node_.count));
  if (!node_.sums.empty())
    facts << sum_text(node_.sums);
  draw_text(p, QRectF(32 + used + 10, 8, box.width() - used - 54, 20), facts.join(QStringLiteral(" \u00B7 ")), Theme::font(11), theme[Token::text2]);
  paint_ages(p);
  const double left = 282;
  draw_text(p, QRectF(left, 30, 200, 14), node_.top_errors.empty() ? FlowWords::tr("No errors in this state") : FlowWords::tr("Top errors"), Theme::font(11, 600), theme[Token::text2]);
  for (std::size_t i = 0; i < std::min<std::size_t>(node_.top_errors.size(), 3); ++i) {
    const double top = 46 + 18.0 * static_cast<double>(i);
    draw_text(p, QRectF(left, top, 160, 18), qt(node_.top_errors[i].label), Theme::font(11, i == 0 ? 600 : 400), theme[Token::text]);
    draw_text(p, QRectF(box.width() - 62, top, 50, 18), count_text(node_.top_errors[i].count), Theme::font(11, i == 0 ? 600 : 400),
              theme[Token::text], Qt::AlignRight | Qt::AlignVCenter);
  }
}

void DetailItem::paint_ages(QPainter& p) const {
  const auto& theme = look_.theme;
  std::int64_t most = 1;
  for (const auto count : node_.heat)
    most = std::max(most, count);
  const QString steps[] = {FlowWords::tr("< 25%"), FlowWords::tr("< 75%"), FlowWords::tr("< 100%"), FlowWords::tr("late"), FlowWords::tr("> 2×")};
  for (std::size_t i = 0; i < 5; ++i) {
    const auto count = i < node_.heat.size() ? node_.heat[i] : 0;
    const double height = 32.0 * static_cast<double>(count) / static_cast<double>(most), left = 12 + 50.0 * static_cast<double>(i);
    p.fillRect(QRectF(left, 82 - height, 40, std::max(height, 1.0)), theme.tokens().heat(static_cast<int>(i)));
    draw_text(p, QRectF(left - 4, 82 - height - 14, 48, 13), count_text(count), Theme::font(11), theme[Token::text], Qt::AlignCenter);
    draw_text(p, QRectF(left - 5, 85, 50, 14), steps[i], Theme::font(10), theme[Token::text2], Qt::AlignCenter);
  }
}

} // namespace paydesk::ui::lifecycle
