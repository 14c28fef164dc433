#include "ui/format/words.h"

#include <algorithm>
#include <span>

#include <QCoreApplication>
#include <QUuid>

#include "ui/format/words_tables.h"

namespace paydesk::ui {
namespace {

QString spaced(const std::string& code) {
  QString text = qt(code).replace(QLatin1Char('_'), QLatin1Char(' '));
  if (!text.isEmpty())
    text[0] = text[0].toUpper();
  return text;
}

const words::Word* find(std::span<const words::Word> table, std::string_view code) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& word) { return code == word.code; });
  return at == table.end() ? nullptr : &*at;
}

QString word(std::span<const words::Word> table, const std::string& code) {
  const auto* found = find(table, code);
  return found ? QCoreApplication::translate("Words", found->text) : spaced(code);
}

QString icon(std::span<const words::Word> table, const std::string& code, const char* otherwise) {
  const auto* found = find(table, code);
  return QString::fromLatin1(found && *found->icon ? found->icon : otherwise);
}

} // namespace

QString account_name(const std::string& account) {
  const auto colon = account.find(':');
  const QString name = word(words::accounts, account.substr(0, colon));
  return colon == std::string::npos ? name : name + QStringLiteral(" \u00B7 ") + qt(account.substr(colon + 1));
}

QString timeline_title(const views::TimelineEntry& entry) {
  if (entry.kind == "attempt")
    if (const auto* found = find(words::attempts, entry.code))
      return QCoreApplication::translate("Words", found->text);
  if (const auto* found = find(words::happenings, entry.code))
    return QCoreApplication::translate("Words", found->text);
  return qt(entry.title);
}

QString timeline_icon(const views::TimelineEntry& entry) {
  if (entry.superseded)
    return QStringLiteral("cancelled");
  if (!entry.error_class.empty())
    return entry.error_class == "outcome_unknown" ? QStringLiteral("unknown") : QStringLiteral("warning");
  if (entry.kind == "webhook")
    return QStringLiteral("webhook");
  if (entry.kind == "operator")
    return QStringLiteral("user");
  if (entry.kind == "alert")
    return QStringLiteral("bell");
  if (entry.kind == "settlement")
    return QStringLiteral("state-settled");
  if (entry.kind == "refund")
    return QStringLiteral("refund");
  return icon(entry.kind == "attempt" ? std::span<const words::Word>(words::attempts) : words::happenings, entry.code,
              "check");
}

QString break_type_name(const std::string& type) { return word(words::break_types, type); }
QString break_type_icon(const std::string& type) { return icon(words::break_types, type, "failed"); }
QString break_plate(const std::string& type) { return word(words::break_plates, type); }
QString resolution_name(const std::string& resolution) { return word(words::resolutions, resolution); }
QString resolution_icon(const std::string& resolution) { return icon(words::resolutions, resolution, "edit"); }
QString refund_reason_name(const std::string& reason) { return word(words::refund_reasons, reason); }
QString operation_name(const std::string& operation) { return word(words::attempts, operation); }
QString entry_kind_name(const std::string& kind) { return word(words::entry_kinds, kind); }
QString line_kind_name(const std::string& kind) {
  const bool is_short = std::any_of(std::begin(words::line_kinds), std::end(words::line_kinds),
                                    [&](const words::Word& word) { return kind == word.code; });
  return is_short ? word(words::line_kinds, kind) : entry_kind_name(kind);
}
QString strategy_name(const std::string& strategy) { return word(words::strategies, strategy); }

QString action_name(const std::string& action) {
  const auto* found = find(words::audit_actions, action);
  return found ? QCoreApplication::translate("Words", found->text) : qt(action);
}

QString outcome_name(const std::string& outcome) {
  const auto* found = find(words::audit_outcomes, outcome);
  return found ? QCoreApplication::translate("Words", found->text) : qt(outcome);
}

QString error_sentence(const Error& error) {
  if (const auto* found = find(words::error_codes, to_string(error.code)); found && error.message.empty())
    return QCoreApplication::translate("Words", found->text);
  return qt(error.message);
}

QString short_id(const QString& kind, const QString& id, int length) {
  if (QUuid(id).isNull())
    return middle_elided(id, 14);
  QString tail = id.right(length + 1).remove(QLatin1Char('-')).right(length).toUpper();
  return kind.isEmpty() ? tail : kind + QLatin1Char('-') + tail;
}

QString middle_elided(const QString& text, int most) {
  if (text.size() <= most)
    return text;
  const int tail = (most - 1) / 2;
  return text.left(most - 1 - tail) + QChar(0x2026) + text.right(tail);
}

} // namespace paydesk::ui
