// Routing rules, and the accounts' states that routing looks at.
#include "store/columns.h"
#include "store/lines.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view option_sql = R"(
select failover, failover_after from routing_option where subject = $1 and version = $2::int)";

constexpr std::string_view rules_sql = R"(
select r.line_no, r.name, r.currencies, r.least, r.most, r.sellers, r.methods, r.only_here, t.psp_account, t.weight
  from routing_rule r left join routing_target t using (subject, version, line_no)
 where r.subject = $1 and r.version = $2::int order by r.line_no, t.target_no)";

constexpr std::string_view insert_option_sql = R"(
insert into routing_option (subject, version, failover, failover_after) values ($1, $2::int, $3::boolean, $4::int))";

constexpr std::string_view insert_rules_sql = R"(
insert into routing_rule (subject, version, line_no, name, currencies, least, most, sellers, methods, only_here)
select $1, $2::int, v.*
  from unnest($3::int[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bool[])
       as v)";

constexpr std::string_view insert_targets_sql = R"(
insert into routing_target (subject, version, line_no, target_no, psp_account, weight)
select $1, $2::int, v.* from unnest($3::int[], $4::int[], $5::text[], $6::int[]) as v)";

constexpr std::string_view states_sql = R"(
select a.psp_account, a.paused, coalesce(b.forced, b.state, 'closed') as breaker, a.intake
  from psp_account a left join psp_breaker b using (psp_account))";

constexpr std::string_view intake_sql = "update psp_account set intake = $2 where psp_account = $1";

constexpr std::string_view intake_audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, 'psp.intake', $4,
        jsonb_build_object('reason', $5::text, 'intake', $6::text), 'done'))";

constexpr std::string_view intake_event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'psp.intake', 'psp', $2, jsonb_build_object('by', $3::text, 'intake', $4::text)::text))";

} // namespace

RoutingRules read_routing(Tx& tx, std::string_view subject, int version) {
  RoutingRules routing;
  const auto key = Params::of(subject, version);
  const auto options = tx.exec(option_sql, key);
  if (options.empty())
    return routing;
  routing.failover = bool_of(options[0]["failover"]);
  routing.failover_after = static_cast<int>(int_of(options[0]["failover_after"]));
  std::int64_t line = 0;
  for (const auto& row : tx.exec(rules_sql, key)) {
    if (int_of(row["line_no"]) != line) {
      line = int_of(row["line_no"]);
      routing.rules.push_back({text_of(row["name"]), items_of(text_of(row["currencies"])),
                               optional_int_of(row["least"]), optional_int_of(row["most"]),
                               items_of(text_of(row["sellers"])), items_of(text_of(row["methods"])),
                               bool_of(row["only_here"]), {}});
    }
    if (!row["psp_account"].is_null())
      routing.rules.back().targets.push_back({text_of(row["psp_account"]), static_cast<int>(int_of(row["weight"]))});
  }
  return routing;
}

RoutingRules routing_in_force(Tx& tx) {
  const auto newest = tx.exec("select max(version) from rule_version where kind = 'routing' and subject = '*'");
  return newest[0][0].is_null() ? RoutingRules{} : read_routing(tx, every_account, static_cast<int>(int_of(newest[0][0])));
}

AccountStates account_states(Tx& tx) {
  AccountStates states;
  for (const auto& row : tx.exec(states_sql))
    states[text_of(row["psp_account"])] = {
        bool_of(row["paused"]), parse_breaker_state(row["breaker"].c_str()).value_or(BreakerState::closed),
        parse_intake(row["intake"].c_str()).value_or(Intake::active)};
  return states;
}

RoutingRules PgRuleTx::routing(std::string_view subject, int version) { return read_routing(tx_, subject, version); }

void PgRuleTx::add_routing(std::string_view subject, int version, const RoutingRules& routing) {
  tx_.exec(insert_option_sql, Params::of(subject, version, routing.failover, routing.failover_after));
  Columns<8> rules;
  Columns<4> targets;
  int line = 0;
  for (const auto& rule : routing.rules) {
    rules.add(++line, rule.name, lines_of(rule.currencies), rule.least, rule.most, lines_of(rule.sellers),
              lines_of(rule.methods), rule.only);
    int target_no = 0;
    for (const auto& target : rule.targets)
      targets.add(line, ++target_no, target.psp_account, target.weight);
  }
  if (rules.empty())
    return;
  tx_.exec(insert_rules_sql, with_version(subject, version, rules.params()));
  tx_.exec(insert_targets_sql, with_version(subject, version, targets.params()));
}

void PgRuleTx::set_intake(const std::string& psp_account, Intake intake, const Caller& caller,
                          const std::string& reason, Instant now) {
  tx_.exec(intake_sql, Params::of(psp_account, to_string(intake)));
  tx_.exec(intake_audit_sql,
           Params::of(now, caller.principal_id, caller.login, psp_account, reason, to_string(intake)));
  tx_.exec(intake_event_sql, Params::of(now, psp_account, caller.login, to_string(intake)));
}

} // namespace paydesk::store
