-- Whose turn it is in the queue: first tries before asks and retries, those before the sweeper's questions, and among
-- first tries one seller after the other (store/claims).

alter table job
  add column seller text not null default '',
  add column priority smallint not null
    generated always as (case when kind = 'query' then 2 when ask or attempts > 0 then 1 else 0 end) stored;

update job j set seller = o.seller
  from payment_order o
 where o.charge_id = j.charge_id
   and o.order_id = coalesce((select r.order_id from operation p join refund r on r.refund_id = p.subject_id
                               where p.operation_id = j.operation_id),
                             (select p.subject_id from operation p join payment_order s on s.order_id = p.subject_id
                               where p.operation_id = j.operation_id),
                             (select order_id from payment_order f where f.charge_id = j.charge_id
                               order by line_no limit 1));

drop index job_due;
create index job_due on job (psp_account, priority, due_at) where state = 'queued';
-- Jobs that are born under lease are in job_due only, where they are found when the lease is over.
create index job_turn on job (psp_account, seller, due_at) where state = 'queued' and not leased and priority = 0;
