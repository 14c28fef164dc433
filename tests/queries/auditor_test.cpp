// The auditor: what is touched is proven at once, everything again and again, and nothing is told twice.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "store/auditor.h"
#include "tests/queries/tamperings.h"

namespace paydesk::test {
namespace {

using store::Auditor;

struct Audited {
  explicit Audited(Auditor::Limits limits = {}) : auditor(shop.database.app, shop.pool, shop.clock, limits) {}

  Auditor::Step step() {
    const auto done = auditor.step();
    EXPECT_TRUE(done) << done.error().message;
    return done.value_or(Auditor::Step{});
  }
  /// Until a sweep has been completed.
  void sweep() {
    const auto number = status().sweep;
    for (int i = 0; i < 500 && status().sweep == number; ++i) {
      step();
      shop.clock.advance(std::chrono::minutes(1));
    }
    EXPECT_EQ(status().sweep, number + 1);
  }
  views::AuditorStatus status() { return store::auditor_status(shop.pool).value(); }
  std::set<std::string> violated() {
    std::set<std::string> names;
    for (const auto& finding : status().findings)
      names.insert(finding.invariant);
    return names;
  }
  std::int64_t alerts() { return shop.count("select count(*) from outbox where kind = 'alert' and subject_kind = 'books'"); }

