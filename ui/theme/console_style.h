// Fusion with the console's measures: what neither palette nor style sheet can say.
#pragma once

#include <QProxyStyle>

namespace paydesk::ui {

class Theme;

/// Paints check boxes and focus as the design asks, and leaves out what flat surfaces do not
/// have. Owned by the application; reads the theme, which must outlive it.
class ConsoleStyle : public QProxyStyle {
  Q_OBJECT

 public:
  explicit ConsoleStyle(const Theme& theme);

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* result) const override;

 private:
  const Theme& theme_;
};

} // namespace paydesk::ui
