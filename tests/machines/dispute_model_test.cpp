// Every state of a dispute against all that a bank can tell and a person can say: it moves exactly by the table, or it
// is refused and nothing but the timeline has changed. (Raw SQL that breaks the table: tests/queries/lifecycle_guard_test.)
#include "engine/dispute_desk.h"
#include "tests/machines/model.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;
using Kind = News::Kind;

struct Told {
  Kind kind;
  int round;
};

/// How each state comes about: told in this order.
const std::map<std::string, std::vector<Told>>& dispute_ways() {
  static const std::map<std::string, std::vector<Told>> all = {
      {"inquiry", {{Kind::dispute_inquiry, 1}}},
      {"closed", {{Kind::dispute_inquiry, 1}, {Kind::dispute_closed, 1}}},
      {"needs_response", {{Kind::dispute_opened, 1}, {Kind::dispute_withdrawn, 1}}},
      {"under_review", {{Kind::dispute_opened, 1}, {Kind::dispute_withdrawn, 1}, {Kind::dispute_reviewed, 1}}},
      {"accepted", {{Kind::dispute_opened, 1}, {Kind::dispute_withdrawn, 1}, {Kind::dispute_accepted, 1}}},
      {"won",
       {{Kind::dispute_opened, 1}, {Kind::dispute_withdrawn, 1}, {Kind::dispute_won, 1}, {Kind::dispute_reinstated, 1}}},
      {"lost", {{Kind::dispute_opened, 1}, {Kind::dispute_withdrawn, 1}, {Kind::dispute_lost, 1}}},
      {"pre_arbitration",
       {{Kind::dispute_opened, 1},
        {Kind::dispute_withdrawn, 1},
        {Kind::dispute_won, 1},
        {Kind::dispute_reinstated, 1},
        {Kind::dispute_reopened, 2},
        {Kind::dispute_withdrawn, 2}}},
  };
  return all;
}

constexpr Stimulus bank_news[] = {
    {Kind::dispute_inquiry, ""},     {Kind::dispute_opened, ""},
    {Kind::dispute_closed, "close"}, {Kind::dispute_reviewed, "evidence_sent"},
    {Kind::dispute_won, "win"},      {Kind::dispute_accepted, "accept"},
    {Kind::dispute_lost, "lose"},    {Kind::dispute_reopened, "reopen"},
    {Kind::dispute_withdrawn, ""},   {Kind::dispute_reinstated, ""},
};

/// The dispute with its shares, every fact, entry and hold: all but the timeline.
std::string money_of(World& world, const Uuid& payment) {
  std::string text;
  pqxx::connection connection(world.owner_connection);
  pqxx::work work(connection);
  const auto of_it = " where payment_id = '" + payment.to_string() + "'";
  for (const std::string& rows :
       {"select state, path, round, withheld, booked_lost, loss_bookings, due_by from dispute" + of_it,
        "select kind, reference, amount from psp_fact" + of_it,
        "select e.account_id, e.amount from ledger_entry e join ledger_transaction using (transaction_id)" + of_it,
        "select order_id, captured, disputed, lost, commission_returned, status from payment_order" + of_it,
        std::string("select seller, currency, sum(amount) from wallet_hold group by 1, 2"),
        std::string("select seller, currency, balance, reserved from wallet")})
    text += work.exec1("select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from (" + rows + ") t")[0]
                .as<std::string>() +
            "\n";
  return text;
}

class DisputeModel : public testing::TestWithParam<std::string> {
 protected:
  /// A captured payment of two sellers whose dispute is in the state.
  DisputeDesk& make() {
    desk_.emplace(std::vector<std::int64_t>{600, 400});
    for (const auto& told : dispute_ways().at(GetParam()))
      desk_->tell(told.kind, told.round);
    EXPECT_EQ(desk_->state(), GetParam());
    return *desk_;
  }

 private:
  std::optional<DisputeDesk> desk_;
};

TEST_P(DisputeModel, takes_each_word_of_the_bank_by_the_table_or_changes_nothing_but_the_timeline) {
  for (const auto& stimulus : bank_news)
    for (const int round : {1, 2}) {
      auto& desk = make();
      const auto from = desk.dispute();
      const auto since = last_history(desk.world);
      const auto before = money_of(desk.world, desk.payment);
      const std::string what =
          GetParam() + " + " + std::string(to_string(stimulus.kind)) + " of round " + std::to_string(round);
      desk.tell(stimulus.kind, round);
      const auto moves = moves_since(desk.world, desk.payment, since, "dispute");
      expect_path(Machine::dispute, from.state, moves, desk.state(), what);
      const bool reopens = stimulus.kind == Kind::dispute_reopened;
      const bool its_round = reopens ? round == from.round + 1 : round == from.round;
      if (*stimulus.trigger != '\0' && its_round && lifecycle::next(Machine::dispute, from.state, stimulus.trigger)) {
        ASSERT_FALSE(moves.empty()) << what;
        EXPECT_EQ(moves.front().substr(0, moves.front().rfind(' ')), from.state + " " + stimulus.trigger) << what;
      }
      const bool money = stimulus.kind == Kind::dispute_withdrawn || stimulus.kind == Kind::dispute_reinstated;
      if (moves.empty() && !money) {
        EXPECT_EQ(money_of(desk.world, desk.payment), before) << what << ": refused";
      }
      const auto after = money_of(desk.world, desk.payment);
      desk.tell(stimulus.kind, round);
      EXPECT_EQ(money_of(desk.world, desk.payment), after) << what << ", told again";
      desk.expect_proof();
    }
}

TEST_P(DisputeModel, takes_an_answer_where_the_table_has_it_and_refuses_it_elsewhere_without_effect) {
  for (const bool evidence : {true, false}) {
    auto& desk = make();
    const auto before = books(desk.world, desk.payment);
    const auto since = last_history(desk.world);
    const auto said = evidence ? desk.submit() : desk.accept();
    const auto what = GetParam() + (evidence ? " + evidence" : " + accepted by us");
    const bool takes =
        lifecycle::next(Machine::dispute, GetParam(), evidence ? "evidence_sent" : "accept").has_value();
    ASSERT_EQ(said.has_value(), takes) << what;
    if (!takes) {
      EXPECT_EQ(said.error().code, ErrorCode::failed_precondition) << what;
      EXPECT_EQ(books(desk.world, desk.payment), before) << what;
      continue;
    }
    desk.world.work();
    const auto moves = moves_since(desk.world, desk.payment, since, "dispute");
    ASSERT_EQ(moves.size(), 1u) << what << ": the PSP has confirmed it";
    expect_path(Machine::dispute, GetParam(), moves, desk.state(), what);
    desk.expect_proof();
  }
}

std::vector<std::string> dispute_states() {
  std::vector<std::string> names;
  for (const auto& state : lifecycle::table(Machine::dispute).states)
    names.emplace_back(state.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(States, DisputeModel, testing::ValuesIn(dispute_states()),
                         [](const auto& state) { return state.param; });

} // namespace
} // namespace paydesk::test
