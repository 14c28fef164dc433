-- Who is calling: principals, what they may, their sessions and keys, and what they did.

create table principal (
  principal_id uuid primary key,
  login        text not null unique check (login ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
  display_name text not null,
  kind         text not null check (kind in ('person', 'shop', 'system')),
  enabled      boolean not null default true,
  demo         boolean not null default false,
  created_at   timestamptz not null default now()
);

create table role_grant (
  principal_id uuid not null references principal,
  role         text not null check (role in ('viewer', 'support', 'operator', 'approver', 'admin', 'auditor', 'shop')),
  entity       text not null default '*',
  granted_at   timestamptz not null default now(),
  primary key (principal_id, role, entity)
);

-- A bearer token (a person's session) or an API key (a shop's): only its SHA-256 is kept.
create table session (
  session_id   uuid primary key,
  principal_id uuid not null references principal,
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  kind         text not null check (kind in ('local', 'api_key')),
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  revoked_at   timestamptz
);

create table audit_record (
  audit_id     bigint generated always as identity primary key,
  at           timestamptz not null default now(),
  principal_id uuid not null,
  login        text not null,
  action       text not null,
  subject      text not null,
  payment_id   uuid,
  detail       jsonb not null default '{}',
  outcome      text not null
);
create index audit_record_payment on audit_record (payment_id) where payment_id is not null;

-- One stored answer for a caller's key; `status` is 0 while the work is still in flight.
create table idempotency (
  caller_id    uuid not null,
  key          uuid not null,
  request_hash bytea not null,
  payment_id   uuid,
  status       int not null default 0,
  response     text not null default '',
  created_at   timestamptz not null default now(),
  primary key (caller_id, key)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create trigger audit_append_only before update or delete or truncate on audit_record
  for each statement execute function refuse_change();
