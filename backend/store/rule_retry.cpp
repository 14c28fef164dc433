// Retry policies: their rows, and the jobs that follow them.
#include <algorithm>

#include "store/columns.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr int jobs_at_once = 10'000;

constexpr std::string_view rules_sql = R"(
select subject, error_class, strategy, base_ms, cap_ms, floor_ms, factor, max_attempts, max_age_s
  from retry_rule where subject = $1 and version = $2::int)";

constexpr std::string_view codes_sql = R"(
select n.subject, n.network, n.max_tries, n.window_hours, c.code, c.wait_s
  from retry_network n left join retry_network_code c using (subject, version, network)
 where n.subject = $1 and n.version = $2::int order by n.subject, n.network, c.line_no)";

constexpr std::string_view rules_now_sql = R"(
select subject, error_class, strategy, base_ms, cap_ms, floor_ms, factor, max_attempts, max_age_s from retry_rule_now)";

constexpr std::string_view codes_now_sql = R"(
select n.subject, n.network, n.max_tries, n.window_hours, c.code, c.wait_s
  from (select subject, max(version) as version from rule_version where kind = 'retry_policy' group by subject) v
  join retry_network n using (subject, version)
  left join retry_network_code c using (subject, version, network)
 order by n.subject, n.network, c.line_no)";

constexpr std::string_view insert_rules_sql = R"(
insert into retry_rule (subject, version, error_class, strategy, base_ms, cap_ms, floor_ms, factor, max_attempts,
                        max_age_s)
select $1, $2::int, v.*
  from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::int[], $9::int[], $10::bigint[])
       as v)";

constexpr std::string_view insert_networks_sql = R"(
insert into retry_network (subject, version, network, max_tries, window_hours)
select $1, $2::int, v.* from unnest($3::text[], $4::int[], $5::int[]) as v)";

constexpr std::string_view insert_codes_sql = R"(
insert into retry_network_code (subject, version, network, line_no, code, wait_s)
select $1, $2::int, v.* from unnest($3::text[], $4::int[], $5::text[], $6::bigint[]) as v)";

// What is leased is under way; it follows the rules once it is answered.
constexpr std::string_view waiting_sql = R"(
select job_id, payment_id, kind, case when ask then 'outcome_unknown' else error_class end as class,
       case when ask then asks else attempts end as failures, due_at, retry_since, failed_at, held_until, doubt
  from job
 where psp_account = $1 and state = 'queued' and not leased and kind <> 'query' and (attempts > 0 or asks > 0)
   and failed_at is not null and (ask or error_class not in ('', 'outcome_unknown', 'configuration'))
   and (due_at, job_id) > ($2::timestamptz, $3::uuid)
 order by due_at, job_id limit $4::int)";
const std::string waiting_locked_sql = std::string(waiting_sql) + " for update skip locked";

constexpr std::string_view reschedule_sql = R"(
update job j set due_at = v.due_at
  from unnest($1::uuid[], $2::timestamptz[]) as v(job_id, due_at)
 where j.job_id = v.job_id and j.state = 'queued' and not j.leased)";

using Plans = std::map<std::string, RetryPlan, std::less<>>;

Plans read_plans(const pqxx::result& rules, const pqxx::result& codes) {
  Plans plans;
  for (const auto& row : rules) {
    const auto error_class = parse_error_class(row["error_class"].c_str());
    const auto strategy = parse_retry_strategy(row["strategy"].c_str());
    if (error_class && strategy)
      plans[text_of(row["subject"])].rule(*error_class) = {
          *strategy,
          std::chrono::milliseconds(int_of(row["base_ms"])),
          std::chrono::milliseconds(int_of(row["cap_ms"])),
          std::chrono::milliseconds(int_of(row["floor_ms"])),
          static_cast<int>(int_of(row["factor"])),
          static_cast<int>(int_of(row["max_attempts"])),
          std::chrono::seconds(int_of(row["max_age_s"]))};
  }
  for (const auto& row : codes) {
    auto& networks = plans[text_of(row["subject"])].networks;
    const auto network = text_of(row["network"]);
    if (networks.empty() || networks.back().network != network)
      networks.push_back({network, static_cast<int>(int_of(row["max_tries"])),
                          std::chrono::hours(int_of(row["window_hours"])), {}, {}});
    if (row["code"].is_null())
      continue;
    if (row["wait_s"].is_null())
      networks.back().never.push_back(text_of(row["code"]));
    else
      networks.back().waits.push_back({text_of(row["code"]), std::chrono::seconds(int_of(row["wait_s"]))});
  }
  return plans;
}

