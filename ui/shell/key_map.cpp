#include "ui/shell/key_map.h"

#include <QPainter>

#include "ui/shell/screens.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {
constexpr int column_width = 230;
constexpr int line = 26;
} // namespace

KeyMap::KeyMap(Look look, const QString& screen, std::vector<KeyHint> here, QWidget* parent)
    : QWidget(parent), look_(look), screen_(screen), here_(std::move(here)) {
  setObjectName(QStringLiteral("keyMap"));
  setFocusPolicy(Qt::StrongFocus);
  everywhere_ = {{tr("Ctrl K"), tr("commands, find an id")},
                 {QStringLiteral("/"), tr("filter")},
                 {QStringLiteral("J K"), tr("next, previous row")},
                 {QStringLiteral("X"), tr("tick")},
                 {tr("Shift J K"), tr("tick on the way")},
                 {tr("Enter"), tr("open")},
                 {tr("Esc"), tr("back")},
                 {tr("Ctrl C"), tr("copy the whole id")},
                 {QStringLiteral("?"), tr("this map")},
                 {tr("Ctrl Q"), tr("quit")}};
  for (const auto& entry : screen_entries)
    go_.push_back({QStringLiteral("G ") + QLatin1Char(entry.letter), screen_title(entry.screen)});
}

QSize KeyMap::sizeHint() const {
  const auto rows = std::max({everywhere_.size(), go_.size(), here_.size()});
  return {3 * column_width + 32, 76 + static_cast<int>(rows) * line};
}

void KeyMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  draw_box(painter, QRectF(rect()), theme[Token::surface], theme[Token::line2], 6);
  draw_text(painter, QRectF(20, 12, 300, 24), tr("Keys"), Theme::font(16, 600), theme[Token::text]);
  const std::pair<QString, const std::vector<KeyHint>*> columns[] = {{tr("Everywhere"), &everywhere_}, {tr("Go to"), &go_}, {screen_, &here_}};
  double left = 20;
  for (const auto& [title, hints] : columns) {
    draw_text(painter, QRectF(left, 44, column_width, 18), title, Theme::font(11, 600), theme[Token::text2]);
    double top = 66;
    for (const auto& hint : *hints) {
      draw_key_cap(painter, left, top + 11, hint.keys, theme[Token::text2], theme[Token::line2]);
      draw_text(painter, QRectF(left + 76, top, column_width - 84, 22), hint.does, Theme::font(12), theme[Token::text]);
      top += line;
    }
    left += column_width;
  }
}

} // namespace paydesk::ui
