// The dispute machine by the bank's news: every row of its table, rounds, and the money of each (domain.md §4, §7, §10).
#include <set>
#include <tuple>

#include "engine/dispute_desk.h"

using namespace paydesk;
using namespace paydesk::test;
using Kind = News::Kind;

TEST(DisputeRounds, every_row_of_the_machine_is_reached_by_news) {
  DisputeDesk desk;
  const std::vector<std::vector<std::pair<Kind, int>>> stories = {
      {{Kind::dispute_inquiry, 1}, {Kind::dispute_closed, 1}, {Kind::dispute_opened, 1}},
      {{Kind::dispute_inquiry, 1}, {Kind::dispute_opened, 1}, {Kind::dispute_reviewed, 1}, {Kind::dispute_won, 1}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_lost, 1}, {Kind::dispute_won, 1}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_reviewed, 1}, {Kind::dispute_lost, 1}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_accepted, 1}, {Kind::dispute_lost, 1}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_accepted, 1}, {Kind::dispute_won, 1}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_won, 1}, {Kind::dispute_reopened, 2}, {Kind::dispute_won, 2}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_won, 1}, {Kind::dispute_reopened, 2}, {Kind::dispute_lost, 2}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_won, 1}, {Kind::dispute_reopened, 2}, {Kind::dispute_reviewed, 2}},
      {{Kind::dispute_opened, 1}, {Kind::dispute_won, 1}, {Kind::dispute_reopened, 2}, {Kind::dispute_accepted, 2}},
  };
  int n = 0;
  for (const auto& story : stories) {
    ++n;
    for (const auto& [kind, round] : story) {
      auto told = desk.about(kind, round);
      told.reference = "story_" + std::to_string(n);
      told.amount = 10;
      desk.world.tell(desk.payment, told);
    }
  }
  std::set<std::tuple<std::string, std::string, std::string>> missing, moved;
  for (const auto& row : lifecycle::table(lifecycle::Machine::dispute).transitions)
    missing.emplace(row.from, row.trigger, row.to);
  pqxx::connection connection(desk.world.owner_connection);
  pqxx::work work(connection);
  for (const auto& row : work.exec("select from_state, code, to_state from history where subject = 'dispute' "
                                   "and to_state <> ''"))
    missing.erase({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>()});
  for (const auto& [from, trigger, to] : missing)
    ADD_FAILURE() << from << " by " << trigger << " to " << to << " was never gone";
  desk.expect_proof();
}

TEST(DisputeRounds, a_question_moves_no_money_and_can_become_a_dispute) {
  DisputeDesk desk;
  desk.tell(Kind::dispute_inquiry, 1, first_due);
  EXPECT_EQ(desk.state(), "inquiry");
  EXPECT_EQ(desk.dispute().due_by, first_due);
  EXPECT_EQ(desk.world.balance("dispute_pending"), 0);
  EXPECT_EQ(desk.world.one_number("select count(*) from outbox where kind = 'dispute.inquiry'"), 1);
  desk.open();
  EXPECT_EQ(desk.state(), "needs_response");
  EXPECT_EQ(desk.world.balance("dispute_pending"), 1000);
  desk.tell(Kind::dispute_inquiry, 1, first_due - std::chrono::days(3));
  EXPECT_EQ(desk.state(), "needs_response") << "the late question changes nothing";
  EXPECT_EQ(desk.dispute().due_by, first_due);
  desk.expect_proof();
}

TEST(DisputeRounds, a_second_withdrawal_is_posted_under_its_own_reference_and_once) {
  DisputeDesk desk({600, 400});
  desk.open();
  desk.tell(Kind::dispute_won, 1);
  desk.tell(Kind::dispute_reinstated, 1);
  EXPECT_EQ(desk.world.read(desk.payment).orders[0].status, "dispute_won");
  desk.tell(Kind::dispute_reopened, 2, first_due + std::chrono::days(30));
  EXPECT_EQ(desk.state(), "pre_arbitration");
  EXPECT_EQ(desk.dispute().due_by, first_due + std::chrono::days(30));
  EXPECT_EQ(desk.world.read(desk.payment).orders[0].status, "captured") << "it is no longer won";
  for (int i = 0; i < 2; ++i) {
    desk.tell(Kind::dispute_withdrawn, 2);
    desk.tell(Kind::dispute_withdrawn, 1);
  }
  EXPECT_EQ(desk.world.balance("dispute_pending"), 1000);
  EXPECT_EQ(desk.world.balance("psp_receivable"), 0);
  EXPECT_EQ(desk.world.one_number("select sum(amount) from wallet_hold"), 1000);
  EXPECT_EQ(desk.world.one_number("select count(*) from psp_fact where kind = 'dispute_withdrawn'"), 2);
  desk.tell(Kind::dispute_lost, 2);
  EXPECT_EQ(desk.world.balance("seller_payable"), 0);
  EXPECT_EQ(desk.world.read(desk.payment).orders[1].status, "dispute_lost");
  desk.expect_proof();
}

