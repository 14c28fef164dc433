#include "ui/widgets/charts.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include "ui/format/money_text.h"
#include "ui/format/time_text.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {

double largest(const std::vector<ChartPoint>& points) {
  double most = 0;
  for (const auto& point : points)
    most = std::max(most, point.value);
  return most;
}

/// A round number not below the value: 1, 2 or 5 times a power of ten.
double round_up(double value) {
  if (value <= 0)
    return 1;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 2.5, 5.0, 10.0})
    if (value <= step * power)
      return step * power;
  return 10 * power;
}

void draw_grid(QPainter& painter, const Theme& theme, const QRectF& plot, double top_value) {
  for (const double share : {0.0, 0.5, 1.0})
    painter.fillRect(QRectF(plot.left(), std::round(plot.bottom() - plot.height() * share), plot.width(), 1), theme[Token::grid]);
  draw_text(painter, QRectF(plot.left(), plot.top() - 14, 80, 14), compact_count(std::llround(top_value)), Theme::font(10),
            theme[Token::text3]);
}

void draw_ends(QPainter& painter, const Theme& theme, const QRectF& plot, const QString& first, const QString& last) {
  const QRectF labels(plot.left(), plot.bottom() + 2, plot.width(), 14);
  draw_text(painter, labels, first, Theme::font(10), theme[Token::text3]);
  draw_text(painter, labels, last, Theme::font(10), theme[Token::text3], Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace

HourBars::HourBars(Look look, QWidget* parent) : QWidget(parent), look_(look) { setMinimumHeight(80); }

void HourBars::show_points(std::vector<ChartPoint> points) {
  points_ = std::move(points);
  update();
}

void HourBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const QRectF plot = QRectF(rect()).adjusted(12, 18, -12, -20);
  const double top = round_up(largest(points_));
  draw_grid(painter, theme, plot, top);
  if (points_.empty())
    return;
  const double step = plot.width() / static_cast<double>(points_.size());
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const double height = plot.height() * points_[i].value / top;
    QColor color = theme[Token::c1];
    if (i + 1 == points_.size())
      color = mixed(color, theme[Token::surface], 0.45);
    painter.fillRect(QRectF(plot.left() + step * static_cast<double>(i), plot.bottom() - height, std::max(2.0, step - 2), height), color);
  }
  draw_ends(painter, theme, plot, points_.front().label, points_.back().label);
}

AreaLine::AreaLine(Look look, Tone tone, QWidget* parent) : QWidget(parent), look_(look), tone_(tone) {}

void AreaLine::show_points(std::vector<ChartPoint> points) {
  points_ = std::move(points);
  update();
}

void AreaLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const QRectF plot = axis_ ? QRectF(rect()).adjusted(12, 18, -16, -20) : QRectF(rect()).adjusted(1, 4, -5, -2);
  const double top = axis_ ? round_up(largest(points_)) : std::max(largest(points_), 1.0);
  if (axis_)
    draw_grid(painter, theme, plot, top);
  if (points_.size() < 2)
    return;
  QPainterPath line;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const QPointF at(plot.left() + plot.width() * static_cast<double>(i) / static_cast<double>(points_.size() - 1),
                     plot.bottom() - plot.height() * points_[i].value / top);
    i == 0 ? line.moveTo(at) : line.lineTo(at);
  }
  QPainterPath area = line;
  area.lineTo(plot.bottomRight());
  area.lineTo(plot.bottomLeft());
  QColor wash = theme.ink(tone_);
  wash.setAlphaF(0.14f);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillPath(area, wash);
  painter.strokePath(line, QPen(theme.ink(tone_), 1.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
  painter.setBrush(theme.ink(tone_));
  painter.setPen(Qt::NoPen);
  painter.drawEllipse(line.currentPosition(), 2.5, 2.5);
  if (!axis_)
    return;
  draw_ends(painter, theme, plot, points_.front().label, points_.back().label);
  const QPointF end = line.currentPosition();
  const QString last = compact_count(std::llround(points_.back().value));
  const QRectF plate(end.x() - text_width(last, Theme::font(11, 600)) - 2, std::max(end.y() - 22, 0.0), text_width(last, Theme::font(11, 600)) + 6, 14);
  painter.fillRect(plate, theme[Token::surface]);
  draw_text(painter, plate, last, Theme::font(11, 600), theme[Token::text], Qt::AlignCenter);
}

HeatBars::HeatBars(Look look, QWidget* parent) : QWidget(parent), look_(look) {}

void HeatBars::show_points(std::vector<ChartPoint> points) {
  points_ = std::move(points);
  update();
}

void HeatBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  int names = 0;
  for (const auto& point : points_)
    names = std::max(names, text_width(point.label, Theme::font(12)));
  const double left = 12 + names + 14, most = std::max(1.0, largest(points_));
  const double room = width() - left - 12 - 40;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const double top = 6 + 25.0 * static_cast<double>(i);
    draw_text(painter, QRectF(12, top, names + 2, 20), points_[i].label, Theme::font(12), theme[Token::text2]);
    const double length = std::max(points_[i].value > 0 ? 3.0 : 0.0, room * points_[i].value / most);
    painter.fillRect(QRectF(left, top + 5, length, 10), theme.tokens().heat(static_cast<int>(i) + 1));
    draw_text(painter, QRectF(left + length + 8, top, 40, 20), count_text(std::llround(points_[i].value)), Theme::font(12, 600), theme[Token::text]);
  }
}

