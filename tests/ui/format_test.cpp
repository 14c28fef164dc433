// Amounts, ages and ids as they are read.
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/audit/audit_words.h"
#include "ui/flow/psp_rates.h"
#include "ui/format/money_text.h"
#include "ui/format/sentences.h"
#include "ui/format/time_text.h"
#include "ui/format/words.h"
#include "ui/payments/detail_rows.h"

namespace paydesk::ui::tests {
namespace {
Money of(std::int64_t minor, const char* code) { return {minor, *Currency::find(code)}; }
} // namespace

class FormatTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void amounts_have_exactly_their_currencys_digits() {
    QCOMPARE(amount_text(of(1284000, "KRW")), QStringLiteral("1,284,000"));
    QCOMPARE(amount_text(of(123456, "USD")), QStringLiteral("1,234.56"));
    QCOMPARE(amount_text(of(1288375, "KWD")), QStringLiteral("1,288.375"));
    QCOMPARE(amount_text(of(5, "EUR")), QStringLiteral("0.05"));
    QCOMPARE(amount_text(of(999, "JPY")), QStringLiteral("999"));
    QCOMPARE(amount_text(of(0, "KRW")), QStringLiteral("0"));
  }

  void negatives_have_a_true_minus_and_gains_a_plus() {
    QCOMPARE(amount_text(of(-34206, "EUR")), QStringLiteral("\u2212342.06"));
    QCOMPARE(signed_amount_text(of(270, "KRW")), QStringLiteral("+270"));
    QCOMPARE(signed_amount_text(of(0, "KRW")), QStringLiteral("0"));
  }

  void an_absent_amount_is_a_dash() { QCOMPARE(amount_text({}), QStringLiteral("\u2013")); }

  void compact_amounts_keep_three_digits() {
    QCOMPARE(compact_text(of(1284600000, "KRW")), QStringLiteral("\u20A91.28B"));
    QCOMPARE(compact_text(of(4100000, "KRW")), QStringLiteral("\u20A94.10M"));
    QCOMPARE(compact_text(of(99999, "USD")), QStringLiteral("$1.00k"));
    QCOMPARE(compact_text(of(123456, "USD")), QStringLiteral("$1.23k"));
    QCOMPARE(compact_text(of(1288375, "KWD")), QStringLiteral("KWD\u00A01.29k"));
  }

  void sums_of_different_currencies_stay_apart() {
    std::vector<Money> sums;
    add_to(sums, of(100, "EUR"));
    add_to(sums, of(5, "KRW"));
    add_to(sums, of(23, "EUR"));
    QCOMPARE(sums_text(sums), QStringLiteral("1.23 EUR \u00B7 5 KRW"));
  }

