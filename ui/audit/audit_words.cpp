#include "ui/audit/audit_words.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include "ui/format/sentences.h"
#include "ui/format/words.h"

namespace paydesk::ui {
namespace {

/// The context of this file's words.
struct AuditWords {
  Q_DECLARE_TR_FUNCTIONS(AuditWords)
};

QString kind_name(const QString& kind) {
  if (kind == QLatin1String("break"))
    return AuditWords::tr("Break");
  if (kind == QLatin1String("file"))
    return AuditWords::tr("File");
  if (kind == QLatin1String("run"))
    return AuditWords::tr("Run");
  if (kind == QLatin1String("payment"))
    return AuditWords::tr("Payment");
  if (kind == QLatin1String("refund"))
    return AuditWords::tr("Refund");
  if (kind == QLatin1String("queue") || kind == QLatin1String("job"))
    return AuditWords::tr("Job");
  return kind;
}

QString detail_name(const QString& key) {
  if (key == QLatin1String("reason"))
    return AuditWords::tr("reason");
  if (key == QLatin1String("type"))
    return AuditWords::tr("type");
  if (key == QLatin1String("resolution"))
    return AuditWords::tr("resolution");
  if (key == QLatin1String("at_stake"))
    return AuditWords::tr("at stake");
  if (key == QLatin1String("name"))
    return AuditWords::tr("file");
  if (key == QLatin1String("format"))
    return AuditWords::tr("format");
  if (key == QLatin1String("what"))
    return AuditWords::tr("result");
  return QString(key).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString detail_value(const QString& key, const QJsonValue& value) {
  if (value.isObject())
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
  const QString text = value.toVariant().toString();
  if (text.isEmpty())
    return text;
  if (key == QLatin1String("type"))
    return break_type_name(text.toStdString());
  if (key == QLatin1String("at_stake"))
    return with_grouped_amounts(text).replace(QLatin1Char('-'), QChar(0x2212));
  return key == QLatin1String("resolution") ? resolution_name(text.toStdString()) : text;
}

} // namespace

QString audit_subject(const views::AuditRow& row) {
  const QString subject = qt(row.subject);
  const auto slash = subject.indexOf(QLatin1Char('/'));
  const QString kind = slash > 0 ? subject.left(slash) : qt(row.action).section(QLatin1Char('.'), 0, 0);
  const QString id = subject.mid(slash + 1);
  if (QUuid(id).isNull())
    return slash > 0 ? kind_name(kind) + QLatin1Char(' ') + id : id;
  return kind_name(kind) + QLatin1Char(' ') + short_id({}, id);
}

QString audit_detail(const views::AuditRow& row) {
  const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(row.detail_json));
  if (!document.isObject())
    return qt(row.detail_json);
  const auto object = document.object();
  // Why something was done and what came of it say more than what it was done to.
  QStringList keys = object.keys();
  for (const auto* first : {"resolution", "type", "name", "what", "reason"})
    if (keys.removeOne(QLatin1String(first)))
      keys.prepend(QLatin1String(first));
  QStringList parts;
  for (const auto& key : keys)
    if (const QString value = detail_value(key, object.value(key)); !value.isEmpty())
      parts << detail_name(key) + QStringLiteral(": ") + value;
  return parts.join(QStringLiteral(" \u00B7 "));
}

} // namespace paydesk::ui
