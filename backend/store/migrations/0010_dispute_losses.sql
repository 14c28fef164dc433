-- What each order bore of a lost dispute. A bank can change its mind: then every order gets back exactly that.
create table dispute_loss (
  dispute_id uuid not null references dispute,
  order_id   uuid not null references payment_order,
  payment_id uuid not null references payment,
  amount     bigint not null check (amount > 0),
  primary key (dispute_id, order_id)
);
grant select, insert, delete on dispute_loss to paydesk_app;

-- Losses from before: an order's loss is its dispute's; of several disputes the older ones took first.
insert into dispute_loss (dispute_id, order_id, payment_id, amount)
select dispute_id, order_id, payment_id, part
  from (select d.dispute_id, o.order_id, o.payment_id,
               least(d.amount, o.lost - coalesce(sum(d.amount) over (
                 partition by o.order_id order by d.created_at, d.dispute_id
                 rows between unbounded preceding and 1 preceding), 0)) as part
          from dispute d join payment_order o using (charge_id)
         where d.booked_lost and o.lost > 0) parts
 where part > 0;
