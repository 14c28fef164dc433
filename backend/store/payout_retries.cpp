#include "store/payout_retries.h"

#include "store/row_values.h"

namespace paydesk::store {
namespace {

// The wallets of the sellers are locked: nobody else makes a pay-out of the same money.
constexpr std::string_view link_sql = R"(
with linked as (
  insert into payout_retry (payout_id, before_id)
  select p.payout_id, o.payout_id
    from payout p
    join payout o on o.seller = p.seller and o.currency = p.currency and o.state in ('failed', 'returned', 'cancelled')
   where p.batch_id = $1::uuid and payout_came_to_nothing(o)
     and not exists (select from payout_retry r join payout n on n.payout_id = r.payout_id
                      where r.before_id = o.payout_id and (n.state <> 'cancelled' or n.transaction_id is not null))
  returning payout_id, before_id)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $2::timestamptz, e.kind, 'payout', e.subject::text, e.payload::text
  from linked l
  join payout p on p.payout_id = l.before_id
 cross join lateral (values
         ('payout.retried', l.before_id, jsonb_build_object('seller', p.seller, 'retried_by', l.payout_id)),
         ('payout.retries', l.payout_id, jsonb_build_object('seller', p.seller, 'retries', l.before_id)))
       as e(kind, subject, payload)
 order by l.before_id, e.kind)";

constexpr std::string_view hold_sql = R"(
select o.payout_id, payout_came_to_nothing(o)
  from payout o
 where o.payout_id in (select r.before_id from payout_retry r join payout p on p.payout_id = r.payout_id
                        where p.batch_id = $1::uuid)
 order by o.payout_id for share of o)";

} // namespace

void link_retries(Tx& tx, const Uuid& batch_id, Instant at) { tx.exec(link_sql, Params::of(batch_id, at)); }

Result<void> hold_retried(Tx& tx, const Uuid& batch_id) {
  for (const auto& row : tx.exec(hold_sql, Params::of(batch_id)))
    if (!bool_of(row[1]))
      return fail(ErrorCode::failed_precondition,
                  "pay-out " + text_of(row[0]) +
                      ", which this batch pays again, was paid after all. Nothing was sent; cancel this batch and make "
                      "another one",
                  "batch_id");
  return {};
}

} // namespace paydesk::store
