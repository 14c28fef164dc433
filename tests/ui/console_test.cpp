// The whole window against a fake daemon: navigation, keyboard, dialogs, loss of the connection.
#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTest>

#include "tests/support/fake_daemon/demo_books.h"
#include "tests/ui/stage.h"
#include "tests/ui/ui_tests.h"
#include "ui/delegates/cell_delegate.h"
#include "ui/payments/payments_page.h"
#include "ui/refunds/refund_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/toasts.h"

namespace paydesk::ui::tests {

class ConsoleTest : public QObject {
  Q_OBJECT

  std::unique_ptr<Stage> stage_;

 private Q_SLOTS:
  void init() {
    stage_ = std::make_unique<Stage>();
    QVERIFY(stage_->comes());
  }
  void cleanup() { stage_.reset(); }

  void every_screen_comes() {
    for (const auto& entry : screen_entries) {
      QVERIFY2(stage_->go(entry.screen), entry.key);
      QCOMPARE(stage_->window->page()->failure(), QString());
      QCOMPARE(stage_->window->page()->objectName(), QLatin1String(entry.key));
    }
  }

  void g_and_a_letter_go_to_a_screen() {
    stage_->press(Qt::Key_G);
    stage_->press(Qt::Key_P);
    QCOMPARE(static_cast<int>(stage_->window->current()), static_cast<int>(Screen::payments));
    stage_->press(Qt::Key_G);
    stage_->press(Qt::Key_Q);
    QCOMPARE(static_cast<int>(stage_->window->current()), static_cast<int>(Screen::queues));
  }

  void rows_are_walked_and_ticked_with_the_keyboard() {
    QVERIFY(stage_->go(Screen::payments));
    auto* table = stage_->part<RowTable>("paymentsTable");
    QVERIFY(table);
    QCOMPARE(table->currentIndex().row(), 0);
    stage_->press(Qt::Key_J);
    stage_->press(Qt::Key_J);
    QCOMPARE(table->currentIndex().row(), 2);
    stage_->press(Qt::Key_K);
    QCOMPARE(table->currentIndex().row(), 1);
    stage_->press(Qt::Key_X);
    QCOMPARE(table->ticked().size(), 1);
    stage_->press(Qt::Key_J, Qt::ShiftModifier);
    QCOMPARE(table->ticked().size(), 2);
    stage_->press(Qt::Key_Escape);
    QCOMPARE(table->ticked().size(), 0);
  }

  void single_letters_are_text_inside_the_filter() {
    QVERIFY(stage_->go(Screen::payments));
    stage_->press(Qt::Key_Slash);
    auto* bar = stage_->part<FilterBar>("paymentsFilter");
    auto* edit = bar->findChild<QLineEdit*>(QStringLiteral("filterEdit"));
    QCOMPARE(QApplication::focusWidget(), edit);
    QTest::keyClicks(edit, QStringLiteral("jkrfg"));
    QCOMPARE(edit->text(), QStringLiteral("jkrfg"));
    QVERIFY(!stage_->window->overlay());
  }

  void a_filter_narrows_the_list_and_its_totals() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:captured")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(page->model().loaded_count() > 0);
    for (int row = 0; row < page->model().loaded_count(); ++row)
      QCOMPARE(page->model().row_at(row)->status, std::string("captured"));
  }