  Shop shop;
  Auditor auditor;
};

bool is_by_charge(const std::string& invariant) {
  if (invariant == "shown_status_is_its_function")
    return true;
  for (const auto checks : store::all_checks())
    for (const auto& check : checks)
      if (check.invariant == invariant)
        return (check.holds & store::by_charge) != 0;
  return false;
}

TEST(Auditor, finds_nothing_in_sound_books) {
  Audited a;
  live(a.shop);
  a.sweep();
  EXPECT_EQ(a.violated(), std::set<std::string>{});
  EXPECT_EQ(a.alerts(), 0);
  EXPECT_EQ(a.status().lag, 0);
  EXPECT_GT(a.status().proven, 10);
  EXPECT_TRUE(a.status().sweep_done_at);
}

TEST(Auditor, finds_nothing_in_sound_books_a_little_at_a_time) {
  Audited a({.events = 3, .charges = 1, .transactions = 2});
  live(a.shop);
  a.shop.method = "pm_stored";
  const auto sale = a.shop.order({"10.00", "20.00"});
  const auto charges = a.shop.payments.charges_of_payment(sale.payment_id).value();
  ASSERT_EQ(charges.size(), 2u) << "charged directly, each order by itself";
  std::int64_t amount = 0;
  for (const auto& charge : charges)
    a.shop.tell({sale.payment_id, charge}, news(News::Kind::captured, "cap_" + charge.to_string(), amount += 1000));
  a.shop.publish();
  a.sweep();
  EXPECT_EQ(a.violated(), std::set<std::string>{});
}

TEST(Auditor, finds_nothing_while_the_shop_goes_on) {
  Audited a;
  std::atomic<bool> open{true};
  std::thread shop([&] {
    for (int i = 0; i < 60; ++i) {
      a.shop.refund(a.shop.paid({"10.00", "20.00"}), "3.00");
      a.shop.publish();
    }
    open = false;
  });
  while (open)
    a.step();
  shop.join();
  a.step(); // what came after the last look
  EXPECT_EQ(a.violated(), std::set<std::string>{});
  EXPECT_GE(a.status().proven, 60);
}

TEST(Auditor, proves_what_an_event_touched_in_the_next_step) {
  Audited a({.charges = 0, .transactions = 0});
  live(a.shop);
  while (a.step().proven > 0)
    ;
  const auto sale = a.shop.paid({"10.00"});
  a.shop.tamper("update charge set captured = captured + 1 where charge_id = '" + sale.charge_id.to_string() + "'");
  EXPECT_EQ(a.step().violations, 0) << "its events are not published yet";
  a.shop.publish();
  EXPECT_GT(a.step().violations, 0);
  EXPECT_TRUE(a.violated().contains("captures_of_orders_charge_and_facts_agree"));
}

TEST(Auditor, proves_the_wallets_of_touched_sellers_in_the_next_step) {
  for (const auto* forgery : {"update wallet set balance = balance + 1 where seller = 'seller-b'",
                              "update wallet set reserved = reserved + 1 where seller = 'seller-b'"}) {
    Audited a({.charges = 0, .transactions = 0});
    live(a.shop);
    a.shop.paid({"50.00"}); // no longer in scope, not in a checkpoint yet
    a.shop.publish();
    while (a.step().proven > 0)
      ;
    a.shop.paid({"10.00"}, "seller-b");
    a.shop.tamper(forgery);
    a.shop.paid({"10.00"});
    a.shop.publish();
    EXPECT_EQ(a.step().violations, 1) << forgery;
    const auto touched = a.status().findings.at(0).example;
    const auto all = a.shop.queries.verify().value();
    const auto told = std::any_of(all.findings.begin(), all.findings.end(), [&](const auto& finding) {
      return std::find(finding.examples.begin(), finding.examples.end(), touched) != finding.examples.end();
    });
    EXPECT_TRUE(told) << "a sweep says the same of it: " << touched;
  }
}

TEST(Auditor, tells_a_violation_once_and_clears_it_when_a_sweep_no_longer_sees_it) {
  Audited a;
  a.shop.paid({"10.00"});
  a.shop.publish();
  a.shop.tamper("update charge set captured = captured + 1");
  a.sweep();
  EXPECT_EQ(a.status().open, 1);
  EXPECT_EQ(a.alerts(), 1);
  const auto found_at = a.status().findings.at(0).found_at;
  a.sweep();
  EXPECT_EQ(a.status().open, 1);
  EXPECT_EQ(a.alerts(), 1) << "people know it";
  EXPECT_EQ(a.status().findings.at(0).found_at, found_at);
  EXPECT_GT(a.status().findings.at(0).seen_at, found_at);
  a.shop.tamper("update charge set captured = captured - 1");
  a.sweep(); // may have begun before that
  a.sweep();
  EXPECT_EQ(a.status().open, 0);
  EXPECT_EQ(a.shop.count("select count(*) from auditor_finding where cleared_at is not null"), 1) << "it stays on record";
}

TEST(Auditor, goes_on_where_another_one_was) {
  Audited a({.charges = 1, .transactions = 1});
  live(a.shop);
  a.step();
  a.step();
  const auto swept = a.shop.count("select count(*) from charge where charge_id <= (select swept_charge from auditor_progress)");
  EXPECT_EQ(swept, 2);
  Auditor other(a.shop.database.app, a.shop.pool, a.shop.clock, {.charges = 1, .transactions = 1});
  EXPECT_TRUE(other.step().value().worked);
  EXPECT_EQ(a.shop.count("select count(*) from charge where charge_id <= (select swept_charge from auditor_progress)"), 3);
}

TEST(Auditor, only_one_works_at_a_time) {
  Audited a;
  pqxx::connection connection(a.shop.database.app);
  pqxx::work other(connection);
  other.exec("select * from auditor_progress for update");
  EXPECT_FALSE(a.step().worked);
  other.abort();
  EXPECT_TRUE(a.step().worked);
}

TEST(Auditor, a_replaced_session_sees_its_part_of_the_books_again) {
  Audited a;
  live(a.shop);
  a.step();
  a.shop.tamper("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() "
                "and datname = current_database()");
  for (int i = 0; i < 3; ++i)
    (void)a.auditor.step(); // one of them meets the end of the session
  const auto before = a.status().proven;
  a.shop.paid({"10.00"});
  a.shop.publish();
  while (a.step().proven > 0)
    ;
  EXPECT_GT(a.status().proven, before);
  EXPECT_EQ(a.violated(), std::set<std::string>{});
}

TEST(Auditor, nobody_else_sees_a_part_of_the_books) {
  Audited a;
  live(a.shop);
  a.step();
  EXPECT_GT(a.shop.queries.verify().value().findings.at(0).checked, 10);
  EXPECT_TRUE(a.shop.queries.verify().value().ok);
}

class AuditorFinds : public testing::TestWithParam<Tampering> {};

TEST_P(AuditorFinds, EachTamperingInASweep) {
  Audited a;
  live(a.shop);
  a.shop.tamper(GetParam().statement);
  for (int i = 0; i < 100 && !a.violated().contains(GetParam().invariant) && a.status().sweep == 1; ++i)
    a.step();
  EXPECT_TRUE(a.violated().contains(GetParam().invariant));
  EXPECT_GE(a.alerts(), 1);
}

/// One for each invariant; verify's test has them all.
std::vector<Tampering> one_each() {
  std::set<std::string> seen;
  std::vector<Tampering> chosen;
  for (const auto& tampering : tamperings)
    if (seen.insert(tampering.invariant).second)
      chosen.push_back(tampering);
  return chosen;
}

INSTANTIATE_TEST_SUITE_P(Tamperings, AuditorFinds, testing::ValuesIn(one_each()),
                         [](const auto& tampering) {
                           return std::string(tampering.param.invariant);
                         });

TEST(Auditor, most_invariants_hold_of_some_charges_alone) {
  const auto alone = std::count_if(std::begin(tamperings), std::end(tamperings),
                                   [](const Tampering& t) { return is_by_charge(t.invariant); });
  EXPECT_GT(alone, 25);
}

} // namespace
} // namespace paydesk::test
