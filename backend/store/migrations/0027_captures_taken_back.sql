-- A capture that the PSP reported as done and the bank took back. What an order has captured goes down by it; how much
-- it was is kept beside it.

alter table payment_order add column reversed bigint not null default 0 check (reversed >= 0);

create or replace function signed_fact(kind text, amount bigint) returns bigint language sql immutable as $$
  select case when kind in ('refund', 'dispute_withdrawn', 'capture_reversed') then -amount else amount end
$$;
