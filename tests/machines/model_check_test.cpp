// Every state of the machines against everything that can happen to it: it moves exactly by the table, or it is refused
// and nothing at all has changed.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "core/lifecycle.h"
#include "engine/engine_world.h"
#include "engine/verdicts/verdicts.h"
#include "store/verdicts.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;
using std::chrono::hours;
using std::chrono::seconds;

/// A world whose charge is in one state, got there as in life.
using Way = std::function<Uuid(World&)>;

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }
PspAnswer lost(const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }

Uuid authorized(World& world) {
  const auto payment = world.pay_in({600, 400});
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  return payment;
}

Uuid told(World& world, News::Kind kind) {
  const auto payment = world.pay_in({600, 400});
  auto said = news(kind, "x");
  said.final_ = true;
  world.tell(payment, said);
  return payment;
}

Uuid after_register(World& world, ScriptedPsp::Answer answer) {
  world.psp->next[OperationKind::register_charge] = {std::move(answer)};
  return world.pay_in({600, 400});
}

/// How each state of a hosted charge with two captures comes about.
const std::map<std::string, Way>& ways() {
  static const std::map<std::string, Way> all = {
      {"created", [](World& w) { return after_register(w, received); }},
      {"registered", [](World& w) { return w.pay_in({600, 400}); }},
      {"awaiting_customer", [](World& w) { return told(w, News::Kind::page_opened); }},
      {"processing", [](World& w) { return told(w, News::Kind::submitted); }},
      {"authorized", [](World& w) { return authorized(w); }},
      {"capture_requested",
       [](World& w) {
         w.psp->next[OperationKind::capture] = {received, received};
         const auto payment = authorized(w);
         w.work(1);
         return payment;
       }},
      {"partially_captured",
       [](World& w) {
         w.psp->next[OperationKind::capture] = {usual, received};
         const auto payment = authorized(w);
         w.work(1);
         return payment;
       }},
      {"captured",
       [](World& w) {
         const auto payment = authorized(w);
         w.work();
         return payment;
       }},
      {"void_requested",
       [](World& w) {
         const auto payment = told(w, News::Kind::expired);
         w.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
         return payment;
       }},
      {"voided",
       [](World& w) {
         const auto payment = told(w, News::Kind::expired);
         w.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
         w.work();
         return payment;
       }},
      {"retry_scheduled", [](World& w) { return after_register(w, unavailable); }},
      {"unknown", [](World& w) { return after_register(w, lost); }},
      {"dead_letter",
       [](World& w) {
         w.policy.retry.max_attempts = 1;
         const auto payment = after_register(w, unavailable);
         w.policy.retry.max_attempts = 8;
         return payment;
       }},
      {"failed", [](World& w) { return told(w, News::Kind::declined); }},
      {"expired", [](World& w) { return told(w, News::Kind::expired); }},
      {"cancelled",
       [](World& w) {
         const auto payment = after_register(w, received);
         EXPECT_TRUE(w.commands.cancel_payment(w.operator_, payment, "test"));
         return payment;
       }},
  };
  return all;
}

/// Everything that is kept of a payment, and every wallet, as text.
std::string books(World& world, const Uuid& payment) {
  pqxx::connection connection(world.owner_connection);
  pqxx::work work(connection);
  std::string text;
  const auto add = [&](const std::string& rows) {
    text += work.exec1("select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from (" + rows + ") t")[0]
                .as<std::string>() +
            "\n";
  };
  const auto of_it = " where payment_id = '" + payment.to_string() + "'";
  for (const std::string table : {"payment", "charge", "payment_order", "operation", "attempt", "refund", "dispute", "psp_fact",
                                  "job", "history", "outbox", "ledger_transaction", "verdict", "audit_record", "idempotency"})
    add("select * from " + table + of_it);
  add("select e.* from ledger_entry e join ledger_transaction using (transaction_id)" + of_it);
  add("select k.* from charge_check k join charge using (charge_id)" + of_it);
  add("select * from wallet");
  add("select seller, currency, sum(amount) from wallet_hold group by 1, 2");
  return text;
}

