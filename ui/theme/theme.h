// Colours, fonts, icons and state looks of the running console, and the switch between light and dark.
#pragma once

#include <QFont>
#include <QObject>
#include <QPixmap>

#include "ui/theme/states.h"
#include "ui/theme/tokens.h"

namespace paydesk::ui {

/// Owns the tokens of both schemes and dresses the application in the chosen one. Lives on the GUI thread; made
/// once in main and passed by reference.
class Theme : public QObject {
  Q_OBJECT

 public:
  enum class Choice { system, light, dark };

  explicit Theme(QObject* parent = nullptr);

  void choose(Choice choice);
  Choice choice() const noexcept { return choice_; }
  bool is_dark() const noexcept { return dark_now_; }

  const Tokens& tokens() const noexcept { return dark_now_ ? dark_ : light_; }
  QColor operator[](Token token) const noexcept { return tokens()[token]; }
  /// For what is printed: paper is white whatever the screen is.
  const Tokens& light() const noexcept { return light_; }
  QColor ink(Tone tone) const noexcept { return tokens().ink(tone); }
  QColor wash(Tone tone) const noexcept { return tokens().wash(tone); }

  States& states() noexcept { return states_; }
  const States& states() const noexcept { return states_; }

  /// A face of the console's own family; `px` is the height in device-independent pixels.
  static QFont font(int px, int weight = 400);
  static QFont mono(int px, int weight = 400);
  /// An icon of resources/icons in one colour; sharp at the device's pixel ratio. Null for an unknown name.
  static QPixmap icon(const QString& name, const QColor& color, int size, qreal ratio);

  /// "system", "light", "dark".
  static Choice choice_named(const QString& name) noexcept;
  static QString name_of(Choice choice);

 Q_SIGNALS:
  /// Everything that paints with tokens should paint again; style sheets have been set already.
  void changed();

 private:
  void dress();

  Tokens light_;
  Tokens dark_;
  States states_;
  Choice choice_ = Choice::system;
  bool system_dark_ = false;
  bool dark_now_ = false;
};

/// Makes the fonts that are embedded in the program known to Qt. False when one of them could not be read.
bool load_fonts();

} // namespace paydesk::ui
