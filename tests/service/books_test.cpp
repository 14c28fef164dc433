// The ledger through time over the wire, told by paydeskctl.
#include <gtest/gtest.h>

#include "tests/service/ctl.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

TEST(BooksByCtl, APeriodIsReadClosedAndReadAgain) {
  Desk desk;
  const auto day = [&] { return format_instant(desk.shop.clock.now()).substr(0, 10); };
  desk.shop.paid({"100.00"});
  const auto first = day();
  desk.shop.clock.advance(std::chrono::days(1));
  desk.shop.paid({"30.00"});

  const auto trial = ctl(desk, "viewer", "ledger trial-balance --from " + first + " --to " + first);
  EXPECT_EQ(trial.exit, 0) << trial.out;
  EXPECT_NE(trial.out.find("not closed"), std::string::npos) << trial.out;
  EXPECT_NE(trial.out.find("TOTAL"), std::string::npos) << trial.out;
  const auto statement = ctl(desk, "viewer", "ledger statement psp_receivable:card EUR --to " + day());
  EXPECT_NE(statement.out.find("130.00"), std::string::npos) << statement.out;
  const auto past = ctl(desk, "viewer", "ledger balances psp_receivable --as-of " + first);
  EXPECT_NE(past.out.find("100.00"), std::string::npos) << past.out;
  EXPECT_EQ(past.out.find("130.00"), std::string::npos) << past.out;

  EXPECT_EQ(ctl(desk, "operator", "ledger close " + first + " --reason x").exit, 1) << "not an operator's to do";
  EXPECT_EQ(ctl(desk, "approver", "ledger close " + day() + " --reason x").exit, 1) << "not over yet";
  const auto closed = ctl(desk, "approver", "ledger close " + first + " --reason 'month end'");
  EXPECT_EQ(closed.exit, 0) << closed.out;
  EXPECT_NE(ctl(desk, "viewer", "ledger status").out.find("month end"), std::string::npos);
  EXPECT_NE(ctl(desk, "viewer", "ledger trial-balance --to " + first).out.find(", closed"), std::string::npos);
  EXPECT_NE(ctl(desk, "viewer", "ledger balances --as-of " + first).out.find("final"), std::string::npos);
}

TEST(BooksByCtl, WhatIsWrongIsNamed) {
  Desk desk;
  desk.shop.paid({"10.00"});
  const auto says = [&](const std::string& arguments, const std::string& word) {
    const auto outcome = ctl(desk, "approver", arguments);
    EXPECT_NE(outcome.exit, 0) << arguments;
    EXPECT_NE(outcome.out.find(word), std::string::npos) << arguments << ": " << outcome.out;
  };
  says("ledger close 2026-02-30 --reason x", "day");
  says("ledger balances --as-of yesterday", "at");
  says("ledger trial-balance --from 2027-01-01 --to 2026-01-01", "to");
  says("ledger statement nowhere EUR --to 2026-12-31", "account");
  says("ledger statement psp_receivable:card EUR --to 2026-12-31 --cursor 00", "cursor");
}

TEST(BooksByCtl, AKeyClosesOnce) {
  Desk desk;
  const auto first = format_instant(desk.shop.clock.now()).substr(0, 10);
  desk.shop.clock.advance(std::chrono::days(1));
  const std::string command = "ledger close " + first + " --reason x --key 019a8d2e-0000-7000-8000-0000000000aa";
  EXPECT_EQ(ctl(desk, "approver", command).exit, 0);
  EXPECT_EQ(ctl(desk, "approver", command).exit, 0) << "answered as before";
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_closing"), 1);
}

} // namespace
} // namespace paydesk::test
