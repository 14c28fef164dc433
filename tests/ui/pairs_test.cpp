// The two columns of a reconciliation run and the delays of a retry policy.
#include <QTest>

#include "tests/ui/ui_tests.h"
#include "ui/queues/policy_card.h"
#include "ui/reconciliation/pairs_layout.h"

namespace paydesk::ui::tests {
namespace {

views::ReconPair pair_of(bool ledger, bool file) {
  views::ReconPair pair;
  const auto krw = *Currency::find("KRW");
  if (ledger)
    pair.ledger_amount = {100, krw};
  if (file)
    pair.file_amount = {100, krw};
  return pair;
}

} // namespace

class PairsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sides_have_no_gaps_and_links_join_their_own_lines() {
    const auto layout = lay_out_pairs({pair_of(true, true), pair_of(true, false), pair_of(false, true), pair_of(true, true)});
    QCOMPARE(layout.left.size(), std::size_t{3});
    QCOMPARE(layout.right.size(), std::size_t{3});
    QCOMPARE(layout.rows(), 3);
    QCOMPARE(layout.links[0].left, 0);
    QCOMPARE(layout.links[0].right, 0);
    QCOMPARE(layout.links[1].right, -1);
    QCOMPARE(layout.links[2].left, -1);
    QCOMPARE(layout.links[3].left, 2);
    QCOMPARE(layout.links[3].right, 2);
    for (const auto& link : layout.links) {
      if (link.left >= 0)
        QCOMPARE(layout.left[static_cast<std::size_t>(link.left)].pair, link.pair);
      if (link.right >= 0)
        QCOMPARE(layout.right[static_cast<std::size_t>(link.right)].pair, link.pair);
    }
  }

  void a_run_without_lines_has_no_rows() { QCOMPARE(lay_out_pairs({}).rows(), 0); }

  void exponential_delays_double_up_to_the_cap() {
    const auto delays = longest_delays({"exponential", 500, 3'000, 2, 6, "full"});
    QCOMPARE(delays, (std::vector<double>{0.5, 1, 2, 3, 3}));
  }

  void fixed_and_incremental_delays_follow_their_names() {
    QCOMPARE(longest_delays({"fixed", 1'000, 60'000, 2, 4, ""}), (std::vector<double>{1, 1, 1}));
    QCOMPARE(longest_delays({"incremental", 1'000, 60'000, 2, 4, ""}), (std::vector<double>{1, 2, 3}));
    QVERIFY(longest_delays({"fixed", 1'000, 0, 2, 1, ""}).empty());
  }
};

std::unique_ptr<QObject> pairs_tests() { return std::make_unique<PairsTest>(); }

} // namespace paydesk::ui::tests

#include "pairs_test.moc"
