// What closing a day says that it leaves open.
#include "engine/books/books.h"
#include "store/books.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

using Sentences = std::vector<std::string>;

struct Closed : World {
  Sentences close(const std::string& day = "2026-11-16") {
    shop.clock.advance(std::chrono::hours(24));
    const auto closed = books.close_day(ben, {day, "day end", ""});
    EXPECT_TRUE(closed) << closed.error().message;
    return closed ? closed->left_open : Sentences{"not closed"};
  }
  store::PgBooks books_store{shop.pool};
  Books books{books_store, shop.clock};
};

TEST(Closing, ADayWithoutSuspenseLeavesNothingOpen) {
  Closed world;
  world.import(Report{}.add("capture", World::capture_of(world.paid({"100.00"})), 10'000, 290));
  EXPECT_EQ(world.close(), Sentences{});
}

TEST(Closing, SuspenseIsToldWithWhatIsInIt) {
  Closed world;
  world.import(Statement{.entries = {{1'000, "who knows"}, {-35, "a fee"}}});
  world.import(Statement{.id = "K1", .account = "SANDBOX-BANK-KRW", .currency = "KRW", .entries = {{500, "who knows"}}});
  world.import(Report{}.add("capture", "cap_x", 700, 20));
  for (const auto& found : world.breaks())
    if (found.type == "missing_in_ledger") {
      ASSERT_EQ(world.resolve(found, "create_missing")->state, "resolved");
    }
  EXPECT_EQ(world.close(), (Sentences{"recon_suspense is not empty at the end of 2026-11-16: -16.65 EUR, -500 KRW.",
                                      "In it: bank entry of 2026-11-17 over -0.35 EUR.",
                                      "In it: bank entry of 2026-11-17 over 500 KRW.",
                                      "In it: bank entry of 2026-11-17 over 10.00 EUR.",
                                      "In it: line 1 of batch B1 of card over 7.00 EUR."}));
}

TEST(Closing, WhatWasClearedByThenOrCameLaterIsNotInIt) {
  Closed world;
  world.import(Statement{.entries = {{1'000, "a buyer"}}});
  ASSERT_EQ(world.resolve(world.only_break(), "assign_receipt")->state, "resolved");
  world.shop.clock.advance(std::chrono::hours(24));
  world.import(Statement{.id = "S2", .entries = {{700, "later"}}, .opening = 1'000});
  EXPECT_EQ(world.close(), Sentences{});
}

TEST(Closing, NoMoreThanTenAreNamed) {
  Closed world;
  Statement statement;
  for (int i = 1; i <= 12; ++i)
    statement.entries.push_back({i, "entry " + std::to_string(i)});
  world.import(statement);
  const auto told = world.close();
  ASSERT_EQ(told.size(), 12u);
  EXPECT_EQ(told.back(), "In it are more of them: paydeskctl recon breaks shows all.");
}

TEST(Closing, AnOpenPositionIsSaidNotToBeRevalued) {
  Closed world;
  const auto sale = world.paid({"30.00"}, "seller-a", "USD");
  world.import(Report{}.add("capture", World::capture_of(sale), 2'760, 80));
  ASSERT_EQ(world.resolve(world.only_break(), "match")->state, "resolved");
  EXPECT_EQ(world.close(),
            Sentences{"fx_clearing holds -27.60 EUR, 30.00 USD at the end of 2026-11-16; there are no reference rates, "
                      "so it was not revalued."});
}

} // namespace
} // namespace paydesk::test
