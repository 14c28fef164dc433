-- The ledger's past is sealed: what was booked up to an instant is complete, so that balances of the past are known
-- without summing from the beginning. A closed day is sealed, and says who closed it.

alter table ledger_entry disable trigger ledger_entry_append_only;
alter table ledger_entry add column booked_at timestamptz; -- its transaction's
update ledger_entry e set booked_at = t.booked_at from ledger_transaction t where t.transaction_id = e.transaction_id;
alter table ledger_entry alter column booked_at set not null;
alter table ledger_entry enable trigger ledger_entry_append_only;
drop index ledger_entry_account;
create index ledger_entry_account on ledger_entry (account_id, booked_at) include (amount);
alter table ledger_transaction add constraint ledger_transaction_book_date
  check (book_date = (booked_at at time zone 'UTC')::date);

create table ledger_seal (
  only_row          boolean primary key default true check (only_row),
  sealed_through    timestamptz not null, -- nothing is booked at or before this any more
  summed_through    timestamptz not null, -- checkpoints stand up to here
  check (summed_through <= sealed_through)
);
insert into ledger_seal (sealed_through, summed_through) values ('0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00');

create table ledger_closing (
  closed_through date primary key,
  closed_at      timestamptz not null,
  principal_id   uuid not null,
  closed_by      text not null,
  reason         text not null
);
create trigger ledger_closing_append_only before update or delete or truncate on ledger_closing
  for each statement execute function refuse_change();

-- Everything booked on an account up to an instant, of accounts that moved since the checkpoint before.
create table ledger_checkpoint (
  account_id bigint not null references ledger_account,
  at         timestamptz not null,
  debit      bigint not null check (debit >= 0),
  credit     bigint not null check (credit >= 0),
  primary key (account_id, at)
);
create trigger ledger_checkpoint_append_only before update or delete or truncate on ledger_checkpoint
  for each statement execute function refuse_change();

-- The first instant at which something can be booked. Held until the transaction ends, so that who seals waits for
-- everything that is on its way; a lock in memory, as every posting takes it.
create function ledger_open_from() returns timestamptz language plpgsql as $$
declare
  sealed timestamptz;
begin
  perform pg_advisory_xact_lock_shared(7246830038);
  select sealed_through into sealed from ledger_seal; -- a statement of its own: it sees what was sealed while it waited
  return sealed + interval '1 microsecond';
end $$;

create function refuse_sealed_time() returns trigger language plpgsql as $$
declare
  open_from timestamptz := ledger_open_from();
  early record;
begin
  select transaction_id, booked_at into early from inserted where booked_at < open_from limit 1;
  if found then
    raise exception 'ledger transaction % is booked at %, but the books are sealed before %', early.transaction_id,
      early.booked_at, open_from using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger ledger_transaction_sealed_time after insert on ledger_transaction
  referencing new table as inserted for each statement execute function refuse_sealed_time();

-- Seals up to an instant; never backwards. Answers what is sealed then.
create function seal_ledger(through timestamptz) returns timestamptz language plpgsql as $$
declare
  sealed timestamptz;
begin
  perform pg_advisory_xact_lock(7246830038);
  update ledger_seal set sealed_through = greatest(sealed_through, through) returning sealed_through into sealed;
  return sealed;
end $$;

-- Makes the checkpoints of what is sealed and not summed yet. Nobody waits for it. Answers how many.
create function sum_sealed_ledger() returns int language plpgsql as $$
declare
  seal ledger_seal;
  made int;
begin
  select * into seal from ledger_seal for update;
  if seal.summed_through = seal.sealed_through then
    return 0;
  end if;
  insert into ledger_checkpoint (account_id, at, debit, credit)
  select m.account_id, seal.sealed_through, coalesce(c.debit, 0) + m.debit, coalesce(c.credit, 0) + m.credit
    from (select e.account_id, coalesce(sum(e.amount) filter (where e.amount > 0), 0)::bigint as debit,
                 coalesce(-sum(e.amount) filter (where e.amount < 0), 0)::bigint as credit
            from ledger_transaction t join ledger_entry e on e.transaction_id = t.transaction_id
           where t.booked_at > seal.summed_through and t.booked_at <= seal.sealed_through
           group by e.account_id) m
    left join lateral (select debit, credit from ledger_checkpoint k where k.account_id = m.account_id
                        order by k.at desc limit 1) c on true;
  get diagnostics made = row_count;
  update ledger_seal set summed_through = seal.sealed_through;
  return made;
end $$;

-- What was booked on an account up to an instant: its last checkpoint before, and what came after it.
create function account_sums(account bigint, until_instant timestamptz, out debit numeric, out credit numeric)
language sql stable as $$
  select coalesce(k.debit, 0) + coalesce(l.debit, 0), coalesce(k.credit, 0) + coalesce(l.credit, 0)
    from (select 1) one
    left join lateral (select at, debit, credit from ledger_checkpoint c
                        where c.account_id = account and c.at <= until_instant order by c.at desc limit 1) k on true
    left join lateral (select sum(amount) filter (where amount > 0) as debit,
                              -sum(amount) filter (where amount < 0) as credit
                         from ledger_entry e
                        where e.account_id = account and e.booked_at > coalesce(k.at, '-infinity'::timestamptz)
                          and e.booked_at <= until_instant) l on true
$$;

grant select, update on ledger_seal to paydesk_app;
grant select, insert on ledger_closing, ledger_checkpoint to paydesk_app;
