// Cells and small widgets: what is painted fits into what was asked for, in either language.
#include <QFontMetricsF>
#include <QPainter>
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/delegates/cells.h"
#include "ui/format/money_text.h"
#include "ui/shell/language.h"
#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/postings_view.h"
#include "ui/widgets/segmented.h"

namespace paydesk::ui::tests {
namespace {

constexpr QRgb ground = 0xff00ff00;

/// The columns of an image, from and to, that were painted on.
std::pair<int, int> painted_columns(const QImage& image) {
  int first = image.width(), last = -1;
  for (int x = 0; x < image.width(); ++x)
    for (int y = 0; y < image.height(); ++y)
      if (image.pixel(x, y) != ground) {
        first = std::min(first, x);
        last = std::max(last, x);
      }
  return {first, last};
}

template <class Paint> QImage painted(const QSize& size, Paint paint) {
  QImage image(size, QImage::Format_ARGB32);
  image.fill(ground);
  QPainter painter(&image);
  paint(painter);
  return image;
}

} // namespace

class CellsTest : public QObject {
  Q_OBJECT

  Theme theme_;
  Formats formats_;
  Look look_{theme_, formats_};

 private Q_SLOTS:
  void initTestCase() { theme_.choose(Theme::Choice::light); }

  void pills_hold_their_whole_word_in_both_languages() {
    for (const char* language : {"en", "ko"}) {
      theme_.states().set_language(QLatin1String(language));
      for (const char* state : {"created", "awaiting_customer", "processing", "captured", "retry_scheduled", "dead_letter", "unknown", "partially_refunded", "dispute_lost"}) {
        const auto state_look = theme_.states().look(QLatin1String(state));
        const int width = pill_width(state_look);
        QVERIFY2(QFontMetricsF(Theme::font(12, 500)).horizontalAdvance(state_look.label) + 28 <= width + 0.5, state);
        const auto image = painted({width + 40, 24}, [&](QPainter& painter) { draw_pill(painter, theme_, {2, 2}, state_look); });
        const auto [first, last] = painted_columns(image);
        QCOMPARE(first, 2);
        QVERIFY2(last < 2 + width, state);
      }
    }
  }

  void a_narrow_pill_elides_and_stays_inside() {
    const auto state_look = theme_.states().look(QStringLiteral("awaiting_customer"));
    const auto image = painted({200, 24}, [&](QPainter& painter) { QCOMPARE(draw_pill(painter, theme_, {0, 2}, state_look, {}, 60), 60); });
    QVERIFY(painted_columns(image).second < 60);
  }

  void amounts_fit_the_width_they_ask_for() {
    for (const auto& amount : {Money{1284000, *Currency::find("KRW")}, Money{-123456789012, *Currency::find("USD")}, Money{1288375, *Currency::find("KWD")}}) {
      const int width = amount_cell_width(amount);
      const auto image = painted({width + 60, 28}, [&](QPainter& painter) { draw_amount_cell({painter, look_, QRectF(30, 0, width, 28)}, amount); });
      const auto [first, last] = painted_columns(image);
      QVERIFY(first >= 29);
      QVERIFY(last <= 30 + width + 1);
    }
  }

  void amounts_of_one_column_end_at_the_same_pixel() {
    int end = -1;
    for (const std::int64_t minor : {111111, 999999, 4, 707070}) {
      const Money amount{minor, *Currency::find("KRW")};
      const auto image = painted({140, 28}, [&](QPainter& painter) { draw_amount_cell({painter, look_, QRectF(0, 0, 140, 28)}, amount); });
      // The code stands in the last 28 pixels; the number ends before it.
      const auto [first, last] = painted_columns(image.copy(0, 0, 112, 28));
      QVERIFY(first > 0);
      QVERIFY(end < 0 || std::abs(last - end) <= 2);
      end = last;
    }
  }

