// What the command palette finds, and that navigation and fields stay apart.
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/screens.h"

namespace paydesk::ui::tests {
namespace {

PaletteItem item(const char* title, const char* why_not = "") { return {{}, QString::fromUtf8(title), {}, {}, QString::fromUtf8(why_not), [] {}}; }

QStringList titles(const std::vector<PaletteItem>& items) {
  QStringList all;
  for (const auto& one : items)
    all << one.title;
  return all;
}

} // namespace

class PaletteTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_word_must_be_found() {
    const std::vector<PaletteItem> items = {item("Go to Payments"), item("Go to Queues"), item("Refund…")};
    QCOMPARE(titles(matching(items, QStringLiteral("go pay"))), QStringList{QStringLiteral("Go to Payments")});
    QCOMPARE(matching(items, {}).size(), std::size_t{3});
    QVERIFY(matching(items, QStringLiteral("zzz")).empty());
  }

  void beginnings_of_words_come_first() {
    const std::vector<PaletteItem> items = {item("Dark theme"), item("Retry now"), item("Go to Reconciliation")};
    QCOMPARE(titles(matching(items, QStringLiteral("re"))).front(), QStringLiteral("Retry now"));
  }

  void what_cannot_be_done_comes_last() {
    const std::vector<PaletteItem> items = {item("Retry now", "Needs the role Operator"), item("Go to Reconciliation")};
    QCOMPARE(titles(matching(items, QStringLiteral("re"))).back(), QStringLiteral("Retry now"));
  }

  void case_and_korean_are_folded() {
    QCOMPARE(matching({item("Retry now")}, QStringLiteral("RETRY")).size(), std::size_t{1});
    QCOMPARE(matching({item("결제로 이동")}, QStringLiteral("이동")).size(), std::size_t{1});
  }

  void every_screen_has_its_own_letter_and_title() {
    QSet<QString> letters, titles_seen;
    for (const auto& entry : screen_entries) {
      letters.insert(QString(QLatin1Char(entry.letter)));
      titles_seen.insert(screen_title(entry.screen));
      QCOMPARE(static_cast<int>(entry_of(entry.screen).screen), static_cast<int>(entry.screen));
    }
    QCOMPARE(letters.size(), static_cast<qsizetype>(screen_entries.size()));
    QCOMPARE(titles_seen.size(), static_cast<qsizetype>(screen_entries.size()));
  }
};

std::unique_ptr<QObject> palette_tests() { return std::make_unique<PaletteTest>(); }

} // namespace paydesk::ui::tests

#include "palette_test.moc"
