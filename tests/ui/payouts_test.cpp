// The Payouts screen against a fake daemon: what is in a batch, and who may decide it.
#include <QAction>
#include <QLabel>
#include <QLineEdit>

#include "tests/ui/stage.h"
#include "tests/ui/ui_tests.h"
#include "ui/delegates/cell_delegate.h"
#include "ui/format/money_text.h"
#include "ui/payouts/payouts_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui::tests {
namespace {

views::PayoutBatchDetail batch(int number, const std::string& state, const std::string& by) {
  const auto krw = *Currency::find("KRW");
  views::PayoutBatchDetail made;
  made.batch.batch_id = "0192f001-0000-7000-8000-00000000000" + std::to_string(number);
  made.batch.state = state;
  made.batch.currency = "KRW";
  made.batch.created_by = by;
  made.batch.created_at = fake::now();
  made.batch.funding_account = "DE****2051";
  made.batch.reason = "weekly";
  made.batch.payouts = 2;
  made.batch.total = {31'482'000, krw};
  made.payouts = {{"0192f002-0000-7000-8000-00000000001" + std::to_string(number), "Hanok Tea", {31'000'000, krw}, state, "", "DE****3000", "Hanok"},
                  {"0192f002-0000-7000-8000-00000000002" + std::to_string(number), "Casa Verde", {482'000, krw}, state, "", "DE****4000", "Casa"}};
  return made;
}

} // namespace

class PayoutsTest : public QObject {
  Q_OBJECT

  std::unique_ptr<Stage> stage_;

  void open(const std::string& login) {
    stage_ = std::make_unique<Stage>(login);
    stage_->daemon.edit([](auto& books) {
      books.payout_batches = {batch(1, "awaiting_approval", "demo-operator"), batch(2, "awaiting_approval", "operator"), batch(3, "approved", "demo-operator")};
    });
    QVERIFY(stage_->comes());
    QVERIFY(stage_->go(Screen::payouts));
  }
  bool choose(int row) const {
    auto* table = stage_->part<RowTable>("payoutsTable");
    table->setCurrentIndex(table->model()->index(row, 0));
    return stage_->comes();
  }
  QWidget* panel() const { return stage_->window->overlay() ? stage_->window->overlay()->findChild<QWidget*>(QStringLiteral("confirmPanel")) : nullptr; }
  std::string state_of(std::size_t at) const {
    return stage_->daemon.edit([at](auto& books) { return books.payout_batches[at].batch.state; });
  }

 private Q_SLOTS:
  void cleanup() { stage_.reset(); }

  void a_batch_shows_its_sum_and_every_payout() {
    open("operator");
    auto* lines = stage_->part<RowTable>("payoutLinesTable");
    QVERIFY(QTest::qWaitFor([&] { return lines->model()->rowCount() == 2; }, 5'000));
    QCOMPARE(stage_->part<QLabel>("payoutTotal")->text(), QStringLiteral("31,482,000 KRW"));
    QCOMPARE(lines->model()->index(1, 0).data().toString(), QStringLiteral("Casa Verde"));
    for (int column = 0; column < lines->model()->columnCount(); ++column)
      QVERIFY(!lines->model()->index(0, column).data().toString().contains(QStringLiteral("0532013")));
  }

  void a_second_person_approves_with_amount_and_effect_before_them() {
    open("operator");
    stage_->press(Qt::Key_A);
    auto* asked = panel();
    QVERIFY(asked);
    auto* go = asked->findChild<Button*>(QStringLiteral("confirmGo"));
    QCOMPARE(go->text(), QStringLiteral("Approve 31,482,000 KRW"));
    QCOMPARE(state_of(0), std::string("awaiting_approval"));
    go->click();
    QVERIFY(QTest::qWaitFor([&] { return state_of(0) == "approved"; }, 5'000));
    QVERIFY(QTest::qWaitFor([&] { return !stage_->window->overlay(); }, 5'000));
    QVERIFY(QTest::qWaitFor([&] { return stage_->part<Button>("submitPayoutsButton")->isEnabled(); }, 5'000));
    QVERIFY(!stage_->part<Button>("approvePayoutsButton")->isEnabled());
  }

  void who_created_a_batch_is_told_that_another_decides() {
    open("operator");
    QVERIFY(choose(1));
    auto* approve = stage_->part<Button>("approvePayoutsButton");
    QVERIFY(!approve->isEnabled());
    QVERIFY2(approve->why_not().contains(QStringLiteral("another person")), qPrintable(approve->why_not()));
  }

  void who_lacks_the_role_is_told_which() {
    open("demo-operator");
    QVERIFY(choose(1));
    QCOMPARE(stage_->part<Button>("approvePayoutsButton")->why_not(), QStringLiteral("Needs the role Approver"));
  }

  void a_refusal_of_the_daemon_is_shown_and_nothing_is_claimed() {
    open("operator");
    stage_->daemon.fail_next("DecidePayoutBatch", {ErrorCode::failed_precondition, "this batch was decided already: it is cancelled", "batch_id"});
    stage_->press(Qt::Key_X);
    auto* asked = panel();
    QVERIFY(asked);
    auto* go = asked->findChild<Button*>(QStringLiteral("confirmGo"));
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(asked->findChild<QLineEdit*>(QStringLiteral("confirmReason")), QStringLiteral("wrong week"));
    go->click();
    QVERIFY(QTest::qWaitFor([&] {
      for (const auto* label : asked->findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("decided already")))
          return true;
      return false;
    }, 5'000));
    QCOMPARE(state_of(0), std::string("awaiting_approval"));
  }

  void an_approved_batch_is_submitted_once() {
    open("operator");
    QVERIFY(choose(2));
    stage_->press(Qt::Key_S);
    auto* asked = panel();
    QVERIFY(asked);
    QTest::keyClicks(asked->findChild<QLineEdit*>(QStringLiteral("confirmReason")), QStringLiteral("weekly"));
    asked->findChild<Button*>(QStringLiteral("confirmGo"))->click();
    QVERIFY(QTest::qWaitFor([&] { return state_of(2) == "submitted"; }, 5'000));
    QVERIFY(QTest::qWaitFor([&] { return !stage_->part<Button>("submitPayoutsButton")->isEnabled(); }, 5'000));
    QCOMPARE(stage_->daemon.calls("SubmitPayoutBatch"), 1);
  }
};

std::unique_ptr<QObject> payouts_tests() { return std::make_unique<PayoutsTest>(); }

} // namespace paydesk::ui::tests

#include "payouts_test.moc"
