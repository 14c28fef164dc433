// The Reports screen against a fake daemon: what it shows, what it saves, and what it says when it cannot.
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>

#include "tests/ui/pdf_text.h"
#include "tests/ui/stage.h"
#include "tests/ui/ui_tests.h"
#include "ui/delegates/cell_delegate.h"
#include "ui/payments/payments_page.h"
#include "ui/reports/report_form.h"
#include "ui/reports/report_kinds.h"
#include "ui/reports/report_sheet.h"
#include "ui/reports/reports_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui::tests {
namespace {

using Format = ReportSaving::Format;

QByteArray content_of(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A seller's statement with Korean in it, more rows than a page has, and a currency without decimals.
views::ReportTable seller_table(int rows) {
  const auto krw = *Currency::find("KRW");
  views::ReportTable table{"Seller statement",
                           {{"Seller", "\xEC\xA0\x9C\xEC\xA3\xBC\xEB\x8B\xB4\xEB\x8B\xA4"}},
                           {"Currency", "Booked", "Value date", "What", "Reference", "Description", "Payment", "In", "Out", "Balance"},
                           {}, 1, {}};
  const auto text = [](std::string words) { return views::ReportCell{std::move(words), {}}; };
  for (int i = 1; i <= rows; ++i)
    table.rows.push_back({text("KRW"), text("2026-11-23T07:00:00.123456Z"), text("2026-11-23"), text("Capture"), text("order-" + std::to_string(i)),
                          text("\xED\x95\x9C\xEB\xB9\x9B\xEB\xAC\xB8\xEA\xB5\xAC"), text("0192f001-0000-7000-8000-000000000001"),
                          {{}, Money{1000 + i, krw}}, {}, {{}, Money{1000 * i, krw}}});
  table.rows.push_back({text("KRW"), text("2026-11-23"), text(""), text("Closing balance"), text(""), text(""), text(""), {{}, Money{7654321, krw}},
                        {{}, Money{0, krw}}, {{}, Money{-7654321, krw}}});
  return table;
}

} // namespace

class ReportsTest : public QObject {
  Q_OBJECT

  std::unique_ptr<Stage> stage_;
  QTemporaryDir files_;

  ReportsPage* page() const { return qobject_cast<ReportsPage*>(stage_->window->page()); }
  RowTable& table() const { return page()->list().table(); }
  QString path(const char* name) const { return files_.filePath(QLatin1String(name)); }
  bool idle() const {
    return QTest::qWaitFor([this] { return !page()->saving().is_busy(); }, 20'000);
  }
  void save(Format format, const QString& to) const { page()->saving().save(format, page()->model(), to); }
  QString said() const { return stage_->part<QLabel>("savingWords")->text(); }
  void open(const std::string& login = "operator") {
    stage_ = std::make_unique<Stage>(login);
    QVERIFY(stage_->comes());
    QVERIFY(stage_->go(Screen::reports));
  }
  bool choose(const char* kind) const {
    page()->choose(QLatin1String(kind));
    return stage_->comes();
  }

 private Q_SLOTS:
  void init() { open(); }
  void cleanup() { stage_.reset(); }

  void the_trial_balance_is_what_the_daemon_said() {
    QCOMPARE(page()->model().kind(), std::string("trial_balance"));
    const auto balances = stage_->daemon.edit([](auto& books) { return books.balances; });
    const auto& model = page()->model();
    QVERIFY(model.report());
    QCOMPARE(static_cast<std::size_t>(model.loaded_count()), balances.size() + model.report()->totals);
    QVERIFY(model.report()->totals > 1);
    for (int row = 0; row < static_cast<int>(balances.size()); ++row) {
      const auto closing = model.row_at(row)->cells[5].amount;
      QCOMPARE(closing.minor, balances[static_cast<std::size_t>(row)].balance.minor);
    }
    const int last = model.loaded_count() - 1;
    QVERIFY(model.index(last, 0).data(models::SumRole).toBool());
    QCOMPARE(table().cells().shown_text(model.index(last, 0)), QStringLiteral("Total"));
    QVERIFY(stage_->part<QLabel>("reportMade")->toolTip().contains(QString::fromStdString(model.report()->rows_sha256)));
  }

  void every_report_has_a_key_and_its_columns() {
    for (std::size_t i = 0; i < report_kinds().size(); ++i) {
      page()->setFocus();
      stage_->press(static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)));
      QVERIFY2(stage_->comes(), report_kinds()[i].name);
      QCOMPARE(page()->model().kind(), std::string(report_kinds()[i].name));
      for (const auto& plan : report_kinds()[i].plan)
        QVERIFY2(page()->model().column_of(QLatin1String(plan.key)) >= 0, plan.key);
      for (const char* bare : report_kinds()[i].bare)
        QVERIFY2(page()->model().column_of(QLatin1String(bare)) >= 0, bare);
    }
  }

