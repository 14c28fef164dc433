#include "ui/widgets/button.h"

#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

Button::Button(const Theme& theme, Kind kind, const QString& text, QWidget* parent)
    : QAbstractButton(parent), theme_(theme), kind_(kind) {
  setText(text);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAttribute(Qt::WA_Hover);
  if (kind == Kind::link)
    setCursor(Qt::PointingHandCursor);
}

void Button::set_icon(const QString& name) {
  icon_ = name;
  updateGeometry();
}

void Button::set_icon_behind(const QString& name) {
  icon_behind_ = name;
  updateGeometry();
}

void Button::set_key(const QString& key) {
  key_ = key;
  updateGeometry();
}

void Button::set_count(const QString& count) {
  count_ = count;
  updateGeometry();
  update();
}

void Button::set_small(bool small) {
  small_ = small;
  updateGeometry();
}

void Button::set_pill(bool pill) {
  pill_ = pill;
  small_ = pill;
  updateGeometry();
}

void Button::set_kind(Kind kind) {
  kind_ = kind;
  update();
}

void Button::set_words(const QString& text) {
  setText(text);
  updateGeometry();
  update();
}

void Button::set_chosen(bool chosen) {
  chosen_ = chosen;
  update();
}

void Button::set_why_not(const QString& reason) {
  why_not_ = reason;
  setEnabled(reason.isEmpty());
  setToolTip(reason);
  update();
}

QFont Button::text_font() const {
  return Theme::font(12, kind_ == Kind::primary ? 600 : kind_ == Kind::ghost ? 400 : 500);
}

QSize Button::sizeHint() const {
  const bool bare = kind_ == Kind::link;
  int width = bare ? 2 : icon_.isEmpty() ? 22 : 20;
  if (!icon_.isEmpty())
    width += 14 + (text().isEmpty() ? 0 : 6);
  width += text_width(text(), text_font());
  if (!count_.isEmpty())
    width += 6 + text_width(count_, text_font());
  if (!key_.isEmpty())
    width += 8 + key_cap_width(key_);
  if (!icon_behind_.isEmpty())
    width += 6 + 14;
  return {width, bare ? 20 : small_ ? 24 : 28};
}

Button::Colors Button::colors() const {
  const bool down = isDown() || underMouse();
  if (!isEnabled())
    return {kind_ == Kind::link || kind_ == Kind::ghost ? QColor() : theme_[Token::sunken],
            kind_ == Kind::link || kind_ == Kind::ghost ? QColor() : theme_[Token::line2], theme_[Token::text3],
            theme_[Token::line2]};
  if (chosen_)
    return {theme_[Token::accentbg], theme_[Token::accent], theme_[Token::accent], theme_[Token::accentline]};
  switch (kind_) {
  case Kind::primary: {
    const QColor fill = down ? mixed(theme_[Token::text], theme_[Token::accent], 0.12) : theme_[Token::accent];
    return {fill, {}, theme_[Token::onaccent], mixed(theme_[Token::onaccent], fill, 0.45)};
  }
  case Kind::secondary:
    return {theme_[down ? Token::hover : Token::surface], theme_[Token::line2], theme_[Token::text], theme_[Token::ctl]};
  case Kind::ghost:
    return {down ? theme_[Token::hover] : QColor(), {}, theme_[Token::text2], theme_[Token::line2]};
  case Kind::link: break;
  }
  return {{}, {}, theme_[Token::accent], theme_[Token::line2]};
}

void Button::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto look = colors();
  const QRectF box(rect());
  draw_box(painter, box, look.fill, look.line, pill_ ? 12 : 5);
  if (hasFocus() && kind_ != Kind::link)
    draw_box(painter, box.adjusted(2, 2, -2, -2), {}, kind_ == Kind::primary ? theme_[Token::onaccent] : theme_[Token::accent], 3);
  qreal x = kind_ == Kind::link ? 1 : (width() - sizeHint().width()) / 2.0 + (icon_.isEmpty() ? 11 : 10);
  const qreal middle = box.center().y();
  if (!icon_.isEmpty()) {
    draw_icon(painter, icon_, QRectF(x, middle - 7, 14, 14), look.text);
    x += 14 + (text().isEmpty() ? 0 : 6);
  }
  x += draw_text(painter, QRectF(x, 0, width() - x, height()), text(), text_font(), look.text);
  if (!count_.isEmpty())
    x += 6 + draw_text(painter, QRectF(x + 6, 0, width() - x - 6, height()), count_, text_font(), look.text);
  if (!key_.isEmpty()) {
    draw_key_cap(painter, x + 8, middle, key_, look.text, look.key);
    x += 8 + key_cap_width(key_);
  }
  if (!icon_behind_.isEmpty())
    draw_icon(painter, icon_behind_, QRectF(x + 6, middle - 7, 14, 14), look.text);
}

} // namespace paydesk::ui
