// The language of the running console.
#pragma once

#include <QString>
#include <QTranslator>

namespace paydesk::ui {

/// Owns the installed translator. Lives in main; windows made after set() speak the language.
class Language {
 public:
  /// "en" or "ko"; anything else means English.
  void set(const QString& code);
  const QString& code() const noexcept { return code_; }

 private:
  QTranslator words_;
  QString code_;
};

} // namespace paydesk::ui
