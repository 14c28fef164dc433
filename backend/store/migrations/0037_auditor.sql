-- How far the auditor is with proving the books again and again, and what it found.
create table auditor_progress (
  only_row          boolean primary key default true check (only_row),
  position          bigint not null default 0, -- events up to here: what they touched is proven
  looked_at         timestamptz, -- when it last looked for journals of no payment
  swept_charge      uuid not null default '00000000-0000-0000-0000-000000000000',
  swept_transaction uuid not null default '00000000-0000-0000-0000-000000000000',
  whole_next        int, -- the next of the checks over everything; null while the sweep is under way
  sweep             bigint not null default 1,
  sweep_since       timestamptz,
  sweep_done_at     timestamptz, -- of the last one that was completed
  proven            bigint not null default 0 -- charges, counted each time
);
insert into auditor_progress default values;

create table auditor_finding (
  finding_id uuid primary key default gen_random_uuid(),
  invariant  text not null,
  example    text not null,
  found_at   timestamptz not null,
  seen_at    timestamptz not null,
  sweep      bigint not null, -- the last one that saw it
  cleared_at timestamptz      -- a whole sweep did not see it any more
);
create unique index auditor_finding_open on auditor_finding (invariant, md5(example)) where cleared_at is null;
create index auditor_finding_found on auditor_finding (found_at desc);

grant select, update on auditor_progress to paydesk_app;
grant select, insert on auditor_finding to paydesk_app;
grant update (seen_at, sweep, cleared_at) on auditor_finding to paydesk_app;
