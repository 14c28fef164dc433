-- What refunds and lost disputes cost sellers: rules in versions for all accounts together (subject '*').
-- Lists are one item a line.
create table refund_rule (
  kind        text not null default 'refund' check (kind = 'refund'),
  subject     text not null,
  version     int not null,
  line_no     int not null,
  name        text not null,
  currencies  text not null,
  sellers     text not null,
  from_day    text not null, -- YYYY-MM-DD, or empty
  until_day   text not null,
  commission  text not null check (commission in ('return', 'keep')),
  funds       text not null check (funds in ('owe', 'refuse')),
  dispute_fee bigint check (dispute_fee > 0), -- minor units of the rule's one currency
  primary key (subject, version, line_no),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger refund_rule_append_only before update or delete or truncate on refund_rule
  for each statement execute function refuse_change();
grant select, insert on refund_rule to paydesk_app;

-- What held when a refund was asked for holds for its whole life.
alter table refund
  add column commission     text not null default 'return' check (commission in ('return', 'keep')),
  add column funds          text not null default 'owe' check (funds in ('owe', 'refuse')),
  add column policy_version int not null default 0 check (policy_version >= 0),
  add constraint refund_reason_known
    check (reason in ('duplicate', 'returned', 'not_delivered', 'damaged', 'fraud', 'other'));
create trigger refund_policy_stays before update of commission, funds, policy_version, reason on refund
  for each statement execute function refuse_change();

-- Of what is refunded of an order, the part whose commission stayed with the marketplace.
alter table payment_order
  add column refunded_keeping bigint not null default 0 check (refunded_keeping between 0 and refunded);

-- What each order bears of the fee that a lost dispute is recharged with.
alter table dispute_loss add column fee bigint not null default 0 check (fee >= 0);

-- A share of a whole, rounded half to even (domain.md §2).
create function share_half_even(whole bigint, part bigint, base bigint) returns bigint language sql immutable as $$
  select (div(n, base) + case when mod(n, base) * 2 > base or (mod(n, base) * 2 = base and mod(div(n, base), 2) = 1)
                              then 1 else 0 end)::bigint
    from (select whole::numeric * part as n) x
$$;
