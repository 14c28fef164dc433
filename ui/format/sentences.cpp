#include "ui/format/sentences.h"

#include <algorithm>
#include <functional>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include "ui/format/words.h"

namespace paydesk::ui {
namespace {

/// A sentence of the daemon's: %1, %2 … stand for what changes in it. The translation has the same places.
constexpr const char* patterns[] = {
    // Why a break is one, and what a resolution does. Of two that begin alike the longer stands first.
    QT_TRANSLATE_NOOP("Sentences", "The ledger has this %1 of %2 since %3; no file has brought it yet. A later file may, until %4."),
    QT_TRANSLATE_NOOP("Sentences", "The ledger has %1, the PSP settled %2: a difference of %3."),
    QT_TRANSLATE_NOOP("Sentences", "The ledger has %1, the PSP settled %2."),
    QT_TRANSLATE_NOOP("Sentences", "The ledger knows no %1 with the PSP reference %2. It could be %3: same kind and amount, nearly the same day."),
    QT_TRANSLATE_NOOP("Sentences", "The ledger knows no %1 with the PSP reference %2."),
    QT_TRANSLATE_NOOP("Sentences", "The fee is %1, by the fee schedule it should be %2."),
    QT_TRANSLATE_NOOP("Sentences", "The PSP settled this %1 before (%2); the second %3 is not ours."),
    QT_TRANSLATE_NOOP("Sentences", "The PSP settled this %1 before; the second %2 is not ours."),
    QT_TRANSLATE_NOOP("Sentences", "The checkout is known, but the ledger has no %1 of it yet; its news may still come."),
    QT_TRANSLATE_NOOP("Sentences", "The batch is worth %1, the bank has %2: a difference of %3."),
    QT_TRANSLATE_NOOP("Sentences", "The batch is worth %1, the bank has in several entries %2: a difference of %3."),
    QT_TRANSLATE_NOOP("Sentences", "The batch of %1 is not on the bank's statements up to %2."),
    QT_TRANSLATE_NOOP("Sentences", "The bank booked %1 on %2 and names no batch that Paydesk knows; it is kept in suspense."),
    QT_TRANSLATE_NOOP("Sentences", "Nothing is posted; the break waits %1 for a later file."),
    QT_TRANSLATE_NOOP("Sentences", "Nothing is posted; the break waits for the PSP's answer."),
    QT_TRANSLATE_NOOP("Sentences", "The amount is kept as owed to the PSP until it takes it back."),
    QT_TRANSLATE_NOOP("Sentences", "The line is taken into the books against suspense, until it is known whose it is."),
    QT_TRANSLATE_NOOP("Sentences", "The line is settled with the fee the PSP took, %1."),
    QT_TRANSLATE_NOOP("Sentences", "The line is settled, and %1 is written off."),
    QT_TRANSLATE_NOOP("Sentences", "The line settles %1 %2."),
    QT_TRANSLATE_NOOP("Sentences", "The PSP is no longer expected to settle it; %1 is written off. The seller's claim stays."),
    QT_TRANSLATE_NOOP("Sentences", "The batch's rest of %1 is written off."),
    QT_TRANSLATE_NOOP("Sentences", "The missing %1 is taken as the bank's fee."),
    QT_TRANSLATE_NOOP("Sentences", "The %1 too much is kept as owed to the PSP."),
    QT_TRANSLATE_NOOP("Sentences", "The entry leaves suspense as a gain or loss."),
    QT_TRANSLATE_NOOP("Sentences", "The statement is accepted as it is and its entries are posted."),
    // Why a second person decides.
    QT_TRANSLATE_NOOP("Sentences", "From %1 on a second person decides."),
    QT_TRANSLATE_NOOP("Sentences", "From %1 on a second person decides. You have asked for %2 of this payment before, which counts."),
    QT_TRANSLATE_NOOP("Sentences", "From %1 on a second person decides: %2, within %3 hours."),
    QT_TRANSLATE_NOOP("Sentences", "From %1 on a second person decides: %2, within %3 hours. You have asked for %4 of this payment before, which counts."),
    // Why a refund would be refused.
    QT_TRANSLATE_NOOP("Sentences", "seller %1 has %2 for refunds, and this takes %3"),
    QT_TRANSLATE_NOOP("Sentences", "At stake are %1: more than one person may decide alone, so a second one approves it."),
};

/// What stands in a place: an operation, a span of days, or the text itself.
QString part(const QString& text) {
  static const QRegularExpression days(QStringLiteral("^(\\d+) days?$"));
  if (const auto match = days.match(text); match.hasMatch())
    return QCoreApplication::translate("Sentences", "%n days", nullptr, match.captured(1).toInt());
  static const QRegularExpression code(QStringLiteral("^(?:refund_reversed|dispute_withdrawn|dispute_reinstated)(?=$| )"));
  if (const auto match = code.match(text); match.hasMatch())
    return entry_kind_name(match.captured().toStdString()) + text.mid(match.capturedLength());
  static const QStringList operations = {QStringLiteral("Registration"), QStringLiteral("Capture"), QStringLiteral("Void"), QStringLiteral("Refund"),
                                         QStringLiteral("Status query")};
  for (const auto& operation : operations)
    if (operation.compare(text, Qt::CaseInsensitive) == 0) {
      const QString name = QCoreApplication::translate("Words", operation.toUtf8().constData());
      return text.at(0).isUpper() ? name : name.toLower();
    }
  return text;
}

QString translated(const char* pattern) { return QCoreApplication::translate("Sentences", pattern); }

/// The expression that a pattern's sentences match; captures stand in the pattern's order.
QRegularExpression expression_of(const char* pattern) {
  QString text = QRegularExpression::escape(QString::fromUtf8(pattern));
  // escape() puts a backslash before everything that is neither a letter nor a digit.
  static const QRegularExpression place(QStringLiteral("\\\\%[1-9]"));
  text.replace(place, QStringLiteral("(.+?)"));
  return QRegularExpression(QRegularExpression::anchoredPattern(text), QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

QString with_grouped_amounts(QString text) {
  static const QRegularExpression amount(QStringLiteral("(?<![\\w.,:])(\\d{4,})(\\.\\d+)?(?= [A-Z]{3}\\b)"));
  // From the end, so that what is inserted moves nothing that is still to be looked at.
  QList<qsizetype> ends;
  for (auto match = amount.globalMatch(text); match.hasNext();) {
    const auto one = match.next();
    for (auto at = one.capturedEnd(1) - 3; at > one.capturedStart(1); at -= 3)
      ends.append(at);
  }
  std::sort(ends.begin(), ends.end(), std::greater<>());
  for (const auto at : ends)
    text.insert(at, QLatin1Char(','));
  return text;
}

QString daemon_sentence(const std::string& sentence) {
  const QString text = with_grouped_amounts(QString::fromStdString(sentence));
  for (const char* pattern : patterns) {
    const auto match = expression_of(pattern).match(text);
    if (!match.hasMatch())
      continue;
    QString words = translated(pattern);
    // All at once: what is put in may itself hold "%1".
    switch (match.lastCapturedIndex()) {
    case 0: return words;
    case 1: return words.arg(part(match.captured(1)));
    case 2: return words.arg(part(match.captured(1)), part(match.captured(2)));
    case 3: return words.arg(part(match.captured(1)), part(match.captured(2)), part(match.captured(3)));
    default: return words.arg(part(match.captured(1)), part(match.captured(2)), part(match.captured(3)), part(match.captured(4)));
    }
  }
  return text;
}

} // namespace paydesk::ui