  void typed_amounts_are_read_exactly_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<qint64>("minor"); // −1: refused
    const auto row = [](const char* name, const char* text, const char* currency, qint64 minor) { QTest::newRow(name) << QString::fromUtf8(text) << QString::fromLatin1(currency) << minor; };
    row("plain", "60000", "KRW", 60000);
    row("grouped", "60,000", "KRW", 60000);
    row("decimals", "1,234.56", "USD", 123456);
    row("no decimals given", "60", "USD", 6000);
    row("three decimals", "1.234", "KWD", 1234);
    row("spaces around", "  60 ", "KRW", 60);
    row("too many decimals", "1.234", "USD", -1);
    row("too few decimals", "1.2", "USD", -1);
    row("decimals on won", "1.5", "KRW", -1);
    row("wrong grouping", "60,00", "KRW", -1);
    row("grouping alone", ",", "KRW", -1);
    row("negative", "-5", "KRW", -1);
    row("true minus", "\u22125", "KRW", -1);
    row("plus", "+5", "KRW", -1);
    row("exponent", "1e3", "KRW", -1);
    row("hex", "0x10", "KRW", -1);
    row("Arabic digits", "\u0661\u0662", "KRW", -1);
    row("fullwidth digits", "\uFF11\uFF12", "KRW", -1);
    row("empty", "", "KRW", -1);
    row("blank", "   ", "KRW", -1);
    row("words", "all of it", "KRW", -1);
    row("overflow", "99999999999999999999", "KRW", -1);
    row("NaN", "nan", "KRW", -1);
    row("inner space", "1 000", "KRW", -1);
    row("script", "<b>5</b>", "KRW", -1);
  }

  void typed_amounts_are_read_exactly() {
    QFETCH(QString, text);
    QFETCH(QString, currency);
    QFETCH(qint64, minor);
    const auto read = read_amount(text, *Currency::find(currency.toStdString()));
    QCOMPARE(read.has_value() ? *read : -1, minor);
  }

  void ages_have_one_unit() {
    QCOMPARE(age_text(12), QStringLiteral("12 s"));
    QCOMPARE(age_text(476), QStringLiteral("7 m"));
    QCOMPARE(age_text(61500), QStringLiteral("17 h"));
    QCOMPARE(age_text(3 * 86400), QStringLiteral("3 d"));
    QCOMPARE(age_text(-5), QStringLiteral("0 s"));
    QCOMPARE(countdown_text(252), QStringLiteral("04:12"));
    QCOMPARE(countdown_text(3852), QStringLiteral("1:04:12"));
    QCOMPARE(duration_text(812), QStringLiteral("812 ms"));
    QCOMPARE(duration_text(1200), QStringLiteral("1.2 s"));
    QCOMPARE(duration_text(-1), QString());
  }

  void balances_stand_on_their_side_without_a_sign() {
    QCOMPARE(sided_amount_text(of(-23660, "EUR")), QStringLiteral("236.60 Cr"));
    QCOMPARE(sided_amount_text(of(265755000, "KRW")), QStringLiteral("265,755,000 Dr"));
    QCOMPARE(sided_amount_text(of(0, "USD")), QStringLiteral("0.00"));
    QCOMPARE(side_text(of(0, "USD")), QString());
  }

  void operations_are_nouns() {
    views::TimelineEntry failed;
    failed.kind = "attempt";
    failed.code = "register";
    failed.error_class = "psp_unavailable";
    QCOMPARE(timeline_title(failed), QStringLiteral("Registration"));
    QCOMPARE(operation_name("capture"), QStringLiteral("Capture"));
    QCOMPARE(operation_name("refund"), QStringLiteral("Refund"));
    QCOMPARE(operation_name("void"), QStringLiteral("Void"));
    QCOMPARE(operation_name("query"), QStringLiteral("Status query"));
  }

  void audit_actions_and_outcomes_are_words_and_unknown_ones_stay() {
    QCOMPARE(action_name("recon.resolve"), QStringLiteral("Resolved a break"));
    QCOMPARE(action_name("moon.land"), QStringLiteral("moon.land"));
    QCOMPARE(outcome_name("awaiting_approval"), QStringLiteral("Awaiting approval"));
    QCOMPARE(outcome_name("tried now, with the same idempotency key"), QStringLiteral("tried now, with the same idempotency key"));
  }

  void audit_subjects_name_their_kind_and_the_end_of_their_id() {
    views::AuditRow row;
    row.action = "recon.resolve";
    row.subject = "break/01a20304-2167-7228-9d05-7b6deffd8a69";
    QCOMPARE(audit_subject(row), QStringLiteral("Break FD8A69"));
    row.action = "payment.retry";
    row.subject = "01a20304-2167-7228-9d05-7b6deffd8a69";
    QCOMPARE(audit_subject(row), QStringLiteral("Payment FD8A69"));
    row.action = "psp.pause";
    row.subject = "slow";
    QCOMPARE(audit_subject(row), QStringLiteral("slow"));
  }

  void audit_details_are_read_as_sentences_not_as_json() {
    views::AuditRow row;
    row.detail_json = R"({"type": "missing_in_ledger", "at_stake": "-1812 KRW", "resolution": "", "reason": "seen and explained"})";
    QCOMPARE(audit_detail(row), QStringLiteral("reason: seen and explained \u00B7 type: Missing in ledger \u00B7 at stake: \u22121,812 KRW"));
    row.detail_json = "{}";
    QCOMPARE(audit_detail(row), QString());
    row.detail_json = "plain words";
    QCOMPARE(audit_detail(row), QStringLiteral("plain words"));
  }

  void amounts_in_the_daemons_sentences_are_grouped() {
    QCOMPARE(daemon_sentence("From 5000 JPY on a second person decides."), QStringLiteral("From 5,000 JPY on a second person decides."));
    QCOMPARE(daemon_sentence("seller tea has 5000 JPY for refunds, and this takes 6000 JPY"),
             QStringLiteral("seller tea has 5,000 JPY for refunds, and this takes 6,000 JPY"));
    QCOMPARE(daemon_sentence("The ledger has 5000 JPY, the PSP settled 4000 JPY: a difference of -1000 JPY."),
             QStringLiteral("The ledger has 5,000 JPY, the PSP settled 4,000 JPY: a difference of -1,000 JPY."));
    QCOMPARE(daemon_sentence("The ledger knows no dispute_withdrawn with the PSP reference dsp_1."),
             QStringLiteral("The ledger knows no Dispute withdrawn with the PSP reference dsp_1."));
    QCOMPARE(daemon_sentence("Nothing is posted; the break waits 2 days for a later file."),
             QStringLiteral("Nothing is posted; the break waits 2 days for a later file."));
    QCOMPARE(daemon_sentence("The ledger has this capture of 117.16 USD since 2026-11-22; no file has brought it yet. A later file may, until 2026-11-23."),
             QStringLiteral("The ledger has this capture of 117.16 USD since 2026-11-22; no file has brought it yet. A later file may, until 2026-11-23."));
    QCOMPARE(with_grouped_amounts(QStringLiteral("at 2026-11-22 11:28:59 UTC: 12345 items, 999 KRW, 1.2345 USD")),
             QStringLiteral("at 2026-11-22 11:28:59 UTC: 12345 items, 999 KRW, 1.2345 USD"));
  }

  void a_payment_that_the_psp_knows_by_its_checkout_shows_that_reference() {
    views::PaymentDetail payment;
    payment.psp_account = "slow";
    payment.psp_token = "chk_4j3oaw";
    const auto reference = [&] {
      const auto fields = detail_fields(payment, nullptr);
      return std::find_if(fields.begin(), fields.end(), [](const auto& field) { return field.name == QLatin1String("slow"); })->copy;
    };
    QCOMPARE(reference(), QStringLiteral("chk_4j3oaw"));
    payment.psp_payment_id = "pay_1";
    QCOMPARE(reference(), QStringLiteral("pay_1"));
  }

  void what_the_bank_took_back_is_shown_only_when_there_is_any() {
    views::PaymentDetail payment;
    const auto eur = *Currency::find("EUR");
    payment.captured = {8'000, eur};
    payment.orders.resize(3);
    for (auto& order : payment.orders)
      order.reversed = {0, eur};
    const auto shown = [&] {
      QString text;
      for (const auto& field : detail_fields(payment, nullptr))
        if (field.name == QLatin1String("Taken back"))
          text += field.value;
      return text;
    };
    QCOMPARE(shown(), QString());
    payment.orders[0].reversed = {150'000, eur};
    payment.orders[2].reversed = {2'050, eur};
    QCOMPARE(shown(), QStringLiteral("1,520.50"));
  }

  void rates_stand_closer_before_one_is_left_out() {
    QCOMPARE(fit_rates(4, 122).shown, 4);
    QCOMPARE(fit_rates(4, 122).pitch, 26);
    QCOMPARE(fit_rates(5, 122).shown, 5);
    QVERIFY(fit_rates(5, 122).pitch * 5 + 4 <= 122);
    const auto many = fit_rates(9, 122);
    QVERIFY(many.shown < 9);
    QVERIFY((many.shown + 1) * many.pitch + 4 <= 122);
  }

  void ids_are_shortened_only_when_they_are_ids() {
    QCOMPARE(short_id(QStringLiteral("ORD"), QStringLiteral("0192f0a1-3e5b-7abc-8def-0123458f3e21")), QStringLiteral("ORD-8F3E21"));
    QCOMPARE(short_id(QStringLiteral("ORD"), QStringLiteral("plain")), QStringLiteral("plain"));
    QCOMPARE(middle_elided(QStringLiteral("pi_3QabcdefghK9fL"), 9), QStringLiteral("pi_3\u2026K9fL"));
  }
};

std::unique_ptr<QObject> format_tests() { return std::make_unique<FormatTest>(); }

} // namespace paydesk::ui::tests

#include "format_test.moc"
