-- Money to sellers, in batches: reserved by wallet holds, approved by a second person, submitted as a file.
create table payout_batch (
  batch_id     uuid primary key,
  currency     text not null,
  minimum      bigint not null check (minimum > 0),
  total        bigint not null check (total > 0),
  payouts      int not null check (payouts > 0),
  funding_name text not null,
  funding_iban text not null check (funding_iban <> ''),
  funding_bic  text not null,
  reason       text not null check (reason <> ''),
  state        text not null,
  path         text[] not null default '{}',
  created_by   text not null,
  creator_id   uuid not null,
  created_at   timestamptz not null,
  decided_by   text not null default '',
  decider_id   uuid check (decider_id <> creator_id),
  decided_at   timestamptz,
  note         text not null default '',
  ended_by     text not null default '',
  ended_at     timestamptz,
  file         bytea,
  file_sha256  bytea check (file_sha256 = sha256(file)),
  check ((decider_id is null) = (decided_at is null)),
  check (state not in ('approved', 'submitted') or decider_id is not null),
  check ((state = 'submitted') = (file is not null)),
  check ((file is null) = (file_sha256 is null))
);
create index payout_batch_created on payout_batch (created_at desc, batch_id desc);
create trigger payout_batch_lifecycle_insert before insert on payout_batch
  for each row execute function check_lifecycle('payout', 'draft');
create trigger payout_batch_lifecycle before update on payout_batch for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('payout', 'draft');
create trigger payout_batch_stays before delete or truncate on payout_batch
  for each statement execute function refuse_change();

create table payout (
  payout_id      uuid primary key,
  batch_id       uuid not null references payout_batch,
  line_no        int not null,
  seller         text not null,
  currency       text not null,
  amount         bigint not null check (amount > 0),
  account_id     uuid not null references payout_account,
  state          text not null,
  path           text[] not null default '{}',
  state_since    timestamptz not null,
  transaction_id uuid unique references ledger_transaction, -- seller_payable to payout_transit
  unique (batch_id, line_no),
  unique (batch_id, seller),
  check ((state in ('awaiting_approval', 'approved', 'cancelled')) = (transaction_id is null))
);
create index payout_seller on payout (seller, payout_id);
create trigger payout_lifecycle_insert before insert on payout
  for each row execute function check_lifecycle('payout', 'draft');
create trigger payout_lifecycle before update on payout for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('payout', 'draft');
create trigger payout_stays before delete or truncate on payout
  for each statement execute function refuse_change();

create table payout_history (
  history_id bigint generated always as identity primary key,
  at         timestamptz not null,
  payout_id  uuid not null references payout,
  trigger    text not null,
  to_state   text not null,
  by_login   text not null
);
create index payout_history_payout on payout_history (payout_id, history_id);
create trigger payout_history_append_only before update or delete or truncate on payout_history
  for each statement execute function refuse_change();

grant select, insert on payout_batch, payout, payout_history to paydesk_app;
grant update (state, path, decided_by, decider_id, decided_at, note, ended_by, ended_at, file, file_sha256)
  on payout_batch to paydesk_app;
grant update (state, path, state_since, transaction_id) on payout to paydesk_app;
select guard_lifecycles();
