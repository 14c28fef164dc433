-- A payment's rows are updated many times in their first minute. PostgreSQL updates a row in its own page, without
-- touching any index, when no indexed column changes and the page has room: so what changes often leaves the indexes.

-- When the sweeper looks at a charge. Written when the charge begins and when it ends, not at each of its moves.
drop index charge_check;
create table charge_check (
  charge_id uuid primary key,
  due_at    timestamptz not null
);
create index charge_check_due on charge_check (due_at);
alter table charge_check set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
grant select, insert, update, delete on charge_check to paydesk_app;
insert into charge_check select charge_id, check_at from charge where check_at is not null;
alter table charge drop column check_at;
drop index charge_token; -- charge_psp_token finds a token just as well

-- The list of a status is found by its group: the short-lived statuses of a payment under way share one.
create function order_status_group(status text) returns text language sql immutable parallel safe as $$
  select case when status in ('created', 'registered', 'awaiting_customer', 'processing', 'authorized',
                              'capture_requested', 'partially_captured') then 'moving' else status end
$$;
create function order_status_groups(statuses text[]) returns text[] language sql immutable parallel safe as $$
  select array(select distinct order_status_group(s) from unnest(statuses) as s)
$$;
drop index order_status;
alter table payment_order add column status_group text not null
  generated always as (order_status_group(status)) stored;
create index order_status on payment_order (status_group, created_at desc, order_id desc);

-- Room for the whole page's next versions: a batch updates all of them in one transaction.
alter table charge set (fillfactor = 45);
alter table payment_order set (fillfactor = 45);
alter table attempt set (fillfactor = 45);
alter table idempotency set (fillfactor = 45);

-- An entry's transaction and account are checked once a statement, with the balance, not by two look-ups an entry.
-- Neither can go away afterwards: nothing of the ledger is ever deleted.
create or replace function check_balanced() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select transaction_id, currency, sum(amount) as difference into bad
    from inserted group by transaction_id, currency having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'ledger transaction % is out of balance by % %', bad.transaction_id, bad.difference, bad.currency
      using errcode = 'check_violation';
  end if;
  select i.transaction_id, i.account_id, a.account_id as account, t.transaction_id as transaction into bad
    from inserted i
    left join lateral (select account_id from ledger_account a
                        where a.account_id = i.account_id and a.currency = i.currency offset 0) a on true
    left join lateral (select transaction_id from ledger_transaction t
                        where t.transaction_id = i.transaction_id offset 0) t on true
   where a.account_id is null or t.transaction_id is null limit 1;
  if found then
    raise exception 'ledger entry of transaction % on account %: there is no such %', bad.transaction_id,
      bad.account_id, case when bad.account is null then 'account of its currency' else 'transaction' end
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
alter table ledger_entry drop constraint ledger_entry_transaction_id_fkey;
alter table ledger_entry drop constraint ledger_entry_account_id_fkey;
create trigger ledger_account_stays before update or delete or truncate on ledger_account
  for each statement execute function refuse_change();
