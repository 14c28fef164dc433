// Pay-out batches on a real PostgreSQL: what is reserved, booked, refused, and what many do at once.
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <thread>

#include "store/verify.h"
#include "tests/queries/paid_out.h"

namespace paydesk::test {
namespace {

void expect_sound(Shop& shop) {
  const auto response = shop.queries.verify();
  ASSERT_TRUE(response) << response.error().message;
  for (const auto& finding : response->findings)
    EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                     << (finding.examples.empty() ? "" : finding.examples.front());
}

std::int64_t reserved(Shop& shop, const std::string& seller) {
  return shop.count("select coalesce(sum(reserved), 0) from wallet where seller = '" + seller + "'");
}

TEST(Payouts, ReserveApproveAndSubmit) {
  Shop shop;
  Treasury treasury(shop);
  fund(shop, "tea", 9000);
  (void)add_account(shop, "tea");
  const auto id = treasury.create().value();
  EXPECT_EQ(reserved(shop, "tea"), 9000);
  EXPECT_EQ(shop.count("select sum(balance) from wallet"), 9000);
  expect_sound(shop);
  EXPECT_EQ(treasury.payouts.submit(treasury.clerk, id, "x").error().code, ErrorCode::failed_precondition);
  ASSERT_TRUE(treasury.payouts.decide(treasury.chief, id, true, "good"));
  const auto sent = treasury.payouts.submit(treasury.clerk, id, "weekly");
  ASSERT_TRUE(sent) << sent.error().message;
  EXPECT_EQ(sent->state, "submitted");
  EXPECT_EQ(reserved(shop, "tea"), 0);
  EXPECT_EQ(shop.count("select sum(balance) from wallet"), 0);
  EXPECT_EQ(shop.count("select -sum(amount) from ledger_entry join ledger_account using (account_id) "
                       "where class = 'payout_transit'"),
            9000);
  EXPECT_EQ(shop.count("select count(*) from payout_history"), 3);
  expect_sound(shop);
}

TEST(Payouts, AreSubmittedOnceAndTheFileStays) {
  Shop shop;
  Treasury treasury(shop);
  fund(shop, "tea", 9000);
  (void)add_account(shop, "tea");
  const auto id = treasury.approved();
  ASSERT_TRUE(treasury.payouts.submit(treasury.clerk, id, "weekly"));
  const auto file = treasury.payouts.file(treasury.clerk, id).value();
  EXPECT_NE(file.content.find("DE89370400440532013000"), std::string::npos);
  shop.clock.advance(std::chrono::hours(30));
  EXPECT_EQ(treasury.payouts.submit(treasury.clerk, id, "again").error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(treasury.payouts.file(treasury.clerk, id).value().content, file.content);
  EXPECT_EQ(shop.count("select count(*) from ledger_transaction where kind = 'payout'"), 1);
  EXPECT_EQ(shop.count("select count(*) from audit_record where action = 'payout_batch.fetch_file'"), 2);
}

TEST(Payouts, NobodyApprovesWhatTheyCreated) {
  Shop shop;
  Treasury treasury(shop);
  fund(shop, "tea", 9000);
  (void)add_account(shop, "tea");
  const auto id = treasury.create().value();
  EXPECT_EQ(treasury.payouts.decide(treasury.clerk, id, true, "").error().code, ErrorCode::permission_denied);
  const auto by_hand = shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec_once("update payout_batch set state = 'approved', path = '{approve}', decider_id = creator_id, "
                 "decided_at = now()");
    return {};
  });
  EXPECT_FALSE(by_hand);
  ASSERT_TRUE(treasury.payouts.decide(treasury.chief, id, false, "no"));
  EXPECT_EQ(reserved(shop, "tea"), 0);
  EXPECT_EQ(treasury.payouts.decide(treasury.chief, id, true, "").error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(treasury.payouts.cancel(treasury.clerk, id, "x").error().code, ErrorCode::failed_precondition);
  expect_sound(shop);
}

TEST(Payouts, AnApprovedBatchIsCancelledAndFreesItsMoney) {
  Shop shop;
  Treasury treasury(shop);
  fund(shop, "tea", 9000);
  (void)add_account(shop, "tea");
  const auto id = treasury.approved();
  ASSERT_TRUE(treasury.payouts.cancel(treasury.clerk, id, "the bank is closed"));
  EXPECT_EQ(reserved(shop, "tea"), 0);
  EXPECT_EQ(treasury.payouts.submit(treasury.clerk, id, "x").error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(treasury.payouts.file(treasury.clerk, id).error().code, ErrorCode::failed_precondition);
  ASSERT_TRUE(treasury.create());
  expect_sound(shop);
}

TEST(Payouts, TellWhoIsLeftOutAndWhy) {
  Shop shop;
  Treasury treasury(shop);
  for (const auto* seller : {"good", "small", "no-account", "new-account"})
    fund(shop, seller, std::string(seller) == "small" ? 999 : 5000);
  fund(shop, "owes", -300);
  for (const auto* seller : {"good", "small", "owes"})
    (void)add_account(shop, seller);
  (void)add_account(shop, "new-account", "NL91ABNA0417164300", std::chrono::hours(48));
  const auto preview = treasury.payouts.preview({"EUR", "10.00", {}}).value();
  ASSERT_EQ(preview.payouts.size(), 1u);
  EXPECT_EQ(preview.payouts[0].seller, "good");
  EXPECT_EQ(preview.batch.total.minor, 5000);
  std::map<std::string, std::string> why;
  for (const auto& left : preview.left_out)
    why[left.seller] = left.why;
  EXPECT_EQ(why.size(), 4u);
  EXPECT_NE(why["small"].find("minimum"), std::string::npos);
  EXPECT_NE(why["owes"].find("nothing is available"), std::string::npos);
  EXPECT_NE(why["no-account"].find("no approved bank account"), std::string::npos);
  EXPECT_NE(why["new-account"].find("cools down"), std::string::npos);
  EXPECT_EQ(shop.count("select count(*) from payout_batch"), 0);
  shop.clock.advance(std::chrono::hours(48));
  EXPECT_EQ(treasury.payouts.preview({"EUR", "10.00", {}}).value().payouts.size(), 2u);
  EXPECT_EQ(treasury.payouts.create(treasury.clerk, {"EUR", "", {"nobody"}, "x", ""}).error().code,
            ErrorCode::failed_precondition);
}

TEST(Payouts, NothingIsSentToAnAccountThatWasBlockedOrFromAWalletThatFell) {
  Shop shop;
  Treasury treasury(shop);
  for (const auto* seller : {"tea", "rice"})
    fund(shop, seller, 5000);
  const auto account = add_account(shop, "tea");
  (void)add_account(shop, "rice", "NL91ABNA0417164300");
  const auto first = treasury.approved({"tea"});
  store::PgPayoutAccounts accounts(shop.pool, shop.clock);
  ASSERT_TRUE(accounts.block(treasury.clerk, *Uuid::parse(account.account_id), "closed", shop.clock.now(), {}));
  const auto refused = treasury.payouts.submit(treasury.clerk, first, "x");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("bank account of tea"), std::string::npos) << refused.error().message;
  const auto second = treasury.approved({"rice"});
  fund(shop, "rice", -100);
  const auto short_of = treasury.payouts.submit(treasury.clerk, second, "x");
  ASSERT_FALSE(short_of);
  EXPECT_NE(short_of.error().message.find("wallet of rice"), std::string::npos) << short_of.error().message;
  EXPECT_EQ(shop.count("select count(*) from ledger_transaction where kind = 'payout'"), 0);
  expect_sound(shop);
}

TEST(Payouts, FiftyAtOnceNeverExceedWhatIsAvailable) {
  Shop shop;
  Treasury treasury(shop);
  const char* numbers[] = {"DE89370400440532013000", "NL91ABNA0417164300", "BE68539007547034"};
  const std::vector<std::string> sellers = {"tea", "rice", "silk"};
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    fund(shop, sellers[i], 10'000);
    (void)add_account(shop, sellers[i], numbers[i]);
  }
  constexpr int people = 50;
  std::barrier start(people);
  std::atomic<int> made = 0, refused = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < people; ++i)
      threads.emplace_back([&, i] {
        // Named in any order: the wallets are locked in one.
        std::vector<std::string> named(sellers.begin(), sellers.begin() + 1 + i % 3);
        if (i % 2 == 0)
          std::reverse(named.begin(), named.end());
        start.arrive_and_wait();
        const auto created = treasury.create(named);
        if (created)
          ++made;
        else if (created.error().code == ErrorCode::failed_precondition)
          ++refused;
      });
  }
  EXPECT_EQ(made + refused, people);
  EXPECT_GE(made, 1);
  EXPECT_EQ(shop.count("select count(*) from wallet where reserved > balance - pending"), 0);
  EXPECT_EQ(shop.count("select sum(reserved) from wallet"), shop.count("select sum(amount) from wallet_hold"));
  EXPECT_EQ(shop.count("select max(n) from (select count(*) as n from payout group by seller) as t"), 1);
  expect_sound(shop);
}

