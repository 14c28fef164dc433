#include "ui/theme/console_style.h"

#include <QPainter>
#include <QStyleOption>

#include "ui/theme/draw.h"
#include "ui/theme/theme.h"

namespace paydesk::ui {

ConsoleStyle::ConsoleStyle(const Theme& theme) : QProxyStyle(QStringLiteral("Fusion")), theme_(theme) {}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
  switch (element) {
  case PE_FrameFocusRect:
    return;
  case PE_IndicatorCheckBox:
  case PE_IndicatorItemViewItemCheck: {
    const auto ticked = option->state & State_On       ? Tick::on
                        : option->state & State_NoChange ? Tick::partly
                                                         : Tick::off;
    draw_tick(*painter, theme_, option->rect, ticked, option->state & State_Enabled);
    return;
  }
  default:
    QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
  case PM_IndicatorWidth:
  case PM_IndicatorHeight: return 14;
  case PM_SmallIconSize: return 16;
  case PM_ButtonShiftHorizontal:
  case PM_ButtonShiftVertical: return 0;
  default: return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* result) const {
  switch (hint) {
  case SH_EtchDisabledText:
  case SH_ItemView_ActivateItemOnSingleClick: return 0;
  case SH_ComboBox_Popup: return 0;
  case SH_ToolTip_WakeUpDelay: return 400;
  default: return QProxyStyle::styleHint(hint, option, widget, result);
  }
}

} // namespace paydesk::ui
