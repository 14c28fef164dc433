-- Webhooks to shops: where they go, what is sent, how it went. Events become deliveries once, behind a cursor.

create table webhook_endpoint (
  endpoint_id     uuid primary key,
  shop_id         uuid references principal, -- null: the payments of every shop
  entity          text not null default '',  -- empty: of every entity
  url             text not null,
  kinds           text[] not null check (cardinality(kinds) between 1 and 32),
  description     text not null default '',
  api_version     text not null,
  state           text not null check (state in ('enabled', 'disabled', 'removed')),
  state_reason    text not null default '',
  from_position   bigint not null, -- events up to this one are not its business
  -- How it does. Written by whoever sends to it.
  failures        int not null default 0, -- in a row
  failing_since   timestamptz,
  failing         boolean not null default false, -- for so long that a person was told
  paused_until    timestamptz,
  last_success_at timestamptz,
  created_at      timestamptz not null,
  created_by      text not null,
  changed_at      timestamptz not null,
  changed_by      text not null
);
create index webhook_endpoint_created on webhook_endpoint (created_at desc, endpoint_id desc);

-- What deliveries are signed with. In a table of its own: no query that lists or shows anything reads it. The daemon
-- has to sign, so it has to be able to read it; it is not sealed at rest.
create table webhook_secret (
  secret_id   uuid primary key,
  endpoint_id uuid not null references webhook_endpoint,
  secret      bytea not null check (length(secret) = 32),
  created_at  timestamptz not null,
  expires_at  timestamptz -- null: the newest one
);
create index webhook_secret_endpoint on webhook_secret (endpoint_id);
create unique index webhook_secret_newest on webhook_secret (endpoint_id) where expires_at is null;

-- The bytes that go out, the same to every endpoint and on every attempt.
create table webhook_message (
  event_id   uuid primary key,
  position   bigint unique, -- of the event it tells of; null for a ping
  kind       text not null,
  payment_id uuid,
  body       text not null,
  created_at timestamptz not null
);

-- As with jobs, a claimed delivery stays 'queued' with due_at at the end of its lease.
create table webhook_delivery (
  delivery_id uuid primary key,
  endpoint_id uuid not null references webhook_endpoint,
  event_id    uuid not null references webhook_message,
  payment_id  uuid,
  state       text not null check (state in ('queued', 'delivered', 'failed', 'cancelled')),
  attempts    int not null default 0, -- since it was queued, or queued again
  due_at      timestamptz not null,
  leased      boolean not null default false,
  expires_at  timestamptz not null,   -- then it is given up
  token       bigint not null default 0,
  last_status int not null default 0,
  last_error  text not null default '',
  created_at  timestamptz not null,
  done_at     timestamptz,
  unique (endpoint_id, event_id)
);
create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at, delivery_id) where state = 'queued';
create index webhook_delivery_expiring on webhook_delivery (expires_at) where state = 'queued';
create index webhook_delivery_created on webhook_delivery (created_at desc, delivery_id desc);
create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, created_at desc, delivery_id desc);
create index webhook_delivery_failed on webhook_delivery (endpoint_id, created_at, delivery_id) where state = 'failed';
create index webhook_delivery_payment on webhook_delivery (payment_id) where payment_id is not null;
alter table webhook_delivery set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,
                                  autovacuum_vacuum_cost_delay = 0);

create table webhook_attempt (
  attempt_no  bigint generated always as identity primary key,
  delivery_id uuid not null references webhook_delivery,
  at          timestamptz not null,
  http_status int not null,   -- 0: no answer
  latency_ms  int not null,
  error       text not null,  -- why it does not count as delivered; empty when it does
  response    text not null   -- the first KiB of the answer, redacted
);
create index webhook_attempt_delivery on webhook_attempt (delivery_id, attempt_no);
create trigger webhook_attempt_append_only before update or delete or truncate on webhook_attempt
  for each statement execute function refuse_change();

-- Events up to here have become deliveries. Who turns events into deliveries holds this row.
create table webhook_cursor (
  only_row boolean primary key default true check (only_row),
  position bigint not null
);
insert into webhook_cursor (position) select position from event_head;

-- The list of incoming webhooks.
create index webhook_event_received on webhook_event (received_at desc, webhook_id desc);

grant select, insert, update on webhook_endpoint, webhook_delivery to paydesk_app;
grant select, insert on webhook_message, webhook_attempt to paydesk_app;
grant select, insert, update, delete on webhook_secret to paydesk_app;
grant select, update on webhook_cursor to paydesk_app;
