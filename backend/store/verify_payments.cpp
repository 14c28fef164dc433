// Invariants of orders, charges, refunds, the queue, the timeline and the event chain.
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr VerifyCheck checks[] = {
    {"orders_stay_within_their_capture", R"(
select refunded + refund_pending + disputed + lost > captured
       and not exists (select from history h where h.payment_id = o.payment_id
            and h.code in ('refunded_beyond_capture', 'refund_from_outside', 'late_refund', 'refund_returned',
                           'disputed_beyond_capture', 'dispute_beyond_capture', 'capture_taken_back')),
       'order ' || order_id || ' captured ' || captured || ', but refunded ' || refunded || ', pending '
       || refund_pending || ', disputed ' || disputed || ', lost ' || lost || ' ' || currency || ', and no alert says why'
  from payment_order o)", by_charge},

    {"captures_of_orders_charge_and_facts_agree", R"(
select c.captured <> o.captured or c.captured <> coalesce(f.captured, 0),
       'charge ' || c.charge_id || ' captured ' || c.captured || ', its orders ' || o.captured || ', the PSP told '
       || coalesce(f.captured, 0) || ' ' || c.currency
  from charge c
  join (select charge_id, sum(captured) as captured from payment_order group by charge_id) o
    on o.charge_id = c.charge_id
  left join (select charge_id, sum(signed_fact(kind, amount)) as captured
               from psp_fact where kind in ('capture', 'capture_reversed') group by charge_id) f
    on f.charge_id = c.charge_id)", by_charge},

    {"reversals_of_orders_and_facts_agree", R"(
select o.reversed <> coalesce(f.reversed, 0),
       'charge ' || o.charge_id || ' had ' || o.reversed || ' taken back, the PSP told ' || coalesce(f.reversed, 0)
  from (select charge_id, sum(reversed) as reversed from payment_order group by charge_id) o
  left join (select charge_id, sum(amount) as reversed from psp_fact where kind = 'capture_reversed'
              group by charge_id) f on f.charge_id = o.charge_id)", by_charge},

    {"only_captures_are_taken_back", R"(
select c.amount is distinct from r.amount,
       'the capture ' || r.psp_account || '/' || r.reference || ' was taken back for ' || r.amount || ', it was '
       || coalesce(c.amount::text, 'not there')
  from psp_fact r
  left join psp_fact c on c.reference = r.reference and c.kind = 'capture' and c.psp_account = r.psp_account
 where r.kind = 'capture_reversed')", by_charge},

    {"refunds_of_orders_and_facts_agree", R"(
select o.refunded <> coalesce(f.refunded, 0),
       'charge ' || o.charge_id || ' refunded ' || o.refunded || ', the PSP told ' || coalesce(f.refunded, 0)
  from (select charge_id, sum(refunded) as refunded from payment_order group by charge_id) o
  left join (select charge_id, sum(amount) as refunded from psp_fact where kind = 'refund' group by charge_id) f
    on f.charge_id = o.charge_id)", by_charge},

    {"charges_are_worth_their_orders", R"(
select c.amount <> o.amount, 'charge ' || c.charge_id || ' asks ' || c.amount || ', its orders are ' || o.amount
  from charge c
  join (select charge_id, sum(amount) as amount from payment_order group by charge_id) o
    on o.charge_id = c.charge_id)", by_charge},

    {"commission_returned_within_taken", R"(
select commission_returned > commission_taken or commission_taken > captured,
       'order ' || order_id || ' took ' || commission_taken || ' commission and returned ' || commission_returned
  from payment_order)", by_charge},

    {"commission_returned_is_what_left_with_it", R"(
select commission_returned <> case gone when 0 then 0 when base then commission_taken
                              else share_half_even(commission_taken, gone, base) end,
       'order ' || order_id || ' returned ' || commission_returned || ' of ' || commission_taken
       || ' commission, but of ' || captured || ' captured, ' || gone || ' ' || currency || ' took it along'
  from (select o.*, greatest(captured, 1) as base,
               least(greatest(refunded - refunded_keeping + lost, 0), greatest(captured, 1)) as gone
          from payment_order o) o)", by_charge},

    {"refunded_keeping_is_the_refunds_that_kept_it", R"(
select o.refunded_keeping <> coalesce(k.kept, 0),
       'order ' || o.order_id || ' was refunded ' || o.refunded_keeping || ' with the commission kept, its refunds that keep it '
       || coalesce(k.kept, 0) || ' ' || o.currency
  from payment_order o
  left join (select r.order_id, sum(f.amount) as kept
               from refund r
               join operation n on n.charge_id = r.charge_id and n.subject_id = r.refund_id and n.kind = 'refund'
               join psp_fact f on f.charge_id = r.charge_id and f.kind = 'refund'
                and f.merchant_reference = n.operation_id::text
              where r.commission = 'keep' group by r.order_id) k on k.order_id = o.order_id)", by_charge},

    {"lost_is_the_losses_of_disputes", R"(
select o.lost <> coalesce(l.lost, 0),
       'order ' || o.order_id || ' lost ' || o.lost || ', its disputes ' || coalesce(l.lost, 0) || ' ' || o.currency
  from payment_order o
  left join (select order_id, sum(amount) as lost from dispute_loss group by order_id) l on l.order_id = o.order_id)", by_charge},

    {"disputed_is_the_holds_of_disputes", R"(
select o.disputed <> coalesce(h.held, 0),
       'order ' || o.order_id || ' is disputed for ' || o.disputed || ', its disputes hold ' || coalesce(h.held, 0)
       || ' ' || o.currency
  from payment_order o
  left join (select order_id, sum(amount) as held from dispute_hold group by order_id) h on h.order_id = o.order_id)", by_charge},

    {"disputes_hold_or_lose_what_is_withheld", R"(
select case when d.booked_lost then coalesce(h.held, 0) <> 0 or coalesce(l.lost, 0) > d.withheld
            else coalesce(h.held, 0) <> d.withheld or coalesce(l.lost, 0) <> 0 end
       or (d.booked_lost and d.state <> 'lost') or (d.booked_lost and d.withheld = 0),
       'dispute ' || d.dispute_id || ' is ' || d.state || ' with ' || d.withheld || ' withheld, its orders hold '
       || coalesce(h.held, 0) || ' and lost ' || coalesce(l.lost, 0) || ' ' || d.currency
  from dispute d
  left join (select dispute_id, sum(amount) as held from dispute_hold group by dispute_id) h using (dispute_id)
  left join (select dispute_id, sum(amount) as lost from dispute_loss group by dispute_id) l using (dispute_id))", by_charge},

    {"refund_pending_is_the_open_refunds", R"(
select o.refund_pending <> coalesce(r.pending, 0),
       'order ' || o.order_id || ' has ' || o.refund_pending || ' pending, its open refunds are '
       || coalesce(r.pending, 0)
  from payment_order o
  left join (select order_id, sum(amount) as pending from refund
              where state not in ('succeeded', 'failed', 'rejected', 'reversed') group by order_id) r
    on r.order_id = o.order_id)", by_charge},

    {"live_operations_have_their_job", R"(
select n.operation_id is null or n.state <> 'live' or j.job_id is null,
       case when n.operation_id is null then 'job ' || j.job_id || ' has no operation'
            when j.job_id is null then 'live ' || n.kind || ' ' || n.operation_id || ' has no job'
            else 'job ' || j.job_id || ' works for a ' || n.kind || ' that ' || n.state end
  from (select * from operation where state = 'live') l
  full join (select * from job where kind <> 'query') j on j.operation_id = l.operation_id
  left join operation n on n.operation_id = coalesce(l.operation_id, j.operation_id))", by_charge},

    {"orders_under_way_are_listed", R"(
select o.order_id is null or m.order_id is null,
       case when o.order_id is null then 'order ' || m.order_id || ' is listed as under way, but is not'
            else 'order ' || o.order_id || ' is ' || o.status || ', but not listed as under way' end
  from (select order_id, status from payment_order where order_is_moving(status)) o
  full join order_moving m on m.order_id = o.order_id)", by_charge},

    {"rows_belong_to_their_payment", R"(
select c.charge_id is null or p.payment_id is null,
       r.kind || ' ' || r.id || ' belongs to payment ' || r.payment_id || ' and its charge ' || r.charge_id
       || ', which are not there'
  from (select 'order' as kind, order_id as id, charge_id, payment_id from payment_order
        union all select 'operation', operation_id, charge_id, payment_id from operation) r
  left join charge c on c.charge_id = r.charge_id and c.payment_id = r.payment_id
  left join payment p on p.payment_id = r.payment_id)", by_charge},

    {"states_are_where_history_ends", R"(
select m.state <> coalesce(h.to_state, m.initial),
       m.subject || ' ' || m.id || ' is ' || m.state || ', its history ends in ' || coalesce(h.to_state, m.initial)
  from (select 'charge' as subject, charge_id as id, payment_id, state, 'created' as initial from charge
        union all select 'refund', refund_id, payment_id, state, 'requested' from refund
        union all select 'dispute', dispute_id, payment_id, state, 'inquiry' from dispute) m
  left join lateral (
    select to_state from history h
     where h.payment_id = m.payment_id and h.subject = m.subject and h.subject_id = m.id and h.to_state <> ''
     order by h.history_id desc limit 1) h on true)", by_charge},

    {"history_has_no_gaps", R"(
select from_state <> before or not exists (
         select from lifecycle_transition t where t.machine = subject and t.from_state = m.from_state
            and t.trigger = m.code and t.to_state = m.to_state),
       subject || ' ' || subject_id || ' moved from ' || from_state || ' by ' || code || ' to ' || to_state
       || ', but was ' || before
  from (select subject, subject_id, code, from_state, to_state,
               coalesce(lag(to_state) over (partition by subject, subject_id order by history_id),
                        case subject when 'charge' then 'created' when 'refund' then 'requested' else 'inquiry' end)
                 as before
          from history where to_state <> '' and subject in ('charge', 'refund', 'dispute')) m)", by_charge},
};

} // namespace

std::span<const VerifyCheck> payment_checks() noexcept { return checks; }

} // namespace paydesk::store
