// The ledger through time over the wire, told by paydeskctl.
#include <gtest/gtest.h>

#include "engine/books/books.h"
#include "store/books.h"
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

/// The sealed ledger of a desk in a file.
struct Archive {
  Desk desk;
  std::string path{(desk.folder() / "ledger.jsonl").string()};

  Archive() { book("100.00"); }
  void book(const std::string& amount) {
    desk.shop.paid({amount});
    desk.shop.clock.advance(std::chrono::minutes(10));
    EXPECT_TRUE(Books(books_store, desk.shop.clock).keep_sums());
  }
  Outcome write() { return ctl(desk, "viewer", "ledger export " + path); }
  /// Without any daemon.
  Outcome check(const std::string& flags = {}) {
    Outcome outcome;
    FILE* pipe = popen((std::string("timeout 60 ") + PAYDESKCTL + " ledger check " + path + " " + flags + " 2>&1").c_str(), "r");
    std::array<char, 4096> buffer{};
    while (fgets(buffer.data(), buffer.size(), pipe) != nullptr)
      outcome.out += buffer.data();
    outcome.exit = WEXITSTATUS(pclose(pipe));
    return outcome;
  }
  std::string text() const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void replace(const std::string& text) const { std::ofstream(path, std::ios::binary) << text; }

  store::PgBooks books_store{desk.shop.pool};
};

bool says(const Outcome& outcome, const std::string& words) { return outcome.out.find(words) != std::string::npos; }

TEST(ChainByCtl, AFileProvesItselfAndGrows) {
  Archive a;
  const auto first = a.write();
  EXPECT_EQ(first.exit, 0) << first.out;
  EXPECT_TRUE(says(first, "seals")) << first.out;
  const auto head = Books(a.books_store, a.desk.shop.clock).status()->head;
  EXPECT_TRUE(says(first, head)) << first.out;
  EXPECT_TRUE(says(ctl(a.desk, "viewer", "ledger status"), head));
  a.book("30.00");
  const auto whole = a.text();
  EXPECT_EQ(a.write().exit, 0);
  EXPECT_EQ(a.text().substr(0, whole.size()), whole) << "it goes on behind what stood there";
  EXPECT_GT(a.text().size(), whole.size());
  const auto checked = a.check("--head " + head);
  EXPECT_EQ(checked.exit, 0) << checked.out;
  EXPECT_TRUE(says(checked, "that of seal 1")) << checked.out;
  const auto other = a.check("--head " + std::string(64, '0'));
  EXPECT_EQ(other.exit, 1) << other.out;
  EXPECT_EQ(a.check("--head XYZ").exit, 2);
}

TEST(ChainByCtl, WhatWasDoneToAFileIsNamed) {
  Archive a;
  a.book("30.00");
  ASSERT_EQ(a.write().exit, 0);
  const auto sound = a.text();
  const auto broken = [&](std::string text, const std::string& words) {
    a.replace(text);
    const auto outcome = a.check();
    EXPECT_EQ(outcome.exit == 0, false) << words;
    EXPECT_TRUE(says(outcome, words)) << outcome.out;
  };
  auto altered = sound;
  altered.replace(altered.find("seller-a"), 8, "seller-b");
  broken(altered, "line 2: ");
  const auto second = sound.find('\n', sound.find('\n') + 1) + 1;
  broken(sound.substr(0, sound.find('\n') + 1) + sound.substr(second), "seal 1 is missing");
  broken(sound.substr(0, sound.size() - 9), "cut off after seal 1");
  broken("", "is empty");
  broken("hello\n", "is not a sealed ledger");
  broken(sound.substr(0, second) + "{\"seal_no\":\n", "line 3: ");
  a.replace(sound.substr(0, sound.size() - 9));
  EXPECT_EQ(a.write().exit, 0) << "what was cut off is written again";
  EXPECT_EQ(a.text(), sound);
  a.desk.shop.tamper("update ledger_transaction set description = 'x' where booked_at > (select booked_through from "
                     "ledger_chain where seal_no = 1)");
  a.replace(sound.substr(0, second));
  const auto forged = a.write();
  EXPECT_EQ(forged.exit, 1) << forged.out;
  EXPECT_TRUE(says(forged, "does not go on as")) << forged.out;
  EXPECT_EQ(a.text(), sound.substr(0, second)) << "nothing of it was written";
}

TEST(ChainByCtl, TheBooksAreProvenAsTheyWere) {
  Desk desk;
  desk.shop.paid({"10.00"});
  const auto now = ctl(desk, "auditor", "verify --as-of 2026-11-16T09:00:00Z");
  EXPECT_EQ(now.exit, 0) << now.out;
  EXPECT_TRUE(says(now, "The books hold with all that was booked up to 2026-11-16 09:00:00Z")) << now.out;
  EXPECT_TRUE(says(ctl(desk, "auditor", "verify --as-of yesterday"), "as_of"));
  EXPECT_TRUE(says(ctl(desk, "auditor", "verify --as-of 2999-01-01"), "still to come"));
}

} // namespace
} // namespace paydesk::test
