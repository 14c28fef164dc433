#include "store/aggregate_save.h"

#include "core/refund_policy.h"
#include "store/columns.h"
#include "store/command_log.h"
#include "store/verdicts.h"
#include "store/row_values.h"
#include "store/selections.h"

namespace paydesk::store {
namespace {

constexpr std::string_view insert_attempt_sql = R"(
insert into attempt (attempt_id, payment_id, charge_id, operation_id, psp_account, operation, number, started_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::int[],
                     $8::timestamptz[]))";

constexpr std::string_view finish_attempt_sql = R"(
update attempt a set finished_at = a.started_at + make_interval(secs => greatest(v.latency, 0) / 1000.0),
       http_status = v.status, error_class = v.error_class, error_code = v.code, message = v.message,
       latency_ms = v.latency, request = v.request, response = v.response, mapped_by = v.mapped_by
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])
       as v(id, status, error_class, code, message, latency, request, response, mapped_by)
 where a.attempt_id = v.id)";

// Answers to be mapped, one row a shape. A PSP that makes its codes up as it goes fills no table: behind a thousand
// shapes an account the rest share one row. The first of a shape is an alert.
constexpr std::string_view unmapped_sql = R"(
with seen as (
  select a.psp_account, a.operation, v.status, substr(v.code, 1, 64) as code, a.started_at, a.attempt_id
    from unnest($1::uuid[], $2::int[], $3::text[]) as v(id, status, code) join attempt a on a.attempt_id = v.id),
named as (
  select s.psp_account, s.operation, s.status, s.started_at, s.attempt_id,
         case when exists (select from unmapped_answer u where (u.psp_account, u.operation, u.http_status, u.code)
                                  = (s.psp_account, s.operation, s.status, s.code))
                or (select count(*) from unmapped_answer u where u.psp_account = s.psp_account) < 1000
              then s.code else '(other)' end as code
    from seen s),
stored as (
  insert into unmapped_answer as u
    (psp_account, operation, http_status, code, count, first_at, last_at, example_attempt)
  select psp_account, operation, status, code, count(*), min(started_at), max(started_at),
         (array_agg(attempt_id order by started_at desc))[1]
    from named group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (psp_account, operation, http_status, code) do update
     set count = u.count + excluded.count, last_at = greatest(u.last_at, excluded.last_at),
         example_attempt = excluded.example_attempt
  returning u.psp_account, u.operation, u.http_status, u.code, u.last_at, u.xmax = 0 as fresh)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select last_at, 'alert', 'psp', psp_account,
       jsonb_build_object('code', 'unmapped_answer', 'operation', operation, 'http_status', http_status,
                          'answer', code)::text
  from stored where fresh)";

constexpr std::string_view insert_audit_sql = R"(
insert into audit_record (principal_id, login, action, subject, payment_id, detail, outcome)
select p, l, a, s, pay, d::jsonb, o
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
       as v(p, l, a, s, pay, d, o))";

constexpr std::string_view pause_sql = R"(
with paused as (
  update psp_account a set paused = true, paused_by = 'engine', pause_reason = v.reason, paused_at = now()
    from (select distinct on (account) account, reason from unnest($1::text[], $2::text[]) as v(account, reason)) v
   where a.psp_account = v.account and not a.paused
  returning a.psp_account, v.reason)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select now(), e.kind, 'psp', p.psp_account,
       jsonb_build_object('code', 'psp_configuration', 'by', 'engine', 'why', p.reason)::text
  from paused p cross join (values ('psp.paused'), ('alert')) as e(kind))";

constexpr std::string_view finish_webhook_sql = R"(
update webhook_event w set state = v.state, payment_id = v.payment_id, message = v.message,
       due_at = coalesce(v.due_at, w.due_at), tries = w.tries + 1
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[])
       as v(id, state, payment_id, message, due_at)
 where w.webhook_id = v.id)";

// After the holds of the change: its wallets are locked by them, and have what others have begun meanwhile.
constexpr std::string_view short_funds_sql = R"(
select v.seller, v.currency, v.takes, w.balance - w.reserved + v.held as has
  from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as v(seller, currency, takes, held)
  join wallet w on w.seller = v.seller and w.currency = v.currency
 where w.balance - w.reserved + v.held < v.takes order by v.seller limit 1)";

Result<void> check_funds(Tx& tx, const Extra& extra) {
  Columns<4> needed;
  for (const auto& funds : extra.funds)
    needed.add(funds.seller, funds.currency.code(), funds.takes, funds.held);
  if (needed.empty())
    return {};
  const auto rows = tx.exec(short_funds_sql, needed.params());
  if (rows.empty())
    return {};
  const auto money = money_of(rows[0]["takes"], rows[0]["currency"]);
  return fail(ErrorCode::failed_precondition,
              describe_shortage(text_of(rows[0]["seller"]), int_of(rows[0]["has"]), money.minor, money.currency) +
                  ". Nothing was refunded: by the refund policy this seller may not owe",
              "lines");
}

} // namespace

Result<void> save_extra(Tx& tx, const Extra& extra) {
  Columns<8> attempts;
  for (const auto& a : extra.attempts)
    attempts.add(a.attempt_id, a.payment_id, a.charge_id, a.operation_id, a.psp_account, a.operation, a.number,
                 a.started_at);
  Columns<9> finished;
  Columns<3> unmapped;
  for (const auto& f : extra.finished) {
    if (f.unmapped)
      unmapped.add(f.attempt_id, f.http_status, f.error_code);
    finished.add(f.attempt_id, f.http_status,
                 f.error == ErrorClass::none ? std::string_view{} : to_string(f.error), f.error_code, f.message,
                 f.latency_ms, f.request, f.response, f.mapped_by);
  }
  Columns<7> audit;
  for (const auto& a : extra.audit)
    audit.add(a.principal_id, a.login, a.action, a.subject, a.payment_id, a.detail_json, a.outcome);
  Columns<5> webhooks;
  for (const auto& w : extra.webhooks)
    webhooks.add(w.webhook_id, w.state, w.payment_id, w.message, w.due_at);
  Columns<2> pauses;
  for (const auto& pause : extra.pauses)
    pauses.add(pause.psp_account, pause.reason);
  run(tx, insert_attempt_sql, attempts);
  run(tx, finish_attempt_sql, finished);
  run(tx, unmapped_sql, unmapped);
  run(tx, insert_audit_sql, audit);
  run(tx, finish_webhook_sql, webhooks);
  run(tx, pause_sql, pauses);
  if (auto enough = check_funds(tx, extra); !enough)
    return enough;
  if (auto saved = save_selection(tx, extra); !saved)
    return saved;
  if (auto saved = save_verdicts(tx, extra); !saved)
    return saved;
  return extra.answer ? store_answer(tx, *extra.answer) : Result<void>{};
}

} // namespace paydesk::store
