#include "store/aggregate_save.h"

#include "store/columns.h"
#include "store/command_log.h"

namespace paydesk::store {
namespace {

constexpr std::string_view insert_attempt_sql = R"(
insert into attempt (attempt_id, payment_id, charge_id, operation_id, psp_account, operation, number, started_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::int[],
                     $8::timestamptz[]))";

constexpr std::string_view finish_attempt_sql = R"(
update attempt a set finished_at = a.started_at + make_interval(secs => greatest(v.latency, 0) / 1000.0),
       http_status = v.status, error_class = v.error_class, error_code = v.code, message = v.message,
       latency_ms = v.latency, request = v.request, response = v.response
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[])
       as v(id, status, error_class, code, message, latency, request, response)
 where a.attempt_id = v.id)";

constexpr std::string_view insert_audit_sql = R"(
insert into audit_record (principal_id, login, action, subject, payment_id, detail, outcome)
select p, l, a, s, pay, d::jsonb, o
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
       as v(p, l, a, s, pay, d, o))";

constexpr std::string_view finish_webhook_sql = R"(
update webhook_event w set state = v.state, payment_id = v.payment_id, message = v.message,
       due_at = coalesce(v.due_at, w.due_at), tries = w.tries + 1
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[])
       as v(id, state, payment_id, message, due_at)
 where w.webhook_id = v.id)";

template <std::size_t N> void run(Tx& tx, std::string_view sql, const Columns<N>& columns) {
  if (!columns.empty())
    tx.exec(sql, columns.params());
}

} // namespace

Result<void> save_extra(Tx& tx, const Extra& extra) {
  Columns<8> attempts;
  for (const auto& a : extra.attempts)
    attempts.add(a.attempt_id, a.payment_id, a.charge_id, a.operation_id, a.psp_account, a.operation, a.number,
                 a.started_at);
  Columns<8> finished;
  for (const auto& f : extra.finished)
    finished.add(f.attempt_id, f.http_status,
                 f.error == ErrorClass::none ? std::string_view{} : to_string(f.error), f.error_code, f.message,
                 f.latency_ms, f.request, f.response);
  Columns<7> audit;
  for (const auto& a : extra.audit)
    audit.add(a.principal_id, a.login, a.action, a.subject, a.payment_id, a.detail_json, a.outcome);
  Columns<5> webhooks;
  for (const auto& w : extra.webhooks)
    webhooks.add(w.webhook_id, w.state, w.payment_id, w.message, w.due_at);
  run(tx, insert_attempt_sql, attempts);
  run(tx, finish_attempt_sql, finished);
  run(tx, insert_audit_sql, audit);
  run(tx, finish_webhook_sql, webhooks);
  return extra.answer ? store_answer(tx, *extra.answer) : Result<void>{};
}

} // namespace paydesk::store
