// The strokes that widgets, delegates and scenes share: text, icons, cards, ticks, key caps.
#pragma once

#include <cstdint>
#include <vector>

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>

#include "ui/theme/theme.h"

namespace paydesk::ui {

enum class Tick { off, partly, on };

/// One line of text inside `rect`, elided when it does not fit. Returns the width drawn.
qreal draw_text(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& color,
                Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);
/// Width of a text in that font, rounded up.
int text_width(const QString& text, const QFont& font);

/// An icon centred in `rect`, in one colour.
void draw_icon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color);

/// A filled rectangle with a hairline; either may be invalid.
void draw_box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line, qreal radius,
              qreal line_width = 1);
void draw_tick(QPainter& painter, const Theme& theme, const QRect& rect, Tick tick, bool enabled = true);

/// Width of a key cap with that text.
int key_cap_width(const QString& keys);
/// A key cap, 18 high, its left edge at `left` and centred at `middle`.
void draw_key_cap(QPainter& painter, qreal left, qreal middle, const QString& keys, const QColor& text,
                  const QColor& line);

/// Width of a state's pill with its word.
int pill_width(const StateLook& look);
/// A state's pill, 20 high, left edge at `at`. `wash` invalid: the tone's own. Returns its width.
int draw_pill(QPainter& painter, const Theme& theme, const QPointF& at, const StateLook& look,
              const QColor& wash = {}, int max_width = 1000);

/// A count on a small neutral or alarming plate, 16 high; returns its width.
int draw_count(QPainter& painter, const Theme& theme, const QPointF& at, const QString& text, Tone tone);
int count_width(const QString& text);

/// Shares of the five heat steps as one bar.
void draw_heat_bar(QPainter& painter, const Theme& theme, const QRectF& rect, const std::vector<std::int64_t>& heat);

} // namespace paydesk::ui
