// Matching lines with facts, and the verdicts. All of it set-based.
#include "store/reconciliation_tx.h"

namespace paydesk::store {
namespace {

// Lines of breaks that are still live and whose fact has come: their breaks heal, they are judged again.
constexpr std::string_view requeue_sql = R"(
with explained as (
  update recon_break b
     set state = 'healed', state_since = $2,
         path = case b.state when 'proposed' then '{refuse,heal}'::text[] else '{heal}'::text[] end,
         explanation = b.explanation || ' The ledger has it now.'
    from settlement_line l
   where b.psp_account = $1 and b.line_id = l.line_id and b.type in ('missing_in_ledger', 'status_mismatch')
     and b.state in ('open', 'proposed', 'waiting', 'reopened') and not l.settled
     and exists (select from psp_fact f
                  where f.psp_account = l.psp_account and f.reference = l.psp_reference
                    and f.kind = case l.kind when 'dispute_fee' then 'dispute_withdrawn' else fact_kind_of(l.kind) end)
  returning b.break_id, b.line_id
), lines as (
  update settlement_line set verdict = '' where line_id in (select line_id from explained)
)
select break_id from explained)";

// Lines whose PSP reference is no fact's, one to one: the nth line of a merchant reference, kind and amount
// with the nth fact that no line has.
constexpr std::string_view by_merchant_sql = R"(
with strays as (
  select l.*, fact_kind_of(l.kind) as wanted
    from settlement_line l
    left join psp_fact f on f.psp_account = l.psp_account and f.reference = l.psp_reference
                        and f.kind = fact_kind_of(l.kind)
   where l.psp_account = $1 and l.verdict = '' and l.fact_kind = '' and l.merchant_reference <> ''
     and f.reference is null
), lines as (
  select line_id, wanted as kind, merchant_reference, gross, currency,
         row_number() over (partition by kind, merchant_reference, gross, currency
                                order by booked_at, psp_reference, line_no) as nth
    from strays
), facts as (
  select f.kind, f.reference, f.merchant_reference, signed_fact(f.kind, f.amount) as gross, f.currency,
         row_number() over (partition by f.kind, f.merchant_reference, f.amount, f.currency
                                order by f.at, f.reference) as nth
    from psp_fact f
    left join settlement_line o on o.psp_account = f.psp_account and o.fact_kind = f.kind
                               and o.fact_reference = f.reference
    left join settlement_line n on n.psp_account = f.psp_account and n.psp_reference = f.reference
                               and fact_kind_of(n.kind) = f.kind
   where f.psp_account = $1 and f.settled_line is null and o.line_id is null and n.line_id is null
     and f.merchant_reference in (select merchant_reference from lines)
)
update settlement_line l set fact_kind = f.kind, fact_reference = f.reference
  from lines x join facts f using (kind, merchant_reference, gross, currency, nth)
 where l.line_id = x.line_id)";

// Of lines that tell the same, the first is the one that fits best, wherever it stands in the file.
constexpr std::string_view verdict_sql = R"(
with judged as (
  select l.line_id, f.kind, f.reference, f.reference is not null as known, f.currency,
         signed_fact(f.kind, f.amount) as amount, f.settled_line is not null as taken,
         row_number() over (partition by l.kind, l.psp_reference
           order by (f.currency = l.currency and signed_fact(f.kind, f.amount) = l.gross) desc nulls last,
                    abs(l.fee - coalesce(l.expected_fee, l.fee)), l.gross, l.fee, l.booked_at, l.line_no) as nth
    from settlement_line l
    left join psp_fact f on f.psp_account = l.psp_account
                        and f.kind = coalesce(nullif(l.fact_kind, ''), fact_kind_of(l.kind))
                        and f.reference = coalesce(nullif(l.fact_reference, ''), l.psp_reference)
   where l.psp_account = $1 and l.verdict = ''
)
update settlement_line l
   set fact_kind = coalesce(j.kind, ''), fact_reference = coalesce(j.reference, ''), verdict = case
    when j.nth > 1 or j.taken or exists (
           select from settlement_line o
            where o.psp_account = l.psp_account and o.kind = l.kind and o.psp_reference = l.psp_reference
              and o.verdict not in ('', 'duplicate_at_psp'))
      then 'duplicate_at_psp'
    when j.known and j.currency <> l.currency then 'currency_mismatch'
    when j.known and j.amount <> l.gross then 'amount_mismatch'
    when not j.known and l.kind = 'dispute_fee' and not exists (
           select from psp_fact f where f.psp_account = l.psp_account and f.kind = 'dispute_withdrawn'
                                    and f.reference = l.psp_reference)
      then 'missing_in_ledger'
    when not j.known and l.kind <> 'dispute_fee' then
      case when l.checkout_id <> '' and exists (
                  select from charge c where c.psp_account = l.psp_account and c.psp_token = l.checkout_id
                                         and c.psp_token <> '')
           then 'status_mismatch' else 'missing_in_ledger' end
    when abs(l.fee - l.expected_fee) > $2 then 'fee_mismatch'
    else 'matched' end
  from judged j
 where l.line_id = j.line_id)";

} // namespace

void PgReconciliationTx::requeue_explained_lines(std::string_view psp_account, Instant now) {
  tell_breaks(tx_.exec(requeue_sql, Params::of(psp_account, now)), now);
}

void PgReconciliationTx::judge_lines(std::string_view psp_account, std::int64_t fee_tolerance) {
  with_hash_joins(by_merchant_sql, Params::of(psp_account));
  tx_.exec(verdict_sql, Params::of(psp_account, fee_tolerance));
}

} // namespace paydesk::store
