// A pay-out's life at a PSP: paid, refused, given back, and what the books say of it.
#include <gtest/gtest.h>

#include "tests/payouts/payout_desk.h"

namespace paydesk::test {

TEST(PspPayouts, are_paid_one_call_each_and_posted_from_the_balance) {
  PayoutDesk desk;
  desk.add_sellers(3);
  (void)desk.submit();
  EXPECT_EQ(desk.balance("payout_transit"), -30'000);
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid", 3));
  EXPECT_EQ(desk.truth().size(), 3U);
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -30'000);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 3);
  EXPECT_EQ(desk.number("select sum(balance) from wallet where seller like 'seller-%'"), 0);
  EXPECT_EQ(desk.number("select count(*) from outbox where kind = 'payout.paid'"), 3);
  desk.prove();
}

TEST(PspPayouts, keep_no_whole_account_number_with_their_attempts) {
  PayoutDesk desk;
  desk.add_sellers(1);
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where request like '%3000%' and operation = 'payout'"), 1);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where request || response || message like "
                        "'%DE89370400440532013000%'"),
            0);
}

TEST(PspPayouts, that_the_bank_refuses_are_the_sellers_again) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.sandbox.script("payout_fails", "payout");
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "failed"));
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), 0);
  EXPECT_EQ(desk.number("select balance - pending - reserved from wallet where seller = 'seller-1'"), 10'000);
  EXPECT_EQ(desk.text("select note from payout_history where to_state = 'failed'"), "status query: account_closed");
  desk.prove();
  // The account is closed: the seller waits for another one, and can be paid out anew.
  const auto preview = desk.payouts.preview({"EUR", "", {}}).value();
  EXPECT_TRUE(preview.payouts.empty());
  ASSERT_EQ(preview.left_out.size(), 1U);
  EXPECT_NE(preview.left_out[0].why.find("AC04 account_closed"), std::string::npos) << preview.left_out[0].why;
  EXPECT_NE(preview.left_out[0].why.find("another one has to be approved"), std::string::npos);
  (void)add_account(desk.shop, "seller-1", "NL91ABNA0417164300");
  (void)desk.submit();
  EXPECT_TRUE(desk.becomes(*lane, "paid"));
  desk.prove();
}

TEST(PspPayouts, that_come_back_are_the_sellers_again) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.listen();
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  const auto id = desk.truth()[0]["id"].get<std::string>();
  desk.sandbox.control("POST", "/control/payouts/" + id + "/return", {{"code", "account_closed"}});
  ASSERT_TRUE(desk.told("returned"));
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), 0);
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  EXPECT_EQ(desk.number("select balance from wallet where seller = 'seller-1'"), 10'000);
  desk.prove();
}

TEST(PspPayouts, that_come_back_unheard_are_found_by_asking) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.watch.return_look = std::chrono::seconds(60);
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  desk.sandbox.control("POST", "/control/payouts/" + desk.truth()[0]["id"].get<std::string>() + "/return");
  ASSERT_TRUE(desk.becomes(*lane, "returned"));
  desk.prove();
  // Nothing is asked any more.
  EXPECT_EQ(desk.number("select count(*) from payout_sending where work = 'done'"), 1);
}

TEST(PspPayouts, need_an_account_whose_psp_can_pay_out) {
  PayoutDesk desk;
  desk.add_sellers(1);
  const auto refused = desk.payouts.create(desk.clerk, {"EUR", "", {}, "weekly", "", "nobody"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "psp_account");
  EXPECT_EQ(desk.number("select count(*) from payout_batch"), 0);
  EXPECT_EQ(desk.number("select sum(reserved) from wallet"), 0);
}

TEST(PspPayouts, have_no_file_and_no_bank_speaks_of_them) {
  PayoutDesk desk;
  desk.add_sellers(1);
  const auto id = desk.submit();
  EXPECT_EQ(desk.payouts.file(desk.clerk, id).error().code, ErrorCode::failed_precondition);
  const auto told = desk.store.hear(desk.clerk, id, "00", desk.shop.clock.now(),
                                    [](Currency, auto) -> Result<PayoutNews> { return PayoutNews{}; }, {});
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().code, ErrorCode::not_found);
}

} // namespace paydesk::test