  void enter_opens_the_statement_of_a_row_and_escape_goes_back() {
    const auto account = page()->model().row_at(0)->cells[0].text;
    const auto currency = page()->model().row_at(0)->cells[1].text;
    table().step(0, false);
    QTest::keyClick(&table(), Qt::Key_Return);
    QVERIFY(stage_->comes());
    QCOMPARE(page()->model().kind(), std::string("statement"));
    QCOMPARE(page()->model().request().account, account);
    QCOMPARE(page()->model().request().currency, currency);
    QCOMPARE(page()->failure(), QString());
    QVERIFY(page()->model().loaded_count() > 0);
    stage_->press(Qt::Key_Escape);
    QVERIFY(stage_->comes());
    QCOMPARE(page()->model().kind(), std::string("trial_balance"));
  }

  void a_report_that_needs_a_seller_waits_and_says_so() {
    QVERIFY(choose("seller_statement"));
    QCOMPARE(page()->model().loaded_count(), 0);
    QVERIFY(!page()->form().missing().isEmpty());
    QVERIFY(!stage_->part<Button>("savePdf")->isEnabled());
    QVERIFY(!stage_->part<Button>("savePdf")->why_not().isEmpty());
    stage_->daemon.edit([](auto& books) { books.reports["seller_statement"] = seller_table(2); });
    auto* seller = stage_->part<QLineEdit>("reportSeller");
    seller->setFocus();
    QTest::keyClicks(seller, QStringLiteral("jkrcxp"));
    QTest::keyClick(seller, Qt::Key_Return);
    QVERIFY(QTest::qWaitFor([&] { return page()->model().loaded_count() == 3; }, 5'000));
    QCOMPARE(page()->model().request().seller, std::string("jkrcxp"));
    QVERIFY(stage_->part<Button>("savePdf")->isEnabled());
  }

  void days_that_are_none_are_marked_and_nothing_is_asked() {
    const int asked = stage_->daemon.calls("ReadReport");
    auto* to = stage_->part<QLineEdit>("reportTo");
    to->setFocus();
    to->selectAll();
    QTest::keyClicks(to, QStringLiteral("2026-02-30"));
    QTest::keyClick(to, Qt::Key_Return);
    QVERIFY(to->property("bad").toBool());
    QVERIFY(page()->form().missing().contains(QStringLiteral("last day")));
    QCOMPARE(page()->model().loaded_count(), 0);
    QCOMPARE(stage_->daemon.calls("ReadReport"), asked);
    QCOMPARE(stage_->part<QComboBox>("reportPeriod")->currentData().toString(), QStringLiteral("own"));
    page()->form().choose_period(QStringLiteral("all"));
    QVERIFY(page()->form().missing().isEmpty());
    QVERIFY(page()->form().request().from.empty());
  }

  void the_pdf_has_the_figures_of_the_screen() {
    save(Format::pdf, path("trial.pdf"));
    QVERIFY(idle());
    const QString text = pdf_text(path("trial.pdf"));
    const auto& model = page()->model();
    for (int row = 0; row < model.loaded_count(); ++row)
      for (int column = 0; column < 6; ++column) {
        const QString shown = table().cells().shown_text(model.index(row, column));
        QVERIFY2(text.contains(shown), qPrintable(shown + QStringLiteral(" is not in\n") + text));
      }
    for (const auto& words : {QStringLiteral("Trial balance"), QStringLiteral("operator"), QString::fromStdString(model.report()->rows_sha256), QStringLiteral("Page 1 of")})
      QVERIFY2(text.contains(words), qPrintable(words));
    QVERIFY2(said().contains(QStringLiteral("trial.pdf")), qPrintable(said()));
  }

  void what_is_printed_is_what_every_cell_shows() {
    stage_->daemon.edit([](auto& books) { books.reports["seller_statement"] = seller_table(3); });
    for (const auto& kind : report_kinds()) {
      stage_->part<QLineEdit>("reportSeller")->setText(QStringLiteral("x"));
      stage_->part<QLineEdit>("reportAccount")->setText(QStringLiteral("commission_revenue"));
      QVERIFY(choose(kind.name));
      const auto& model = page()->model();
      QVERIFY2(model.report(), qPrintable(page()->failure()));
      const auto sheet = sheet_of(kind.name, *model.report());
      QCOMPARE(static_cast<int>(sheet.rows.size()), model.loaded_count());
      for (int row = 0; row < model.loaded_count(); ++row)
        for (int column = 0; column < static_cast<int>(sheet.columns.size()); ++column) {
          const auto index = model.index(row, column);
          const bool absent = sheet.columns[static_cast<std::size_t>(column)].right && !index.data(models::AmountRole).isValid();
          QCOMPARE(sheet.rows[static_cast<std::size_t>(row)].cells[column], absent ? QString() : table().cells().shown_text(index));
        }
    }
  }

  void the_pdf_has_korean_names_and_all_of_many_rows() {
    stage_->daemon.edit([](auto& books) { books.reports["seller_statement"] = seller_table(400); });
    QVERIFY(choose("seller_statement"));
    stage_->part<QLineEdit>("reportSeller")->setText(QStringLiteral("x"));
    stage_->press(Qt::Key_R);
    QVERIFY(QTest::qWaitFor([&] { return page()->model().loaded_count() == 401; }, 10'000));
    save(Format::pdf, path("seller.pdf"));
    QVERIFY(idle());
    const QString text = pdf_text(path("seller.pdf"));
    QVERIFY2(text.contains(QStringLiteral("\uC81C\uC8FC\uB2F4\uB2E4")), qPrintable(text.left(2000)));
    QCOMPARE(text.count(QStringLiteral("\uD55C\uBE5B\uBB38\uAD6C")), 400);
    QVERIFY(text.contains(QStringLiteral("\u22127,654,321")));
    QVERIFY(text.contains(QStringLiteral("1,400")));
  }

  void files_of_the_daemon_are_saved_as_they_come() {
    for (const auto& [format, name] : {std::pair<Format, const char*>{Format::csv, "t.csv"}, {Format::xlsx, "t.xlsx"}}) {
      save(format, path(name));
      QVERIFY(idle());
      QVERIFY2(said().contains(QStringLiteral("those of the screen")), qPrintable(said()));
    }
    const auto csv = content_of(path("t.csv"));
    QVERIFY(csv.contains("Trial balance"));
    QVERIFY(csv.contains("SHA-256 of the rows," + QByteArray::fromStdString(page()->model().report()->rows_sha256)));
    QVERIFY(content_of(path("t.xlsx")).startsWith("PK"));
    stage_->daemon.edit([](auto& books) { books.balances.pop_back(); });
    save(Format::csv, path("later.csv"));
    QVERIFY(idle());
    QVERIFY2(said().contains(QStringLiteral("newer")), qPrintable(said()));
  }

  void what_cannot_be_saved_says_so_and_leaves_nothing() {
    for (const auto format : {Format::csv, Format::pdf}) {
      save(format, path("nowhere/t.file"));
      QVERIFY(idle());
      QVERIFY2(said().contains(QStringLiteral("Nothing was saved")), qPrintable(said()));
    }
    QVERIFY(!QDir(path("nowhere")).exists());
    stage_->daemon.fail_next("MakeReport", {ErrorCode::failed_precondition, "the report has more than 100000 rows.", {}});
    save(Format::csv, path("big.csv"));
    QVERIFY(idle());
    QVERIFY2(said().contains(QStringLiteral("more than 100000 rows")), qPrintable(said()));
    QVERIFY(!QFile::exists(path("big.csv")));
  }

  void what_the_daemon_makes_can_be_stopped() {
    stage_->daemon.delay("MakeReport", std::chrono::seconds(10));
    save(Format::xlsx, path("stopped.xlsx"));
    QVERIFY(page()->saving().is_busy());
    QVERIFY(!stage_->part<Button>("savePdf")->isEnabled());
    stage_->part<Button>("savingStop")->click();
    QVERIFY(idle());
    QVERIFY2(said().contains(QStringLiteral("Stopped")), qPrintable(said()));
    QVERIFY(stage_->part<Button>("savePdf")->isEnabled());
    QVERIFY(!QFile::exists(path("stopped.xlsx")));
  }

  void a_report_that_takes_long_is_given_up_with_escape() {
    stage_->daemon.delay("ReadReport", std::chrono::seconds(10));
    stage_->press(Qt::Key_R);
    QVERIFY(page()->model().is_making());
    QVERIFY(!stage_->part<Button>("saveCsv")->isEnabled());
    stage_->press(Qt::Key_Escape);
    QVERIFY(!page()->model().is_making());
    stage_->daemon.delay("ReadReport", std::chrono::seconds(0));
    stage_->press(Qt::Key_R);
    QVERIFY(QTest::qWaitFor([&] { return page()->model().loaded_count() > 0; }, 10'000));
  }

  void a_report_that_fails_says_why() {
    stage_->daemon.fail_next("ReadReport", {ErrorCode::invalid_argument, "There is no such key.", "filter"});
    stage_->press(Qt::Key_R);
    QVERIFY(QTest::qWaitFor([&] { return !page()->failure().isEmpty(); }, 5'000));
    QCOMPARE(page()->failure(), QStringLiteral("There is no such key."));
    QVERIFY(!stage_->part<Button>("savePdf")->isEnabled());
  }

  void a_report_that_is_too_long_for_the_screen_is_saved_as_a_file() {
    stage_->daemon.fail_next("ReadReport", {ErrorCode::failed_precondition, "the report has more than 20000 rows", "rows"});
    stage_->press(Qt::Key_R);
    QVERIFY(QTest::qWaitFor([&] { return !page()->failure().isEmpty(); }, 5'000));
    QVERIFY(!stage_->part<Button>("savePdf")->isEnabled());
    QVERIFY(stage_->part<Button>("saveCsv")->isEnabled());
    save(Format::csv, path("long.csv"));
    QVERIFY(idle());
    QVERIFY(content_of(path("long.csv")).contains("Trial balance"));
    QVERIFY2(said().contains(QStringLiteral("Saved")) && !said().contains(QStringLiteral("screen")), qPrintable(said()));
  }

  void a_daemon_with_other_columns_is_noticed() {
    stage_->daemon.edit([](auto& books) {
      auto table = seller_table(1);
      std::swap(table.columns[7], table.columns[8]); // in and out
      books.reports["seller_statement"] = table;
    });
    QVERIFY(choose("seller_statement"));
    stage_->part<QLineEdit>("reportSeller")->setText(QStringLiteral("x"));
    stage_->press(Qt::Key_R);
    QVERIFY(QTest::qWaitFor([&] { return !page()->failure().isEmpty(); }, 5'000));
    QVERIFY2(page()->failure().contains(QStringLiteral("different versions")), qPrintable(page()->failure()));
    QCOMPARE(page()->model().loaded_count(), 0);
  }

  void closing_a_day_says_what_it_means_and_needs_a_reason() {
    open("demo-approver");
    stage_->press(Qt::Key_D);
    auto* panel = stage_->part<QWidget>("confirmPanel");
    QVERIFY(panel);
    bool told = false;
    for (const auto* label : panel->findChildren<QLabel*>())
      told = told || label->text().contains(QStringLiteral("for good"));
    QVERIFY(told);
    auto* go = panel->findChild<Button*>(QStringLiteral("confirmGo"));
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(panel->findChild<QLineEdit*>(QStringLiteral("confirmReason")), QStringLiteral("month end"));
    go->click();
    QVERIFY(QTest::qWaitFor([&] { return !stage_->window->overlay(); }, 5'000));
    QVERIFY(QTest::qWaitFor([&] { return stage_->part<QLabel>("booksState")->text().startsWith(QStringLiteral("Closed through")); }, 5'000));
    QCOMPARE(stage_->daemon.edit([](auto& books) { return books.closing.reason; }), std::string("month end"));
    stage_->press(Qt::Key_D);
    panel = stage_->window->overlay()->findChild<QWidget*>(QStringLiteral("confirmPanel"));
    QTest::keyClicks(panel->findChild<QLineEdit*>(QStringLiteral("confirmReason")), QStringLiteral("again"));
    panel->findChild<Button*>(QStringLiteral("confirmGo"))->click();
    QVERIFY(QTest::qWaitFor([&] {
      for (const auto* label : panel->findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("closed already")))
          return true;
      return false;
    }, 5'000));
  }

  void who_may_not_close_is_told_which_role_it_needs() {
    open("demo-operator");
    auto* close = stage_->part<Button>("closeDay");
    QVERIFY(!close->isEnabled());
    QCOMPARE(close->why_not(), QStringLiteral("Needs the role Approver"));
  }

  void the_palette_has_every_report_and_file() {
    QStringList names;
    for (const auto* action : page()->page_actions())
      names << action->objectName();
    for (const auto& kind : report_kinds())
      QVERIFY2(names.contains(QLatin1String(kind.name)), kind.name);
    for (const char* name : {"saveCsv", "saveXlsx", "savePdf", "makeAgain", "closeDay"})
      QVERIFY2(names.contains(QLatin1String(name)), name);
  }
};

std::unique_ptr<QObject> reports_tests() { return std::make_unique<ReportsTest>(); }

} // namespace paydesk::ui::tests

#include "reports_test.moc"
