-- Which pay-outs that were not made a later one pays again.
create table payout_retry (
  payout_id uuid not null references payout,
  before_id uuid not null references payout,
  primary key (payout_id, before_id),
  check (payout_id <> before_id)
);
create index payout_retry_before on payout_retry (before_id);
create index payout_unpaid on payout (seller, currency) where state in ('failed', 'returned', 'cancelled');
create trigger payout_retry_append_only before update or delete or truncate on payout_retry
  for each statement execute function refuse_change();

-- Whether money of a pay-out is the seller's again, for all that is known.
create function payout_came_to_nothing(p payout) returns boolean language sql stable as $$
  select p.state in ('failed', 'returned') or (p.state = 'cancelled' and p.transaction_id is not null)
$$;

-- One pay-out is paid again by one other at a time: one that was given up before it was submitted does not count.
create function check_payout_retry() returns trigger language plpgsql as $$
begin
  if exists (
       select from added a join payout n on n.payout_id = a.payout_id join payout o on o.payout_id = a.before_id
        where n.seller <> o.seller or n.currency <> o.currency or not payout_came_to_nothing(o)) then
    raise exception 'a pay-out is paid again that was made, or is another seller''s' using errcode = 'check_violation';
  end if;
  if exists (
       select from added a
         join payout_retry r on r.before_id = a.before_id and r.payout_id <> a.payout_id
         join payout n on n.payout_id = r.payout_id
        where n.state <> 'cancelled' or n.transaction_id is not null) then
    raise exception 'a pay-out is paid again by two others' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger payout_retry_checked after insert on payout_retry referencing new table as added
  for each statement execute function check_payout_retry();

-- Never both: one that pays another again is not sent once that one was paid after all.
create function check_payout_before() returns trigger language plpgsql as $$
begin
  if exists (select from payout_retry r join payout o on o.payout_id = r.before_id
              where r.payout_id = new.payout_id and not payout_came_to_nothing(o)) then
    raise exception 'the pay-out that % pays again was paid after all', new.payout_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger payout_before_unpaid after update on payout for each row
  when (old.state = 'approved' and new.state is distinct from old.state and new.state <> 'cancelled')
  execute function check_payout_before();

grant select, insert on payout_retry to paydesk_app;
