-- Double entry. Entries of a transaction balance per currency, and nothing is ever changed or removed.

create table ledger_account (
  account_id bigint generated always as identity primary key,
  class      text not null,
  owner      text not null,
  currency   text not null,
  unique (class, owner, currency)
);

create table ledger_transaction (
  transaction_id uuid primary key,
  kind           text not null,
  cause          text not null,
  payment_id     uuid,
  booked_at      timestamptz not null,
  book_date      date not null,
  value_date     date not null,
  description    text not null,
  unique (cause, kind)
);
create index ledger_transaction_payment on ledger_transaction (payment_id) where payment_id is not null;
create index ledger_transaction_booked on ledger_transaction (booked_at desc, transaction_id desc);

create table ledger_entry (
  transaction_id uuid not null references ledger_transaction,
  line           int not null,
  account_id     bigint not null references ledger_account,
  currency       text not null,
  amount         bigint not null check (amount <> 0), -- debits positive, credits negative
  primary key (transaction_id, line)
);
create index ledger_entry_account on ledger_entry (account_id) include (amount);

create function check_balanced() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select transaction_id, currency, sum(amount) as difference into bad
    from inserted group by transaction_id, currency having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'ledger transaction % is out of balance by % %', bad.transaction_id, bad.difference, bad.currency
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger ledger_entry_balanced after insert on ledger_entry
  referencing new table as inserted for each statement execute function check_balanced();
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function refuse_change();
create trigger ledger_transaction_append_only before update or delete or truncate on ledger_transaction
  for each statement execute function refuse_change();

create table wallet (
  seller   text not null,
  currency text not null,
  balance  bigint not null default 0,
  pending  bigint not null default 0,
  reserved bigint not null default 0,
  primary key (seller, currency)
);
alter table wallet set (fillfactor = 50);

create table wallet_hold (
  cause_id   uuid not null,
  seller     text not null,
  currency   text not null,
  amount     bigint not null check (amount > 0),
  created_at timestamptz not null default now(),
  primary key (cause_id, seller, currency)
);
create index wallet_hold_seller on wallet_hold (seller, currency);
