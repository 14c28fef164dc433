-- When sellers are paid out by themselves. Each change is a new version; the newest of a name is in force.
create table payout_schedule (
  name        text not null check (name ~ '^[a-z0-9._-]{1,64}$'),
  version     int not null check (version > 0),
  removed     boolean not null,
  currency    text not null,
  sellers     text not null, -- one a line; empty: all whom no other schedule of the currency names
  rhythm      text not null check (rhythm in ('manual', 'daily', 'weekly', 'monthly')),
  day         int not null,
  cut_off     int not null check (cut_off between 0 and 1439), -- minutes after midnight
  zone        text not null check (zone <> ''),
  minimum     bigint not null check (minimum > 0),
  hold_days   int not null check (hold_days between 0 and 90),
  psp_account text references psp_account, -- null: the bank account
  since       timestamptz not null,        -- what falls due at or before is not its
  at          timestamptz not null,
  by_login    text not null,
  by_id       uuid not null,
  reason      text not null check (reason <> ''),
  primary key (name, version),
  check (case rhythm when 'weekly' then day between 1 and 7 when 'monthly' then day between 1 and 31 else day = 0 end)
);
create trigger payout_schedule_append_only before update or delete or truncate on payout_schedule
  for each statement execute function refuse_change();

-- What fell due was done once, by whichever daemon was first, also when nobody could be paid.
create table payout_run (
  run_id    uuid primary key,
  currency  text not null,
  funding   text not null, -- the PSP account; empty: the bank account
  due_at    timestamptz not null,
  at        timestamptz not null check (at >= due_at),
  schedules text not null, -- name and version, one a line
  batch_id  uuid unique references payout_batch,
  left_out  int not null check (left_out >= 0),
  unique (currency, funding, due_at)
);
create index payout_run_at on payout_run (at desc, run_id desc);
create trigger payout_run_append_only before update or delete or truncate on payout_run
  for each statement execute function refuse_change();

create table payout_run_left_out (
  run_id    uuid not null references payout_run,
  line_no   int not null,
  seller    text not null,
  available bigint not null,
  why       text not null check (why <> ''),
  primary key (run_id, line_no)
);
create trigger payout_run_left_out_append_only before update or delete or truncate on payout_run_left_out
  for each statement execute function refuse_change();

grant select, insert on payout_schedule, payout_run, payout_run_left_out to paydesk_app;
