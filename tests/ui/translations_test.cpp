// Both languages have words for everything that the sources ask for, and plurals that are none in brackets.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/ui/ui_tests.h"
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

  void one_is_singular_in_the_running_console() {
    Language language;
    language.set(QStringLiteral("en"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::TopBar", "%n approval(s)", nullptr, 1), QStringLiteral("1 approval"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::TopBar", "%n approval(s)", nullptr, 5), QStringLiteral("5 approvals"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::PaymentsPage", "%n payment(s)", nullptr, 1), QStringLiteral("1 payment"));
    QCOMPARE(daemon_sentence("Registration failed once so far."), QStringLiteral("Registration failed once so far."));
    language.set(QStringLiteral("ko"));
    QCOMPARE(QCoreApplication::translate("paydesk::ui::TopBar", "%n approval(s)", nullptr, 1), QStringLiteral("승인 1건"));
    QCOMPARE(brief_date_text(QStringLiteral("2026-11-22")), QStringLiteral("11.22"));
    QCOMPARE(daemon_sentence("From 5000 JPY on a second person decides."), QStringLiteral("5,000 JPY부터는 다른 사람이 결정합니다."));
    QVERIFY(daemon_sentence("Capture failed 3 times so far; the last time: 503 server_error.").contains(QStringLiteral("3번")));
    QCOMPARE(daemon_sentence("Words that nobody knows."), QStringLiteral("Words that nobody knows."));
    language.set(QStringLiteral("en"));
  }
};

std::unique_ptr<QObject> translations_tests() { return std::make_unique<TranslationsTest>(); }

} // namespace paydesk::ui::tests

#include "translations_test.moc"
