// How the domain's states look: word, tone and icon, as resources/states.json states them.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include "ui/theme/tokens.h"

namespace paydesk::ui {

struct StateLook {
  QString label; ///< in the current language
  QString brief; ///< for narrow places; the label where there is no shorter word
  Tone tone = Tone::neutral;
  QString icon;
};

/// Looks up states by the domain's names. Owned by the theme; immutable but for the language.
class States {
 public:
  explicit States(const QByteArray& json);

  void set_language(const QString& code) { language_ = code; }
  bool knows(const QString& state) const { return words_.contains(state); }
  /// A state that nobody described is shown by its own name, neutral.
  StateLook look(const QString& state) const;
  /// How an error class looks (domain.md §6); its label is translated.
  static StateLook error_class(const QString& name);

 private:
  struct Words {
    QString english;
    QString korean;
    QString brief_english;
    QString brief_korean;
    Tone tone = Tone::neutral;
    QString icon;
  };
  QHash<QString, Words> words_;
  QString language_ = QStringLiteral("en");
};

} // namespace paydesk::ui
