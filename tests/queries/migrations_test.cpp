// What migrations make of rows that were there before them.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/lifecycle.h"
#include "store/migrations.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

News news(News::Kind kind, const std::string& reference, std::int64_t amount) {
  News said;
  said.kind = kind;
  said.reference = reference;
  said.amount = amount;
  return said;
}

/// The statement of a migration that begins with `beginning`.
std::string fill_of(std::string_view name, std::string_view beginning) {
  const auto all = store::migrations();
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& migration) { return migration.name == name; });
  if (at == all.end())
    return {};
  const auto begin = at->sql.find(beginning);
  return std::string(at->sql.substr(begin, at->sql.find(';', begin) - begin));
}

TEST(Migrations, LossesFromBeforeAreFoundForTheirDisputes) {
  Shop shop;
  const auto two_orders = shop.paid({"30.00", "20.00"});
  shop.tell(two_orders, news(News::Kind::dispute_withdrawn, "dp_1", 5000));
  shop.tell(two_orders, news(News::Kind::dispute_lost, "dp_1", 5000));
  const auto two_disputes = shop.paid({"100.00"});
  for (const auto* reference : {"dp_2", "dp_3"}) {
    shop.tell(two_disputes, news(News::Kind::dispute_withdrawn, reference, 6000));
    shop.tell(two_disputes, news(News::Kind::dispute_lost, reference, 6000));
  }
  shop.tamper("create table before as select dispute_id, order_id, payment_id, amount from dispute_loss");
  ASSERT_EQ(shop.count("select count(*) from dispute_loss"), 4);
  shop.tamper("delete from dispute_loss");
  shop.tamper(fill_of("0010_dispute_losses", "insert into"));
  shop.tamper("grant select on before to paydesk_app");
  EXPECT_EQ(shop.count("select count(*) from dispute_loss"), 4);
  EXPECT_EQ(shop.count("select count(*) from (select dispute_id, order_id, payment_id, amount from dispute_loss except "
                       "select * from before) other"), 0);
}

TEST(Migrations, HoldsFromBeforeAreSharedOutOverTheirOrders) {
  Shop shop;
  const auto orders = shop.paid({"30.00", "20.00", "10.00"});
  for (const auto& [reference, amount] : {std::pair{"dp_1", 2500}, std::pair{"dp_2", 1501}})
    shop.tell(orders, news(News::Kind::dispute_withdrawn, reference, amount));
  ASSERT_EQ(shop.count("select count(*) from dispute_hold"), 6);
  shop.tamper("delete from dispute_hold");
  shop.tamper(fill_of("0022_disputes", "insert into dispute_hold"));
  EXPECT_EQ(shop.count("select sum(amount) from dispute_hold"), 4001);
  EXPECT_EQ(shop.count("select count(*) from payment_order o where disputed <> coalesce((select sum(amount) from "
                       "dispute_hold h where h.order_id = o.order_id), 0)"),
            0);
  EXPECT_EQ(shop.count("select count(*) from dispute d where withheld <> (select sum(amount) from dispute_hold h where "
                       "h.dispute_id = d.dispute_id)"),
            0);
}

TEST(Migrations, ADatabaseThatWasSeededBeforeGetsTheNewWaysOfDisputesAndPayouts) {
  Shop shop;
  shop.tamper("delete from lifecycle_transition where machine = 'dispute' and (from_state = 'closed' or (from_state, "
              "trigger) in (('accepted', 'win'), ('pre_arbitration', 'evidence_sent'), ('pre_arbitration', 'accept')))");
  const auto sql = fill_of("0022_disputes", "insert into lifecycle_transition");
  const auto update = fill_of("0022_disputes", "update lifecycle_seed");
  const auto old = sql.substr(sql.rfind("checksum = '") + 12, 16);
  const auto now = shop.count("select count(*) from lifecycle_transition where machine = 'dispute'");
  shop.tamper("update lifecycle_seed set checksum = '" + old + "'");
  shop.tamper(sql);
  shop.tamper(update);
  EXPECT_EQ(shop.count("select count(*) from lifecycle_transition where machine = 'dispute'"), now + 4);
  const auto ways = shop.count("select count(*) from lifecycle_transition where machine = 'payout'");
  shop.tamper("delete from lifecycle_transition where machine = 'payout' and ((from_state, to_state) in "
              "(('retry_scheduled', 'in_transit'), ('retry_scheduled', 'paid'), ('retry_scheduled', 'failed'), "
              "('dead_letter', 'in_transit'), ('dead_letter', 'failed')) or from_state in ('failed', 'cancelled'))");
  EXPECT_EQ(shop.count("select count(*) from lifecycle_transition where machine = 'payout'"), ways - 7);
  shop.tamper(fill_of("0041_payouts_through_psps", "insert into lifecycle_transition"));
  shop.tamper(fill_of("0041_payouts_through_psps", "update lifecycle_seed"));
  EXPECT_EQ(shop.count("select count(*) from lifecycle_transition where machine = 'payout'"), ways);
  EXPECT_EQ(shop.count("select count(*) from lifecycle_seed where checksum = '" + lifecycle::checksum() + "'"), 1);
}

TEST(Migrations, WaitingJobsGetTheSellerTheyAreAbout) {
  Shop shop;
  shop.order({"5.00"}, "seller-b");
  const auto sold = shop.paid({"30.00", "20.00"});
  shop.refund(sold, "10.00", false);
  shop.tamper("create table before as select job_id, seller from job");
  shop.tamper("update job set seller = ''");
  shop.tamper(fill_of("0021_fair_queue", "update job"));
  shop.tamper("grant select on before to paydesk_app");
  EXPECT_EQ(shop.count("select count(distinct seller) from before"), 2);
  EXPECT_EQ(shop.count("select count(*) from job join before using (job_id) where job.seller <> before.seller"), 0);
}

} // namespace
} // namespace paydesk::test