BackoffCurve::BackoffCurve(Look look, QWidget* parent) : QWidget(parent), look_(look) { setMinimumHeight(120); }

void BackoffCurve::show_policy(std::vector<double> longest_s, double cap_s, int now) {
  longest_ = std::move(longest_s);
  cap_ = cap_s;
  now_ = now;
  update();
}

void BackoffCurve::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const QRectF plot = QRectF(rect()).adjusted(44, 20, -12, -20);
  if (longest_.size() < 2)
    return;
  const double top = std::max(cap_ * 1.05, 1.0);
  const auto at = [&](std::size_t i, double value) {
    return QPointF(plot.left() + plot.width() * static_cast<double>(i) / static_cast<double>(longest_.size() - 1),
                   plot.bottom() - plot.height() * value / top);
  };
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = plot.bottom() - plot.height() * cap_ * share / top;
    if (share < 1)
      painter.fillRect(QRectF(plot.left(), std::round(y), plot.width(), 1), theme[Token::grid]);
    draw_text(painter, QRectF(0, y - 7, 38, 14), duration_text(std::llround(cap_ * share * 1000)), Theme::font(10), theme[Token::text3],
              Qt::AlignRight | Qt::AlignVCenter);
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme[Token::c3], 1.2, Qt::DashLine));
  painter.drawLine(at(0, cap_), at(longest_.size() - 1, cap_));
  QPainterPath line(at(0, longest_[0]));
  for (std::size_t i = 1; i < longest_.size(); ++i)
    line.lineTo(at(i, longest_[i]));
  QPainterPath band = line;
  band.lineTo(plot.bottomRight());
  band.lineTo(plot.bottomLeft());
  QColor wash = theme[Token::c1];
  wash.setAlphaF(0.14f);
  painter.fillPath(band, wash);
  painter.strokePath(line, QPen(theme[Token::c1], 1.6));
  for (std::size_t i = 0; i < longest_.size(); ++i) {
    const bool here = static_cast<int>(i) + 1 == now_;
    painter.setPen(QPen(theme[Token::c1], here ? 2 : 0));
    painter.setBrush(here ? theme[Token::surface] : theme[Token::c1]);
    painter.drawEllipse(at(i, longest_[i]), here ? 4 : 2.5, here ? 4 : 2.5);
    draw_text(painter, QRectF(at(i, 0).x() - 12, plot.bottom() + 3, 24, 14), QString::number(i + 1), Theme::font(10, here ? 600 : 400),
              theme[here ? Token::text : Token::text3], Qt::AlignCenter);
  }
  draw_text(painter, QRectF(plot.left() + 4, at(0, cap_).y() - 15, 200, 14),
            QCoreApplication::translate("BackoffCurve", "cap %1").arg(duration_text(std::llround(cap_ * 1000))), Theme::font(10),
            theme[Token::text2]);
}

} // namespace paydesk::ui
