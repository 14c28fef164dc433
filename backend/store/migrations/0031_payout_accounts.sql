-- Where sellers are paid out to. A change is asked for by one person and decided by another; what was asked for stays.
create table payout_account (
  account_id   uuid primary key,
  seller       text not null check (seller <> ''),
  currency     text not null,
  scheme       text not null check (scheme in ('iban', 'kr', 'us')),
  bank         text not null,
  number       text not null check (number ~ '^[0-9A-Z]{4,34}$'), -- whole; only the files to the bank have it
  masked       text not null check (masked <> '' and masked <> number),
  holder       text not null check (holder <> ''),
  reason       text not null check (reason <> ''),
  state        text not null check (state in ('proposed', 'active', 'rejected', 'replaced', 'blocked')),
  proposed_by  text not null,
  proposer_id  uuid not null,
  proposed_at  timestamptz not null,
  decided_by   text not null default '',
  decider_id   uuid check (decider_id <> proposer_id),
  decided_at   timestamptz,
  note         text not null default '',
  payable_from timestamptz check (payable_from >= decided_at),
  ended_by     text not null default '',
  ended_at     timestamptz,
  ended_why    text not null default '',
  check ((state = 'proposed') = (decider_id is null)),
  check ((decider_id is null) = (decided_at is null)),
  check ((state in ('active', 'replaced', 'blocked')) = (payable_from is not null)),
  check ((state in ('replaced', 'blocked')) = (ended_at is not null))
);
create unique index payout_account_active on payout_account (seller, currency) where state = 'active';
create unique index payout_account_proposed on payout_account (seller, currency) where state = 'proposed';
create index payout_account_blocked on payout_account (number) where state = 'blocked';
create index payout_account_listed on payout_account (proposed_at desc, account_id desc);
create index payout_account_seller on payout_account (seller);

-- An account is approved or rejected once, and ends once. Nobody's hand brings a blocked one back.
create function check_payout_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then
      raise exception 'a payout account begins as proposed, not as %', new.state using errcode = 'check_violation';
    end if;
  elsif not ((old.state = 'proposed' and new.state in ('active', 'rejected'))
             or (old.state = 'active' and new.state in ('replaced', 'blocked')
                 and new.decider_id = old.decider_id and new.payable_from = old.payable_from)) then
    raise exception 'payout account %: % does not become %', old.account_id, old.state, new.state
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger payout_account_moves before insert or update on payout_account
  for each row execute function check_payout_account();
create trigger payout_account_stays before delete or truncate on payout_account
  for each statement execute function refuse_change();

grant select, insert on payout_account to paydesk_app;
grant update (state, decided_by, decider_id, decided_at, note, payable_from, ended_by, ended_at, ended_why)
  on payout_account to paydesk_app;
