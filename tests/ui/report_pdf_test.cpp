// Printed reports: nothing of them is cut off, every page says what it belongs to, and no file is left half.
#include <csignal>

#include <sys/resource.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/pdf_text.h"
#include "tests/ui/ui_tests.h"
#include "ui/reports/report_layout.h"
#include "ui/reports/report_pdf.h"

namespace paydesk::ui::tests {
namespace {

ReportSheet sheet(int rows) {
  ReportSheet made;
  made.title = QStringLiteral("Account statement");
  made.facts = {{QStringLiteral("Account"), QStringLiteral("Wallet \u00B7 \uC81C\uC8FC\uB2F4\uB2E4")}, {QStringLiteral("Made for"), QStringLiteral("ann")}};
  made.checksum_name = QStringLiteral("SHA-256 of the rows");
  made.checksum = QString(64, QLatin1Char('a'));
  made.made = QStringLiteral("Made 2026-11-30 12:31:04 UTC for ann");
  made.page = QStringLiteral("Page %1 of %2");
  made.columns = {{QStringLiteral("Booked"), false, false}, {QStringLiteral("Description"), false, false}, {QStringLiteral("Payment"), false, true}, {QStringLiteral("Amount"), true, false}};
  for (int row = 0; row < rows; ++row)
    made.rows.push_back({{QStringLiteral("2026-11-%1").arg(row % 28 + 1, 2, 10, QLatin1Char('0')), QStringLiteral("capture number %1").arg(row),
                          QStringLiteral("0192f001-0000-7000-8000-%1").arg(row, 12, 10, QLatin1Char('0')), QStringLiteral("1,284,%1.00").arg(row, 3, 10, QLatin1Char('0'))},
                         false});
  made.rows.push_back({{QStringLiteral("Total"), {}, {}, QStringLiteral("\u2212987,654,321.00")}, true});
  return made;
}

} // namespace

class ReportPdfTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  Theme theme_;
  FileWork::Progress progress_{[](int, int) {}};

  QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }

 private Q_SLOTS:
  void everything_that_a_report_says_can_be_read() {
    QCOMPARE(save_pdf(sheet(3), theme_.light(), path("one.pdf"), progress_), QString());
    const QString text = pdf_text(path("one.pdf"));
    for (const auto& words : {QStringLiteral("Paydesk"), QStringLiteral("Account statement"), QStringLiteral("\uC81C\uC8FC\uB2F4\uB2E4"), QStringLiteral("ann"), QString(64, QLatin1Char('a')),
                              QStringLiteral("Page 1 of 1"), QStringLiteral("Made 2026-11-30 12:31:04 UTC for ann"), QStringLiteral("capture number 2"), QStringLiteral("0192f001-0000-7000-8000-000000000002"),
                              QStringLiteral("1,284,002.00"), QStringLiteral("\u2212987,654,321.00"), QStringLiteral("Total")})
      QVERIFY2(text.contains(words), qPrintable(words + QStringLiteral(" is not in\n") + text));
  }

  void every_page_has_its_number_and_the_columns() {
    QCOMPARE(save_pdf(sheet(200), theme_.light(), path("many.pdf"), progress_), QString());
    auto pages = pdf_text(path("many.pdf")).split(QLatin1Char('\f'));
    pages.removeLast(); // after the last form feed
    QVERIFY(pages.size() > 2);
    for (qsizetype i = 0; i < pages.size(); ++i) {
      QVERIFY2(pages[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages.size())), qPrintable(pages[i]));
      QVERIFY2(pages[i].contains(QStringLiteral("Description")), qPrintable(pages[i]));
    }
    const QString all = pages.join(QLatin1Char('\n'));
    for (int row = 0; row < 200; ++row)
      QCOMPARE(all.count(QStringLiteral("1,284,%1.00").arg(row, 3, 10, QLatin1Char('0'))), 1);
  }

  void figures_end_at_one_line_and_are_never_cut() {
    auto wide = sheet(2);
    for (int i = 0; i < 5; ++i) {
      wide.columns.push_back({QStringLiteral("More %1").arg(i), true, false});
      for (auto& row : wide.rows)
        row.cells << QStringLiteral("9,999,999,999,999.%1").arg(i, 3, 10, QLatin1Char('0'));
    }
    QVERIFY(ReportLayout(wide).is_wide());
    QCOMPARE(save_pdf(wide, theme_.light(), path("wide.pdf"), progress_), QString());
    const QString text = pdf_text(path("wide.pdf"));
    for (int i = 0; i < 5; ++i)
      QCOMPARE(text.count(QStringLiteral("9,999,999,999,999.%1").arg(i, 3, 10, QLatin1Char('0'))), 3);
    const ReportLayout layout(wide);
    for (const auto& column : layout.columns())
      QVERIFY(column.left + column.width <= layout.page().width() - ReportLayout::margin + 1);
  }

  void a_long_text_goes_on_in_the_next_line() {
    auto long_one = sheet(1);
    QStringList words;
    for (int i = 0; i < 60; ++i)
      words << QStringLiteral("word%1").arg(i);
    long_one.rows[0].cells[1] = words.join(QLatin1Char(' '));
    QCOMPARE(save_pdf(long_one, theme_.light(), path("long.pdf"), progress_), QString());
    const QString text = pdf_text(path("long.pdf"));
    for (const auto& word : std::as_const(words))
      QVERIFY2(text.contains(word), qPrintable(word));
    QVERIFY2(text.contains(QStringLiteral("2026-11-01")) && text.contains(QStringLiteral("0192f001-0000-7000-8000-000000000000")), "others gave way to it");
  }

  void a_report_without_rows_is_a_page() {
    auto none = sheet(0);
    none.rows.clear();
    QCOMPARE(save_pdf(none, theme_.light(), path("none.pdf"), progress_), QString());
    QVERIFY(pdf_text(path("none.pdf")).contains(QStringLiteral("Page 1 of 1")));
  }

  void what_was_stopped_leaves_the_old_file_and_nothing_else() {
    QFile old(path("kept.pdf"));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("mine") == 4);
    old.close();
    FileWork::Progress* running = nullptr;
    FileWork::Progress stopped([&running](int done, int) {
      if (done == 2)
        running->stop();
    });
    running = &stopped;
    const auto before = QDir(folder_.path()).entryList(QDir::Files).size();
    QVERIFY(!save_pdf(sheet(500), theme_.light(), path("kept.pdf"), stopped).isEmpty());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("mine"));
    QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), before);
  }

  void a_place_that_cannot_be_written_is_named() {
    const QString nowhere = path("no-such-folder/x.pdf");
    const QString why = save_pdf(sheet(1), theme_.light(), nowhere, progress_);
    QVERIFY2(why.contains(nowhere) && why.contains(QStringLiteral("Nothing was saved")), qPrintable(why));
    QVERIFY(save_bytes("x", nowhere, progress_).contains(QStringLiteral("choose another folder")));
  }

  void a_full_disk_leaves_nothing() {
    // A file that may not grow past a few kilobytes is refused as a full disk refuses: in the middle of writing.
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto files = QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit little = before;
    little.rlim_cur = 4096;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);
    const QString pdf = save_pdf(sheet(300), theme_.light(), path("full.pdf"), progress_);
    const QString bytes = save_bytes(std::string(1 << 20, 'x'), path("full.xlsx"), progress_);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY2(pdf.contains(QStringLiteral("Nothing was saved")), qPrintable(pdf));
    QVERIFY2(bytes.contains(QStringLiteral("Nothing was saved")), qPrintable(bytes));
    QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden), files);
  }
};

std::unique_ptr<QObject> report_pdf_tests() { return std::make_unique<ReportPdfTest>(); }

} // namespace paydesk::ui::tests

#include "report_pdf_test.moc"
