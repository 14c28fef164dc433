#include "ui/refunds/wallet_effect.h"

#include <QPainter>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

WalletEffectRow::WalletEffectRow(Look look, const views::WalletEffect& effect, QWidget* parent)
    : QWidget(parent), look_(look), effect_(effect) {
  setFixedHeight(effect.available_after.minor < 0 ? 42 : 26);
}

void WalletEffectRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const bool below = effect_.available_after.minor < 0;
  painter.fillRect(QRect(0, 0, width(), 1), theme[Token::line]);
  const QString after = amount_text(effect_.available_after), now = amount_text(effect_.available_now);
  double right = width();
  draw_text(painter, QRectF(0, 3, right, 20), after, Theme::font(12, 600), theme[below ? Token::bad : Token::text], Qt::AlignRight | Qt::AlignVCenter);
  right -= text_width(after, Theme::font(12, 600)) + 20;
  draw_icon(painter, QStringLiteral("arrow"), QRectF(right + 4, 7, 12, 12), theme[Token::text3]);
  const double seller_end = right - text_width(now, Theme::font(12)) - 12;
  draw_text(painter, QRectF(0, 3, right, 20), now, Theme::font(12), theme[Token::text2], Qt::AlignRight | Qt::AlignVCenter);
  draw_text(painter, QRectF(0, 3, seller_end, 20), qt(effect_.seller), Theme::font(12, 500), theme[Token::text]);
  if (!below)
    return;
  draw_icon(painter, QStringLiteral("warning"), QRectF(0, 25, 12, 12), theme[Token::warn]);
  draw_text(painter, QRectF(18, 22, width() - 18, 18), tr("Below zero: later sales cover it"), Theme::font(11), theme[Token::warn]);
}

void ApprovalNotice::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), look_.theme[Token::warnbg], {}, 5);
  draw_icon(painter, QStringLiteral("nav-approvals"), QRectF(14, height() / 2.0 - 8, 16, 16), look_.theme[Token::warn]);
}

} // namespace paydesk::ui
