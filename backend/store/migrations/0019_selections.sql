-- Queue items that an operator froze by a filter, to act on exactly these: nothing that comes later is ever touched.
-- Any daemon works a running selection off, a batch a transaction, under a lease with a fencing token.
create table selection (
  selection_id uuid primary key,
  owner_id     uuid not null,
  owner        text not null,
  list         text not null check (list in ('dead', 'retry')),
  filter       text not null,
  position     bigint not null, -- of the newest event when it was frozen
  items        int not null check (items > 0),
  done         int not null default 0,
  refused      int not null default 0,
  state        text not null check (state in ('frozen', 'running', 'done', 'cancelled')),
  action       text check (action in ('retry', 'discard')),
  reason       text not null default '',
  runner_id    uuid,
  runner       text not null default '',
  note         text not null default '', -- why it was stopped
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  started_at   timestamptz,
  ended_at     timestamptz,
  leased_until timestamptz,
  token        bigint not null default 0,
  check (done >= 0 and refused >= 0 and done + refused <= items),
  check (state <> 'running' or (action is not null and runner_id is not null and leased_until is not null))
);
create index selection_running on selection (leased_until, selection_id) where state = 'running';
create index selection_expiry on selection (expires_at) where state = 'frozen';
create index selection_ended on selection (ended_at) where ended_at is not null;

create table selection_item (
  selection_id uuid not null references selection on delete cascade deferrable initially deferred,
  n            int not null,
  job_id       uuid not null,
  payment_id   uuid not null,
  charge_id    uuid not null,
  subject_id   uuid, -- of its operation; questions have none
  kind         text not null,
  psp_account  text not null,
  amount       bigint not null,
  currency     text not null,
  dead_since   timestamptz, -- as it was frozen: an item that died again is another one
  state        text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  message      text not null default '',
  done_at      timestamptz,
  primary key (selection_id, n),
  unique (selection_id, job_id)
);
create index selection_waiting on selection_item (selection_id, n) where state = 'waiting';

grant select, insert, delete on selection, selection_item to paydesk_app;
grant update (done, refused, state, action, reason, runner_id, runner, note, started_at, ended_at, leased_until, token)
  on selection to paydesk_app;
grant update (state, message, done_at) on selection_item to paydesk_app;
