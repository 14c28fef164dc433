// Contrast of every pair of tokens that text is drawn in; faces; icons; states.
#include <QDir>
#include <QFile>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/theme/tokens.h"

namespace paydesk::ui::tests {
namespace {

QByteArray token_file() {
  QFile file(QStringLiteral(":/paydesk/themes/tokens.json"));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ThemeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void text_has_enough_contrast_in_both_schemes_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addRow("light") << QStringLiteral("light");
    QTest::addRow("dark") << QStringLiteral("dark");
  }

  void text_has_enough_contrast_in_both_schemes() {
    QFETCH(QString, scheme);
    const auto tokens = Tokens::parse(token_file(), scheme);
    QVERIFY(tokens.has_value());
    const auto& t = *tokens;
    const std::pair<Token, Token> pairs[] = {
        {Token::text, Token::surface}, {Token::text2, Token::surface}, {Token::text3, Token::surface}, {Token::text, Token::bg}, {Token::text2, Token::bg},
        {Token::text, Token::sunken}, {Token::text2, Token::sunken}, {Token::text3, Token::sunken}, {Token::text, Token::accentbg}, {Token::text2, Token::accentbg},
        {Token::text, Token::hover}, {Token::accent, Token::surface}, {Token::accent, Token::accentbg}, {Token::onaccent, Token::accent}, {Token::onbad, Token::bad},
        {Token::surface, Token::ink}};
    for (const auto& [ink, ground] : pairs) {
      const double ratio = contrast(t[ink], t[ground]);
      QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2 is %3").arg(token_name(ink), token_name(ground)).arg(ratio)));
    }
    for (const auto tone : {Tone::neutral, Tone::flight, Tone::ok, Tone::ret, Tone::warn, Tone::bad, Tone::accent})
      for (const auto& ground : {t.wash(tone), t[Token::surface]})
        QVERIFY2(contrast(t.ink(tone), ground) >= 4.5, qPrintable(QStringLiteral("tone %1 on %2").arg(static_cast<int>(tone)).arg(ground.name())));
    QVERIFY(contrast(t[Token::ctl], t[Token::surface]) >= 3.0);
  }

  void contrast_of_black_and_white_is_twenty_one() {
    QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21.0) < 0.01);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
  }

  void a_scheme_with_a_missing_colour_names_it() {
    QByteArray broken = token_file();
    broken.replace("\"warnbg\"", "\"warnbgx\"");
    const auto tokens = Tokens::parse(broken, QStringLiteral("light"));
    QVERIFY(!tokens.has_value());
    QCOMPARE(tokens.error().field, std::string("light.warnbg"));
    QVERIFY(!Tokens::parse("not json", QStringLiteral("light")).has_value());
  }

  void digits_are_tabular_in_every_weight() {
    for (const int weight : {400, 500, 600}) {
      const QFont font = Theme::font(12, weight);
      QCOMPARE(QFontInfo(font).family(), QStringLiteral("Paydesk Sans"));
      const QFontMetricsF metrics(font);
      const qreal one = metrics.horizontalAdvance(QStringLiteral("111,111"));
      for (const QChar digit : QStringLiteral("0234567890"))
        QCOMPARE(metrics.horizontalAdvance(QString(3, digit) + QLatin1Char(',') + QString(3, digit)), one);
    }
  }

  void korean_has_glyphs() {
    QVERIFY(QFontMetricsF(Theme::font(12)).inFontUcs4(0xD55C) || !QFontInfo(QFont(QStringLiteral("Noto Sans CJK KR"))).family().isEmpty());
    QVERIFY(QFontMetricsF(Theme::font(12)).horizontalAdvance(QStringLiteral("결제")) >= 20);
  }

  void every_state_has_both_words_and_an_icon_that_exists() {
    QFile file(QStringLiteral(":/paydesk/states.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    States states(file.readAll());
    for (const char* name : {"created", "registered", "awaiting_customer", "processing", "authorized", "capture_requested", "partially_captured", "captured", "settled",
                             "retry_scheduled", "unknown", "dead_letter", "failed", "expired", "cancelled", "void_requested", "voided", "reversed", "refund_pending",
                             "partially_refunded", "refunded", "disputed", "dispute_won", "dispute_lost", "requested", "awaiting_approval", "succeeded", "rejected", "open",
                             "proposed", "waiting", "resolved", "healed", "reopened"}) {
      QVERIFY2(states.knows(QLatin1String(name)), name);
      states.set_language(QStringLiteral("en"));
      const auto english = states.look(QLatin1String(name));
      states.set_language(QStringLiteral("ko"));
      const auto korean = states.look(QLatin1String(name));
      QVERIFY2(!english.label.isEmpty() && !korean.label.isEmpty() && english.label != korean.label, name);
      QVERIFY2(QFile::exists(QStringLiteral(":/paydesk/icons/%1.svg").arg(english.icon)), name);
    }
  }

  void every_icon_draws_in_the_colour_asked_for() {
    const auto names = QDir(QStringLiteral(":/paydesk/icons")).entryList();
    QVERIFY(names.size() > 40);
    for (const auto& name : names) {
      const auto pixmap = Theme::icon(name.chopped(4), QColor(Qt::red), 16, 2.0);
      QCOMPARE(pixmap.size(), QSize(32, 32));
      const QImage image = pixmap.toImage();
      bool red = false;
      for (int y = 0; y < image.height() && !red; ++y)
        for (int x = 0; x < image.width() && !red; ++x)
          red = image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).red() > 200 && image.pixelColor(x, y).blue() < 60;
      QVERIFY2(red, qPrintable(name));
    }
  }
};

std::unique_ptr<QObject> theme_tests() { return std::make_unique<ThemeTest>(); }

} // namespace paydesk::ui::tests

#include "theme_test.moc"
