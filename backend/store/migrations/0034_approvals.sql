-- Commands that wait for a second person, and the rules by which they wait.
alter table rule_version drop constraint rule_version_kind_check;
alter table rule_version add constraint rule_version_kind_check check (kind ~ '^[a-z_]+$'); -- the kinds are the engine's

-- What is empty covers everything; the first rule that covers a command counts. `from_amount` is in minor units.
create table approval_rule (
  kind        text not null default 'approval' check (kind = 'approval'),
  subject     text not null,
  version     int not null,
  line_no     int not null,
  command     text not null,
  currency    text not null,
  from_amount bigint not null check (from_amount >= 0 and (from_amount = 0 or currency <> '')),
  deciders    text not null, -- roles, one a line
  hours       int not null check (hours between 1 and 720),
  primary key (subject, version, line_no),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger approval_rule_append_only before update or delete or truncate on approval_rule
  for each statement execute function refuse_change();
grant select, insert on approval_rule to paydesk_app;

-- What was asked stays as it was asked: the command, what it would do and the hash over that.
create table approval (
  approval_id      uuid primary key,
  kind             text not null check (kind ~ '^[a-z_]+$'),
  subject          text not null,
  amounts          text not null, -- "3600 EUR", minor units, one a line
  command_version  int not null check (command_version > 0),
  command          text not null,
  preview          text not null check (preview <> ''),
  preview_hash     bytea not null check (preview_hash = sha256(convert_to(preview, 'UTF8'))),
  reason           text not null check (reason <> ''),
  evidence_name    text not null,
  evidence         bytea not null check (length(evidence) <= 2097152 and (length(evidence) = 0) = (evidence_name = '')),
  policy_version   int not null,
  deciders         text not null, -- roles, one a line
  state            text not null,
  path             text[] not null default '{}',
  requested_by     text not null,
  requester_id     uuid not null references principal,
  requested_at     timestamptz not null,
  expires_at       timestamptz not null check (expires_at > requested_at),
  decided_by       text not null default '',
  decider_id       uuid references principal check (decider_id <> requester_id),
  decider_session  uuid references session,
  decided_at       timestamptz,
  note             text not null default '',
  withdrawn        boolean not null default false, -- taken back by who asked
  transaction_id   uuid unique references ledger_transaction,
  check ((state = 'approved') = (transaction_id is not null)),
  check ((state = 'pending') = (decided_at is null)),
  check ((state in ('approved', 'rejected') and not withdrawn) = (decider_id is not null)),
  check ((decider_id is null) = (decider_session is null)),
  check (not withdrawn or state = 'rejected')
);
create unique index approval_pending_subject on approval (kind, subject) where state = 'pending' and subject <> '';
create index approval_requested on approval (requested_at desc, approval_id desc);
create index approval_due on approval (expires_at) where state = 'pending';
create trigger approval_lifecycle_insert before insert on approval
  for each row execute function check_lifecycle('approval', 'pending');
create trigger approval_lifecycle before update on approval for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('approval', 'pending');

-- Who decides does it in a session of their own that is alive, before the time is over; what is decided stays.
create function check_approval_decision() returns trigger language plpgsql as $$
begin
  if old.state <> 'pending' then
    raise exception 'approval % was decided already', old.approval_id using errcode = 'restrict_violation';
  end if;
  if new.decider_id is not null then
    if new.decided_at >= old.expires_at then
      raise exception 'approval % has expired', old.approval_id using errcode = 'check_violation';
    end if;
    if not exists (select from session s join principal p using (principal_id)
                    where s.session_id = new.decider_session and p.principal_id = new.decider_id and p.enabled
                      and s.revoked_at is null and (s.expires_at is null or s.expires_at > new.decided_at)) then
      raise exception 'approval % needs a live session of who decides', old.approval_id
        using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger approval_decision before update on approval
  for each row execute function check_approval_decision();
create trigger approval_stays before delete or truncate on approval
  for each statement execute function refuse_change();

grant select, insert on approval to paydesk_app;
grant update (state, path, decided_by, decider_id, decider_session, decided_at, note, withdrawn, transaction_id)
  on approval to paydesk_app;
select guard_lifecycles();