WaitingJob waiting_job(const pqxx::row& row) {
  WaitingJob job;
  job.job_id = uuid_of(row["job_id"]);
  job.payment_id = uuid_of(row["payment_id"]);
  job.operation = text_of(row["kind"]);
  job.error_class = parse_error_class(row["class"].c_str()).value_or(ErrorClass::psp_unavailable);
  job.failures = static_cast<int>(int_of(row["failures"]));
  job.due_at = instant_of(row["due_at"]);
  job.since = instant_of(row["retry_since"]);
  job.failed_at = instant_of(row["failed_at"]);
  job.held_until = optional_instant_of(row["held_until"]);
  job.doubt = bool_of(row["doubt"]);
  return job;
}

} // namespace

Plans retry_plans_in_force(Tx& tx) { return read_plans(tx.exec(rules_now_sql), tx.exec(codes_now_sql)); }

RetryPlan PgRuleTx::retry_plan(std::string_view subject, int version) {
  const auto key = Params::of(subject, version);
  auto plans = read_plans(tx_.exec(rules_sql, key), tx_.exec(codes_sql, key));
  return plans[std::string(subject)];
}

void PgRuleTx::add_retry_plan(std::string_view subject, int version, const RetryPlan& plan) {
  Columns<8> rules;
  for (std::size_t i = 0; i < plan.rules.size(); ++i) {
    const auto error_class = static_cast<ErrorClass>(i);
    const auto& rule = plan.rules[i];
    if (error_class != ErrorClass::none)
      rules.add(to_string(error_class), to_string(rule.strategy), rule.base.count(), rule.cap.count(),
                rule.floor.count(), rule.factor, rule.max_attempts, rule.max_age.count());
  }
  Columns<3> networks;
  Columns<4> codes;
  for (const auto& limit : plan.networks) {
    networks.add(limit.network, limit.max_tries, limit.window.count());
    int line = 0;
    for (const auto& code : limit.never)
      codes.add(limit.network, ++line, code, std::optional<std::int64_t>{});
    for (const auto& wait : limit.waits)
      codes.add(limit.network, ++line, wait.code, std::optional<std::int64_t>(wait.least.count()));
  }
  tx_.exec(insert_rules_sql, with_version(subject, version, rules.params()));
  if (!networks.empty())
    tx_.exec(insert_networks_sql, with_version(subject, version, networks.params()));
  if (!codes.empty())
    tx_.exec(insert_codes_sql, with_version(subject, version, codes.params()));
}

void PgRuleTx::each_waiting_job(std::string_view psp_account, bool lock, const Jobs& take) {
  Instant due = Instant::min();
  Uuid id;
  for (bool more = true; more;) {
    std::vector<WaitingJob> jobs;
    const auto from = due == Instant::min() ? std::string("-infinity") : to_sql(due);
    for (const auto& row :
         tx_.exec(lock ? std::string_view(waiting_locked_sql) : waiting_sql, Params::of(psp_account, from, id, jobs_at_once)))
      jobs.push_back(waiting_job(row));
    more = jobs.size() == static_cast<std::size_t>(jobs_at_once);
    if (jobs.empty())
      return;
    due = jobs.back().due_at;
    id = jobs.back().job_id;
    take(jobs);
  }
}

void PgRuleTx::reschedule(std::span<const NewDue> jobs) {
  for (std::size_t begin = 0; begin < jobs.size(); begin += jobs_at_once) {
    Columns<2> columns;
    for (const auto& job : jobs.subspan(begin, std::min<std::size_t>(jobs_at_once, jobs.size() - begin)))
      columns.add(job.job_id, job.due_at);
    tx_.exec(reschedule_sql, columns.params());
  }
}

} // namespace paydesk::store