TEST(Payouts, OfManySubmissionsAtOnceOneSends) {
  Shop shop;
  Treasury treasury(shop);
  fund(shop, "tea", 9000);
  (void)add_account(shop, "tea");
  const auto id = treasury.approved();
  std::atomic<int> sent = 0, cancelled = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i)
      threads.emplace_back([&, i] {
        if (i % 4 == 3)
          cancelled += treasury.payouts.cancel(treasury.clerk, id, "x") ? 1 : 0;
        else
          sent += treasury.payouts.submit(treasury.clerk, id, "x") ? 1 : 0;
      });
  }
  EXPECT_EQ(sent + cancelled, 1);
  EXPECT_EQ(shop.count("select count(*) from ledger_transaction where kind = 'payout'"), sent);
  EXPECT_EQ(reserved(shop, "tea"), 0);
  expect_sound(shop);
}

TEST(Payouts, HostileTermsAreRefusedByName) {
  Shop shop;
  Treasury treasury(shop);
  const auto field = [&](const views::PreviewPayoutsRequest& request) {
    const auto answer = treasury.payouts.preview(request);
    return answer ? std::string("accepted") : answer.error().field;
  };
  EXPECT_EQ(field({"XXQ", "", {}}), "currency");
  for (const auto* minimum : {"-1", "1e3", "1.234", "1,00", "99999999999999999999", "NaN", " 1"})
    EXPECT_EQ(field({"EUR", minimum, {}}), "minimum") << minimum;
  EXPECT_EQ(field({"EUR", "", {""}}), "sellers");
  EXPECT_EQ(field({"EUR", "", std::vector<std::string>(1001, "s")}), "sellers");
  EXPECT_EQ(treasury.payouts.detail(Uuid{{9}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(treasury.payouts.decide(treasury.chief, Uuid{{9}}, true, "").error().code, ErrorCode::not_found);
}

TEST(Payouts, ATotalBeyondWhatAnAmountCanBeIsRefused) {
  Shop shop;
  Treasury treasury(shop);
  const auto most = std::numeric_limits<std::int64_t>::max() - 10;
  fund(shop, "tea", most);
  fund(shop, "rice", -5000);
  (void)add_account(shop, "tea");
  fund(shop, "rice", 5000 + 100);
  (void)add_account(shop, "rice", "NL91ABNA0417164300");
  EXPECT_EQ(treasury.payouts.preview({"EUR", "", {}}).error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(treasury.create().error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(shop.count("select count(*) from wallet where reserved <> 0"), 0);
}

} // namespace
} // namespace paydesk::test
