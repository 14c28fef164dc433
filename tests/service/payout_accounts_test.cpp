// Sellers' bank accounts over RPC, by paydeskctl and against the database's own guards.
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "paydesk/v1/payout_accounts.grpc.pb.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

const std::string iban = "DE89370400440532013000";
const std::string other_iban = "NL91ABNA0417164300";

v1::ProposePayoutAccountRequest proposal(const std::string& number = iban, int key = 1) {
  v1::ProposePayoutAccountRequest request;
  request.set_seller("seller-a");
  request.set_currency("EUR");
  request.set_scheme("iban");
  request.set_number(number);
  request.set_holder("Tea House");
  request.set_reason("asked for by the seller");
  request.set_idempotency_key("01900000-0000-7000-8000-0000000000" + std::to_string(10 + key));
  return request;
}

struct Answer {
  grpc::Status status;
  v1::PayoutAccount account;
};

Answer propose(const Desk& desk, const v1::ProposePayoutAccountRequest& request, const std::string& role = "operator") {
  Answer answer;
  answer.status = v1::PayoutAccountService::NewStub(desk.channel())
                      ->ProposePayoutAccount(Desk::as(role).get(), request, &answer.account);
  return answer;
}

Answer decide(const Desk& desk, const std::string& id, bool approve, const std::string& role = "approver", int key = 1) {
  v1::DecidePayoutAccountRequest request;
  request.set_account_id(id);
  request.set_approve(approve);
  request.set_idempotency_key("01900000-0000-7000-8000-0000000000" + std::to_string(40 + key));
  Answer answer;
  answer.status = v1::PayoutAccountService::NewStub(desk.channel())
                      ->DecidePayoutAccount(Desk::as(role).get(), request, &answer.account);
  return answer;
}

Answer block(const Desk& desk, const std::string& id, int key = 1) {
  v1::BlockPayoutAccountRequest request;
  request.set_account_id(id);
  request.set_reason("the bank says that it is closed");
  request.set_idempotency_key("01900000-0000-7000-8000-0000000000" + std::to_string(70 + key));
  Answer answer;
  answer.status = v1::PayoutAccountService::NewStub(desk.channel())
                      ->BlockPayoutAccount(Desk::as("operator").get(), request, &answer.account);
  return answer;
}

