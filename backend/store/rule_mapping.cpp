// Error mappings: their rows, and the recorded answers that they are tried on.
#include "store/columns.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view rules_sql = R"(
select subject, version, operation, http_status, code, error_class, note
  from mapping_rule where subject = $1 and version = $2::int order by line_no)";

constexpr std::string_view rules_now_sql = R"(
select v.subject, v.version, m.operation, m.http_status, m.code, m.error_class, m.note
  from (select subject, max(version) as version from rule_version where kind = 'error_mapping' group by subject) v
  left join mapping_rule m using (subject, version) order by v.subject, m.line_no)";

constexpr std::string_view insert_sql = R"(
insert into mapping_rule (subject, version, line_no, operation, http_status, code, error_class, note)
select $1, $2::int, v.*
  from unnest($3::int[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[]) as v)";

constexpr std::string_view shapes_sql = R"(
select t.psp_account, t.operation, t.http_status, t.error_code, t.error_class, count(*) as attempts,
       max(t.started_at) as last_at, (array_agg(t.attempt_id::text order by t.started_at desc))[1:3] as examples
  from attempt t
 where t.psp_account in (select psp_account from psp_account
                          where psp_account = $1 or 'provider:' || provider = $1)
   and t.started_at >= $2::timestamptz and t.error_class not in ('', 'none')
 group by 1, 2, 3, 4, 5
 order by count(*) desc, 1, 2, 3, 4, 5 limit $3::int)";

constexpr std::string_view unmapped_sql = R"(
select psp_account, operation, http_status, code, count, first_at, last_at, example_attempt
  from unmapped_answer where $1 = '' or psp_account = $1 order by last_at desc, psp_account, operation, http_status, code)";

MappingRule rule_of(const pqxx::row& row) {
  return {text_of(row["operation"]), static_cast<int>(int_of(row["http_status"])), text_of(row["code"]),
          parse_error_class(row["error_class"].c_str()).value_or(ErrorClass::outcome_unknown), text_of(row["note"])};
}

/// "{a,b}" of plain UUIDs.
std::vector<Uuid> uuids_of(const pqxx::field& field) {
  std::vector<Uuid> ids;
  const auto text = text_of(field);
  for (std::size_t at = 1; at + 36 <= text.size(); at += 37)
    if (const auto id = Uuid::parse(text.substr(at, 36)))
      ids.push_back(*id);
  return ids;
}

} // namespace

std::map<std::string, MappingInForce, std::less<>> mappings_in_force(Tx& tx) {
  std::map<std::string, MappingInForce, std::less<>> mappings;
  for (const auto& row : tx.exec(rules_now_sql)) {
    auto& mapping = mappings[text_of(row["subject"])];
    mapping.version = static_cast<int>(int_of(row["version"]));
    if (!row["error_class"].is_null())
      mapping.rules.push_back(rule_of(row));
  }
  return mappings;
}

std::map<std::string, std::string, std::less<>> providers_of_accounts(Tx& tx) {
  std::map<std::string, std::string, std::less<>> providers;
  for (const auto& row : tx.exec("select psp_account, provider from psp_account"))
    providers.emplace(text_of(row["psp_account"]), text_of(row["provider"]));
  return providers;
}

bool PgRuleTx::has_provider(std::string_view provider) {
  return !tx_.exec("select from psp_account where provider = $1 limit 1", Params::of(provider)).empty();
}

std::vector<MappingRule> PgRuleTx::mapping_rules(std::string_view subject, int version) {
  std::vector<MappingRule> rules;
  for (const auto& row : tx_.exec(rules_sql, Params::of(subject, version)))
    rules.push_back(rule_of(row));
  return rules;
}

void PgRuleTx::add_mapping_rules(std::string_view subject, int version, std::span<const MappingRule> rules) {
  Columns<6> columns;
  int line = 0;
  for (const auto& rule : rules)
    columns.add(++line, rule.operation, rule.http_status, rule.code, to_string(rule.error_class), rule.note);
  if (!columns.empty())
    tx_.exec(insert_sql, with_version(subject, version, columns.params()));
}

std::vector<AttemptShape> PgRuleTx::failed_attempts(std::string_view subject, Instant since, int most) {
  std::vector<AttemptShape> shapes;
  for (const auto& row : tx_.exec(shapes_sql, Params::of(subject, since, most))) {
    AttemptShape shape;
    shape.psp_account = text_of(row["psp_account"]);
    shape.operation = text_of(row["operation"]);
    shape.http_status = static_cast<int>(int_of(row["http_status"]));
    shape.code = text_of(row["error_code"]);
    shape.error_class = parse_error_class(row["error_class"].c_str()).value_or(ErrorClass::none);
    shape.attempts = int_of(row["attempts"]);
    shape.last_at = instant_of(row["last_at"]);
    shape.examples = uuids_of(row["examples"]);
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

std::vector<views::UnmappedAnswer> PgRuleTx::unmapped(std::string_view psp_account) {
  std::vector<views::UnmappedAnswer> answers;
  for (const auto& row : tx_.exec(unmapped_sql, Params::of(psp_account)))
    answers.push_back({text_of(row["psp_account"]), text_of(row["operation"]),
                       static_cast<std::int32_t>(int_of(row["http_status"])), text_of(row["code"]),
                       int_of(row["count"]), optional_instant_of(row["first_at"]),
                       optional_instant_of(row["last_at"]), text_of(row["example_attempt"])});
  return answers;
}

} // namespace paydesk::store
