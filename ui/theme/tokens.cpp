#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

#include <QJsonDocument>
#include <QJsonObject>

namespace paydesk::ui {
namespace {

constexpr std::array<const char*, token_count> names = {
    "bg", "surface", "sunken", "hover", "line", "line2", "text", "text2", "text3", "accent", "accentbg", "accentline",
    "onaccent", "neutral", "neutralbg", "flight", "flightbg", "ok", "okbg", "ret", "retbg", "warn", "warnbg", "bad",
    "badbg", "h0", "h1", "h2", "h3", "h4", "ink", "edge", "ctl", "onbad", "grid", "c1", "c2", "c3"};

double luminance(const QColor& color) noexcept {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

struct ToneTokens {
  const char* name;
  Token ink;
  Token wash;
};
constexpr std::array<ToneTokens, 7> tones = {{{"neutral", Token::neutral, Token::neutralbg},
                                              {"flight", Token::flight, Token::flightbg},
                                              {"ok", Token::ok, Token::okbg},
                                              {"ret", Token::ret, Token::retbg},
                                              {"warn", Token::warn, Token::warnbg},
                                              {"bad", Token::bad, Token::badbg},
                                              {"accent", Token::accent, Token::accentbg}}};

} // namespace

Result<Tokens> Tokens::parse(const QByteArray& json, const QString& scheme) {
  const auto colors = QJsonDocument::fromJson(json).object().value(scheme).toObject();
  Tokens tokens;
  for (std::size_t i = 0; i < token_count; ++i) {
    const QColor color(colors.value(QLatin1String(names[i])).toString());
    if (!color.isValid())
      return invalid(scheme.toStdString() + "." + names[i], "The theme has no such colour.");
    tokens.colors_[i] = color;
  }
  return tokens;
}

QColor Tokens::ink(Tone tone) const noexcept { return (*this)[tones[static_cast<std::size_t>(tone)].ink]; }

QColor Tokens::wash(Tone tone) const noexcept { return (*this)[tones[static_cast<std::size_t>(tone)].wash]; }

QColor Tokens::heat(int step) const noexcept {
  return colors_[static_cast<std::size_t>(Token::h0) + static_cast<std::size_t>(std::clamp(step, 0, 4))];
}

QLatin1String token_name(Token token) noexcept { return QLatin1String(names[static_cast<std::size_t>(token)]); }

Tone tone_named(const QString& name) noexcept {
  for (std::size_t i = 0; i < tones.size(); ++i)
    if (name == QLatin1String(tones[i].name))
      return static_cast<Tone>(i);
  return Tone::neutral;
}

double contrast(const QColor& a, const QColor& b) noexcept {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor& over, const QColor& under, double share) noexcept {
  const auto mix = [share](float a, float b) { return static_cast<float>(a * share + b * (1.0 - share)); };
  return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                          mix(over.blueF(), under.blueF()));
}

} // namespace paydesk::ui
