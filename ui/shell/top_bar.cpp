#include "ui/shell/top_bar.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {

QString initials(const QString& name) {
  const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  QString letters;
  for (const auto& word : words)
    if (letters.size() < 2)
      letters += word.at(0).toUpper();
  return letters;
}

} // namespace

TopBar::TopBar(Look look, QWidget* parent) : QWidget(parent), look_(look), search_(212, 8, 420, 28) { setFixedHeight(44); }

void TopBar::show_environment(const QString& tag, bool alarming) {
  tag_ = tag;
  alarming_tag_ = alarming;
  update();
}

void TopBar::show_health(const std::vector<views::PspHealth>& psps) {
  psps_ = psps;
  update();
}

void TopBar::show_approvals(std::int64_t waiting) {
  approvals_ = waiting;
  update();
}

void TopBar::show_user(const QString& name, const QString& role) {
  name_ = name;
  role_ = role;
  update();
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme[Token::surface]);
  painter.fillRect(QRect(0, height() - 1, width(), 1), look_.theme[Token::line]);
  paint_brand(painter);
  paint_search(painter);
  paint_right(painter);
}

void TopBar::paint_brand(QPainter& painter) const {
  const auto& theme = look_.theme;
  const QRectF mark(16, 14, 16, 16);
  draw_box(painter, mark, theme[Token::ink], {}, 4);
  painter.fillRect(QRectF(20, 17, 2, 10), theme[Token::surface]);
  painter.fillRect(QRectF(26, 17, 2, 10), theme[Token::surface]);
  painter.fillRect(QRectF(22, 21, 4, 2), theme[Token::surface]);
  const double name = draw_text(painter, QRectF(42, 0, 90, 43), QStringLiteral("Paydesk"), Theme::font(14, 600), theme[Token::text]);
  const double wide = text_width(tag_, Theme::font(10, 600)) + 10;
  const QRectF tag(42 + name + 9, 14, wide, 16);
  draw_box(painter, tag, {}, theme[alarming_tag_ ? Token::warn : Token::line2], 3);
  draw_text(painter, tag, tag_, Theme::font(10, 600), theme[alarming_tag_ ? Token::warn : Token::text2], Qt::AlignCenter);
}

void TopBar::paint_search(QPainter& painter) const {
  const auto& theme = look_.theme;
  draw_box(painter, QRectF(search_), theme[Token::sunken], theme[Token::line2], 5);
  draw_icon(painter, QStringLiteral("search"), QRectF(search_.left() + 9, 15, 14, 14), theme[Token::text2]);
  const QString keys = tr("Ctrl K");
  draw_text(painter, QRectF(search_.left() + 31, 8, 300, 28), tr("Go to, find an id, or run a command"), Theme::font(12), theme[Token::text3]);
  draw_key_cap(painter, search_.right() - 4 - key_cap_width(keys), 22, keys, theme[Token::text2], theme[Token::line2]);
}

void TopBar::paint_right(QPainter& painter) {
  const auto& theme = look_.theme;
  double right = width() - 16;
  const auto text = [&](const QString& words, const QFont& font, Token color) {
    const int wide = text_width(words, font);
    draw_text(painter, QRectF(right - wide, 0, wide + 1, 43), words, font, theme[color]);
    right -= wide;
  };
  const double user_end = right;
  text(role_, Theme::font(12), Token::text2);
  right -= 6;
  text(name_, Theme::font(12), Token::text);
  right -= 30;
  const QRectF face(right, 11, 22, 22);
  draw_box(painter, face, theme[Token::neutralbg], {}, 11);
  draw_text(painter, face, initials(name_), Theme::font(10, 600), theme[Token::neutral], Qt::AlignCenter);
  user_place_ = QRect(static_cast<int>(right) - 6, 4, static_cast<int>(user_end - right) + 12, 36);
  right -= 14;
  painter.fillRect(QRectF(right, 13, 1, 18), theme[Token::line2]);
  right -= 14;
  const double approvals_end = right;
  text(tr("%n approval(s)", nullptr, static_cast<int>(approvals_)), Theme::font(12), Token::text);
  right -= 20;
  draw_icon(painter, QStringLiteral("nav-approvals"), QRectF(right, 15, 14, 14), theme[approvals_ > 0 ? Token::text : Token::text2]);
  approvals_place_ = QRect(static_cast<int>(right) - 6, 4, static_cast<int>(approvals_end - right) + 12, 36);
  right -= 14;
  painter.fillRect(QRectF(right, 13, 1, 18), theme[Token::line2]);
  right -= 14;
  psp_places_.clear();
  for (auto psp = psps_.rbegin(); psp != psps_.rend() && right > search_.right() + 90; ++psp)
    right = paint_psp(painter, right, *psp) - 16;
}

double TopBar::paint_psp(QPainter& painter, double right, const views::PspHealth& psp) {
  const auto& theme = look_.theme;
  const bool quiet = psp.success_rate < 0;
  const QString rate = psp.paused ? tr("paused") : quiet ? QStringLiteral("\u2013") : QString::number(psp.success_rate * 100, 'f', 1) + QLatin1Char('%');
  const Tone tone = psp.paused || (!quiet && psp.success_rate < 0.95) ? Tone::warn : quiet ? Tone::neutral : Tone::ok;
  const QString name = qt(psp.psp_account);
  const int rate_width = text_width(rate, Theme::font(12)), name_width = text_width(name, Theme::font(12));
  const double left = right - rate_width - 5 - name_width - 13;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.ink(tone));
  if (tone == Tone::warn)
    painter.drawPolygon(QPolygonF({{left, 26}, {left + 8, 26}, {left + 4, 18}}));
  else
    painter.drawEllipse(QRectF(left + 1, 19, 6, 6));
  painter.restore();
  draw_text(painter, QRectF(left + 13, 0, name_width + 1, 43), name, Theme::font(12), theme[Token::text]);
  draw_text(painter, QRectF(right - rate_width, 0, rate_width + 1, 43), rate, Theme::font(12), theme[tone == Tone::warn ? Token::warn : Token::text2]);
  psp_places_.emplace_back(QRect(static_cast<int>(left) - 4, 4, static_cast<int>(right - left) + 8, 36), name);
  return left;
}

void TopBar::mousePressEvent(QMouseEvent* event) {
  const QPoint at = event->position().toPoint();
  if (search_.contains(at))
    Q_EMIT searchPressed();
  else if (approvals_place_.contains(at))
    Q_EMIT approvalsPressed();
  else if (user_place_.contains(at))
    Q_EMIT userPressed(mapToGlobal(QPoint(user_place_.left(), height())));
  for (const auto& [place, name] : psp_places_)
    if (place.contains(at))
      Q_EMIT pspPressed(name);
}

} // namespace paydesk::ui
