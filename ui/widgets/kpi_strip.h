// Figures side by side in one card.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

/// One figure: label above, value large, an aside behind or below it.
struct Kpi {
  QString label;
  QString value;
  QString aside;
  QString tip; ///< the exact figures
  Token value_color = Token::text;
  Token aside_color = Token::text2;
  QString icon; ///< in front of the value
  bool small_value = false;
  QString key; ///< what a click on it means
};

/// Paints figures with widths by their content. Emits what was clicked.
class KpiStrip : public QWidget {
  Q_OBJECT

 public:
  explicit KpiStrip(Look look, QWidget* parent = nullptr);
  void show_figures(std::vector<Kpi> figures);
  const std::vector<Kpi>& figures() const noexcept { return figures_; }
  QSize sizeHint() const override { return {600, 56}; }

 Q_SIGNALS:
  void clicked(const QString& key);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  /// Left edges of the figures and the right end.
  std::vector<int> edges() const;
  int figure_at(int x) const;

  Look look_;
  std::vector<Kpi> figures_;
};

} // namespace paydesk::ui
