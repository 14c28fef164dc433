// Invariants of the ledger, the wallets and the PSP facts.
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr VerifyCheck checks[] = {
    {"transactions_balance", R"(
select sum(amount) <> 0, 'transaction ' || transaction_id || ' is off by ' || sum(amount) || ' ' || currency
  from ledger_entry group by transaction_id, currency)", by_charge | of_the_past},

    {"transactions_have_two_entries", R"(
select count(e.line) < 2, 'transaction ' || t.transaction_id || ' has ' || count(e.line) || ' entries'
  from ledger_transaction t left join ledger_entry e on e.transaction_id = t.transaction_id
 group by t.transaction_id)", by_charge | of_the_past},

    {"entries_keep_their_account_currency", R"(
select a.currency <> e.currency, 'transaction ' || e.transaction_id || ' books ' || e.currency || ' on an account of '
       || a.currency
  from ledger_entry e join ledger_account a on a.account_id = e.account_id)", by_charge | of_the_past},

    {"entries_are_booked_with_their_transaction", R"(
select e.booked_at <> t.booked_at,
       'an entry of transaction ' || t.transaction_id || ' is booked at ' || e.booked_at || ', it at ' || t.booked_at
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.transaction_id)", by_charge | of_the_past},

    {"checkpoints_are_what_was_booked", R"(
select k.debit <> l.debit or k.credit <> l.credit,
       'account ' || k.account_id || ' had ' || l.debit || ' and ' || l.credit || ' booked by ' || k.at
       || ', its checkpoint says ' || k.debit || ' and ' || k.credit
  from (select distinct on (account_id) * from ledger_checkpoint order by account_id, at desc) k
 cross join lateral (
   select coalesce(sum(amount) filter (where amount > 0), 0) as debit,
          coalesce(-sum(amount) filter (where amount < 0), 0) as credit
     from ledger_entry e where e.account_id = k.account_id and e.booked_at <= k.at) l)", of_the_past},

    {"wallet_balance_is_seller_payable", R"(
select coalesce(w.balance, 0) <> coalesce(p.payable, 0),
       'wallet ' || coalesce(w.seller, p.owner) || ' has ' || coalesce(w.balance, 0) || ', its account '
       || coalesce(p.payable, 0) || ' ' || coalesce(w.currency, p.currency)
  from wallet w
  full join (select a.owner, a.currency, -sum(e.amount) as payable
               from ledger_account a join ledger_entry e on e.account_id = a.account_id
              where a.class = 'seller_payable' group by a.owner, a.currency) p
    on p.owner = w.seller and p.currency = w.currency)"},

    {"wallet_reserved_is_its_holds", R"(
select coalesce(w.reserved, 0) <> coalesce(h.held, 0),
       'wallet ' || coalesce(w.seller, h.seller) || ' reserves ' || coalesce(w.reserved, 0) || ', its holds are '
       || coalesce(h.held, 0) || ' ' || coalesce(w.currency, h.currency)
  from wallet w
  full join (select seller, currency, sum(amount) as held from wallet_hold group by seller, currency) h
    on h.seller = w.seller and h.currency = w.currency)"},

    {"wallet_pending_is_its_unsettled_share", R"(
select coalesce(w.pending, 0) <> coalesce(u.share, 0),
       'wallet ' || coalesce(w.seller, u.owner) || ' has pending ' || coalesce(w.pending, 0)
       || ', its unsettled share is ' || coalesce(u.share, 0) || ' ' || coalesce(w.currency, u.currency)
  from wallet w
  full join (select c.owner, c.currency, sum(greatest(c.share, 0)) as share
               from (select f.charge_id, a.owner, a.currency, -sum(e.amount) as share
                       from psp_fact f
                       join ledger_entry e on e.transaction_id = f.transaction_id
                       join ledger_account a on a.account_id = e.account_id and a.class = 'seller_payable'
                      where f.settled_line is null and f.kind in ('capture', 'capture_reversed', 'refund')
                      group by f.charge_id, a.owner, a.currency) c
              group by c.owner, c.currency) u
    on u.owner = w.seller and u.currency = w.currency)"},

    {"orders_know_their_unsettled_share", R"(
select coalesce(o.share, 0) <> coalesce(u.share, 0),
       'charge ' || coalesce(o.charge_id, u.charge_id) || ' has unsettled of ' || coalesce(o.seller, u.owner) || ' '
       || coalesce(o.share, 0) || ', its facts posted ' || coalesce(u.share, 0)
  from (select charge_id, seller, sum(unsettled_share) as share from payment_order group by charge_id, seller) o
  full join (select f.charge_id, a.owner, -sum(e.amount) as share
               from psp_fact f
               join ledger_entry e on e.transaction_id = f.transaction_id
               join ledger_account a on a.account_id = e.account_id and a.class = 'seller_payable'
              where f.settled_line is null and f.kind in ('capture', 'capture_reversed', 'refund')
              group by f.charge_id, a.owner) u
    on u.charge_id = o.charge_id and u.owner = o.seller)", by_charge},

    {"facts_are_posted_once", R"(
select t.transaction_id is null or t.kind <> f.kind or coalesce(r.moved, 0) <> signed_fact(f.kind, f.amount),
       f.kind || ' ' || f.psp_account || '/' || f.reference ||
       case when t.transaction_id is null then ' has no transaction'
            when t.kind <> f.kind then ' is posted as ' || t.kind
            else ' of ' || signed_fact(f.kind, f.amount) || ' ' || f.currency || ' is posted as '
                 || coalesce(r.moved, 0) end
  from psp_fact f
  left join ledger_transaction t on t.transaction_id = f.transaction_id
  left join lateral (
    select sum(e.amount) as moved
      from ledger_entry e join ledger_account a on a.account_id = e.account_id
     where e.transaction_id = f.transaction_id and a.class = 'psp_receivable' and a.owner = f.psp_account
       and e.currency = f.currency) r on true)", by_charge | of_the_past},

    {"transactions_of_facts_have_one_fact", R"(
select count(f.reference) <> 1,
       t.kind || ' transaction ' || t.transaction_id || ' has ' || count(f.reference) || ' facts'
  from ledger_transaction t left join psp_fact f on f.transaction_id = t.transaction_id
 where t.kind in ('capture', 'capture_reversed', 'refund', 'refund_returned', 'dispute_withdrawn', 'dispute_reinstated')
 group by t.transaction_id, t.kind)", by_charge | of_the_past},

    {"psp_receivable_is_the_unsettled_facts", R"(
select coalesce(b.balance, 0) <> coalesce(u.unsettled, 0),
       'psp_receivable:' || coalesce(b.owner, u.psp_account) || ' is ' || coalesce(b.balance, 0)
       || ', its unsettled facts are ' || coalesce(u.unsettled, 0) || ' ' || coalesce(b.currency, u.currency)
  from (select a.owner, a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'psp_receivable' group by a.owner, a.currency) b
  full join (select psp_account, currency, sum(signed_fact(kind, amount)) as unsettled
               from psp_fact where settled_line is null group by psp_account, currency) u
    on u.psp_account = b.owner and u.currency = b.currency)"},

    {"payout_transit_is_the_payouts_not_debited", R"(
select coalesce(b.balance, 0) <> -coalesce(p.sent, 0),
       'payout_transit is ' || coalesce(b.balance, 0) || ', pay-outs under way are ' || coalesce(p.sent, 0) || ' '
       || coalesce(b.currency, p.currency)
  from (select a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'payout_transit' group by a.currency) b
  full join (select currency, sum(amount) as sent from payout
              where state in ('submitted', 'in_transit', 'retry_scheduled', 'unknown', 'dead_letter') group by currency) p
    on p.currency = b.currency)"},

    {"payouts_hold_what_is_not_submitted", R"(
select (p.state in ('awaiting_approval', 'approved')) <> (h.cause_id is not null) or h.amount <> p.amount
       or h.seller <> p.seller or h.currency <> p.currency,
       'pay-out ' || p.payout_id || ' of ' || p.amount || ' ' || p.currency || ' is ' || p.state || ' and holds '
       || coalesce(h.amount, 0)
  from payout p left join wallet_hold h on h.cause_id = p.payout_id)"},

    {"payout_batches_are_their_payouts", R"(
select p.total is distinct from b.total or p.payouts is distinct from b.payouts or p.other,
       'pay-out batch ' || b.batch_id || ' is ' || b.total || ' in ' || b.payouts || ' pay-outs, they are '
       || coalesce(p.total, 0) || ' in ' || coalesce(p.payouts, 0)
  from payout_batch b
  left join lateral (
    select sum(amount)::bigint as total, count(*)::int as payouts,
           bool_or(currency <> b.currency or (b.state <> 'submitted' and state <> b.state)) as other
      from payout where batch_id = b.batch_id) p on true)"},

    {"payouts_are_posted_once", R"(
select t.transaction_id is null or t.kind <> 'payout' or t.cause <> 'payout/' || p.payout_id
       or coalesce(e.moved, 0) <> p.amount,
       'pay-out ' || p.payout_id || ' of ' || p.amount || ' ' || p.currency || ' is posted as ' || coalesce(e.moved, 0)
  from payout p
  left join ledger_transaction t on t.transaction_id = p.transaction_id
  left join lateral (
    select sum(e.amount) as moved from ledger_entry e join ledger_account a on a.account_id = e.account_id
     where e.transaction_id = p.transaction_id and a.class = 'seller_payable' and a.owner = p.seller
       and e.currency = p.currency) e on true
 where p.state not in ('awaiting_approval', 'approved', 'cancelled'))"},

    {"payouts_of_psps_are_their_facts", R"(
select (p.bank_transaction_id is not null) <> coalesce(f.paid, false)
       or (p.returned_transaction_id is not null) <> coalesce(f.returned, false) or coalesce(f.other, false)
       or k.live is null,
       'pay-out ' || p.payout_id || ' of ' || p.amount || ' ' || p.currency || ' is ' || p.state || ', ' || s.psp_account
       || ' has told ' || coalesce(f.kinds, 'nothing') || case when k.live is null then '; its key is none of its' else '' end
  from payout_sending s
  join payout p using (payout_id)
  left join lateral (select true as live from payout_key k
                      where k.key = s.key and k.payout_id = s.payout_id and k.generation = s.generation) k on true
  left join lateral (
    select bool_or(f.kind = 'paid') as paid, bool_or(f.kind = 'returned') as returned,
           string_agg(f.kind, ', ' order by f.at) as kinds,
           bool_or(f.amount <> p.amount or f.currency <> p.currency or (f.kind <> 'failed' and coalesce(e.moved, 0) <>
                   case f.kind when 'paid' then -f.amount else f.amount end)) as other
      from payout_fact f
      left join lateral (
        select sum(e.amount) as moved from ledger_entry e join ledger_account a on a.account_id = e.account_id
         where e.transaction_id = f.transaction_id and a.class = 'settlement_clearing' and a.owner = f.psp_account) e on true
     where f.payout_id = p.payout_id) f on true)"},

    // What was paid after all once its money was on its way again is an alert, and owed.
    {"payouts_paid_again_were_not_made", R"(
select n.seller <> o.seller or n.currency <> o.currency or n.batch_id = o.batch_id
       or (o.state not in ('failed', 'returned', 'cancelled') and exists (
             select from payout_history s
              where s.payout_id = n.payout_id and s.trigger = 'sent' and s.history_id > (
                    select max(h.history_id) from payout_history h
                     where h.payout_id = o.payout_id and h.to_state = o.state and not h.superseded)))
       or 1 < (select count(*) from payout_retry r2 join payout n2 on n2.payout_id = r2.payout_id
                where r2.before_id = r.before_id and (n2.state <> 'cancelled' or n2.transaction_id is not null)),
       'pay-out ' || n.payout_id || ' to ' || n.seller || ' pays ' || o.payout_id || ' again, which is ' || o.state
  from payout_retry r
  join payout n on n.payout_id = r.payout_id
  join payout o on o.payout_id = r.before_id)"},

    {"journals_of_people_were_approved", R"(
select a.state is distinct from 'approved' or a.kind <> t.kind or a.decider_id = a.requester_id
       or (m.approval_id is distinct from a.approval_id and t.kind not in ('seller_debt_write_off', 'psp_invoice')),
       t.kind || ' ' || t.transaction_id || case when a.approval_id is null then ' was approved by nobody'
                                                 else ' is not what approval ' || a.approval_id || ' is about' end
  from ledger_transaction t
  left join approval a on a.transaction_id = t.transaction_id
  left join manual_journal m on m.transaction_id = t.transaction_id
 where t.kind in ('manual_journal', 'reversing_entry', 'seller_debt_write_off', 'psp_invoice'))", of_the_past},

    {"reversing_entries_mirror_their_journal", R"(
select coalesce(b.amount, 0) <> -coalesce(r.amount, 0),
       'reversing_entry ' || coalesce(r.transaction_id, b.transaction_id) || ' takes back ' || -coalesce(r.amount, 0)
       || ' of ' || coalesce(b.amount, 0) || ' on account ' || coalesce(r.account_id, b.account_id)
  from (select m.transaction_id, e.account_id, sum(e.amount) as amount
          from manual_journal m join ledger_entry e on e.transaction_id = m.reverses group by 1, 2) b
  full join (select m.transaction_id, e.account_id, sum(e.amount) as amount
               from manual_journal m join ledger_entry e on e.transaction_id = m.transaction_id
              where m.reverses is not null group by 1, 2) r
    on r.transaction_id = b.transaction_id and r.account_id = b.account_id)", of_the_past},

    {"recharged_fees_are_those_of_lost_disputes", R"(
select coalesce(b.booked, 0) <> coalesce(l.fee, 0),
       'payment ' || coalesce(b.payment_id, l.payment_id) || ' has ' || coalesce(b.booked, 0)
       || ' booked as recharged fees, its lost disputes have ' || coalesce(l.fee, 0)
  from (select t.payment_id, -sum(e.amount) as booked
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
          join ledger_transaction t on t.transaction_id = e.transaction_id
         where a.class = 'fee_recharge_revenue' and t.kind in ('dispute_lost', 'dispute_loss_reversed')
         group by t.payment_id) b
  full join (select payment_id, sum(fee) as fee from dispute_loss group by payment_id) l
    on l.payment_id = b.payment_id)"},

    {"dispute_pending_is_the_undecided_withdrawals", R"(
select coalesce(b.balance, 0) <> coalesce(d.withdrawn, 0),
       'dispute_pending:' || coalesce(b.owner, d.psp_account) || ' is ' || coalesce(b.balance, 0)
       || ', undecided withdrawals are ' || coalesce(d.withdrawn, 0) || ' ' || coalesce(b.currency, d.currency)
  from (select a.owner, a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'dispute_pending' group by a.owner, a.currency) b
  full join (select psp_account, currency, sum(withheld) as withdrawn
               from dispute where not booked_lost group by psp_account, currency) d
    on d.psp_account = b.owner and d.currency = b.currency)"},
};

} // namespace

std::span<const VerifyCheck> ledger_checks() noexcept { return checks; }

} // namespace paydesk::store
