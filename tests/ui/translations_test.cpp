// Both languages have words for everything that the sources ask for, and plurals that are none in brackets.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include "core/lifecycle.h"
#include "tests/ui/ui_tests.h"
#include "ui/format/explanations.h"
#include "ui/format/sentences.h"
#include "ui/format/time_text.h"
#include "ui/shell/language.h"

namespace paydesk::ui::tests {
namespace {

struct Message {
  bool numerus = false;
  QStringList words; ///< one, or a form a number
};

QString source_folder() { return QStringLiteral(PAYDESK_SOURCE_DIR); }

/// The messages of a language by their English text; contexts are not told apart.
QMultiHash<QString, Message> messages_of(const QString& language) {
  QFile file(source_folder() + QStringLiteral("/resources/translations/paydesk_%1.ts").arg(language));
  QMultiHash<QString, Message> messages;
  if (!file.open(QIODevice::ReadOnly))
    return messages;
  QXmlStreamReader xml(&file);
  QString source;
  Message message;
  while (!xml.atEnd()) {
    xml.readNext();
    if (xml.isStartElement() && xml.name() == QLatin1String("message"))
      message = {xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes"), {}};
    else if (xml.isStartElement() && xml.name() == QLatin1String("source"))
      source = xml.readElementText();
    else if (xml.isStartElement() && xml.name() == QLatin1String("numerusform"))
      message.words << xml.readElementText();
    else if (xml.isStartElement() && xml.name() == QLatin1String("translation") && !message.numerus)
      message.words << xml.readElementText();
    else if (xml.isEndElement() && xml.name() == QLatin1String("message"))
      messages.insert(source, message);
  }
  return messages;
}

/// What a C++ literal's inside stands for: the escapes that the sources use.
QString unescaped(QString text) {
  static const QRegularExpression code(QStringLiteral("\\\\u([0-9A-Fa-f]{4})"));
  for (auto match = code.match(text); match.hasMatch(); match = code.match(text))
    text.replace(match.capturedStart(), match.capturedLength(), QChar(static_cast<ushort>(match.captured(1).toUInt(nullptr, 16))));
  return text.replace(QLatin1String("\\\""), QLatin1String("\""));
}

/// Every text that the sources have translated, and those with a number.
void read_sources(QSet<QString>& all, QSet<QString>& plural) {
  static const char* const call = "(?:\\btr\\(|translate\\(\"\\w+\", |QT_TRANSLATE_NOOP\\(\"\\w+\", )\"((?:[^\"\\\\]|\\\\.)*)\"(, nullptr)?";
  static const QRegularExpression asked(QString::fromLatin1(call));
  for (const auto* folder : {"/ui", "/app/models", "/app/session"})
    for (QDirIterator files(source_folder() + QLatin1String(folder), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
      QFile file(files.next());
      QVERIFY(file.open(QIODevice::ReadOnly));
      const QString text = QString::fromUtf8(file.readAll());
      for (auto match = asked.globalMatch(text); match.hasNext();) {
        const auto one = match.next();
        const QString source = unescaped(one.captured(1));
        all.insert(source);
        if (!one.captured(2).isEmpty())
          plural.insert(source);
      }
    }
}

} // namespace

class TranslationsTest : public QObject {
  Q_OBJECT

  QSet<QString> all_, plural_;

 private Q_SLOTS:
  void initTestCase() {
    read_sources(all_, plural_);
    QVERIFY(all_.size() > 300);
    QVERIFY(plural_.size() > 20);
  }

  void everything_has_its_korean_words() {
    const auto korean = messages_of(QStringLiteral("ko"));
    for (const auto& source : std::as_const(all_)) {
      QVERIFY2(korean.contains(source), qPrintable(source));
      for (const auto& message : korean.values(source))
        QVERIFY2(!message.words.isEmpty() && !message.words.contains(QString()), qPrintable(source));
    }
  }

  void translations_keep_the_places_of_what_is_put_in() {
    static const QRegularExpression place(QStringLiteral("%[1-9n]"));
    const auto korean = messages_of(QStringLiteral("ko"));
    for (auto one = korean.begin(); one != korean.end(); ++one)
      for (auto match = place.globalMatch(one.key()); match.hasNext();) {
        const QString wanted = match.next().captured();
        for (const auto& words : one->words)
          QVERIFY2(words.contains(wanted), qPrintable(one.key()));
      }
  }

  void numbers_have_english_plurals_without_brackets() {
    const auto english = messages_of(QStringLiteral("en"));
    for (const auto& source : std::as_const(plural_)) {
      QVERIFY2(english.contains(source), qPrintable(source));
      for (const auto& message : english.values(source)) {
        QVERIFY2(message.numerus && message.words.size() == 2, qPrintable(source));
        for (const auto& words : message.words)
          QVERIFY2(!words.contains(QLatin1String("(s)")), qPrintable(words));
      }
    }
    for (const auto& source : std::as_const(all_))
      QVERIFY2(plural_.contains(source) || !source.contains(QLatin1String("(s)")), qPrintable(source));
  }

  void every_explanation_and_word_in_it_is_known_in_both_languages() {
    static const QRegularExpression place(QStringLiteral("\\{\\w+\\}"));
    const auto places = [](const QString& text) {
      QSet<QString> found;
      for (auto match = place.globalMatch(text); match.hasNext();)
        found.insert(match.next().captured());
      return found;
    };
    Language language;
    language.set(QStringLiteral("ko"));
    for (const auto& row : explanation_templates) {
      const QString code = QString::fromUtf8(row.code.data(), static_cast<qsizetype>(row.code.size()));
      const QString korean = QCoreApplication::translate("Explanations", code.toUtf8().constData());
      QVERIFY2(korean != code && !korean.isEmpty(), qPrintable(code));
      QCOMPARE(places(korean), places(QString::fromUtf8(row.english.data(), static_cast<qsizetype>(row.english.size()))));
    }
    std::vector<std::string_view> words = {"register", "charge", "capture", "void", "refund", "query", "dispute_evidence", "dispute_accept",
                                           "declined_final", "declined_retryable", "authentication_required", "invalid_request", "rate_limited",
                                           "psp_unavailable", "outcome_unknown", "configuration", "fraud"};
    for (const auto machine : {lifecycle::Machine::charge, lifecycle::Machine::dispute})
      for (const auto& state : lifecycle::table(machine).states)
        words.push_back(state.name);
    for (const auto& word : words) {
      const QByteArray code(word.data(), static_cast<qsizetype>(word.size()));
      QVERIFY2(QCoreApplication::translate("ExplanationWords", code.constData()) != QString::fromUtf8(code), code.constData());
    }
    language.set(QStringLiteral("en"));
  }

  void explanations_are_said_from_their_codes() {
    Formats formats;
    formats.set_zone("Asia/Seoul");
    const Money much{123456789, *Currency::find("EUR")};
    const auto confirmed = say<"why.capture_confirmed">(with<"amount">(much));
    const auto failed = say<"why.failed_error">(with<"operation">("register"), with<"times">(3), with<"error">("503, %1 {times}"));
    const auto page = say<"why.awaiting_customer">(with<"until">(*parse_instant("2026-11-16T05:31:54Z")));
    const Explanation newer{"why.newer", {}, "Said by a newer daemon."};
    Language language;
    language.set(QStringLiteral("en"));
    QCOMPARE(explanation_text(confirmed, formats), QStringLiteral("The PSP confirmed the capture of 1,234,567.89 EUR."));
    QCOMPARE(explanation_text(failed, formats), QStringLiteral("Registration failed 3 times so far; the last time: 503, %1 {times}."));
    QCOMPARE(explanation_text(page, formats), QStringLiteral("The customer has not paid yet; the page is open until 2026-11-16 14:31:54."));
    QCOMPARE(explanation_text(newer, formats), QStringLiteral("Said by a newer daemon."));
    language.set(QStringLiteral("ko"));
    QCOMPARE(explanation_text(confirmed, formats), QStringLiteral("PSP가 1,234,567.89 EUR 매입을 확인했습니다."));
    QCOMPARE(explanation_text(failed, formats), QStringLiteral("등록: 지금까지 3번 실패, 마지막 오류: 503, %1 {times}."));
    QCOMPARE(explanation_text(say<"why.too_long">(with<"state">("dead_letter"), with<"waited">(std::chrono::seconds(7500)), with<"expected">(std::chrono::seconds(60))), formats),
             QStringLiteral("데드 레터 상태가 2시간 05분 지속되었습니다. 예상은 최대 1분입니다."));
    QCOMPARE(explanation_text(newer, formats), QStringLiteral("Said by a newer daemon."));
    language.set(QStringLiteral("en"));
  }

  void one_is_singular_in_the_running_console() {
    Language language;
    language.set(QStringLiteral("en"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::TopBar", "%n approval(s)", nullptr, 1), QStringLiteral("1 approval"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::TopBar", "%n approval(s)", nullptr, 5), QStringLiteral("5 approvals"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::PaymentsPage", "%n payment(s)", nullptr, 1), QStringLiteral("1 payment"));
    language.set(QStringLiteral("ko"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::TopBar", "%n approval(s)", nullptr, 1), QStringLiteral("승인 1건"));
    QCOMPARE(brief_date_text(QStringLiteral("2026-11-22")), QStringLiteral("11.22"));
    QCOMPARE(daemon_sentence("From 5000 JPY on a second person decides."), QStringLiteral("5,000 JPY부터는 다른 사람이 결정합니다."));
    QCOMPARE(daemon_sentence("From 5000 JPY on a second person decides: approver, within 24 hours. You have asked for 100 JPY of this payment before, "
                             "which counts."),
             QStringLiteral("5,000 JPY부터는 다른 사람이 결정합니다(approver, 24시간 이내). 이 결제에서 이미 요청한 100 JPY도 함께 계산됩니다."));
    QCOMPARE(daemon_sentence("seller tea has 5000 JPY for refunds, and this takes 6000 JPY"),
             QStringLiteral("판매자 tea의 환불 가능 금액은 5,000 JPY이며, 이 환불에는 6,000 JPY이 필요합니다"));
    QCOMPARE(daemon_sentence("Words that nobody knows."), QStringLiteral("Words that nobody knows."));
    language.set(QStringLiteral("en"));
  }
};

std::unique_ptr<QObject> translations_tests() { return std::make_unique<TranslationsTest>(); }

} // namespace paydesk::ui::tests

#include "translations_test.moc"
