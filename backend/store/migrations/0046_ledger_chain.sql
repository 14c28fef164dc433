-- What is sealed of the ledger is chained: a seal is a hash over the content of some transactions, in the order of
-- (booked_at, transaction_id), and over the seal before. Whoever keeps the newest hash elsewhere can prove that
-- nothing before it was altered, removed or put in another order (backend/core/ledger_chain.h does it from a file).

create table ledger_chain (
  seal_no             bigint primary key check (seal_no > 0),
  booked_through      timestamptz not null, -- of the last transaction it seals; it begins behind the seal before
  transaction_through uuid not null,
  transactions        int not null check (transactions > 0),
  hash                bytea not null check (length(hash) = 32)
);
create trigger ledger_chain_append_only before update or delete or truncate on ledger_chain
  for each statement execute function refuse_change();
grant select, insert on ledger_chain to paydesk_app;

-- A text with its length in bytes before it: no two lists of texts have the same netstrings.
create function netstring(value text) returns text language sql immutable parallel safe as $$
  select octet_length(value)::text || ':' || value || ','
$$;

-- Instants as everybody can write them, whatever the session's settings.
create function sealed_instant(at timestamptz) returns text language sql stable parallel safe as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Accounts by their names: to rename one would alter what was booked.
create view ledger_digest as
select t.booked_at, t.transaction_id,
       sha256(convert_to(netstring(t.transaction_id::text) || netstring(t.kind) || netstring(t.cause)
                         || netstring(coalesce(t.payment_id::text, '')) || netstring(sealed_instant(t.booked_at))
                         || netstring(t.value_date::text) || netstring(t.description) || coalesce(l.content, ''),
                         'UTF8')) as digest
  from ledger_transaction t
 cross join lateral (
   select string_agg(netstring(e.line::text) || netstring(a.class) || netstring(a.owner) || netstring(e.currency)
                     || netstring(e.amount::text), '' order by e.line) as content
     from ledger_entry e join ledger_account a on a.account_id = e.account_id
    where e.transaction_id = t.transaction_id) l;
grant select on ledger_digest to paydesk_app;

-- Adds one seal of at most so many transactions, and tells it, so that the chain of events holds it too. Answers how
-- many it sealed; 0: everything that is sealed is chained.
create function chain_sealed_ledger(most int) returns int language plpgsql as $$
declare
  head ledger_chain;
  made ledger_chain;
begin
  perform pg_advisory_xact_lock(7246830046);
  select * into head from ledger_chain order by seal_no desc limit 1; -- a statement of its own, behind the lock
  insert into ledger_chain (seal_no, booked_through, transaction_through, transactions, hash)
  select coalesce(head.seal_no, 0) + 1, (array_agg(t.booked_at order by t.booked_at desc, t.transaction_id desc))[1],
         (array_agg(t.transaction_id order by t.booked_at desc, t.transaction_id desc))[1], count(*),
         sha256(coalesce(head.hash, decode(repeat('00', 32), 'hex'))
                || string_agg(d.digest, ''::bytea order by t.booked_at, t.transaction_id))
    from (select booked_at, transaction_id from ledger_transaction
           where booked_at <= (select sealed_through from ledger_seal)
             and (booked_at, transaction_id) > (coalesce(head.booked_through, '-infinity'),
                                                coalesce(head.transaction_through, '00000000-0000-0000-0000-000000000000'))
           order by booked_at, transaction_id limit most) t
    join ledger_digest d on d.transaction_id = t.transaction_id
  having count(*) > 0
  returning * into made;
  if made.seal_no is null then
    return 0;
  end if;
  insert into outbox (at, kind, subject_kind, subject_id, payload)
  values (now(), 'ledger.sealed', 'ledger', made.seal_no::text,
          jsonb_build_object('hash', encode(made.hash, 'hex'), 'transactions', made.transactions)::text);
  return made.transactions;
end $$;