  void the_refund_dialog_previews_sends_and_never_claims_success() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:captured")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() && page->chosen()->refundable.minor > 0; }, 5'000));
    stage_->press(Qt::Key_F);
    auto* dialog = stage_->part<RefundDialog>("refundDialog");
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitFor([&] { return dialog->is_previewed(); }, 5'000));
    auto* amount = dialog->findChild<QLineEdit*>(QStringLiteral("refundAmount0"));
    auto* go = dialog->findChild<Button*>(QStringLiteral("refundGo"));
    QVERIFY(go->isEnabled());
    amount->setFocus();
    amount->selectAll();
    QTest::keyClicks(amount, QStringLiteral("-99999999999999999999"));
    QVERIFY(!go->isEnabled());
    QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("refundError"))->text().isEmpty());
    dialog->draft().set_part(0, RefundPart::full);
    amount->selectAll();
    const QString one = QString::fromStdString(format_amount(100, page->chosen()->refundable.currency));
    QTest::keyClicks(amount, one);
    QVERIFY(QTest::qWaitFor([&] { return dialog->is_previewed(); }, 5'000));
    const auto before = stage_->daemon.calls("CreateRefund");
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY2(QTest::qWaitFor([&] { return dialog->findChild<QWidget*>(QStringLiteral("refundOutcome")) != nullptr; }, 5'000),
             qPrintable(dialog->findChild<QLabel*>(QStringLiteral("refundError"))->text() + go->why_not()));
    QCOMPARE(stage_->daemon.calls("CreateRefund"), before + 1);
    for (const auto* label : dialog->findChildren<QLabel*>())
      QVERIFY2(!label->text().contains(QStringLiteral("success"), Qt::CaseInsensitive), qPrintable(label->text()));
    QVERIFY(!stage_->workspace->draft(QStringLiteral("refund"), QString::fromStdString(page->chosen()->payment_id)));
  }

  void the_refund_dialog_says_why_a_refund_would_be_refused() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:captured")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() && page->chosen()->refundable.minor > 0; }, 5'000));
    stage_->daemon.edit([](auto& books) { books.refund_refusal = "seller tea has 20.00 EUR for refunds, and this takes 36.00 EUR"; });
    stage_->press(Qt::Key_F);
    auto* dialog = stage_->part<RefundDialog>("refundDialog");
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitFor([&] { return dialog->is_previewed(); }, 5'000));
    const QString why = QStringLiteral("Would be refused: seller tea has 20.00 EUR for refunds, and this takes 36.00 EUR.");
    QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("refundError"))->text(), why);
    auto* go = dialog->findChild<Button*>(QStringLiteral("refundGo"));
    QVERIFY(!go->isEnabled());
    QCOMPARE(go->why_not(), why);
    stage_->daemon.edit([](auto& books) { books.refund_refusal.clear(); });
  }

  void the_refund_dialog_tells_what_the_bank_took_back_of_an_order() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:captured")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() && page->chosen()->refundable.minor > 0; }, 5'000));
    auto detail = *page->chosen();
    const Money back{detail.orders[0].captured.minor / 2, detail.captured.currency};
    detail.orders[0].reversed = back;
    stage_->daemon.edit([&](auto& books) { books.details[detail.payment_id] = detail; });
    stage_->daemon.publish("charge.captured", "charge", detail.charge_id, detail.payment_id);
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() && page->chosen()->orders[0].reversed == back; }, 10'000));
    stage_->press(Qt::Key_F);
    auto* dialog = stage_->part<RefundDialog>("refundDialog");
    QVERIFY(dialog);
    const QString words = QString::fromStdString(format_amount(back.minor, back.currency));
    bool told = false;
    for (const auto* label : dialog->findChildren<QLabel*>())
      told = told || (label->text().contains(QStringLiteral("taken back")) && label->text().remove(QLatin1Char(',')).contains(words));
    QVERIFY(told);
  }

  void a_refund_draft_survives_closing_the_dialog() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:captured")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() && page->chosen()->refundable.minor > 0; }, 5'000));
    stage_->press(Qt::Key_F);
    auto* dialog = stage_->part<RefundDialog>("refundDialog");
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("refundNote")), QStringLiteral("case 44817"));
    stage_->window->overlay()->dismiss();
    QVERIFY(QTest::qWaitFor([&] { return !stage_->window->overlay(); }, 5'000));
    stage_->window->page()->setFocus();
    for (auto* action : page->page_actions())
      if (action->objectName() == QLatin1String("refund"))
        action->trigger();
    dialog = stage_->part<RefundDialog>("refundDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("refundNote"))->text(), QStringLiteral("case 44817"));
  }

  void actions_say_why_they_cannot_be_done() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:created")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() != nullptr; }, 5'000));
    auto* refund = stage_->part<Button>("refundPayment");
    QVERIFY(!refund->isEnabled());
    QVERIFY(!refund->why_not().isEmpty());
  }

  void losing_the_daemon_shows_a_banner_and_stops_actions_until_it_is_back() {
    QVERIFY(stage_->go(Screen::payments, QStringLiteral("state:captured")));
    auto* page = qobject_cast<PaymentsPage*>(stage_->window->page());
    QVERIFY(QTest::qWaitFor([&] { return page->chosen() && page->chosen()->refundable.minor > 0; }, 5'000));
    stage_->daemon.stop();
    auto* banner = stage_->part<QWidget>("banner");
    QVERIFY(QTest::qWaitFor([&] { return banner->isVisible(); }, 20'000));
    QVERIFY2(stage_->part<QLabel>("bannerText")->text().startsWith(QStringLiteral("No connection")), qPrintable(stage_->part<QLabel>("bannerText")->text()));
    auto* refund = stage_->part<Button>("refundPayment");
    QVERIFY(!refund->isEnabled());
    QVERIFY(refund->why_not().contains(QStringLiteral("No connection")));
    QVERIFY(stage_->part<RowTable>("paymentsTable")->is_stale());
    stage_->daemon.start();
    QVERIFY(QTest::qWaitFor([&] { return stage_->session.connection().is_live(); }, 20'000));
    QVERIFY(QTest::qWaitFor([&] { return refund->isEnabled(); }, 5'000));
    QVERIFY(!stage_->part<RowTable>("paymentsTable")->is_stale());
  }

  void an_empty_queue_offers_nothing_to_open_and_says_so_in_full() {
    stage_->daemon.edit([](auto& books) { books.retry_queue.clear(); });
    QVERIFY(stage_->go(Screen::queues));
    auto* page = stage_->window->page();
    QVERIFY(QTest::qWaitFor([&] { return !stage_->part<QWidget>("openPayment")->isVisible(); }, 5'000));
    QVERIFY(!stage_->part<QWidget>("itemState")->isVisible());
    QVERIFY(stage_->part<QLabel>("noAttempts")->isVisible());
    for (const auto* label : page->findChildren<QLabel*>())
      if (label->isVisible() && label->wordWrap())
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
  }

  void a_visit_to_the_retries_leaves_the_dead_letters() {
    stage_->window->go({Screen::queues, QString(), QStringLiteral("dead")});
    QVERIFY(stage_->comes());
    QVERIFY(stage_->part<RowTable>("deadTable")->isVisible());
    stage_->window->go({Screen::queues, QString(), QStringLiteral("retry")});
    QVERIFY(stage_->comes());
    QVERIFY(stage_->part<RowTable>("retryTable")->isVisible());
    QVERIFY(!stage_->part<RowTable>("deadTable")->isVisible());
  }

  void ctrl_q_leaves() {
    stage_->press(Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(!stage_->window->isVisible());
  }

  void audit_rows_copy_the_whole_id_and_tell_it_on_hover() {
    QVERIFY(stage_->go(Screen::audit));
    auto* table = stage_->part<RowTable>("auditTable");
    QVERIFY(QTest::qWaitFor([&] { return table->model()->rowCount() > 0; }, 5'000));
    table->setCurrentIndex(table->model()->index(0, 0));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(QGuiApplication::clipboard()->text().size() >= 36 && !QGuiApplication::clipboard()->text().contains(QLatin1Char(' ')),
             qPrintable(QGuiApplication::clipboard()->text()));
    int subject = 0;
    while (table->model()->headerData(subject, Qt::Horizontal, models::ColumnKeyRole).toString() != QLatin1String("subject"))
      ++subject;
    QCOMPARE(table->cells().tip_of(table->model()->index(0, subject), 400), QGuiApplication::clipboard()->text());
    QVERIFY(table->cells().shown_text(table->model()->index(0, subject)).size() < 20);
  }

  void a_failed_list_says_so_and_offers_to_try_again() {
    stage_->daemon.fail_next("ListWallets", {ErrorCode::unavailable, "The wallets are away.", {}});
    stage_->window->go({Screen::sellers, QString(), {}});
    QVERIFY(QTest::qWaitFor([&] { return !stage_->window->page()->failure().isEmpty(); }, 5'000));
    QCOMPARE(stage_->window->page()->failure(), QStringLiteral("The wallets are away."));
  }

  void new_payments_gather_in_the_pill_and_never_move_rows() {
    QVERIFY(stage_->go(Screen::payments, QString(QLatin1String(""))));
    auto* table = stage_->part<RowTable>("paymentsTable");
    table->step(3, false);
    const QString id = table->current_id();
    const int row = table->currentIndex().row();
    stage_->daemon.edit([](auto& books) {
      std::uint32_t random = 99;
      for (int i = 0; i < 20; ++i)
        fake::let_something_happen(books, random);
    });
    auto* pill = stage_->part<Button>("fresh");
    QVERIFY(QTest::qWaitFor([&] { return pill->isVisible(); }, 8'000));
    QCOMPARE(table->current_id(), id);
    QCOMPARE(table->currentIndex().row(), row);
    pill->click();
    QVERIFY(!pill->isVisible());
    QCOMPARE(table->current_id(), id);
    QVERIFY(table->currentIndex().row() > row);
  }

  void the_palette_finds_screens_and_closes_on_escape() {
    stage_->press(Qt::Key_K, Qt::ControlModifier);
    auto* edit = stage_->part<QLineEdit>("paletteEdit");
    QVERIFY(edit);
    QTest::keyClicks(edit, QStringLiteral("ledger"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(static_cast<int>(stage_->window->current()), static_cast<int>(Screen::ledger));
    stage_->press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(stage_->window->overlay()->findChild<QLineEdit*>(QStringLiteral("paletteEdit")), Qt::Key_Escape);
    QVERIFY(QTest::qWaitFor([&] { return !stage_->window->overlay(); }, 2'000));
  }

  void korean_leaves_no_english_titles() {
    stage_->language.set(QStringLiteral("ko"));
    stage_->theme.states().set_language(QStringLiteral("ko"));
    stage_->open_window();
    QVERIFY(stage_->comes());
    for (const auto& entry : screen_entries) {
      QVERIFY2(stage_->go(entry.screen), entry.key);
      bool korean = false;
      for (const auto* label : stage_->window->page()->findChildren<QLabel*>())
        for (const QChar letter : label->text())
          korean = korean || letter.script() == QChar::Script_Hangul;
      QVERIFY2(korean, entry.key);
    }
    stage_->language.set(QStringLiteral("en"));
  }
};

std::unique_ptr<QObject> console_tests() { return std::make_unique<ConsoleTest>(); }

} // namespace paydesk::ui::tests

#include "console_test.moc"
