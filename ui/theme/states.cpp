#include "ui/theme/states.h"

#include <array>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace paydesk::ui {
namespace {

struct ErrorLook {
  const char* name;
  const char* label;
  Tone tone;
  const char* icon;
};
constexpr std::array<ErrorLook, 9> errors = {{
    {"declined_final", QT_TRANSLATE_NOOP("ErrorClass", "Hard decline"), Tone::bad, "failed"},
    {"declined_retryable", QT_TRANSLATE_NOOP("ErrorClass", "Soft decline"), Tone::neutral, "cancelled"},
    {"authentication_required", QT_TRANSLATE_NOOP("ErrorClass", "Authentication"), Tone::warn, "state-authorized"},
    {"invalid_request", QT_TRANSLATE_NOOP("ErrorClass", "Invalid request"), Tone::bad, "failed"},
    {"rate_limited", QT_TRANSLATE_NOOP("ErrorClass", "Rate limit"), Tone::flight, "clock"},
    {"psp_unavailable", QT_TRANSLATE_NOOP("ErrorClass", "Temporary"), Tone::warn, "bolt"},
    {"outcome_unknown", QT_TRANSLATE_NOOP("ErrorClass", "Unknown outcome"), Tone::warn, "unknown"},
    {"configuration", QT_TRANSLATE_NOOP("ErrorClass", "Configuration"), Tone::bad, "nav-psp"},
    {"fraud", QT_TRANSLATE_NOOP("ErrorClass", "Fraud"), Tone::bad, "warning"},
}};

} // namespace

States::States(const QByteArray& json) {
  const auto all = QJsonDocument::fromJson(json).object();
  for (auto at = all.begin(); at != all.end(); ++at) {
    const auto one = at.value().toObject();
    const auto text = [&one](const char* key, const QString& otherwise = {}) {
      return one.value(QLatin1String(key)).toString(otherwise);
    };
    words_.insert(at.key(), {text("en"), text("ko"), text("brief_en", text("en")), text("brief_ko", text("ko")),
                             tone_named(text("tone")), text("icon")});
  }
}

StateLook States::look(const QString& state) const {
  const auto at = words_.constFind(state);
  if (at == words_.constEnd()) {
    const QString name = QString(state).replace(QLatin1Char('_'), QLatin1Char(' '));
    return {name, name, Tone::neutral, QStringLiteral("state-created")};
  }
  if (language_ == QLatin1String("ko"))
    return {at->korean, at->brief_korean, at->tone, at->icon};
  return {at->english, at->brief_english, at->tone, at->icon};
}

StateLook States::error_class(const QString& name) {
  for (const auto& error : errors)
    if (name == QLatin1String(error.name)) {
      const QString label = QCoreApplication::translate("ErrorClass", error.label);
      return {label, label, error.tone, QString::fromLatin1(error.icon)};
    }
  return {name, name, Tone::neutral, QStringLiteral("unknown")};
}

} // namespace paydesk::ui
