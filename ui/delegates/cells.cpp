#include "ui/delegates/cells.h"

#include <algorithm>
#include <cmath>

#include "ui/format/money_text.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

QColor Cell::ink() const {
  return look.theme[muted ? Token::text3 : secondary ? Token::text2 : Token::text];
}

void draw_text_cell(const Cell& cell, const QString& text) {
  draw_text(cell.painter, cell.rect, text, Theme::font(12, cell.sum ? 600 : 400), cell.ink());
}

void draw_id_cell(const Cell& cell, const QString& text, bool copy_glyph) {
  const QRectF room = copy_glyph ? cell.rect.adjusted(0, 0, -16, 0) : cell.rect;
  const qreal used = draw_text(cell.painter, room, text, Theme::mono(11), cell.ink(), Qt::AlignLeft | Qt::AlignVCenter,
                               Qt::ElideMiddle);
  if (copy_glyph)
    draw_icon(cell.painter, QStringLiteral("copy"), QRectF(room.left() + used + 3, cell.rect.center().y() - 6, 12, 12),
              cell.look.theme[Token::text3]);
}

void draw_amount_cell(const Cell& cell, const Money& amount, bool with_currency) {
  const QRectF code(cell.rect.right() - currency_width + 4, cell.rect.top(), currency_width - 2, cell.rect.height());
  const QRectF number(cell.rect.left(), cell.rect.top(), cell.rect.width() - (with_currency ? currency_width : 0), cell.rect.height());
  const bool quiet = amount.minor == 0;
  draw_text(cell.painter, number, amount_text(amount), Theme::font(12, cell.sum ? 600 : quiet ? 400 : 500), quiet ? cell.look.theme[Token::text3] : cell.ink(),
            Qt::AlignRight | Qt::AlignVCenter, Qt::ElideLeft);
  if (is_set(amount) && with_currency)
    draw_text(cell.painter, code, currency_code(amount.currency), Theme::font(10), cell.look.theme[Token::text3]);
}

void draw_sided_amount_cell(const Cell& cell, const Money& balance) {
  Cell amount{cell.painter, cell.look, cell.rect.adjusted(0, 0, -balance_side_width, 0), cell.on_cursor, cell.muted, cell.secondary};
  draw_amount_cell(amount, {balance.minor < 0 ? -balance.minor : balance.minor, balance.currency});
  const QRectF side(cell.rect.right() - balance_side_width + 5, cell.rect.top(), balance_side_width, cell.rect.height());
  draw_text(cell.painter, side, side_text(balance), Theme::font(11, 500), cell.look.theme[cell.muted ? Token::text3 : Token::text2]);
}

int amount_cell_width(const Money& amount) {
  return text_width(amount_text(amount), Theme::font(12, 500)) + currency_width;
}

void draw_state_cell(const Cell& cell, const StateLook& state) {
  const QPointF at(cell.rect.left(), std::floor(cell.rect.center().y()) - 10);
  StateLook shown = state;
  if (pill_width(state) > cell.rect.width())
    shown.label = state.brief;
  draw_pill(cell.painter, cell.look.theme, at, shown, cell.on_cursor ? cell.look.theme[Token::surface] : QColor(),
            static_cast<int>(cell.rect.width()));
}

void draw_time_cell(const Cell& cell, const QDateTime& at) {
  draw_text(cell.painter, cell.rect, cell.look.formats.brief(at), Theme::font(12),
            cell.look.theme[cell.muted ? Token::text3 : Token::text2]);
}

void draw_age_cell(const Cell& cell, const QDateTime& since, bool late) {
  const auto& theme = cell.look.theme;
  const QColor color = late && !cell.muted ? theme[Token::bad] : theme[cell.muted ? Token::text3 : Token::text2];
  draw_text(cell.painter, cell.rect, since.isValid() ? age_text(seconds_since(since)) : QStringLiteral("\u2013"),
            Theme::font(12, late ? 600 : 400), color, Qt::AlignRight | Qt::AlignVCenter);
}

void draw_countdown_cell(const Cell& cell, const QDateTime& due) {
  const QString text = due.isValid() ? countdown_text(-seconds_since(due)) : QStringLiteral("\u2013");
  draw_text(cell.painter, cell.rect, text, Theme::font(12, 500), cell.ink(), Qt::AlignRight | Qt::AlignVCenter);
}

void draw_attempts_cell(const Cell& cell, int used, int most, bool dots) {
  const auto& theme = cell.look.theme;
  if (!dots || most <= 0) {
    const bool plain = used <= 1;
    const QString text = used <= 0 ? QStringLiteral("\u2013")
                         : plain   ? QString::number(used)
                                   : QStringLiteral("%1/%2").arg(used).arg(std::max(most, used));
    draw_text(cell.painter, cell.rect, text, Theme::font(12), theme[plain ? Token::text3 : Token::text],
              Qt::AlignRight | Qt::AlignVCenter);
    return;
  }
  const qreal step = std::min(9.0, cell.rect.width() / most);
  const QColor color = theme[most - used == 1 ? Token::warn : cell.muted ? Token::text3 : Token::neutral];
  cell.painter.save();
  cell.painter.setRenderHint(QPainter::Antialiasing);
  for (int i = 0; i < most; ++i) {
    const QRectF dot(cell.rect.left() + i * step, cell.rect.center().y() - 3, 6, 6);
    cell.painter.setPen(i < used ? QPen(Qt::NoPen) : QPen(theme[Token::ctl], 1));
    cell.painter.setBrush(i < used ? QBrush(color) : QBrush(Qt::NoBrush));
    cell.painter.drawEllipse(i < used ? dot : dot.adjusted(0.5, 0.5, -0.5, -0.5));
  }
  cell.painter.restore();
}

void draw_number_cell(const Cell& cell, std::int64_t number) {
  draw_text(cell.painter, cell.rect, number == 0 ? QStringLiteral("\u2013") : count_text(number), Theme::font(12),
            number == 0 ? cell.look.theme[Token::text3] : cell.ink(), Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace paydesk::ui