TEST(PayoutAccounts, AreDecidedByAnotherPersonAndCoolDown) {
  Desk desk;
  const auto asked = propose(desk, proposal());
  ASSERT_TRUE(asked.status.ok()) << asked.status.error_message();
  EXPECT_EQ(asked.account.state(), "proposed");
  EXPECT_EQ(asked.account.number(), "DE****3000");
  EXPECT_EQ(asked.account.payable_from(), "");
  const auto approved = decide(desk, asked.account.account_id(), true);
  ASSERT_TRUE(approved.status.ok()) << approved.status.error_message();
  EXPECT_EQ(approved.account.state(), "active");
  EXPECT_EQ(parse_instant(approved.account.payable_from()),
            *parse_instant(approved.account.decided_at()) + std::chrono::hours(48));
  const auto twice = decide(desk, asked.account.account_id(), false, "admin", 2);
  EXPECT_EQ(twice.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
}

TEST(PayoutAccounts, NobodyDecidesWhatTheyProposed) {
  Desk desk;
  const auto asked = propose(desk, proposal(), "admin");
  ASSERT_TRUE(asked.status.ok()) << asked.status.error_message();
  const auto own = decide(desk, asked.account.account_id(), true, "admin");
  EXPECT_EQ(own.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(decide(desk, asked.account.account_id(), true, "operator").status.error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_account where state = 'proposed'"), 1);
}

TEST(PayoutAccounts, AChangeReplacesTheOneBeforeOnlyOnceApproved) {
  Desk desk;
  const auto first = propose(desk, proposal());
  ASSERT_TRUE(decide(desk, first.account.account_id(), true).status.ok());
  const auto same = propose(desk, proposal(iban, 2));
  EXPECT_EQ(same.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  const auto second = propose(desk, proposal(other_iban, 3));
  ASSERT_TRUE(second.status.ok()) << second.status.error_message();
  const auto third = propose(desk, proposal("BE68539007547034", 4));
  EXPECT_NE(third.status.error_message().find("waits for a decision"), std::string::npos);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_account where state = 'active' and masked = 'DE****3000'"), 1);
  ASSERT_TRUE(decide(desk, second.account.account_id(), true, "approver", 2).status.ok());
  EXPECT_EQ(desk.shop.count("select count(*) from payout_account where state = 'active' and masked = 'NL****4300'"), 1);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_account where state = 'replaced' and ended_by = 'approver'"), 1);
}

TEST(PayoutAccounts, ABlockedNumberIsNotAcceptedAgainForAnybody) {
  Desk desk;
  const auto asked = propose(desk, proposal());
  ASSERT_TRUE(decide(desk, asked.account.account_id(), true).status.ok());
  auto waiting = proposal(iban, 2);
  waiting.set_seller("seller-b");
  const auto other = propose(desk, waiting);
  ASSERT_TRUE(other.status.ok()) << other.status.error_message();
  const auto blocked = block(desk, asked.account.account_id());
  ASSERT_TRUE(blocked.status.ok()) << blocked.status.error_message();
  EXPECT_EQ(blocked.account.state(), "blocked");
  EXPECT_EQ(decide(desk, other.account.account_id(), true, "approver", 2).status.error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_NE(propose(desk, proposal(iban, 3)).status.error_message().find("was blocked"), std::string::npos);
  EXPECT_TRUE(decide(desk, other.account.account_id(), false, "approver", 3).status.ok());
  EXPECT_EQ(block(desk, asked.account.account_id(), 2).status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
}

TEST(PayoutAccounts, TheSameKeyIsAnsweredAgainAndDoesNothingTwice) {
  Desk desk;
  const auto once = propose(desk, proposal());
  const auto again = propose(desk, proposal());
  ASSERT_TRUE(again.status.ok()) << again.status.error_message();
  EXPECT_EQ(once.account.SerializeAsString(), again.account.SerializeAsString());
  EXPECT_EQ(propose(desk, proposal(other_iban)).status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_account"), 1);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'payout_account.propose'"), 1);
}

TEST(PayoutAccounts, TheNumberIsNowhereButInItsRow) {
  Desk desk;
  const auto asked = propose(desk, proposal());
  ASSERT_TRUE(decide(desk, asked.account.account_id(), true).status.ok());
  ASSERT_TRUE(block(desk, asked.account.account_id()).status.ok());
  for (const auto* text : {"select detail::text || subject from audit_record", "select payload from outbox",
                           "select payload from event",
                           "select encode(decode(response, 'base64'), 'escape') from idempotency"})
    EXPECT_EQ(desk.shop.count("select count(*) from (" + std::string(text) + ") as t(said) where said like '%44053201%'"),
              0)
        << text;
}

TEST(PayoutAccounts, HostileFieldsAreRefusedByName) {
  Desk desk;
  int key = 0;
  const auto refused = [&](const std::function<void(v1::ProposePayoutAccountRequest&)>& spoil) {
    auto request = proposal(iban, ++key);
    spoil(request);
    const auto answer = propose(desk, request);
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << answer.status.error_message();
    EXPECT_EQ(answer.status.error_message().find("0532013"), std::string::npos);
    return answer.status.error_message();
  };
  for (const auto& spoil : std::vector<std::function<void(v1::ProposePayoutAccountRequest&)>>{
           [](auto& r) { r.set_seller(""); }, [](auto& r) { r.set_seller(std::string(256, 's')); },
           [](auto& r) { r.set_currency("EURO"); }, [](auto& r) { r.set_currency("XXQ"); },
           [](auto& r) { r.set_scheme("swift"); }, [](auto& r) { r.set_bank("NOTABIC"); },
           [](auto& r) { r.set_number("DE89370400440532013001"); }, [](auto& r) { r.set_number(""); },
           [](auto& r) { r.set_number("DE89370400440532013000'; drop table wallet"); },
           [](auto& r) { r.set_number(std::string(100'000, '0')); }, [](auto& r) { r.set_holder(""); },
           [](auto& r) { r.set_holder("a\x01"); }, [](auto& r) { r.set_holder(std::string(71, 'h')); },
           [](auto& r) { r.set_reason(""); }, [](auto& r) { r.set_idempotency_key("no key"); },
           [](auto& r) { r.set_seller(std::string("a\0b", 3)); }})
    EXPECT_FALSE(refused(spoil).empty());
  EXPECT_EQ(decide(desk, "no id", true).status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(decide(desk, "01900000-0000-7000-8000-000000000001", true, "approver", 2).status.error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_account"), 0);
}

TEST(PayoutAccounts, TheDatabaseRefusesWhatNobodyMayDo) {
  Desk desk;
  const auto asked = propose(desk, proposal());
  const auto refused = [&](const std::string& sql) {
    const auto done = desk.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.exec_once(sql);
      return {};
    });
    EXPECT_FALSE(done) << sql;
  };
  const std::string approve = "update payout_account set state = 'active', decided_by = 'x', decided_at = now(), "
                              "payable_from = now(), decider_id = ";
  refused(approve + "proposer_id");
  refused("update payout_account set number = 'NL91ABNA0417164300'");
  refused("update payout_account set state = 'blocked', ended_at = now()");
  refused("delete from payout_account");
  ASSERT_TRUE(decide(desk, asked.account.account_id(), true).status.ok());
  refused("update payout_account set payable_from = decided_at");
  ASSERT_TRUE(block(desk, asked.account.account_id()).status.ok());
  refused("update payout_account set state = 'active', ended_at = null");
}

TEST(PayoutAccounts, OfManyDecisionsAtOnceOneCounts) {
  Desk desk;
  const auto asked = propose(desk, proposal());
  std::atomic<int> done = 0;
  {
    std::vector<std::jthread> people;
    for (int i = 0; i < 8; ++i)
      people.emplace_back([&, i] {
        if (decide(desk, asked.account.account_id(), i % 2 == 0, i % 3 == 0 ? "admin" : "approver", i).status.ok())
          ++done;
      });
  }
  EXPECT_EQ(done, 1);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action in ('payout_account.approve', "
                            "'payout_account.reject')"),
            1);
}

TEST(PayoutAccountsByCtl, AreProposedDecidedListedAndBlocked) {
  Desk desk;
  const auto file = (desk.folder() / "iban").string();
  std::ofstream(file) << "DE89 3704 0044 0532 0130 00\n";
  const auto asked = ctl(desk, "operator", "payout-accounts propose seller-a --currency EUR --scheme iban --number-file " +
                                               file + " --holder 'Tea House' --reason new --json");
  ASSERT_EQ(asked.exit, 0) << asked.out;
  EXPECT_EQ(asked.out.find("0532"), std::string::npos);
  const auto id = nlohmann::json::parse(asked.out).at("account_id").get<std::string>();
  const auto approved = ctl(desk, "approver", "payout-accounts decide " + id + " --approve");
  EXPECT_EQ(approved.exit, 0) << approved.out;
  EXPECT_NE(approved.out.find("DE****3000"), std::string::npos) << approved.out;
  const auto listed = ctl(desk, "viewer", "payout-accounts list --filter 'seller:seller-a state:active'");
  EXPECT_NE(listed.out.find(id), std::string::npos) << listed.out;
  EXPECT_EQ(ctl(desk, "viewer", "payout-accounts list --filter nonsense:x").exit, 1);
  EXPECT_EQ(ctl(desk, "viewer", "payout-accounts block " + id + " --reason x").exit, 1);
  EXPECT_EQ(ctl(desk, "operator", "payout-accounts block " + id + " --reason closed").exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "payout-accounts list").out.find("blocked"), std::string::npos);
  const auto none = ctl(desk, "operator", "payout-accounts propose seller-a --currency EUR --scheme iban --number-file "
                                          "/dev/null --holder Tea --reason new");
  EXPECT_EQ(none.exit, 2) << none.out;
}

} // namespace
} // namespace paydesk::test
