// How one cell of each kind is drawn; apart from models and views.
#pragma once

#include <QDateTime>
#include <QModelIndex>
#include <QPainter>
#include <QRectF>

#include "core/money.h"
#include "ui/theme/look.h"

namespace paydesk::ui {

inline constexpr int row_height = 28;
inline constexpr int cell_margin = 6;
inline constexpr int currency_width = 28; ///< the code behind an amount, with its gap
inline constexpr int balance_side_width = 24;     ///< the side behind a balance's currency, with its gap

/// Where and how a cell is drawn.
struct Cell {
  QPainter& painter;
  const Look& look;
  QRectF rect;          ///< without margins
  bool on_cursor = false;
  bool muted = false;   ///< stale, gone, or not yet confirmed: everything in text3
  bool secondary = false; ///< a column of lesser weight
  bool sum = false;       ///< of rows before it

  QColor ink() const;
};

void draw_text_cell(const Cell& cell, const QString& text);
void draw_id_cell(const Cell& cell, const QString& text, bool copy_glyph);
void draw_amount_cell(const Cell& cell, const Money& amount, bool with_currency = true);
/// A balance: the amount without its sign, the currency, then the side it stands on.
void draw_sided_amount_cell(const Cell& cell, const Money& balance);
void draw_state_cell(const Cell& cell, const StateLook& look);
void draw_time_cell(const Cell& cell, const QDateTime& at);
/// Right-aligned; late ages in the bad tone.
void draw_age_cell(const Cell& cell, const QDateTime& since, bool late);
void draw_countdown_cell(const Cell& cell, const QDateTime& due);
/// Filled dots for tries used, hollow for those left; "2/6" where there is no room for dots.
void draw_attempts_cell(const Cell& cell, int used, int most, bool dots);
void draw_number_cell(const Cell& cell, std::int64_t number);

/// The width that an amount needs without eliding.
int amount_cell_width(const Money& amount);

} // namespace paydesk::ui
