// Invariants of settlement and bank: each account that files move is what the files say.
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr VerifyCheck checks[] = {
    {"settlement_clearing_is_what_the_bank_owes", R"(
select coalesce(b.balance, 0) <> coalesce(l.net, 0) - r.rest or (r.state = 'closed' and coalesce(b.balance, 0) <> 0),
       'settlement_clearing:' || r.psp_account || ':' || r.batch || ' is ' || coalesce(b.balance, 0) || ' '
       || r.currency || ', its lines less the bank are ' || coalesce(l.net, 0) - r.rest
  from (select run_id, psp_account, batch, currency, state,
               coalesce(bank_amount, 0) + bank_fee + bank_writeoff as rest from recon_run) r
  left join (select run_id, sum(net) as net from settlement_line where settled group by run_id) l
    on l.run_id = r.run_id
  left join (select a.owner, a.currency, sum(e.amount) as balance
               from ledger_account a join ledger_entry e on e.account_id = a.account_id
              where a.class = 'settlement_clearing' group by a.owner, a.currency) b
    on b.owner = r.psp_account || ':' || r.batch and b.currency = r.currency)"},

    {"carried_amounts_wait_for_their_next_batch", R"(
select coalesce(b.balance, 0) <> coalesce(c.carried, 0),
       'settlement_clearing:' || coalesce(b.owner, c.psp_account) || ' is ' || coalesce(b.balance, 0)
       || ', its batches have carried over and its pay-outs not been settled by ' || coalesce(c.carried, 0) || ' ' || coalesce(b.currency, c.currency)
  from (select a.owner, a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'settlement_clearing' and a.owner in (select psp_account from psp_account)
         group by a.owner, a.currency) b
  full join (select psp_account, currency, sum(moved) as carried
               from (select psp_account, currency, -gross as moved from settlement_line
                      where kind in ('carried_out', 'carried_in', 'payout', 'payout_returned', 'payout_failed') and settled
                        and verdict not in ('missing_in_ledger', 'duplicate_at_psp')
                     union all
                     select psp_account, currency, case kind when 'paid' then -amount else amount end from payout_fact
                      where kind in ('paid', 'returned')) m
              group by psp_account, currency) c
    on c.psp_account = b.owner and c.currency = b.currency)"},

    // By whichever of the two kinds it comes back, a pay-out is settled once each way.
    {"settled_pay_outs_are_what_the_psp_told", R"(
select count(*) > 1 or not bool_and(exists (
         select from payout_fact f
          where f.psp_account = l.psp_account and f.reference = l.psp_reference and f.currency = l.currency
            and f.amount = abs(l.gross)
            and f.kind in (case l.kind when 'payout' then 'paid' else 'returned' end, 'failed'))),
       l.psp_account || ' settles ' || l.kind || ' ' || l.psp_reference || ' ' || count(*)
       || ' times, or of an amount that it has not told'
  from (select psp_account, psp_reference, currency, gross,
               case kind when 'payout' then kind else 'payout_returned' end as kind
          from settlement_line
         where kind in ('payout', 'payout_returned', 'payout_failed') and settled
           and verdict in ('matched', 'fee_mismatch')) l
 group by l.psp_account, l.psp_reference, l.kind)"},

    {"psp_reserve_is_what_is_held_back", R"(
select coalesce(b.balance, 0) <> coalesce(h.held, 0),
       'psp_reserve:' || coalesce(b.owner, h.psp_account) || ' is ' || coalesce(b.balance, 0)
       || ', lines hold back ' || coalesce(h.held, 0) || ' ' || coalesce(b.currency, h.currency)
  from (select a.owner, a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'psp_reserve' group by a.owner, a.currency) b
  full join (select psp_account, currency, -sum(gross) as held from settlement_line
              where kind in ('reserve_held', 'reserve_released') and settled
                and verdict not in ('missing_in_ledger', 'duplicate_at_psp')
              group by psp_account, currency) h
    on h.psp_account = b.owner and h.currency = b.currency)"},

    // Refunds that came back, deposits beyond what was ordered and receipts that a person assigned, less what went back;
    // and what people said in journals, which are proven to be approved.
    {"buyer_payable_is_what_buyers_are_owed", R"(
select coalesce(b.balance, 0) <> -coalesce(o.owed, 0),
       'buyer_payable is ' || coalesce(b.balance, 0) || ', buyers are owed ' || coalesce(o.owed, 0) || ' '
       || coalesce(b.currency, o.currency)
  from (select a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'buyer_payable' group by a.currency) b
  full join (select currency, sum(amount) as owed
               from (select currency, amount from psp_fact where kind = 'refund_returned'
                     union all
                     select currency, gross from settlement_line
                      where kind in ('deposit_excess', 'deposit_short', 'deposit_double', 'deposit_returned') and settled
                        and verdict not in ('missing_in_ledger', 'duplicate_at_psp')
                     union all
                     select e.currency, e.amount from recon_break k join bank_entry e on e.entry_id = k.entry_id
                      where k.state = 'resolved' and k.proposed_resolution = 'assign_receipt'
                     union all
                     select e.currency, -e.amount
                       from ledger_account a
                       join ledger_entry e on e.account_id = a.account_id
                       join ledger_transaction t on t.transaction_id = e.transaction_id
                      where a.class = 'buyer_payable' and t.kind in ('manual_journal', 'reversing_entry')) i
              group by currency) o
    on o.currency = b.currency)"},

    {"deposits_are_given_back_once", R"(
select count(*) > 1 or not bool_and(exists (
         select from settlement_line d
          where d.psp_account = r.psp_account and d.psp_reference = r.psp_reference and d.currency = r.currency
            and d.kind in ('deposit_excess', 'deposit_short', 'deposit_double') and d.gross >= -r.gross
            and d.verdict <> 'duplicate_at_psp')),
       r.psp_account || ' gave deposit ' || r.psp_reference || ' back ' || count(*) || ' times, or more than it was'
  from settlement_line r
 where r.kind = 'deposit_returned' and r.settled and r.verdict in ('matched', 'fee_mismatch')
 group by r.psp_account, r.psp_reference)"},

    {"psp_invoices_are_paid_once", R"(
select t.transaction_id is null or t.kind <> 'psp_invoice' or coalesce(e.owed, 0) <> i.total
       or (i.paid_transaction_id is not null and coalesce(p.paid, 0) <> i.total),
       'invoice ' || i.number || ' of ' || i.psp_account || ' over ' || i.total || ' ' || i.currency
       || ' is posted as ' || coalesce(e.owed, 0) || case when i.paid_transaction_id is null then ''
                                                          else ' and paid with ' || coalesce(p.paid, 0) end
  from psp_invoice i
  left join ledger_transaction t on t.transaction_id = i.transaction_id
  left join lateral (
    select -sum(e.amount) as owed from ledger_entry e join ledger_account a on a.account_id = e.account_id
     where e.transaction_id = i.transaction_id and a.class = 'psp_payable' and a.owner = i.psp_account
       and e.currency = i.currency) e on true
  left join lateral (
    select sum(e.amount) as paid from ledger_entry e join ledger_account a on a.account_id = e.account_id
     where e.transaction_id = i.paid_transaction_id and a.class = 'psp_payable' and a.owner = i.psp_account
       and e.currency = i.currency) p on true
union all
select i.transaction_id is null, 'line ' || l.line_no || ' deducts invoice ' || l.psp_reference || ' of '
       || l.psp_account || ', which is not paid by it'
  from settlement_line l left join psp_invoice i on i.line_id = l.line_id
 where l.kind = 'fee_invoice' and l.settled and l.verdict in ('matched', 'fee_mismatch'))"},

    // From the opening of the first statement to the closing of the last; of several of one day any may be it. What a
    // person accepted as it is lacks what that statement was off by. Not judged while one is held, or states no balance.
    {"bank_is_the_statement_closing", R"(
select case when s.account is null then b.balance <> 0
            when s.unclear then false
            else not exists (
              select from bank_statement f join bank_statement l on l.account = f.account and l.currency = f.currency
               where f.account = s.account and f.currency = s.currency and f.last_date = s.first and l.last_date = s.last
                 and l.closing - f.opening - s.accepted = coalesce(b.balance, 0)) end,
       'bank:' || coalesce(b.owner, s.account) || ' is ' || coalesce(b.balance, 0) || ' '
       || coalesce(b.currency, s.currency) || ', its statements '
       || coalesce('to ' || s.last || ' say otherwise', 'are none')
  from (select a.owner, a.currency, sum(e.amount) as balance
          from ledger_account a join ledger_entry e on e.account_id = a.account_id
         where a.class = 'bank' group by a.owner, a.currency) b
  full join (select t.account, t.currency, min(t.last_date) as first, max(t.last_date) as last,
                    bool_or(t.held or t.opening is null or t.closing is null) as unclear,
                    coalesce(sum(k.at_stake), 0) as accepted
               from bank_statement t
               left join recon_break k on k.statement_id = t.statement_id and k.entry_id is null
                                      and k.type = 'bank_amount_mismatch' and k.state = 'resolved'
              group by t.account, t.currency) s
    on s.account = b.owner and s.currency = b.currency)"},
};

} // namespace

std::span<const VerifyCheck> settlement_checks() noexcept { return checks; }

} // namespace paydesk::store
