// Texts on their way into the database: whole, or refused.
#include <gtest/gtest.h>

#include "store/columns.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

const std::string cut("a\0b", 3);

Error stored(Shop& shop, std::string_view sql, const store::Params& params) {
  const auto outcome = shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec(sql, params);
    return {};
  });
  return outcome ? Error{} : outcome.error();
}

TEST(Texts, WithANulCharacterAreRefusedInsteadOfCut) {
  Shop shop;
  store::Columns<1> column;
  column.add(cut);
  const store::Params single = store::Params::of(cut), several = column.params();
  for (const auto& error : {stored(shop, "select $1::text", single), stored(shop, "select $1::text[]", several)}) {
    EXPECT_EQ(error.code, ErrorCode::invalid_argument);
    EXPECT_NE(error.message.find("contains a NUL character"), std::string::npos) << error.message;
  }
  const auto once = shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec_once("select $1::text", single);
    return {};
  });
  ASSERT_FALSE(once);
  EXPECT_EQ(once.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(shop.count("select 1"), 1) << "the connection goes on";
}

TEST(Texts, WithANulCharacterLeaveTheWholeChangeUndone) {
  Shop shop;
  const auto sale = shop.paid({"10.00"});
  const std::vector charges{sale.charge_id};
  const auto outcome = shop.payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Turn turn(aggregates.front(), shop.clock.now(), shop.ids, shop.policy, "operator");
    turn.note("charge", sale.charge_id, "fine", "fine");
    turn.note("charge", sale.charge_id, "cut", cut);
    return Extra{};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(shop.count("select count(*) from history where code in ('fine', 'cut')"), 0);
}

} // namespace
} // namespace paydesk::test
