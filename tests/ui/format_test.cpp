// Amounts, ages and ids as they are read.
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/format/money_text.h"
#include "ui/format/time_text.h"
#include "ui/format/words.h"

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

  void ids_are_shortened_only_when_they_are_ids() {
    QCOMPARE(short_id(QStringLiteral("ORD"), QStringLiteral("0192f0a1-3e5b-7abc-8def-0123458f3e21")), QStringLiteral("ORD-8F3E21"));
    QCOMPARE(short_id(QStringLiteral("ORD"), QStringLiteral("plain")), QStringLiteral("plain"));
    QCOMPARE(middle_elided(QStringLiteral("pi_3QabcdefghK9fL"), 9), QStringLiteral("pi_3\u2026K9fL"));
  }
};

std::unique_ptr<QObject> format_tests() { return std::make_unique<FormatTest>(); }

} // namespace paydesk::ui::tests

#include "format_test.moc"