/// The moves of the payment's charge since that row of history, as "from trigger to".
std::vector<std::string> moves_since(World& world, const Uuid& payment, std::int64_t since) {
  pqxx::connection connection(world.owner_connection);
  pqxx::work work(connection);
  std::vector<std::string> moves;
  for (const auto& row : work.exec("select from_state || ' ' || code || ' ' || to_state from history where history_id > " +
                                   std::to_string(since) + " and payment_id = '" + payment.to_string() +
                                   "' and subject = 'charge' and from_state <> '' order by history_id"))
    moves.push_back(row[0].as<std::string>());
  return moves;
}

std::int64_t last_history(World& world) { return world.one_number("select max(history_id) from history"); }

std::string state_of(World& world, const Uuid& payment) { return world.read(payment).charge.state; }

/// Takes everything that is under way out of the queue, so that only the next payment moves.
void retire_all(World& world) {
  world.psp->next.clear();
  world.psp->usual = nullptr;
  world.one_number("with gone as (delete from job returning 1) select count(*) from gone");
  world.one_number("with over as (update operation set state = 'failed' where state = 'live' returning 1) "
                   "select count(*) from over");
}

void expect_walk(World& world, const Uuid& payment, const std::string& from, const std::vector<std::string>& moves,
                 const std::string& what) {
  std::string at = from;
  for (const auto& move : moves) {
    const auto first = move.find(' ');
    const auto second = move.rfind(' ');
    EXPECT_EQ(move.substr(0, first), at) << what;
    const auto to = lifecycle::next(Machine::charge, at, move.substr(first + 1, second - first - 1));
    ASSERT_TRUE(to) << what << ": the table has no " << move;
    EXPECT_EQ(*to, move.substr(second + 1)) << what;
    at = *to;
  }
  EXPECT_EQ(state_of(world, payment), at) << what;
}

/// A webhook and the trigger that it is, when the charge's state takes it.
struct Stimulus {
  News::Kind kind;
  const char* trigger;
};

constexpr Stimulus webhooks[] = {
    {News::Kind::registered, "register_ok"}, {News::Kind::page_opened, "page_opened"},
    {News::Kind::submitted, "submitted"},    {News::Kind::authorized, "authorize_ok"},
    {News::Kind::captured, "capture"},       {News::Kind::capture_failed, ""},
    {News::Kind::voided, "void_ok"},         {News::Kind::declined, "fail_final"},
    {News::Kind::expired, "expire"},         {News::Kind::authorization_expired, "auth_expired"},
    {News::Kind::refunded, ""},              {News::Kind::refund_failed, ""},
    {News::Kind::capture_reversed, ""},
};

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

// --- answers ----------------------------------------------------------------------------------------------

struct Answered {
  const char* name;
  ScriptedPsp::Answer answer;
};

