// Refund rules: read and written.
#include "store/columns.h"
#include "store/lines.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view rules_sql = R"(
select name, currencies, sellers, from_day, until_day, commission, funds, dispute_fee
  from refund_rule where subject = $1 and version = $2::int order by line_no)";

constexpr std::string_view insert_sql = R"(
insert into refund_rule (subject, version, line_no, name, currencies, sellers, from_day, until_day, commission, funds,
                         dispute_fee)
select $1, $2::int, v.*
  from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
              $11::bigint[]) as v)";

RefundPolicy read_policy(Tx& tx, std::string_view subject, int version) {
  RefundPolicy policy;
  for (const auto& row : tx.exec(rules_sql, Params::of(subject, version))) {
    auto& rule = policy.rules.emplace_back();
    rule.name = text_of(row["name"]);
    rule.currencies = items_of(text_of(row["currencies"]));
    rule.sellers = items_of(text_of(row["sellers"]));
    rule.from = text_of(row["from_day"]);
    rule.until = text_of(row["until_day"]);
    rule.commission = parse_refund_commission(text_of(row["commission"])).value_or(RefundCommission::give_back);
    rule.funds = parse_short_funds(text_of(row["funds"])).value_or(ShortFunds::owe);
    rule.dispute_fee = optional_int_of(row["dispute_fee"]);
  }
  return policy;
}

} // namespace

int refund_policy_version(Tx& tx) {
  const auto newest = tx.exec("select coalesce(max(version), 0) from rule_version where kind = 'refund' and subject = '*'");
  return static_cast<int>(int_of(newest[0][0]));
}

RefundPolicy PgRuleTx::refund_policy(std::string_view subject, int version) {
  return read_policy(tx_, subject, version);
}

void PgRuleTx::add_refund_policy(std::string_view subject, int version, const RefundPolicy& policy) {
  Columns<9> rules;
  int line = 0;
  for (const auto& rule : policy.rules)
    rules.add(++line, rule.name, lines_of(rule.currencies), lines_of(rule.sellers), rule.from, rule.until,
              to_string(rule.commission), to_string(rule.funds), rule.dispute_fee);
  if (!rules.empty())
    tx_.exec(insert_sql, with_version(subject, version, rules.params()));
}

} // namespace paydesk::store
