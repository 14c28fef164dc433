#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/console_style.h"
#include "ui/theme/style_sheet.h"

namespace paydesk::ui {
namespace {

QByteArray resource(const char* path) {
  QFile file(QLatin1String(":/paydesk/") + QLatin1String(path));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Tokens tokens_of(const QString& scheme) {
  auto tokens = Tokens::parse(resource("themes/tokens.json"), scheme);
  if (!tokens)
    qFatal("%s: %s", tokens.error().field.c_str(), tokens.error().message.c_str());
  return *tokens;
}

QPalette palette_of(const Tokens& t) {
  QPalette palette;
  palette.setColor(QPalette::Window, t[Token::bg]);
  palette.setColor(QPalette::WindowText, t[Token::text]);
  palette.setColor(QPalette::Base, t[Token::surface]);
  palette.setColor(QPalette::AlternateBase, t[Token::sunken]);
  palette.setColor(QPalette::Text, t[Token::text]);
  palette.setColor(QPalette::PlaceholderText, t[Token::text3]);
  palette.setColor(QPalette::Button, t[Token::surface]);
  palette.setColor(QPalette::ButtonText, t[Token::text]);
  palette.setColor(QPalette::Highlight, t[Token::accent]);
  palette.setColor(QPalette::HighlightedText, t[Token::onaccent]);
  palette.setColor(QPalette::Link, t[Token::accent]);
  palette.setColor(QPalette::ToolTipBase, t[Token::ink]);
  palette.setColor(QPalette::ToolTipText, t[Token::surface]);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, t[Token::text3]);
  return palette;
}

QFont face(const QString& family, int px, int weight) {
  QFont font;
  font.setFamilies({family, QStringLiteral("Noto Sans CJK KR")});
  font.setPixelSize(px);
  font.setWeight(static_cast<QFont::Weight>(weight));
  font.setHintingPreference(QFont::PreferVerticalHinting);
  return font;
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent), light_(tokens_of(QStringLiteral("light"))), dark_(tokens_of(QStringLiteral("dark"))),
      states_(resource("states.json")),
      system_dark_(QApplication::palette().color(QPalette::Window).lightness() < 128) {
  QApplication::setStyle(new ConsoleStyle(*this));
  choose(Choice::system);
}

void Theme::choose(Choice choice) {
  choice_ = choice;
  dark_now_ = choice == Choice::dark || (choice == Choice::system && system_dark_);
  dress();
  Q_EMIT changed();
}

void Theme::dress() {
  QApplication::setFont(font(12));
  QApplication::setPalette(palette_of(tokens()));
  qApp->setStyleSheet(style_sheet(tokens()));
}

QFont Theme::font(int px, int weight) { return face(QStringLiteral("Paydesk Sans"), px, weight); }

QFont Theme::mono(int px, int weight) { return face(QStringLiteral("JetBrains Mono"), px, weight); }

QPixmap Theme::icon(const QString& name, const QColor& color, int size, qreal ratio) {
  const QString key = QStringLiteral("paydesk/%1/%2/%3/%4").arg(name, color.name(QColor::HexArgb)).arg(size).arg(ratio);
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap))
    return pixmap;
  QByteArray svg = resource(qPrintable(QStringLiteral("icons/") + name + QStringLiteral(".svg")));
  if (svg.isEmpty())
    return {};
  svg.replace("currentColor", color.name().toLatin1());
  QSvgRenderer renderer(svg);
  pixmap = QPixmap(QSize(size, size) * ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setOpacity(color.alphaF());
  renderer.render(&painter, QRectF(QPointF(), pixmap.size()));
  painter.end();
  pixmap.setDevicePixelRatio(ratio);
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

Theme::Choice Theme::choice_named(const QString& name) noexcept {
  return name == QLatin1String("light") ? Choice::light : name == QLatin1String("dark") ? Choice::dark : Choice::system;
}

QString Theme::name_of(Choice choice) {
  return choice == Choice::light  ? QStringLiteral("light")
         : choice == Choice::dark ? QStringLiteral("dark")
                                  : QStringLiteral("system");
}

bool load_fonts() {
  bool all = true;
  for (const char* name : {"PaydeskSans-Regular.otf", "PaydeskSans-Medium.otf", "PaydeskSans-SemiBold.otf",
                           "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf"})
    all = QFontDatabase::addApplicationFont(QLatin1String(":/paydesk/fonts/") + QLatin1String(name)) >= 0 && all;
  return all;
}

} // namespace paydesk::ui
