#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLocale>

namespace paydesk::ui {

void Language::set(const QString& code) {
  code_ = code == QLatin1String("ko") ? QStringLiteral("ko") : QStringLiteral("en");
  QCoreApplication::removeTranslator(&words_);
  if (!words_.load(QStringLiteral(":/paydesk/translations/paydesk_%1.qm").arg(code_)))
    qWarning("no translation for %s", qPrintable(code_));
  QCoreApplication::installTranslator(&words_);
}

} // namespace paydesk::ui
