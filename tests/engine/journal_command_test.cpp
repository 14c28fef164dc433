// The stored form of journals that people make: canonical, strict, and never more than was checked.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "engine/journals/journal_command.h"

namespace paydesk::journals {
namespace {

const Instant now = parse_instant("2026-11-16T12:00:00Z").value();

bool same(const std::vector<Posting>& a, const std::vector<Posting>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Posting& x, const Posting& y) {
    return x.account == y.account && x.currency == y.currency && x.amount == y.amount;
  });
}

/// Any text that an owner may be, also with what separates fields.
rc::Gen<std::string> owner() {
  return rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string(":= aZ9-\"'\\é,;{}/"))),
                      [](std::string text) { return "s" + text + "e"; });
}

views::ManualJournal journal_of(const std::vector<std::pair<std::string, std::int64_t>>& credits) {
  views::ManualJournal journal;
  for (const auto& [name, minor] : credits) {
    const auto amount = format_amount(minor, *Currency::find("KWD"));
    journal.lines.push_back({"seller_payable:" + name, "credit", amount, "KWD"});
    journal.lines.push_back({"bad_debt", "debit", amount, "KWD"});
  }
  return journal;
}

RC_GTEST_PROP(JournalCommand, WhatIsWrittenIsReadBack, ()) {
  const auto credits = *rc::gen::resize(
      20, rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<std::string, std::int64_t>>>(
              rc::gen::pair(owner(), rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000'000)))));
  auto journal = journal_of(credits);
  journal.value_date = *rc::gen::element<std::string>("", "2026-11-01", "2027-02-28");
  const auto command = check_journal(journal, now);
  RC_ASSERT(command.has_value());
  const auto content = write(*command);
  const auto read = read_manual(content);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->value_date == journal.value_date);
  RC_ASSERT(same(read->lines, command->lines));
}

RC_GTEST_PROP(JournalCommand, AnythingElseIsRefusedOrCanonical, ()) {
  auto content = write(*check_journal(journal_of({{"alice", 12'345}, {"bob", 1}}), now));
  const auto at = *rc::gen::inRange<std::size_t>(0, content.size());
  if (*rc::gen::arbitrary<bool>())
    content[at] = *rc::gen::elementOf(std::string("\n 0129-+.eE:debitcrKWD\0", 23));
  else
    content.erase(at, *rc::gen::inRange<std::size_t>(1, 30));
  if (const auto read = read_manual(content))
    RC_ASSERT(write(*read) == content);
  else
    RC_ASSERT(read.error().code == ErrorCode::data_loss);
}

RC_GTEST_PROP(JournalCommand, ALineMoreOrLessNeverBalances, ()) {
  auto journal = journal_of({{"alice", 500}, {"bob", 700}, {"carol", 900}});
  const auto at = *rc::gen::inRange<std::size_t>(0, journal.lines.size());
  if (*rc::gen::arbitrary<bool>())
    journal.lines.erase(journal.lines.begin() + static_cast<std::ptrdiff_t>(at));
  else
    journal.lines.push_back(journal.lines[at]);
  const auto command = check_journal(journal, now);
  RC_ASSERT(!command.has_value());
  RC_ASSERT(command.error().field == "lines");
}

TEST(JournalCommand, OtherFormsAreRefused) {
  const auto id = *Uuid::parse("01900000-0000-7000-8000-000000000001");
  EXPECT_EQ(read_reversal(write(id)).value(), id);
  const WriteOffCommand debt{"Shop: 1 = one", {500, *Currency::find("EUR")}};
  EXPECT_EQ(read_write_off(write(debt))->seller, debt.seller);
  EXPECT_EQ(read_write_off(write(debt))->amount, debt.amount);
  for (const std::string text : {"", "\n", "reverses ", "reverses 01900000-0000-7000-8000-000000000001",
                                 "reverses 01900000-0000-7000-8000-00000000000A\n", "seller EUR 5 \n", "seller EUR -5 a\n",
                                 "seller EUR 05 a\n", "seller XXX 5 a\n", "seller EUR 5 a\nb\n"}) {
    EXPECT_FALSE(read_reversal(text)) << text;
    EXPECT_FALSE(read_write_off(text)) << text;
    EXPECT_FALSE(read_manual(text)) << text;
  }
  EXPECT_FALSE(read_manual(write(id)));
  EXPECT_FALSE(read_reversal(write(debt)));
}

} // namespace
} // namespace paydesk::journals
