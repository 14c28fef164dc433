// What migrations make of rows that were there before them.
#include <gtest/gtest.h>

#include <algorithm>

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
  EXPECT_EQ(shop.count("select count(*) from (select * from dispute_loss except select * from before) other"), 0);
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
