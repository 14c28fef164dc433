#include "ui/queues/psp_lanes.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/segmented.h"

namespace paydesk::ui {

PspLanes::PspLanes(Look look, QWidget* parent) : QWidget(parent), look_(look), row_(new QHBoxLayout(this)) {
  setFixedHeight(74);
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(0);
}

void PspLanes::rebuild(const std::vector<views::PspQueue>& lanes) {
  for (auto& lane : lanes_)
    lane.state->parentWidget()->deleteLater();
  lanes_.clear();
  for (const auto& facts : lanes) {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(14, 36, 8, 10);
    auto* state = new Segmented(look_.theme);
    state->set_small(true);
    state->set_segments({{QStringLiteral("run"), tr("Running"), Tone::ok, QStringLiteral("check")}, {QStringLiteral("pause"), tr("Paused"), Tone::warn, QStringLiteral("pause")}});
    column->addWidget(state, 0, Qt::AlignLeft);
    row_->addWidget(box, 1);
    lanes_.push_back({facts, state});
    connect(state, &Segmented::picked, this, [this, state, account = qt(facts.psp_account)](const QString& key) {
      // Shown as before until the daemon says otherwise.
      state->choose(key == QLatin1String("pause") ? QStringLiteral("run") : QStringLiteral("pause"));
      Q_EMIT pauseAsked(account, key == QLatin1String("pause"));
    });
  }
}

void PspLanes::show_lanes(const std::vector<views::PspQueue>& lanes, const QString& why_not) {
  const bool same = lanes.size() == lanes_.size() &&
                    std::equal(lanes.begin(), lanes.end(), lanes_.begin(), [](const auto& a, const auto& b) { return a.psp_account == b.facts.psp_account; });
  if (!same)
    rebuild(lanes);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    lanes_[i].facts = lanes[i];
    lanes_[i].state->choose(lanes[i].paused ? QStringLiteral("pause") : QStringLiteral("run"));
    lanes_[i].state->set_read_only(!why_not.isEmpty());
    lanes_[i].state->setToolTip(!why_not.isEmpty() ? why_not : lanes[i].paused ? tr("Paused by %1: %2").arg(qt(lanes[i].paused_by), qt(lanes[i].pause_reason)) : QString());
  }
  update();
}

void PspLanes::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  draw_box(painter, QRectF(rect()), theme[Token::surface], theme[Token::line], 6);
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    const auto* box = lanes_[i].state->parentWidget();
    const auto& facts = lanes_[i].facts;
    if (i > 0)
      painter.fillRect(QRect(box->x(), 1, 1, height() - 2), theme[Token::line]);
    const double left = box->x() + 14, right = box->x() + box->width() - 10;
    const bool known = facts.calls_15m > 0;
    const double rate = known ? 100.0 * static_cast<double>(facts.ok_15m) / static_cast<double>(facts.calls_15m) : 0;
    const QString aside = known ? tr("%1% ok").arg(QString::number(rate, 'f', 1)) : tr("no calls");
    const int aside_width = text_width(aside, Theme::font(11));
    const qreal used = draw_text(painter, QRectF(left, 9, right - left - aside_width - 30, 20), qt(facts.psp_account), Theme::font(12, 600), theme[Token::text]);
    draw_text(painter, QRectF(left + used + 7, 9, 60, 20), count_text(facts.waiting), Theme::font(12, 600), theme[Token::text2]);
    draw_text(painter, QRectF(right - aside_width - 1, 9, aside_width + 2, 20), aside, Theme::font(11), theme[known && rate < 95 ? Token::warn : Token::text2],
              Qt::AlignRight | Qt::AlignVCenter);
  }
}

} // namespace paydesk::ui
