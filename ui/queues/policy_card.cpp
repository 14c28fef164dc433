#include "ui/queues/policy_card.h"

#include <algorithm>
#include <array>

#include <QPainter>
#include <QPainterPath>

#include "ui/format/words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {

/// The five strategies as small pictures; the one in force is framed.
class PolicyCard::Strategies : public QWidget {
 public:
  Strategies(Look look, QWidget* parent) : QWidget(parent), look_(look) { setFixedHeight(54); }
  void show(const QString& strategy) {
    chosen_ = strategy;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const auto& theme = look_.theme;
    constexpr std::array<const char*, 5> names = {"immediate", "fixed", "incremental", "exponential", "cancel"};
    const double step = (width() + 6.0) / 5;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool here = chosen_ == QLatin1String(names[i]);
      const QRectF box(step * static_cast<double>(i), 0, step - 6, 54);
      draw_box(painter, box, theme[here ? Token::accentbg : Token::surface], theme[here ? Token::accent : Token::line2], 5, here ? 1.5 : 1);
      const QColor ink = theme[here ? Token::accent : Token::text3];
      painter.setRenderHint(QPainter::Antialiasing);
      painter.setPen(QPen(ink, 1.5));
      painter.setBrush(Qt::NoBrush);
      painter.drawPath(shape(static_cast<int>(i), QRectF(box.center().x() - 16, 10, 32, 16)));
      draw_text(painter, box.adjusted(2, 32, -2, -4), strategy_name(names[i]), Theme::font(10, here ? 600 : 400), theme[here ? Token::accent : Token::text2], Qt::AlignCenter);
    }
  }

 private:
  static QPainterPath shape(int strategy, const QRectF& r) {
    QPainterPath path(r.bottomLeft());
    switch (strategy) {
    case 0:
      for (int i = 0; i < 5; ++i) {
        path.moveTo(r.left() + 3 + i * 6.5, r.bottom());
        path.lineTo(r.left() + 3 + i * 6.5, r.bottom() - 7);
      }
      break;
    case 1:
      path.moveTo(r.left(), r.center().y());
      path.lineTo(r.right(), r.center().y());
      break;
    case 2: path.lineTo(r.topRight()); break;
    case 3: path.cubicTo(r.bottomLeft() + QPointF(18, 0), r.bottomRight() - QPointF(6, 4), r.topRight()); break;
    default:
      path.lineTo(r.left() + 12, r.bottom());
      path.moveTo(r.left() + 18, r.bottom() - 10);
      path.lineTo(r.left() + 28, r.bottom());
      path.moveTo(r.left() + 28, r.bottom() - 10);
      path.lineTo(r.left() + 18, r.bottom());
    }
    return path;
  }

  Look look_;
  QString chosen_;
};

/// Base, factor, cap, jitter and retries in a row.
class PolicyCard::Measures : public QWidget {
 public:
  Measures(Look look, QWidget* parent) : QWidget(parent), look_(look) { setFixedHeight(46); }
  void show(std::vector<std::pair<QString, QString>> measures) {
    measures_ = std::move(measures);
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const auto& theme = look_.theme;
    const double step = (width() + 6.0) / static_cast<double>(std::max<std::size_t>(measures_.size(), 1));
    for (std::size_t i = 0; i < measures_.size(); ++i) {
      const double left = step * static_cast<double>(i);
      draw_text(painter, QRectF(left, 0, step - 6, 16), measures_[i].first, Theme::font(11), theme[Token::text2]);
      draw_box(painter, QRectF(left, 18, step - 6, 26), theme[Token::sunken], theme[Token::line2], 5);
      draw_text(painter, QRectF(left + 8, 18, step - 16, 26), measures_[i].second, Theme::font(12, 500), theme[Token::text]);
    }
  }

 private:
  Look look_;
  std::vector<std::pair<QString, QString>> measures_;
};

std::vector<double> longest_delays(const views::RetryPolicyView& policy) {
  std::vector<double> delays;
  double delay = static_cast<double>(policy.base_ms) / 1000;
  const double cap = static_cast<double>(policy.cap_ms) / 1000;
  for (int retry = 1; retry < std::min(policy.max_attempts, 40); ++retry) {
    delays.push_back(cap > 0 ? std::min(delay, cap) : delay);
    if (policy.strategy == "exponential")
      delay *= std::max(policy.factor, 1);
    else if (policy.strategy == "incremental")
      delay += static_cast<double>(policy.base_ms) / 1000;
  }
  return delays;
}

PolicyCard::PolicyCard(Look look, QWidget* parent) : Card(look, parent) {
  add_head(tr("Retry policy"), tr("in force"));
  auto* column = new QVBoxLayout;
  column->setContentsMargins(12, 2, 12, 8);
  column->setSpacing(8);
  strategies_ = new Strategies(look, this);
  measures_ = new Measures(look, this);
  curve_ = new BackoffCurve(look);
  column->addWidget(strategies_);
  column->addWidget(measures_);
  column->addWidget(make_label("metastrong", tr("Longest delay before each retry")));
  column->addWidget(curve_, 1);
  body()->addLayout(column, 1);
}

void PolicyCard::show_policy(const views::RetryPolicyView& policy, int attempt) {
  strategies_->show(qt(policy.strategy));
  measures_->show({{tr("Base"), duration_text(policy.base_ms)}, {tr("Factor"), QStringLiteral("\u00D7 %1").arg(policy.factor)}, {tr("Cap"), duration_text(policy.cap_ms)},
                   {tr("Jitter"), policy.jitter == "full" ? tr("full") : qt(policy.jitter)}, {tr("Tries"), QString::number(policy.max_attempts)}});
  curve_->show_policy(longest_delays(policy), static_cast<double>(policy.cap_ms) / 1000, attempt);
}

} // namespace paydesk::ui
