#include "ui/widgets/kpi_strip.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {

QFont value_font(const Kpi& kpi) { return kpi.small_value ? Theme::font(13, 600) : Theme::font(18, 600); }

int natural_width(const Kpi& kpi) {
  const int value = text_width(kpi.value, value_font(kpi)) + (kpi.icon.isEmpty() ? 0 : 18) +
                    (kpi.aside.isEmpty() ? 0 : 8 + text_width(kpi.aside, Theme::font(11)));
  return 28 + std::max(text_width(kpi.label, Theme::font(11)), value);
}

} // namespace

KpiStrip::KpiStrip(Look look, QWidget* parent) : QWidget(parent), look_(look) { setFixedHeight(56); }

void KpiStrip::show_figures(std::vector<Kpi> figures) {
  figures_ = std::move(figures);
  update();
}

std::vector<int> KpiStrip::edges() const {
  int wanted = 0;
  for (const auto& kpi : figures_)
    wanted += natural_width(kpi);
  std::vector<int> edges = {0};
  const double spare = (width() - wanted) / std::max<double>(1, static_cast<double>(figures_.size()));
  double x = 0;
  for (const auto& kpi : figures_) {
    x += wanted <= width() ? natural_width(kpi) + spare : static_cast<double>(natural_width(kpi)) * width() / wanted;
    edges.push_back(static_cast<int>(x));
  }
  edges.back() = width();
  return edges;
}

void KpiStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  draw_box(painter, QRectF(rect()), theme[Token::surface], theme[Token::line], 6);
  const auto at = edges();
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    const auto& kpi = figures_[i];
    const double top = (height() - 40) / 2.0;
    const QRectF box(at[i] + 14, top, at[i + 1] - at[i] - 20, 40);
    if (i > 0)
      painter.fillRect(QRect(at[i], 1, 1, height() - 2), theme[Token::line]);
    draw_text(painter, QRectF(box.left(), top, box.width(), 14), kpi.label, Theme::font(11), theme[Token::text2]);
    qreal x = box.left();
    if (!kpi.icon.isEmpty()) {
      draw_icon(painter, kpi.icon, QRectF(x, top + 21, 14, 14), theme[kpi.value_color]);
      x += 18;
    }
    x += draw_text(painter, QRectF(x, top + 17, box.right() - x, 22), kpi.value, value_font(kpi), theme[kpi.value_color]);
    draw_text(painter, QRectF(x + 8, top + 19, box.right() - x - 8, 20), kpi.aside, Theme::font(11), theme[kpi.aside_color]);
  }
}

int KpiStrip::figure_at(int x) const {
  const auto at = edges();
  for (std::size_t i = 0; i < figures_.size(); ++i)
    if (x < at[i + 1])
      return static_cast<int>(i);
  return -1;
}

bool KpiStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  const int at = figure_at(help->pos().x());
  QToolTip::showText(help->globalPos(), at < 0 ? QString() : figures_[static_cast<std::size_t>(at)].tip, this);
  return true;
}

void KpiStrip::mousePressEvent(QMouseEvent* event) {
  const int at = figure_at(static_cast<int>(event->position().x()));
  if (at >= 0 && !figures_[static_cast<std::size_t>(at)].key.isEmpty())
    Q_EMIT clicked(figures_[static_cast<std::size_t>(at)].key);
}

} // namespace paydesk::ui