const std::vector<Answered>& answers() {
  static const auto error = [](ErrorClass error_class) {
    return [error_class](const PspCall& call) { return refused(call, error_class, "x"); };
  };
  static const std::vector<Answered> all = {
      {"success", usual},
      {"received", received},
      {"declined_final", error(ErrorClass::declined_final)},
      {"declined_retryable", error(ErrorClass::declined_retryable)},
      {"authentication_required", error(ErrorClass::authentication_required)},
      {"invalid_request", error(ErrorClass::invalid_request)},
      {"rate_limited", error(ErrorClass::rate_limited)},
      {"psp_unavailable", error(ErrorClass::psp_unavailable)},
      {"outcome_unknown", error(ErrorClass::outcome_unknown)},
      {"configuration", error(ErrorClass::configuration)},
      {"fraud", error(ErrorClass::fraud)},
  };
  return all;
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

// --- random walks -----------------------------------------------------------------------------------------

/// What `verify` says of shown statuses, by other means: from what is stored, each order's must be the function's.
void expect_shown_statuses(const Aggregate& a) {
  for (const auto& order : a.orders) {
    const auto shown = order.cancelled && order.amounts.captured == 0
                           ? std::string_view{"cancelled"}
                           : shown_status(a.charge.state, order.amounts, order.dispute_won);
    RC_ASSERT(order.status == shown);
  }
}

RC_GTEST_PROP(ChargeWalk, keeps_to_the_table_balances_and_shows_what_it_is, ()) {
  static World world; // made once: a walk is a payment of its own
  retire_all(world);
  const auto payment = world.pay_in({600, 400});
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 22));
  int n = 0;
  for (const auto step : steps) {
    const auto reference = payment.to_string() + std::to_string(step % 3) + (step > 18 ? std::to_string(++n) : "");
    const auto at = world.read(payment);
    if (step < static_cast<int>(std::size(webhooks))) {
      auto said = news(webhooks[step].kind, reference, 500);
      said.final_ = step % 2 == 0;
      world.tell(payment, said);
    } else if (step == 12) {
      world.tell(payment, news(News::Kind::dispute_withdrawn, reference, 300));
    } else if (step == 13) {
      world.tell(payment, news(News::Kind::dispute_lost, reference, 300));
    } else if (step == 14) {
      world.tell(payment, news(News::Kind::dispute_won, reference, 300));
    } else if (step == 15) {
      (void)world.commands.cancel_payment(world.operator_, payment, "walk");
    } else if (step == 16) {
      views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
      request.lines = {{at.orders[0].order_id.to_string(), "1.00"}};
      (void)world.refunds.create(world.operator_, request);
    } else if (step == 17) {
      world.psp->usual = lost;
      world.work(1);
      world.psp->usual = nullptr;
    } else {
      world.advance(seconds(5));
      world.work(1);
    }
    const auto after = world.read(payment);
    RC_ASSERT(lifecycle::find_state(Machine::charge, after.charge.state) != nullptr);
    expect_shown_statuses(after);
  }
  world.check_books();
  // Every row of history is a move of the table, and each begins where the one before ended.
  RC_ASSERT(world.one_number("select count(*) from history h where from_state <> '' and not exists (select from "
                             "lifecycle_transition t where t.machine = h.subject and t.from_state = h.from_state and "
                             "t.trigger = h.code and t.to_state = h.to_state)") == 0);
}

// --- refunds ----------------------------------------------------------------------------------------------

TEST(RefundModel, each_answer_moves_it_by_the_table_and_its_hold_lives_as_long_as_it_waits) {
  World world(CaptureMode::automatic);
  for (const auto& answered : answers())
    for (int tries = 1; tries <= 3; tries += 2) {
      retire_all(world);
      world.one_number("update psp_account set paused = false returning 1");
      const auto payment = world.pay_in({1000});
      world.tell(payment, news(News::Kind::captured, "cap_" + payment.to_string(), 1000, world.charge_of(payment).to_string()));
      views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
      ASSERT_TRUE(world.refunds.create(world.operator_, request));
      for (int i = 0; i < tries; ++i) {
        world.psp->next[OperationKind::refund] = {answered.answer};
        world.work(2);
        world.advance(hours(1));
      }
      const auto refund = world.read(payment).refunds.at(0);
      const auto* state = lifecycle::find_state(Machine::refund, refund.state);
      ASSERT_NE(state, nullptr);
      EXPECT_EQ(world.one_number("select sum(amount) from wallet_hold where cause_id = '" + refund.refund_id.to_string() + "'"),
                state->final ? 0 : 1000)
          << answered.name;
      EXPECT_EQ(world.read(payment).orders[0].amounts.refund_pending, state->final ? 0 : 1000) << answered.name;
      EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, refund.state == "succeeded" ? 1000 : 0) << answered.name;
      world.check_books();
    }
}

TEST(RefundModel, a_decision_that_is_not_wanted_changes_nothing) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({100'000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 100'000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  const auto asked = world.refunds.create(world.operator_, request);
  ASSERT_TRUE(asked);
  const auto id = Uuid::parse(asked->at(0).refund_id).value();
  auto before = books(world, payment);
  EXPECT_FALSE(world.refunds.decide(world.operator_, id, true, "mine"));
  EXPECT_EQ(books(world, payment), before) << "who asked decides nothing";
  ASSERT_TRUE(world.refunds.decide(world.approver, id, false, "no"));
  before = books(world, payment);
  for (const bool approve : {true, false})
    EXPECT_FALSE(world.refunds.decide(world.approver, id, approve, "again"));
  EXPECT_EQ(books(world, payment), before) << "it was decided";
}

} // namespace
} // namespace paydesk::test
