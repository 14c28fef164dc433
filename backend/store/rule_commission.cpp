// Commission rules: read and written.
#include "store/columns.h"
#include "store/lines.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view rules_sql = R"(
select r.line_no, r.name, r.currencies, r.sellers, r.from_day, r.until_day, r.graduated, r.fixed, r.least, r.most,
       t.above, t.ppm
  from commission_rule r join commission_tier t using (subject, version, line_no)
 where r.subject = $1 and r.version = $2::int order by r.line_no, t.above)";

constexpr std::string_view insert_rules_sql = R"(
insert into commission_rule (subject, version, line_no, name, currencies, sellers, from_day, until_day, graduated,
                             fixed, least, most)
select $1, $2::int, v.*
  from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bool[], $10::bigint[],
              $11::bigint[], $12::bigint[]) as v)";

constexpr std::string_view insert_tiers_sql = R"(
insert into commission_tier (subject, version, line_no, above, ppm)
select $1, $2::int, v.* from unnest($3::int[], $4::bigint[], $5::bigint[]) as v)";

CommissionRule rule_of(const pqxx::row& row) {
  CommissionRule rule;
  rule.name = text_of(row["name"]);
  rule.currencies = items_of(text_of(row["currencies"]));
  rule.sellers = items_of(text_of(row["sellers"]));
  rule.from = text_of(row["from_day"]);
  rule.until = text_of(row["until_day"]);
  rule.graduated = bool_of(row["graduated"]);
  rule.fixed = int_of(row["fixed"]);
  rule.least = optional_int_of(row["least"]);
  rule.most = optional_int_of(row["most"]);
  return rule;
}

CommissionSchedule read_commission(Tx& tx, std::string_view subject, int version) {
  CommissionSchedule schedule;
  std::int64_t line = 0;
  for (const auto& row : tx.exec(rules_sql, Params::of(subject, version))) {
    if (int_of(row["line_no"]) != line) {
      line = int_of(row["line_no"]);
      schedule.rules.push_back(rule_of(row));
    }
    schedule.rules.back().tiers.push_back({int_of(row["above"]), int_of(row["ppm"])});
  }
  return schedule;
}

} // namespace

CommissionSchedule commission_in_force(Tx& tx) {
  const auto newest = tx.exec("select max(version) from rule_version where kind = 'commission' and subject = '*'");
  return newest[0][0].is_null() ? CommissionSchedule{}
                                : read_commission(tx, every_account, static_cast<int>(int_of(newest[0][0])));
}

CommissionSchedule PgRuleTx::commission(std::string_view subject, int version) {
  return read_commission(tx_, subject, version);
}

void PgRuleTx::add_commission(std::string_view subject, int version, const CommissionSchedule& schedule) {
  Columns<10> rules;
  Columns<3> tiers;
  int line = 0;
  for (const auto& rule : schedule.rules) {
    rules.add(++line, rule.name, lines_of(rule.currencies), lines_of(rule.sellers), rule.from, rule.until,
              rule.graduated, rule.fixed, rule.least, rule.most);
    for (const auto& tier : rule.tiers)
      tiers.add(line, tier.above, tier.ppm);
  }
  if (rules.empty())
    return;
  tx_.exec(insert_rules_sql, with_version(subject, version, rules.params()));
  tx_.exec(insert_tiers_sql, with_version(subject, version, tiers.params()));
}

} // namespace paydesk::store
