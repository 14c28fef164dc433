// The filter bar: chips, mistakes, keys.
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/filter_chip.h"

namespace paydesk::ui::tests {

class FilterBarTest : public QObject {
  Q_OBJECT

  Theme theme_;
  Formats formats_;
  Look look_{theme_, formats_};

  static QLineEdit* edit_of(FilterBar& bar) { return bar.findChild<QLineEdit*>(QStringLiteral("filterEdit")); }
  static void type(FilterBar& bar, const QString& text) {
    edit_of(bar)->setText({});
    QTest::keyClicks(edit_of(bar), text);
    QTest::keyClick(edit_of(bar), Qt::Key_Return);
  }

 private Q_SLOTS:
  void every_term_becomes_a_chip() {
    QCOMPARE(chip_texts(QStringLiteral("state:failed psp:card-kr amount:>100"), filter::payment_keys()).size(), 3);
    QVERIFY(chip_texts(QString(), filter::payment_keys()).isEmpty());
    QCOMPARE(chip_texts(QStringLiteral("state:failed or state:captured"), filter::payment_keys()).size(), 1);
  }

  void long_lists_fold() {
    QCOMPARE(folded_chip(QStringLiteral("state:a,b,c,d,e")), QStringLiteral("state:a,b +3"));
    QCOMPARE(folded_chip(QStringLiteral("state:a,b")), QStringLiteral("state:a,b"));
    QCOMPARE(folded_chip(QStringLiteral("word")), QStringLiteral("word"));
  }

  void typing_a_term_tells_the_whole_filter() {
    FilterBar bar(look_, filter::payment_keys());
    bar.resize(600, 30);
    bar.set_text(QStringLiteral("state:failed"));
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    type(bar, QStringLiteral("currency:KRW"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), QStringLiteral("state:failed currency:KRW"));
    QCOMPARE(bar.findChildren<FilterChip*>().size() >= 2, true);
  }

  void a_mistake_stays_as_text_and_is_told() {
    FilterBar bar(look_, filter::payment_keys());
    bar.resize(600, 30);
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    QSignalSpy mistake(&bar, &FilterBar::mistakeChanged);
    type(bar, QStringLiteral("stat:failed"));
    QVERIFY(bar.has_mistake());
    QCOMPARE(changed.size(), 0);
    QCOMPARE(edit_of(bar)->text(), QStringLiteral("stat:failed"));
    QVERIFY2(mistake.last()[0].toString().contains(QStringLiteral("state")), qPrintable(mistake.last()[0].toString()));
    QTest::keyClick(edit_of(bar), Qt::Key_X);
    QVERIFY(!bar.has_mistake());
  }

  void hostile_text_never_becomes_a_filter_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"amount:>", "amount:>1e9 USD", "state:", "(((((", "created:..", "age:many", "\"unclosed", "currency:XXX1", "-", "retries:-1"})
      QTest::newRow(text) << QString::fromUtf8(text);
  }
  void hostile_text_never_becomes_a_filter() {
    QFETCH(QString, text);
    FilterBar bar(look_, filter::payment_keys());
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    type(bar, text);
    QVERIFY(bar.has_mistake());
    QCOMPARE(changed.size(), 0);
    QVERIFY(bar.text().isEmpty());
  }

  void backspace_in_the_empty_field_opens_the_last_chip() {
    FilterBar bar(look_, filter::payment_keys());
    bar.set_text(QStringLiteral("state:failed seller:kite"));
    QTest::keyClick(edit_of(bar), Qt::Key_Backspace);
    QCOMPARE(edit_of(bar)->text(), QStringLiteral("seller:kite"));
    QCOMPARE(bar.text(), QStringLiteral("state:failed"));
  }

  void a_group_beside_other_terms_keeps_its_parentheses() {
    FilterBar bar(look_, filter::payment_keys());
    bar.set_text(QStringLiteral("state:failed or state:expired"));
    type(bar, QStringLiteral("currency:EUR"));
    const auto tree = filter::parse(bar.text().toStdString(), filter::payment_keys());
    QVERIFY(tree.has_value());
    QVERIFY((*tree)->kind == filter::Node::Kind::all);
    QCOMPARE((*tree)->children.size(), std::size_t{2});
  }

  void set_text_tells_nobody() {
    FilterBar bar(look_, filter::payment_keys());
    QSignalSpy changed(&bar, &FilterBar::filterChanged);
    bar.set_text(QStringLiteral("state:failed"));
    QCOMPARE(changed.size(), 0);
    bar.clear();
    QCOMPARE(changed.size(), 1);
  }
};

std::unique_ptr<QObject> filter_bar_tests() { return std::make_unique<FilterBarTest>(); }

} // namespace paydesk::ui::tests

#include "filter_bar_test.moc"
