-- What a seller has pending is what the PSP has still to pay of each charge, and never less than nothing: a refund that
-- waits for its settlement line makes no other money available.

-- Of what the facts of its charge posted to its seller, what no settlement line has told of yet; below zero while a
-- refund waits. Where a charge has several orders of one seller only their sum means something.
alter table payment_order add column unsettled_share bigint not null default 0;

with share as (
  select f.charge_id, a.owner as seller, -sum(e.amount) as amount
    from psp_fact f
    join ledger_entry e on e.transaction_id = f.transaction_id
    join ledger_account a on a.account_id = e.account_id and a.class = 'seller_payable'
   where f.settled_line is null and f.kind in ('capture', 'capture_reversed', 'refund')
   group by f.charge_id, a.owner)
update payment_order o set unsettled_share = s.amount
  from share s
 where o.order_id = (select f.order_id from payment_order f where f.charge_id = s.charge_id and f.seller = s.seller
                      order by f.line_no, f.order_id limit 1);

update wallet w set pending = coalesce(
  (select sum(greatest(s.amount, 0))
     from (select sum(o.unsettled_share) as amount from payment_order o
            where o.seller = w.seller and o.currency = w.currency group by o.charge_id) s), 0)
 where w.pending <> 0 or exists (select from payment_order o
                                  where o.seller = w.seller and o.currency = w.currency and o.unsettled_share <> 0);
