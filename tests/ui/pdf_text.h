// What a PDF says, read back by another program.
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>

namespace paydesk::ui::tests {

/// The text of a PDF as it stands on the pages, form feeds between them; what went wrong instead when it is none.
inline QString pdf_text(const QString& path) {
  QProcess reader;
  reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), QStringLiteral("-enc"), QStringLiteral("UTF-8"), path, QStringLiteral("-")});
  if (!reader.waitForFinished(30'000))
    return QStringLiteral("pdftotext (package poppler-utils) does not run: ") + reader.errorString();
  return QString::fromUtf8(reader.readAllStandardOutput() + reader.readAllStandardError());
}

} // namespace paydesk::ui::tests
