#include "tests/machines/model.h"

namespace paydesk::test {

using lifecycle::Machine;

namespace {

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }

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

} // namespace

PspAnswer lost(const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }

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

std::vector<std::string> moves_since(World& world, const Uuid& payment, std::int64_t since,
                                     const std::string& subject) {
  pqxx::connection connection(world.owner_connection);
  pqxx::work work(connection);
  std::vector<std::string> moves;
  for (const auto& row : work.exec("select from_state || ' ' || code || ' ' || to_state from history where history_id > " +
                                   std::to_string(since) + " and payment_id = '" + payment.to_string() +
                                   "' and subject = '" + subject + "' and from_state <> '' order by history_id"))
    moves.push_back(row[0].as<std::string>());
  return moves;
}

std::int64_t last_history(World& world) { return world.one_number("select max(history_id) from history"); }

std::string state_of(World& world, const Uuid& payment) { return world.read(payment).charge.state; }

void retire_all(World& world) {
  world.psp->next.clear();
  world.psp->usual = nullptr;
  world.one_number("with gone as (delete from job returning 1) select count(*) from gone");
  world.one_number("with over as (update operation set state = 'failed' where state = 'live' returning 1) "
                   "select count(*) from over");
}

void expect_path(Machine machine, const std::string& from, const std::vector<std::string>& moves,
                 const std::string& now, const std::string& what) {
  std::string at = from;
  for (const auto& move : moves) {
    const auto first = move.find(' ');
    const auto second = move.rfind(' ');
    EXPECT_EQ(move.substr(0, first), at) << what;
    const auto to = lifecycle::next(machine, at, move.substr(first + 1, second - first - 1));
    ASSERT_TRUE(to) << what << ": the table has no " << move;
    EXPECT_EQ(*to, move.substr(second + 1)) << what;
    at = *to;
  }
  EXPECT_EQ(now, at) << what;
}

void expect_walk(World& world, const Uuid& payment, const std::string& from, const std::vector<std::string>& moves,
                 const std::string& what) {
  expect_path(Machine::charge, from, moves, state_of(world, payment), what);
}

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

} // namespace paydesk::test
