#include "tests/models/ctl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

namespace paydesk::test {

QJsonObject Outcome::json() const { return QJsonDocument::fromJson(out).object(); }

Outcome run_ctl(const QStringList& arguments, const QStringList& environment) {
  QProcess process;
  auto variables = QProcess::systemEnvironment();
  variables.append(environment);
  process.setEnvironment(variables);
  process.start(QStringLiteral(PAYDESKCTL), arguments);
  if (!process.waitForFinished(20'000)) return {-2, {}, "did not end"};
  const int exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
  return {exit, process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome CtlDesk::ctl(QStringList arguments, const char* login) const {
  arguments.prepend(QString::fromStdString(desk_.fake.token_file(login).string()));
  arguments.prepend(QStringLiteral("--token-file"));
  arguments.prepend(QString::fromStdString(desk_.fake.endpoints_file().string()));
  arguments.prepend(QStringLiteral("--endpoints"));
  return run_ctl(arguments);
}

Outcome CtlDesk::ctl(const char* arguments, const char* login) const {
  return ctl(QString::fromUtf8(arguments).split(QLatin1Char(' ')), login);
}

QString CtlDesk::first_id(const char* list, const char* key) const {
  const auto rows =
      ctl(QString::fromUtf8(list).split(QLatin1Char(' '))).json().value(QLatin1String("rows")).toArray();
  return rows.first().toObject().value(QLatin1String(key)).toString();
}

} // namespace paydesk::test
