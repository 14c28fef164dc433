#include "ui/format/explanations.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/format/money_text.h"
#include "ui/format/words.h"

namespace paydesk::ui {
namespace {

/// The contexts "Explanations" and "ExplanationWords" have the codes themselves as their sources; English has neither.
QString translated(const char* context, const std::string& code) {
  const QString text = QCoreApplication::translate(context, code.c_str());
  return text == qt(code) ? QString() : text;
}

std::string own_value(const ArgumentSpec* spec, const ExplanationValue& value, const Formats& formats, bool english) {
  if (const auto* money = std::get_if<Money>(&value))
    return money_text(*money).toStdString();
  if (const auto* at = std::get_if<Instant>(&value))
    return formats.date_time(to_date_time(*at)).toStdString();
  if (english)
    return english_value(spec, value);
  if (const auto* count = std::get_if<std::int64_t>(&value))
    return count_text(*count).toStdString();
  if (const auto* span = std::get_if<std::chrono::seconds>(&value))
    return long_age_text(span->count()).toStdString();
  if (const auto* word = std::get_if<Word>(&value))
    if (const QString text = translated("ExplanationWords", word->code); !text.isEmpty())
      return text.toStdString();
  return english_value(spec, value);
}

} // namespace

QString explanation_text(const Explanation& explanation, const Formats& formats) {
  const auto* row = find_template(explanation.code);
  const QString own = translated("Explanations", explanation.code);
  if (row == nullptr && own.isEmpty())
    return qt(explanation.text);
  const std::string pattern = own.isEmpty() ? std::string(row->english) : own.toStdString();
  return qt(fill(pattern, explanation.arguments, [&](const ArgumentSpec* spec, const ExplanationValue& value) {
    return own_value(spec, value, formats, own.isEmpty());
  }));
}

QString explanation_text(const std::vector<Explanation>& explanations, const Formats& formats, const QString& between) {
  QStringList texts;
  for (const auto& explanation : explanations)
    texts << explanation_text(explanation, formats);
  return texts.join(between);
}

} // namespace paydesk::ui