TEST(DisputeRounds, each_loss_of_a_dispute_is_a_journal_of_its_own) {
  DisputeDesk desk;
  desk.open();
  desk.tell(Kind::dispute_lost, 1);
  desk.tell(Kind::dispute_won, 1);
  desk.tell(Kind::dispute_reinstated, 1);
  desk.tell(Kind::dispute_reopened, 2);
  desk.tell(Kind::dispute_withdrawn, 2);
  desk.tell(Kind::dispute_lost, 2);
  EXPECT_EQ(desk.world.one_number("select count(*) from ledger_transaction where kind = 'dispute_lost'"), 2);
  EXPECT_EQ(desk.world.one_number("select count(*) from ledger_transaction where kind = 'dispute_loss_reversed'"), 1);
  EXPECT_EQ(desk.world.balance("seller_payable"), 0);
  EXPECT_EQ(desk.world.balance("commission_revenue"), 0);
  EXPECT_EQ(desk.world.balance("dispute_pending"), 0);
  desk.expect_proof();
}

TEST(DisputeRounds, won_weeks_later_gives_back_what_was_booked_as_lost) {
  DisputeDesk desk;
  desk.open();
  desk.tell(Kind::dispute_lost, 1);
  desk.world.advance(std::chrono::hours(24 * 45));
  desk.tell(Kind::dispute_won, 1);
  desk.tell(Kind::dispute_reinstated, 1);
  EXPECT_EQ(desk.world.balance("seller_payable"), -900);
  EXPECT_EQ(desk.world.balance("commission_revenue"), -100);
  EXPECT_EQ(desk.world.read(desk.payment).orders[0].status, "dispute_won");
  desk.expect_proof();
}

TEST(DisputeRounds, the_second_round_may_be_told_before_the_first_has_ended) {
  DisputeDesk desk;
  desk.open();
  desk.tell(Kind::dispute_lost, 2); // its reopening, and how the first round ended, are late
  EXPECT_EQ(desk.state(), "lost");
  EXPECT_EQ(desk.dispute().round, 2);
  desk.tell(Kind::dispute_won, 1);
  EXPECT_EQ(desk.state(), "lost") << "the first round's end does not end the second";
  desk.tell(Kind::dispute_withdrawn, 2);
  desk.expect_proof();
  desk.tell(Kind::dispute_reinstated, 1);
  EXPECT_EQ(desk.world.balance("seller_payable"), 0);
  EXPECT_EQ(desk.world.balance("dispute_losses"), 0);
  EXPECT_EQ(desk.dispute().withheld, 1000);
  desk.tell(Kind::dispute_reopened, 2);
  EXPECT_EQ(desk.state(), "lost");
  desk.expect_proof();
}

TEST(DisputeRounds, a_psp_that_does_not_count_rounds_is_understood_in_order) {
  DisputeDesk desk;
  for (const auto kind : {Kind::dispute_opened, Kind::dispute_withdrawn, Kind::dispute_won, Kind::dispute_reinstated,
                          Kind::dispute_reopened, Kind::dispute_reopened})
    desk.tell(kind);
  EXPECT_EQ(desk.state(), "pre_arbitration");
  EXPECT_EQ(desk.dispute().round, 2);
  desk.tell(Kind::dispute_won);
  EXPECT_EQ(desk.state(), "won");
  desk.expect_proof();
}

