-- Disputes that begin as a question, are answered with evidence, and are taken up again after they were won.

alter table dispute
  add column round         int not null default 1 check (round >= 1),
  add column due_by        timestamptz,
  add column warned        smallint not null default 0,
  add column withheld      bigint not null default 0 check (withheld >= 0),
  add column loss_bookings int not null default 0;
update dispute d
   set withheld = case when withdrawn then amount else 0 end,
       loss_bookings = (select count(*) from ledger_transaction t
                         where t.kind = 'dispute_lost' and t.cause = d.psp_account || '/' || d.psp_reference);
alter table dispute drop column withdrawn;
create index dispute_created on dispute (created_at desc, dispute_id desc);
create index dispute_payment on dispute (payment_id);

-- What each order has on hold of a dispute: captures that come later change what it would be, so it is kept.
create table dispute_hold (
  dispute_id uuid not null references dispute,
  order_id   uuid not null references payment_order,
  payment_id uuid not null references payment,
  amount     bigint not null check (amount > 0),
  primary key (dispute_id, order_id)
);
grant select, insert, delete on dispute_hold to paydesk_app;

-- Holds from before: a seller's holds of a charge, one after the other, over its orders, one after the other.
insert into dispute_hold (dispute_id, order_id, payment_id, amount)
with held as (
  select d.dispute_id, d.charge_id, d.payment_id, h.seller, h.amount,
         sum(h.amount) over (partition by d.charge_id, h.seller order by d.created_at, d.dispute_id) - h.amount as since
    from wallet_hold h join dispute d on d.dispute_id = h.cause_id),
parts as (
  select order_id, charge_id, seller, disputed as amount,
         sum(disputed) over (partition by charge_id, seller order by line_no) - disputed as since
    from payment_order where disputed > 0)
select h.dispute_id, p.order_id, h.payment_id,
       least(h.since + h.amount, p.since + p.amount) - greatest(h.since, p.since)
  from held h join parts p using (charge_id, seller)
 where least(h.since + h.amount, p.since + p.amount) > greatest(h.since, p.since);

-- What was said to the bank; who said it stays with it.
create table dispute_evidence (
  evidence_id  uuid primary key,
  dispute_id   uuid not null references dispute,
  payment_id   uuid not null references payment,
  operation_id uuid not null unique,
  text         text not null check (length(text) between 1 and 20000),
  submitted_by text not null,
  submitter_id uuid not null,
  submitted_at timestamptz not null
);
create index dispute_evidence_dispute on dispute_evidence (dispute_id, submitted_at);
create trigger dispute_evidence_append_only before update or delete or truncate on dispute_evidence
  for each statement execute function refuse_change();
grant select, insert on dispute_evidence to paydesk_app;

alter table operation drop constraint operation_kind_check;
alter table operation add constraint operation_kind_check
  check (kind in ('register', 'charge', 'capture', 'void', 'refund', 'dispute_evidence', 'dispute_accept'));
alter table job drop constraint job_kind_check;
alter table job add constraint job_kind_check
  check (kind in ('register', 'charge', 'capture', 'void', 'refund', 'query', 'dispute_evidence', 'dispute_accept'));

-- The dispute machine's new ways. A new database is seeded after its migrations.
insert into lifecycle_transition (machine, from_state, trigger, to_state)
select 'dispute', v.f, v.t, v.s
  from (values ('accepted', 'win', 'won'), ('pre_arbitration', 'evidence_sent', 'under_review'),
               ('pre_arbitration', 'accept', 'accepted'), ('closed', 'escalate', 'needs_response')) as v(f, t, s)
 where exists (select from lifecycle_seed where checksum = '33d3c686c9b05472');
update lifecycle_seed set checksum = '302af222717453f4' where checksum = '33d3c686c9b05472';
