-- What two persons decide about an operation whose outcome nobody could find out, with the evidence they decided on.
create table verdict (
  verdict_id    uuid primary key,
  payment_id    uuid not null,
  charge_id     uuid not null references charge,
  operation_id  uuid not null references operation,
  job_id        uuid not null,
  operation     text not null,
  psp_account   text not null,
  outcome       text not null check (outcome in ('done', 'not_done')),
  amount        bigint not null check (amount >= 0),
  currency      text not null,
  psp_reference text not null,
  reason        text not null check (reason <> ''),
  evidence_name text not null,
  evidence      bytea not null check (length(evidence) between 1 and 2097152),
  state         text not null check (state in ('pending', 'approved', 'rejected')),
  proposed_by   text not null,
  proposer_id   uuid not null,
  proposed_at   timestamptz not null,
  decided_by    text not null default '',
  decider_id    uuid check (decider_id is null or decider_id <> proposer_id),
  decided_at    timestamptz,
  note          text not null default '',
  check ((state = 'pending') = (decider_id is null))
);
create unique index verdict_pending on verdict (operation_id) where state = 'pending';
create index verdict_proposed on verdict (proposed_at desc, verdict_id desc);
create index verdict_payment on verdict (payment_id);
grant select, insert on verdict to paydesk_app;
grant update (state, decided_by, decider_id, decided_at, note) on verdict to paydesk_app;
