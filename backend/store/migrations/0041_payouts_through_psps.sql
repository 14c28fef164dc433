-- Pay-outs that a PSP makes from its balance, one call each, instead of a bank by a file.
do $$
declare rule record;
begin
  for rule in
    select conrelid::regclass as owner, conname, pg_get_constraintdef(oid) as text from pg_constraint
     where contype = 'c' and conrelid in ('payout_batch'::regclass, 'payout'::regclass)
  loop
    if rule.text like '%funding_iban%' or rule.text like '%submitted%file IS NOT NULL%'
       or (rule.text like '%awaiting_approval%' and rule.text like '%transaction_id IS NULL%') then
      execute format('alter table %s drop constraint %I', rule.owner, rule.conname);
    end if;
  end loop;
end $$;
alter table payout_batch
  add column funding_psp text references psp_account, -- whose balance pays; null: the bank account
  add constraint payout_batch_funding check ((funding_psp is null) = (funding_iban <> '')),
  add constraint payout_batch_file check ((state = 'submitted' and funding_psp is null) = (file is not null));
-- One that a person gave up was submitted, and so booked, before.
alter table payout
  add constraint payout_booked check (case when state in ('awaiting_approval', 'approved') then transaction_id is null
                                           else state = 'cancelled' or transaction_id is not null end);

-- Where a submitted pay-out's sending is: the live key, and what is to be done next.
create table payout_sending (
  payout_id   uuid primary key references payout,
  psp_account text not null references psp_account,
  generation  int not null check (generation > 0),
  key         uuid not null unique,
  key_made_at timestamptz not null,
  reference   text not null default '', -- the PSP's, once it has told it
  work        text not null check (work in ('queued', 'dead', 'done')),
  ask         boolean not null default false, -- the next call is a question
  doubt       boolean not null default false, -- a call was begun whose end nobody knows
  leased      boolean not null default false,
  lease_until timestamptz not null default '-infinity',
  token       bigint not null default 0,
  due_at      timestamptz not null,
  attempts    int not null default 0,
  asks        int not null default 0,
  retry_since timestamptz,
  paid_at     timestamptz,
  error_class text not null default '',
  last_error  text not null default ''
);
create index payout_sending_due on payout_sending (psp_account, due_at) where work = 'queued';
create trigger payout_sending_stays before delete or truncate on payout_sending
  for each statement execute function refuse_change();

-- Every key that was ever made for a pay-out: a new one only after the last was declined.
create table payout_key (
  key        uuid primary key,
  payout_id  uuid not null references payout,
  generation int not null,
  made_at    timestamptz not null,
  unique (payout_id, generation)
);
create trigger payout_key_append_only before update or delete or truncate on payout_key
  for each statement execute function refuse_change();

-- Each call, committed before it is made.
create table payout_attempt (
  attempt_id  uuid primary key,
  payout_id   uuid not null references payout,
  key         uuid not null references payout_key,
  operation   text not null check (operation in ('payout', 'query')),
  token       bigint not null,
  begun_at    timestamptz not null,
  ended_at    timestamptz,
  http_status int,
  error_class text not null default '',
  error_code  text not null default '',
  message     text not null default '',
  latency_ms  int,
  request     text not null default '',
  response    text not null default ''
);
create index payout_attempt_payout on payout_attempt (payout_id, begun_at);
create trigger payout_attempt_stays before delete or truncate on payout_attempt
  for each statement execute function refuse_change();

-- What a PSP has done, once for each of its references and kinds, whoever told it first.
create table payout_fact (
  psp_account    text not null references psp_account,
  reference      text not null,
  kind           text not null check (kind in ('paid', 'failed', 'returned')),
  payout_id      uuid not null references payout,
  currency       text not null,
  amount         bigint not null check (amount > 0),
  transaction_id uuid unique references ledger_transaction, -- of a failure that came too late to matter: none
  told_by        text not null,
  at             timestamptz not null,
  primary key (psp_account, reference, kind)
);
create index payout_fact_payout on payout_fact (payout_id);
create trigger payout_fact_append_only before update or delete or truncate on payout_fact
  for each statement execute function refuse_change();

alter table payout_history
  add column note       text not null default '',
  add column superseded boolean not null default false; -- news of what was passed already

grant select, insert on payout_sending, payout_key, payout_attempt, payout_fact to paydesk_app;
grant update on payout_sending to paydesk_app;
grant update (ended_at, http_status, error_class, error_code, message, latency_ms, request, response)
  on payout_attempt to paydesk_app;

-- The pay-out machine's new ways: what a PSP tells comes whenever it likes. A new database is seeded after its migrations.
insert into lifecycle_transition (machine, from_state, trigger, to_state)
select 'payout', v.f, v.t, v.s
  from (values ('retry_scheduled', 'accepted', 'in_transit'), ('retry_scheduled', 'paid', 'paid'),
               ('retry_scheduled', 'fail_final', 'failed'), ('dead_letter', 'accepted', 'in_transit'),
               ('dead_letter', 'fail_final', 'failed'), ('failed', 'paid', 'paid'),
               ('cancelled', 'paid', 'paid')) as v(f, t, s)
 where exists (select from lifecycle_seed where checksum = '302af222717453f4');
update lifecycle_seed set checksum = 'b6dbb00192a438b9' where checksum = '302af222717453f4';
