// The database itself holds the machines: of every (state, trigger, state) exactly those of the table pass, whoever
// asks, and a state is never changed without its way there.
#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include <algorithm>
#include <set>

#include "core/lifecycle.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;

/// A machine whose rows the database keeps.
struct Guarded {
  Machine machine;
  const char* table;
  const char* id;
  const char* another; ///< what else must differ between copies of a row
};

constexpr Guarded guarded[] = {
    {Machine::charge, "charge", "charge_id", "'{}'"},
    {Machine::refund, "refund", "refund_id", "'{}'"},
    {Machine::dispute, "dispute", "dispute_id", "jsonb_build_object('psp_reference', s.state)"},
    {Machine::recon_break, "recon_break", "break_id",
     "jsonb_build_object('fact_reference', s.state, 'proposer_id', gen_random_uuid(), 'reason', 'known')"},
};

/// A life with one row of each machine at least.
void live(Shop& shop) {
  const auto sale = shop.paid({"100.00"});
  shop.refund(sale, "10.00");
  News dispute;
  dispute.kind = News::Kind::dispute_withdrawn;
  dispute.reference = "dp_1";
  dispute.amount = 4000;
  shop.tell(sale, dispute);
  shop.tamper("insert into recon_break (break_id, type, state, state_since, psp_account, currency, at_stake, explanation, opened_at)"
              " values (gen_random_uuid(), 'timing', 'open', now(), 'card', 'EUR', 1, 'late', now())");
}

std::set<std::string> words(const std::string& text) {
  std::set<std::string> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    found.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

std::string array_of(const std::vector<std::string_view>& all) {
  std::string text = "array[";
  for (std::size_t i = 0; i < all.size(); ++i)
    text += (i > 0 ? ",'" : "'") + std::string(all[i]) + "'";
  return text + "]";
}

std::vector<std::string_view> states_of(const Guarded& g) {
  std::vector<std::string_view> states;
  for (const auto& state : lifecycle::table(g.machine).states)
    states.push_back(state.name);
  return states;
}

/// One row in every state, made around the triggers; `one_in_each` tells which is where.
void put_one_in_each_state(Shop& shop, const Guarded& g) {
  const std::string table = g.table;
  shop.tamper("create table one_in_each as select gen_random_uuid() as id, state from unnest(" + array_of(states_of(g)) +
              ") as state;"
              "insert into " + table + " select (jsonb_populate_record(o.row, jsonb_build_object('" + g.id +
              "', s.id, 'state', s.state, 'path', '[]'::jsonb) || " + g.another + "::jsonb)).* from (select t as row from " +
              table + " t limit 1) o, one_in_each s;"
              "grant select on one_in_each to public");
}

/// Tries every (state, trigger, state) as this role, each undone again; answers those that the database let pass.
/// Anything but the guard's own refusal ends the test.
std::set<std::string> moves_that_pass(pqxx::connection& connection, const Guarded& g) {
  std::vector<std::string_view> triggers = {"no_such_trigger"};
  for (const auto& move : lifecycle::table(g.machine).transitions)
    if (std::find(triggers.begin(), triggers.end(), move.trigger) == triggers.end())
      triggers.push_back(move.trigger);
  auto targets = states_of(g);
  targets.push_back("no_such_state");
  pqxx::work work(connection);
  work.exec("do $$ declare passed text[] := '{}'; r record; begin "
            "for r in select s.id, s.state, t.trigger, e.target from one_in_each s, unnest(" + array_of(triggers) +
            ") as t(trigger), unnest(" + array_of(targets) + ") as e(target) loop "
            "begin "
            "  update " + g.table + " set state = r.target, path = array[r.trigger] where " + g.id + " = r.id; "
            "  if not found then raise exception 'no row in state %', r.state; end if; "
            "  raise exception using errcode = 'PD001'; "
            "exception "
            "  when check_violation then null; "
            "  when sqlstate 'PD001' then passed := passed || (r.state || ' ' || r.trigger || ' ' || r.target); "
            "end; "
            "end loop; "
            "perform set_config('paydesk.passed', array_to_string(passed, chr(10)), false); end $$");
  const auto passed = work.exec1("select current_setting('paydesk.passed')")[0].as<std::string>();
  work.commit();
  return words(passed);
}

class LifecycleGuard : public testing::TestWithParam<Guarded> {};

TEST_P(LifecycleGuard, lets_exactly_the_declared_moves_pass_for_the_daemon_and_for_the_owner) {
  const auto& g = GetParam();
  Shop shop;
  live(shop);
  put_one_in_each_state(shop, g);
  std::set<std::string> declared;
  for (const auto& move : lifecycle::table(g.machine).transitions)
    declared.insert(std::string(move.from) + " " + std::string(move.trigger) + " " + std::string(move.to));
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    pqxx::connection connection(role);
    EXPECT_EQ(moves_that_pass(connection, g), declared);
  }
}

TEST_P(LifecycleGuard, lets_no_state_change_without_its_way_and_no_row_begin_in_the_middle) {
  const auto& g = GetParam();
  Shop shop;
  live(shop);
  put_one_in_each_state(shop, g);
  const auto& table = lifecycle::table(g.machine);
  const std::string initial(table.states.front().name);
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    pqxx::connection connection(role);
    const auto refused = [&](const std::string& sql) {
      pqxx::work work(connection);
      EXPECT_THROW(work.exec(sql), pqxx::check_violation) << sql;
    };
    const std::string name = g.table;
    for (const auto& state : table.states) {
      const std::string from(state.name);
      const auto row = " where " + std::string(g.id) + " = (select id from one_in_each where state = '" + from + "')";
      for (const auto& to : table.states)
        if (to.name != state.name)
          refused("update " + name + " set state = '" + std::string(to.name) + "', path = '{}'" + row);
      if (from != initial)
        refused("insert into " + name + " select (jsonb_populate_record(o, jsonb_build_object('" + g.id +
                "', gen_random_uuid(), 'path', '[]'::jsonb))).* from " + name + " o" + row);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Machines, LifecycleGuard, testing::ValuesIn(guarded),
                         [](const auto& g) { return std::string(g.param.table); });

TEST(LifecycleGuard, knows_the_tables_of_the_code_and_nothing_else) {
  Shop shop;
  std::int64_t declared = 0;
  for (const auto& table : lifecycle::tables())
    declared += static_cast<std::int64_t>(table.transitions.size());
  EXPECT_EQ(shop.count("select count(*) from lifecycle_transition"), declared);
  pqxx::connection app(shop.database.app);
  pqxx::work work(app);
  EXPECT_THROW(work.exec("insert into lifecycle_transition values ('charge', 'failed', 'wish', 'captured')"),
               pqxx::insufficient_privilege);
}

} // namespace
} // namespace paydesk::test
