// Many approvers at the same moment, and the sweeper among them: a paused command is carried out once or not at all.
#include <gtest/gtest.h>

#include <atomic>

#include "tests/races/market.h"
#include "tests/races/rounds.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

TEST(ApprovalRace, of_many_approvers_one_books_it_and_the_others_are_told) {
  Desk desk;
  desk.shop.paid({"100.00"});
  std::vector<Caller> people;
  for (int i = 0; i < 8; ++i)
    people.push_back(desk.people.ensure("judge-" + std::to_string(i), "Judge", "person", {"approver"}, false,
                                        std::string(32, static_cast<char>('a' + i)))
                         .value());
  for (int round = 0; round < rounds(10); ++round) {
    const auto asked = desk.journals.propose(
        desk.caller("operator"),
        {{"", {{"bad_debt", "debit", "1.00", "EUR"}, {"seller_payable:seller-a", "credit", "1.00", "EUR"}}},
         "race", "", "", ""});
    ASSERT_TRUE(asked) << asked.error().message;
    const auto id = Uuid::parse(asked->approval_id).value();
    std::vector<Result<views::Approval>> answers(people.size(), tl::unexpected<Error>(Error{}));
    std::vector<std::function<void()>> acts;
    for (std::size_t i = 0; i < people.size(); ++i)
      acts.push_back([&, i] { answers[i] = desk.approvals.decide(people[i], id, i % 4 != 3, "race"); });
    acts.push_back([&] { (void)desk.approvals.cancel(desk.caller("operator"), id, "race"); });
    at_once(acts);
    int decided = 0;
    for (const auto& answer : answers) {
      decided += answer ? 1 : 0;
      if (!answer) {
        EXPECT_EQ(answer.error().code, ErrorCode::failed_precondition) << answer.error().message;
      }
    }
    EXPECT_LE(decided, 1);
    EXPECT_EQ(desk.shop.count("select count(*) from approval where state = 'pending'"), 0);
    EXPECT_EQ(desk.shop.count("select count(*) from audit_record where subject = 'approval/" + asked->approval_id +
                              "' and action <> 'approval.ask'"),
              1);
  }
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_transaction where kind = 'manual_journal'"),
            desk.shop.count("select count(*) from approval where state = 'approved'"));
  EXPECT_TRUE(desk.shop.queries.verify().value().ok);
}

} // namespace
} // namespace paydesk::test
