// A refund being written: amounts from hostile hands, sums, keys, drafts.
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/refunds/refund_draft.h"

namespace paydesk::ui::tests {
namespace {

views::PaymentDetail payment(const char* code, std::initializer_list<std::int64_t> refundable) {
  const auto currency = *Currency::find(code);
  views::PaymentDetail detail;
  detail.payment_id = "p";
  int number = 0;
  for (const auto minor : refundable) {
    views::OrderDetail order;
    order.order_id = "order-" + std::to_string(++number);
    order.seller = "seller";
    order.amount = order.captured = order.refundable = {minor, currency};
    detail.orders.push_back(order);
  }
  return detail;
}

} // namespace

class RefundDraftTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_begins_with_everything_that_is_refundable() {
    const RefundDraft draft(payment("KRW", {786000, 92000, 314000}));
    QVERIFY(draft.is_all());
    QCOMPARE(draft.total()->minor, std::int64_t{1192000});
    QCOMPARE(draft.request().lines.size(), std::size_t{3});
    QCOMPARE(draft.request().lines[1].amount, std::string("92000"));
  }

  void parts_sum_exactly() {
    RefundDraft draft(payment("USD", {10001, 5000}));
    draft.set_part(0, RefundPart::part);
    draft.set_typed(0, QStringLiteral("33.34"));
    draft.set_part(1, RefundPart::none);
    QCOMPARE(draft.total()->minor, std::int64_t{3334});
    QCOMPARE(draft.chosen_lines(), 1);
    QCOMPARE(draft.request().lines.size(), std::size_t{1});
    QCOMPARE(draft.request().lines[0].amount, std::string("33.34"));
  }

  void hostile_amounts_are_refused_data() {
    QTest::addColumn<QString>("typed");
    for (const char* text : {"", " ", "0", "-1", "+1", "1e3", "1,00", "1.5", "314001", "99999999999999999999999", "٣٤", "12 000", "NaN", "∞", "0x1F", "1'000", "₩5", "60000; drop table", "\n5\n6"})
      QTest::newRow(text) << QString::fromUtf8(text);
  }
  void hostile_amounts_are_refused() {
    QFETCH(QString, typed);
    RefundDraft draft(payment("KRW", {314000}));
    draft.set_part(0, RefundPart::part);
    draft.set_typed(0, typed);
    QVERIFY(!draft.total().has_value());
    QVERIFY(!draft.total().error().message.empty());
    QVERIFY(draft.request().lines.empty());
  }

  void exactly_the_refundable_amount_is_allowed_and_one_more_is_not() {
    RefundDraft draft(payment("KWD", {1234}));
    draft.set_part(0, RefundPart::part);
    draft.set_typed(0, QStringLiteral("1.234"));
    QCOMPARE(draft.total()->minor, std::int64_t{1234});
    draft.set_typed(0, QStringLiteral("1.235"));
    QVERIFY(!draft.total().has_value());
  }

  void nothing_chosen_is_not_a_refund() {
    RefundDraft draft(payment("KRW", {100}));
    draft.set_part(0, RefundPart::none);
    QCOMPARE(static_cast<int>(draft.total().error().code), static_cast<int>(ErrorCode::failed_precondition));
  }

  void an_order_without_money_cannot_be_chosen() {
    RefundDraft draft(payment("KRW", {0, 100}));
    draft.set_part(0, RefundPart::full);
    QCOMPARE(static_cast<int>(draft.lines()[0].part), static_cast<int>(RefundPart::none));
    QVERIFY(draft.is_all());
  }

  void the_key_stays_while_the_content_stays() {
    RefundDraft draft(payment("KRW", {100}));
    const auto key = draft.key();
    QCOMPARE(draft.request().idempotency_key, key);
    QCOMPARE(draft.key(), key);
    draft.set_note(QStringLiteral("another"));
    QVERIFY(draft.key() != key);
  }

  void a_draft_survives_saving_with_its_key() {
    RefundDraft draft(payment("KRW", {100, 200}));
    draft.set_part(1, RefundPart::part);
    draft.set_typed(1, QStringLiteral("150"));
    draft.set_reason(QStringLiteral("damaged"));
    draft.set_note(QStringLiteral("메모 \"quoted\""));
    const auto saved = draft.save();
    RefundDraft again(payment("KRW", {100, 200}));
    QVERIFY(again.restore(saved));
    QCOMPARE(again.total()->minor, std::int64_t{250});
    QCOMPARE(again.reason(), QStringLiteral("damaged"));
    QCOMPARE(again.note(), QStringLiteral("메모 \"quoted\""));
    QCOMPARE(again.key(), draft.key());
  }

  void a_damaged_or_foreign_draft_changes_nothing() {
    for (const QByteArray& saved : {QByteArray("{"), QByteArray("[]"), QByteArray("{\"lines\":[{\"order\":\"other\",\"part\":2}]}"), QByteArray()}) {
      RefundDraft draft(payment("KRW", {100}));
      QVERIFY(!draft.restore(saved));
      QCOMPARE(draft.total()->minor, std::int64_t{100});
    }
  }
};

std::unique_ptr<QObject> refund_draft_tests() { return std::make_unique<RefundDraftTest>(); }

} // namespace paydesk::ui::tests

#include "refund_draft_test.moc"
