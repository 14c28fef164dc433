-- Work to be done at a PSP, taken in batches with SKIP LOCKED under a lease with a fencing token.
-- A claimed job stays 'queued' with due_at moved to the end of its lease, so a killed daemon's work comes
-- back by itself.

create sequence fencing_token;

create table job (
  job_id       uuid primary key,
  payment_id   uuid not null,
  charge_id    uuid not null,
  operation_id uuid,
  psp_account  text not null,
  kind         text not null check (kind in ('register', 'capture', 'void', 'refund', 'query')),
  ask          boolean not null default false,
  state        text not null check (state in ('queued', 'dead')),
  due_at       timestamptz not null,
  leased       boolean not null default false,
  token        bigint not null default 0,
  attempts     int not null default 0,
  asks         int not null default 0,
  max_attempts int not null,
  error_class  text not null default '',
  last_error   text not null default '',
  dead_since   timestamptz,
  created_at   timestamptz not null
);
create index job_due on job (psp_account, due_at) where state = 'queued';
create index job_charge on job (charge_id);
create index job_dead on job (dead_since desc, job_id desc) where state = 'dead';
create index job_retry on job (due_at, job_id) where state = 'queued' and attempts > 0;
create unique index job_operation on job (operation_id) where operation_id is not null;
create unique index job_one_query on job (charge_id) where kind = 'query';
alter table job set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

create table webhook_event (
  webhook_id   uuid primary key,
  psp_account  text not null,
  event_id     text not null,
  received_at  timestamptz not null,
  body         text not null,
  event_type   text not null default '',
  state        text not null check (state in ('pending', 'processed', 'superseded', 'waiting', 'ignored', 'failed')),
  tries        int not null default 0,
  due_at       timestamptz not null,
  payment_id   uuid,
  message      text not null default '',
  unique (psp_account, event_id)
);
create index webhook_due on webhook_event (due_at) where state in ('pending', 'waiting');
create index webhook_payment on webhook_event (payment_id) where payment_id is not null;
