// The commission of an order is rounded half-even, at the capture and over the parts of its refunds.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

TEST(Commission, is_rounded_half_even) {
  // A tenth of each: 10.5, 11.5, 12.4 and 12.6 cents.
  for (const auto& [amount, commission] : {std::pair<std::int64_t, std::int64_t>{105, 10}, {115, 12}, {124, 12}, {126, 13}}) {
    World world(CaptureMode::automatic);
    const auto payment = world.pay_in({amount});
    EXPECT_EQ(world.read(payment).orders[0].commission, commission);
    world.tell(payment, news(News::Kind::captured, "cap_1", amount, world.charge_of(payment).to_string()));
    EXPECT_EQ(world.balance("commission_revenue"), -commission);
    EXPECT_EQ(world.balance("seller_payable"), commission - amount);
    EXPECT_EQ(world.one_number("select balance from wallet"), amount - commission);
    world.check_books();
  }
}

} // namespace
} // namespace paydesk::test