  void late_ages_are_drawn_in_the_bad_tone() {
    const QDateTime since = QDateTime::currentDateTimeUtc().addSecs(-1100);
    const auto image = painted({60, 28}, [&](QPainter& painter) {
      painter.fillRect(0, 0, 60, 28, theme_[Token::surface]);
      draw_age_cell({painter, look_, QRectF(0, 0, 60, 28)}, since, true);
    });
    bool bad = false;
    for (int x = 0; x < image.width(); ++x)
      for (int y = 0; y < image.height(); ++y)
        bad = bad || image.pixelColor(x, y) == theme_[Token::bad];
    QVERIFY(bad);
  }

  void retry_dots_never_leave_their_cell() {
    for (const int most : {1, 6, 8, 20}) {
      const auto image = painted({120, 28}, [&](QPainter& painter) { draw_attempts_cell({painter, look_, QRectF(10, 0, 80, 28)}, most - 1, most, true); });
      const auto [first, last] = painted_columns(image);
      QVERIFY(first >= 10);
      QVERIFY(last <= 92);
    }
  }

  void buttons_are_as_wide_as_their_content() {
    for (const auto& text : {QStringLiteral("Retry now"), QStringLiteral("지금 재시도"), QStringLiteral("Request refund of 846,000 KRW")}) {
      Button button(theme_, Button::Kind::primary, text);
      button.set_icon(QStringLiteral("retry"));
      button.set_key(QStringLiteral("R"));
      QVERIFY(button.sizeHint().width() >= text_width(text, Theme::font(12, 600)) + 14 + 6 + 20 + key_cap_width(QStringLiteral("R")));
      QCOMPARE(button.sizeHint().height(), 28);
    }
  }

  void a_disabled_button_says_why() {
    Button button(theme_, Button::Kind::primary, QStringLiteral("Retry"));
    button.set_why_not(QStringLiteral("Breaker open"));
    QVERIFY(!button.isEnabled());
    QCOMPARE(button.toolTip(), QStringLiteral("Breaker open"));
    button.set_why_not({});
    QVERIFY(button.isEnabled());
  }

  void choosing_a_segment_by_key_tells_once() {
    Segmented segmented(theme_);
    segmented.set_segments({{QStringLiteral("a"), QStringLiteral("A")}, {QStringLiteral("b"), QStringLiteral("B")}});
    QStringList picked;
    QObject::connect(&segmented, &Segmented::picked, &segmented, [&](const QString& key) { picked << key; });
    QTest::keyClick(&segmented, Qt::Key_Right);
    QTest::keyClick(&segmented, Qt::Key_Right);
    QCOMPARE(picked, QStringList{QStringLiteral("b")});
    segmented.choose(QStringLiteral("a"));
    QCOMPARE(picked.size(), 1);
  }

  void postings_know_whether_they_balance() {
    const auto krw = *Currency::find("KRW");
    PostingsView view(look_);
    view.show_lines({{"psp_receivable:x", {100, krw}, {}}, {"seller_payable:y", {}, {90, krw}}, {"commission_revenue", {}, {10, krw}}});
    QVERIFY(view.is_balanced());
    QCOMPARE(view.currencies(), QStringLiteral("KRW"));
    view.show_lines({{"psp_receivable:x", {100, krw}, {}}, {"seller_payable:y", {}, {90, krw}}});
    QVERIFY(!view.is_balanced());
    view.show_lines({{"bank:x", {100, krw}, {}}, {"bank:x", {}, {100, *Currency::find("EUR")}}});
    QVERIFY(!view.is_balanced());
    view.show_lines({});
    QVERIFY(view.is_empty());
  }

  void heat_bars_fill_their_width_exactly() {
    const auto image = painted({110, 5}, [&](QPainter& painter) { draw_heat_bar(painter, theme_, QRectF(0, 0, 110, 5), {5, 0, 1, 0, 1000}); });
    const auto [first, last] = painted_columns(image);
    QCOMPARE(first, 0);
    QVERIFY(last >= 107);
  }
};

std::unique_ptr<QObject> cells_tests() { return std::make_unique<CellsTest>(); }

} // namespace paydesk::ui::tests

#include "cells_test.moc"
