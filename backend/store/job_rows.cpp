#include "store/job_rows.h"

#include <algorithm>

#include "store/columns.h"

namespace paydesk::store {
namespace {

constexpr std::string_view insert_job_sql = R"(
insert into job (job_id, payment_id, charge_id, operation_id, psp_account, kind, ask, state, due_at, leased, token,
                 attempts, asks, max_attempts, error_class, last_error, dead_since, created_at, seller)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::bool[], $8::text[],
                     $9::timestamptz[], $10::bool[], $11::bigint[], $12::int[], $13::int[], $14::int[], $15::text[],
                     $16::text[], $17::timestamptz[], $18::timestamptz[], $19::text[])
on conflict do nothing)";

// A job that another worker took over meanwhile carries another token and is left alone.
constexpr std::string_view update_job_sql = R"(
update job j set ask = v.ask, state = v.state, due_at = v.due_at, leased = false, lease_until = '-infinity', attempts = v.attempts,
       asks = v.asks, error_class = v.error_class, last_error = v.last_error, dead_since = v.dead_since,
       max_attempts = v.max_attempts, retry_since = v.retry_since, failed_at = v.failed_at, held_until = v.held_until,
       declines = v.declines, first_declined_at = v.first_declined_at, doubt = v.doubt,
       operation_id = v.operation_id
  from unnest($1::uuid[], $2::bigint[], $3::bool[], $4::text[], $5::timestamptz[], $6::int[], $7::int[], $8::text[],
              $9::text[], $10::timestamptz[], $11::int[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[],
              $15::int[], $16::timestamptz[], $17::bool[], $18::uuid[])
       as v(id, token, ask, state, due_at, attempts, asks, error_class, last_error, dead_since, max_attempts,
            retry_since, failed_at, held_until, declines, first_declined_at, doubt, operation_id)
 where j.job_id = v.id and j.token = v.token)";

constexpr std::string_view delete_job_sql = "delete from job where job_id = any($1::uuid[])";

template <class Rows, class Is> const auto* find_in(const Rows& rows, Is is) {
  const auto at = std::find_if(rows.begin(), rows.end(), is);
  return at == rows.end() ? nullptr : &*at;
}

/// Whose turn a job takes: the seller of the order or refund it is about, else of the charge's first order.
std::string_view seller_of(const Aggregate& a, const Job& job) {
  if (a.orders.empty())
    return {};
  const auto* operation = find_in(a.operations, [&](const Operation& o) { return o.operation_id == job.operation_id; });
  auto subject = operation == nullptr ? Uuid{} : operation->subject_id;
  if (const auto* refund = find_in(a.refunds, [&](const Refund& r) { return r.refund_id == subject; }))
    subject = refund->order_id;
  const auto* order = find_in(a.orders, [&](const Order& o) { return o.order_id == subject; });
  return order == nullptr ? a.orders.front().seller : order->seller;
}

} // namespace

void save_jobs(Tx& tx, std::span<const Aggregate* const> aggregates) {
  Columns<19> added;
  Columns<18> changed;
  Columns<1> removed;
  for (const auto* a : aggregates)
    for (const auto& j : a->jobs) {
      const auto state = j.dead ? "dead" : "queued";
      const auto error = j.error_class == ErrorClass::none ? std::string_view{} : to_string(j.error_class);
      if (j.added && !j.removed)
        added.add(j.job_id, a->payment.payment_id, a->charge.charge_id, j.operation_id, a->charge.psp_account,
                  to_string(j.kind), j.ask, state, j.due_at, j.leased, j.token, j.attempts, j.asks, j.max_attempts,
                  error, j.last_error, j.dead_since, j.created_at, seller_of(*a, j));
      else if (j.removed && !j.added)
        removed.add(j.job_id);
      else if (j.changed)
        changed.add(j.job_id, j.token, j.ask, state, j.due_at, j.attempts, j.asks, error, j.last_error, j.dead_since,
                    j.max_attempts, j.retry_since, j.failed_at, j.held_until, j.declines, j.first_declined_at, j.doubt,
                    j.operation_id);
    }
  run(tx, delete_job_sql, removed);
  run(tx, update_job_sql, changed);
  run(tx, insert_job_sql, added);
}

} // namespace paydesk::store
