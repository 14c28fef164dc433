// The verdicts on settlement lines that are about no fact of a payment.
#include "store/reconciliation_tx.h"

namespace paydesk::store {
namespace {

// Those that lacked something are looked at again, for it may have come since; the first of two stays the first. What a
// line needs: a release what is held back by then, a batch that something is carried into the one that carried it out,
// money given back its deposit, a deduction its invoice, a pay-out the PSP's own word that it was paid. One that the PSP
// took off the balance and that failed comes back by a line, and so does one that was returned: by either kind, once.
constexpr std::string_view judge_sql = R"(
with own as (
  select l.*, case l.kind when 'payout_failed' then 'payout_returned' else l.kind end as same,
         row_number() over (partition by case l.kind when 'payout_failed' then 'payout_returned' else l.kind end,
                                         l.psp_reference
                order by l.verdict = '', abs(l.fee - coalesce(l.expected_fee, l.fee)), l.gross, l.booked_at, l.line_no)
              as nth
    from settlement_line l
   where l.psp_account = $1 and own_line_sign(l.kind) is not null
     and (l.verdict = '' or (l.verdict = 'missing_in_ledger' and not l.settled))
), held as (
  select currency, -sum(gross) as amount
    from (select currency, gross from settlement_line
           where psp_account = $1 and kind in ('reserve_held', 'reserve_released') and own_line_sign(kind) is not null
             and verdict in ('matched', 'fee_mismatch')
          union all
          select currency, gross from own where kind = 'reserve_held' and nth = 1 and gross < 0) r
   group by currency
), judged as (
  select l.line_id, case
    when l.nth > 1 or exists (
           select from settlement_line o
            where o.psp_account = $1 and (o.kind = l.kind or (l.same = 'payout_returned' and o.kind in ('payout_returned', 'payout_failed')))
              and o.psp_reference = l.psp_reference
              and o.line_id <> l.line_id and o.verdict not in ('', 'duplicate_at_psp')
              and not exists (select from own where own.line_id = o.line_id))
      then 'duplicate_at_psp'
    when sign(l.gross) <> own_line_sign(l.kind) then 'missing_in_ledger'
    when l.kind = 'reserve_released' and coalesce(h.amount, 0) <
           sum(l.gross) filter (where l.nth = 1 and l.gross > 0)
             over (partition by l.kind, l.currency order by l.booked_at, l.line_id)
      then 'missing_in_ledger'
    when l.kind = 'carried_in' and not exists (
           select from settlement_line o
            where o.psp_account = $1 and o.kind = 'carried_out' and o.psp_reference = l.psp_reference
              and o.currency = l.currency and o.gross = -l.gross and o.run_id <> l.run_id
              and o.verdict <> 'duplicate_at_psp')
      then 'missing_in_ledger'
    when l.kind = 'deposit_returned' and not exists (
           select from settlement_line o
            where o.psp_account = $1 and o.kind in ('deposit_excess', 'deposit_short', 'deposit_double')
              and o.psp_reference = l.psp_reference and o.currency = l.currency and o.gross >= -l.gross
              and o.verdict <> 'duplicate_at_psp')
      then 'missing_in_ledger'
    when l.kind = 'fee_invoice' and not exists (
           select from psp_invoice i
            where i.psp_account = $1 and i.number = l.psp_reference and i.currency = l.currency and i.total = -l.gross
              and i.paid_transaction_id is null)
      then 'missing_in_ledger'
    when l.same in ('payout', 'payout_returned') and not exists (
           select from payout_fact f
            where f.psp_account = $1 and f.reference = l.psp_reference and f.currency = l.currency
              and f.kind in (case l.same when 'payout' then 'paid' else 'returned' end, 'failed')
              and f.amount = abs(l.gross))
      then 'missing_in_ledger'
    when abs(l.fee - l.expected_fee) > $2 then 'fee_mismatch'
    else 'matched' end as verdict, l.same
    from own l left join held h on h.currency = l.currency
)
update settlement_line l
   set verdict = j.verdict,
       fact_kind = case when j.same in ('payout', 'payout_returned') and j.verdict in ('matched', 'fee_mismatch')
                        then j.same else l.fact_kind end,
       fact_reference = case when j.same in ('payout', 'payout_returned') and j.verdict in ('matched', 'fee_mismatch')
                             then l.psp_reference else l.fact_reference end
  from judged j where l.line_id = j.line_id and l.verdict <> j.verdict)";

constexpr std::string_view heal_sql = R"(
update recon_break b
   set state = 'healed', state_since = $2,
       path = case b.state when 'proposed' then '{refuse,heal}'::text[] else '{heal}'::text[] end,
       explanation = b.explanation || ' It has come since.'
  from settlement_line l
 where b.psp_account = $1 and b.line_id = l.line_id and b.type = 'missing_in_ledger'
   and b.state in ('open', 'proposed', 'waiting', 'reopened') and not l.settled
   and own_line_sign(l.kind) is not null and l.verdict <> 'missing_in_ledger'
returning b.break_id)";

} // namespace

void PgReconciliationTx::judge_own_lines(std::string_view psp_account, std::int64_t fee_tolerance, Instant now) {
  tx_.exec(judge_sql, Params::of(psp_account, fee_tolerance));
  tell_breaks(tx_.exec(heal_sql, Params::of(psp_account, now)), now);
}

} // namespace paydesk::store