TEST(DisputeRounds, a_round_that_no_bank_begins_is_not_believed) {
  DisputeDesk desk;
  desk.open();
  desk.tell(Kind::dispute_won, 2'000'000'000);
  EXPECT_EQ(desk.state(), "needs_response");
  EXPECT_EQ(desk.alerts("dispute_round_unheard_of"), 1);
  desk.expect_proof();
}

TEST(DisputeRounds, one_without_an_amount_is_an_alert) {
  DisputeDesk desk;
  desk.amount = 0;
  desk.tell(Kind::dispute_opened, 1);
  EXPECT_TRUE(desk.world.read(desk.payment).disputes.empty());
  EXPECT_EQ(desk.alerts("dispute_without_amount"), 1);
}

TEST(DisputeRounds, a_capture_after_the_withdrawal_shares_the_hold_anew) {
  World world(CaptureMode::multiple);
  const auto payment = world.pay_in({600, 400});
  world.tell(payment, news(Kind::authorized, "pay_1", 1000));
  const auto key_of = [&](std::size_t order) {
    const auto a = world.read(payment);
    for (const auto& operation : a.operations)
      if (operation.kind == OperationKind::capture && operation.subject_id == a.orders[order].order_id)
        return operation.operation_id.to_string();
    return std::string();
  };
  const auto first = key_of(0), second = key_of(1);
  world.tell(payment, news(Kind::captured, "cap_1", 600, first));
  world.tell(payment, news(Kind::dispute_withdrawn, "dsp_1", 500));
  EXPECT_EQ(world.read(payment).orders[0].amounts.disputed, 500);
  world.tell(payment, news(Kind::captured, "cap_2", 400, second));
  const auto a = world.read(payment);
  EXPECT_EQ(a.orders[0].amounts.disputed, 300);
  EXPECT_EQ(a.orders[1].amounts.disputed, 200);
  EXPECT_EQ(world.one_number("select amount from wallet_hold where seller = 'seller-2'"), 200);
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 500));
  EXPECT_EQ(world.one_number("select count(*) from wallet_hold"), 0);
  EXPECT_EQ(world.one_number("select sum(reserved) from wallet"), 0);
  world.check_books();
}

TEST(DisputeRounds, a_loss_that_orders_could_not_bear_is_booked_anew_when_they_can) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  const auto charge = world.charge_of(payment).to_string();
  world.tell(payment, news(Kind::captured, "cap_1", 400, charge));
  world.tell(payment, news(Kind::dispute_withdrawn, "dsp_1", 1000));
  world.tell(payment, news(Kind::dispute_lost, "dsp_1", 1000));
  EXPECT_EQ(world.balance("dispute_losses"), 600);
  world.tell(payment, news(Kind::captured, "cap_2", 600, charge));
  EXPECT_EQ(world.balance("dispute_losses"), 0);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.read(payment).orders[0].amounts.lost, 1000);
  world.check_books();
}

TEST(DisputeRounds, won_is_shared_out_and_commissioned_in_whole_won) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1005, 995, 333}, "KRW");
  world.tell(payment, news(Kind::captured, "cap_1", 2333, world.charge_of(payment).to_string()));
  EXPECT_EQ(world.balance("commission_revenue"), -(100 + 100 + 33)) << "100.5 and 99.5 round to the even won";
  world.tell(payment, news(Kind::dispute_withdrawn, "dsp_1", 1000));
  auto a = world.read(payment);
  EXPECT_EQ(a.orders[0].amounts.disputed + a.orders[1].amounts.disputed + a.orders[2].amounts.disputed, 1000);
  world.tell(payment, news(Kind::dispute_lost, "dsp_1", 1000));
  world.tell(payment, news(Kind::refunded, "ref_1", 1333)); // the rest goes back as well
  a = world.read(payment);
  for (const auto& order : a.orders)
    EXPECT_EQ(order.commission_returned, order.commission_taken) << "to the last won";
  EXPECT_EQ(world.balance("commission_revenue"), 0);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  world.check_books();
}

TEST(DisputeRounds, people_are_told_once_before_an_answer_is_due_and_once_after) {
  DisputeDesk desk;
  desk.open();
  const auto look = [&] {
    ASSERT_TRUE(sweep(desk.world.store, desk.world.clock, desk.world.ids, desk.world.policy, 10));
    desk.world.work();
  };
  look();
  EXPECT_EQ(desk.alerts("dispute_answer_due"), 0);
  desk.world.advance(std::chrono::hours(24 * 5 + 1));
  look();
  look();
  EXPECT_EQ(desk.alerts("dispute_answer_due"), 1);
  EXPECT_EQ(desk.alerts("dispute_answer_overdue"), 0);
  desk.world.advance(std::chrono::hours(48));
  look();
  look();
  EXPECT_EQ(desk.alerts("dispute_answer_overdue"), 1);
  EXPECT_EQ(desk.world.one_number("select count(*) from charge_check"), 0) << "nothing is left to be looked at";
}

TEST(DisputeRounds, nobody_is_warned_about_what_is_answered) {
  DisputeDesk desk;
  desk.open();
  desk.tell(Kind::dispute_reviewed, 1);
  desk.world.advance(std::chrono::hours(24 * 9));
  ASSERT_TRUE(sweep(desk.world.store, desk.world.clock, desk.world.ids, desk.world.policy, 10));
  EXPECT_EQ(desk.world.one_number("select count(*) from outbox where kind = 'alert'"), 0);
}
