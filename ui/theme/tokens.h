// The colours of one theme by name, as resources/themes/tokens.json states them.
#pragma once

#include <array>
#include <cstddef>

#include <QByteArray>
#include <QColor>
#include <QString>

#include "core/result.h"

namespace paydesk::ui {

enum class Token {
  bg, surface, sunken, hover, line, line2, text, text2, text3, accent, accentbg, accentline, onaccent,
  neutral, neutralbg, flight, flightbg, ok, okbg, ret, retbg, warn, warnbg, bad, badbg,
  h0, h1, h2, h3, h4, ink, edge, ctl, onbad, grid, c1, c2, c3,
};
inline constexpr std::size_t token_count = static_cast<std::size_t>(Token::c3) + 1;

/// What a coloured thing says: a foreground and a background of the same meaning.
enum class Tone { neutral, flight, ok, ret, warn, bad, accent };

/// One theme's colours. Immutable value.
class Tokens {
 public:
  /// Reads one scheme ("light", "dark"). invalid_argument names the token that is missing or not a colour.
  static Result<Tokens> parse(const QByteArray& json, const QString& scheme);

  QColor operator[](Token token) const noexcept { return colors_[static_cast<std::size_t>(token)]; }
  QColor ink(Tone tone) const noexcept;  ///< text and icons of the tone
  QColor wash(Tone tone) const noexcept; ///< its background
  /// Share of an age against the SLA: 0 (under 25 %) to 4 (over twice).
  QColor heat(int step) const noexcept;

 private:
  std::array<QColor, token_count> colors_;
};

QLatin1String token_name(Token token) noexcept;
/// The tone of that name; neutral for an unknown one.
Tone tone_named(const QString& name) noexcept;
/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor& a, const QColor& b) noexcept;
/// `over` at `share` (0 to 1) on top of `under`.
QColor mixed(const QColor& over, const QColor& under, double share) noexcept;

} // namespace paydesk::ui
