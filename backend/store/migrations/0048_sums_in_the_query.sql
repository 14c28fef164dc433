-- What was booked on an account up to an instant, as a function that PostgreSQL writes into the query it is used in:
-- planned once with it, not at each call. It names its schema: a session may see less of these tables (the auditor's).
drop function account_sums(bigint, timestamptz);
create function account_sums(account bigint, until_instant timestamptz)
returns table (debit numeric, credit numeric) language sql stable as $$
  select coalesce(k.debit, 0) + coalesce(l.debit, 0), coalesce(k.credit, 0) + coalesce(l.credit, 0)
    from (select 1) one
    left join lateral (select c.at, c.debit, c.credit from public.ledger_checkpoint c
                        where c.account_id = account and c.at <= until_instant order by c.at desc limit 1) k on true
    left join lateral (select sum(e.amount) filter (where e.amount > 0) as debit,
                              -sum(e.amount) filter (where e.amount < 0) as credit
                         from public.ledger_entry e
                        where e.account_id = account and e.booked_at > coalesce(k.at, '-infinity'::timestamptz)
                          and e.booked_at <= until_instant) l on true
$$;
