// Approval rules: read and written.
#include "store/columns.h"
#include "store/lines.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view rules_sql = R"(
select command, currency, from_amount, deciders, hours
  from approval_rule where subject = $1 and version = $2::int order by line_no)";

constexpr std::string_view insert_sql = R"(
insert into approval_rule (subject, version, line_no, command, currency, from_amount, deciders, hours)
select $1, $2::int, v.*
  from unnest($3::int[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::int[]) as v)";

ApprovalPolicy read_policy(Tx& tx, std::string_view subject, int version) {
  ApprovalPolicy policy;
  for (const auto& row : tx.exec(rules_sql, Params::of(subject, version))) {
    Cells cells(row);
    auto& rule = policy.rules.emplace_back();
    rule.kind = cells.text();
    rule.currency = cells.text();
    rule.from = cells.integer();
    rule.deciders = items_of(cells.text());
    rule.hours = cells.small();
  }
  return policy;
}

} // namespace

PolicyInForce approval_policy_in_force(Tx& tx) {
  const auto newest = tx.exec("select coalesce(max(version), 0) from rule_version where kind = 'approval' and subject = '*'");
  const auto version = static_cast<int>(int_of(newest[0][0]));
  return {version, read_policy(tx, every_account, version)};
}

ApprovalPolicy PgRuleTx::approval_policy(std::string_view subject, int version) {
  return read_policy(tx_, subject, version);
}

void PgRuleTx::add_approval_policy(std::string_view subject, int version, const ApprovalPolicy& policy) {
  Columns<6> rules;
  int line = 0;
  for (const auto& rule : policy.rules)
    rules.add(++line, rule.kind, rule.currency, rule.from, lines_of(rule.deciders), rule.hours);
  if (!rules.empty())
    tx_.exec(insert_sql, with_version(subject, version, rules.params()));
}

} // namespace paydesk::store
