// How the continuous proof of the books stands, over the wire and told by paydeskctl.
#include <gtest/gtest.h>

#include "tests/service/ctl.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

TEST(AuditorByCtl, SoundBooksAndAViolation) {
  Desk desk;
  desk.shop.paid({"10.00"});
  desk.shop.publish();
  store::Auditor auditor(desk.shop.database.app, desk.shop.pool, desk.shop.clock);
  ASSERT_TRUE(auditor.step());
  const auto sound = ctl(desk, "auditor", "auditor");
  EXPECT_EQ(sound.exit, 0) << sound.out;
  EXPECT_NE(sound.out.find("The books hold"), std::string::npos) << sound.out;
  EXPECT_NE(sound.out.find("nothing waits"), std::string::npos) << sound.out;

  desk.shop.paid({"20.00"});
  desk.shop.tamper("update charge set captured = captured + 1");
  desk.shop.publish();
  ASSERT_TRUE(auditor.step());
  const auto broken = ctl(desk, "auditor", "auditor --json");
  EXPECT_EQ(broken.exit, 1) << broken.out;
  EXPECT_NE(broken.out.find("captures_of_orders_charge_and_facts_agree"), std::string::npos) << broken.out;
}

TEST(AuditorByCtl, IsNotForEverybody) {
  Desk desk;
  EXPECT_EQ(ctl(desk, "viewer", "auditor").exit, 1);
  EXPECT_EQ(ctl(desk, "operator", "auditor").exit, 0);
}

} // namespace
} // namespace paydesk::test
