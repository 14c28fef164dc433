// Every state of a charge against everything that can happen to it: it moves exactly by the table, or it is refused and
// nothing at all has changed.
#include "engine/verdicts/verdicts.h"
#include "store/verdicts.h"
#include "tests/machines/model.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;
using std::chrono::seconds;

class ChargeModel : public testing::TestWithParam<std::string> {};

TEST_P(ChargeModel, takes_each_webhook_by_the_table_or_changes_nothing_but_the_timeline) {
  World world;
  for (const auto& stimulus : webhooks) {
    retire_all(world);
    const auto payment = ways().at(GetParam())(world);
    const auto from = state_of(world, payment);
    const auto reference = "ref_" + payment.to_string();
    ASSERT_EQ(from, GetParam());
    const auto authorized_before = world.read(payment).charge.authorized;
    const auto since = last_history(world);
    auto said = news(stimulus.kind, reference, 1000);
    said.final_ = true;
    said.token = "tok_new";
    said.url = "http://psp/new";
    const std::string what = from + " + " + std::string(to_string(stimulus.kind));
    world.tell(payment, said);
    const auto moves = moves_since(world, payment, since);
    expect_walk(world, payment, from, moves, what);
    // The page lies behind a charge whose money is held, and what is held already is held by the first word.
    const bool page = stimulus.kind == News::Kind::registered || stimulus.kind == News::Kind::page_opened ||
                      stimulus.kind == News::Kind::submitted || stimulus.kind == News::Kind::expired;
    const bool passed = (page || stimulus.kind == News::Kind::authorized) && authorized_before > 0;
    const bool known = stimulus.kind == News::Kind::registered && (from == "registered" || from == "awaiting_customer");
    const bool takes = *stimulus.trigger != '\0' && std::string_view(stimulus.trigger) != "capture" && !passed && !known &&
                       lifecycle::next(Machine::charge, from, stimulus.trigger).has_value();
    if (takes) {
      ASSERT_FALSE(moves.empty()) << what;
      EXPECT_EQ(moves.front().substr(0, moves.front().rfind(' ')), from + " " + stimulus.trigger) << what;
    }
    if (stimulus.kind == News::Kind::captured) {
      const auto booked = "select sum(amount) from psp_fact where reference = '" + reference + "'";
      EXPECT_EQ(world.one_number(booked), 1000) << what << ": money is never lost";
      world.tell(payment, said);
      EXPECT_EQ(world.one_number(booked), 1000) << what << ": told again";
    }
    if (stimulus.kind == News::Kind::capture_reversed) {
      // Of a capture that nobody had told of: both are booked, once.
      const auto booked = "select count(*) * 10000 + sum(signed_fact(kind, amount)) from psp_fact where reference = '" +
                          reference + "'";
      EXPECT_EQ(world.one_number(booked), 20'000) << what;
      world.tell(payment, said);
      EXPECT_EQ(world.one_number(booked), 20'000) << what << ": told again";
    }
    const bool money = stimulus.kind == News::Kind::captured || stimulus.kind == News::Kind::refunded ||
                       stimulus.kind == News::Kind::capture_reversed;
    if (moves.empty() && !money && stimulus.kind != News::Kind::registered) {
      // Refused: one line of the timeline that says so, and not a byte else.
      pqxx::connection connection(world.owner_connection);
      const auto lines = pqxx::work(connection).exec(
          "select superseded from history where history_id > " + std::to_string(since));
      EXPECT_LE(lines.size(), 1u) << what;
      for (const auto& line : lines)
        EXPECT_TRUE(line[0].as<bool>()) << what;
      EXPECT_EQ(world.read(payment).charge.authorized, authorized_before) << what;
    }
    world.check_books();
  }
}

TEST_P(ChargeModel, a_refused_command_leaves_every_byte_as_it_was) {
  World world;
  const auto payment = ways().at(GetParam())(world);
  const auto from = state_of(world, payment);
  const auto jobs = world.read(payment).jobs;
  store::PgVerdicts stored(world.database, world.clock);
  Verdicts verdicts(world.store, stored, world.clock, world.ids, world.policy);
  const auto attempt = [&](const std::string& what, const std::function<bool()>& act) {
    const auto before = books(world, payment);
    const auto since = last_history(world);
    const bool done = act();
    if (!done)
      EXPECT_EQ(books(world, payment), before) << from << ": " << what << " was refused";
    else
      expect_walk(world, payment, from, moves_since(world, payment, since), from + ": " + what);
    return done;
  };
  const auto propose = [&](const char* outcome, const char* reference) {
    views::ProposeVerdictRequest request;
    request.job_id = jobs.empty() ? world.ids.next().to_string() : jobs[0].job_id.to_string();
    request.outcome = outcome;
    request.psp_reference = reference;
    request.reason = "seen";
    request.evidence_name = "file";
    request.evidence = "x";
    return verdicts.propose(world.operator_, request).has_value();
  };
  attempt("a verdict that a page was opened", [&] { return propose("done", "cap_9"); });
  const auto job = jobs.empty() ? world.ids.next() : jobs[0].job_id;
  attempt("discarding", [&] {
    const auto results = world.commands.discard_items(world.operator_, {job}, "test");
    return results && results->at(0).done;
  });
  if (state_of(world, payment) != from)
    return; // discarded: it is another state's turn
  attempt("a refund", [&] {
    views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
    return from != "captured" && from != "partially_captured" && world.refunds.create(world.operator_, request).has_value();
  });
  attempt("an operator's cancelling", [&] {
    const auto cancelled = world.commands.cancel_payment(world.operator_, payment, "test");
    if (cancelled) {
      EXPECT_TRUE(lifecycle::next(Machine::charge, from, "operator_cancel")) << from;
    }
    return cancelled.has_value();
  });
}

std::vector<std::string> known_states() {
  std::vector<std::string> names;
  for (const auto& [name, way] : ways())
    names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(States, ChargeModel, testing::ValuesIn(known_states()),
                         [](const auto& state) { return state.param; });

TEST(ChargeModels, every_state_that_the_engine_can_reach_is_checked) {
  for (const auto& state : lifecycle::table(Machine::charge).states)
    if (state.name != "reversed") { // nobody tells of it yet
      EXPECT_TRUE(ways().contains(std::string(state.name))) << state.name;
    }
}

TEST(ChargeModels, each_answer_to_each_call_moves_by_the_table_and_keeps_the_books) {
  World world;
  for (const auto& [state, way] : ways())
    for (const auto& answered : answers()) {
      retire_all(world);
      world.one_number("update psp_account set paused = false returning 1");
      const auto payment = way(world);
      const auto since = last_history(world);
      world.psp->next.clear();
      world.psp->usual = [&](const PspCall& call) {
        return call.kind == OperationKind::query ? done(call, {}) : answered.answer(call);
      };
      world.advance(seconds(61));
      world.work(3);
      expect_walk(world, payment, state, moves_since(world, payment, since), state + " answered " + answered.name);
      // Whatever came: what was declined for good is not tried for ever, what is unknown is asked for.
      EXPECT_EQ(world.one_number("select count(*) from charge c where state = 'unknown' and payment_id = '" +
                                 payment.to_string() + "' and not exists (select from job j where j.charge_id = c.charge_id)"),
                0)
          << state << " answered " << answered.name;
      world.check_books();
    }
}

} // namespace
} // namespace paydesk::test
