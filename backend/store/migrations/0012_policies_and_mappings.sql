-- Rules that people change while the system runs. Every change is a new version of one kind for one subject; the
-- newest is in force, none is ever altered, and going back is a new version equal to an old one. `number` counts all
-- of them: writers hold one lock, so a reader that has seen a number has seen every smaller one.
create table rule_version (
  number        bigint generated always as identity unique,
  kind          text not null check (kind in ('retry_policy', 'error_mapping', 'breaker', 'routing')),
  subject       text not null, -- the PSP account, 'provider:<name>' or '*'
  version       int not null check (version > 0),
  at            timestamptz not null,
  principal_id  uuid, -- none: the daemon itself
  login         text not null,
  note          text not null,
  restored_from int,  -- the version that this one repeats
  primary key (kind, subject, version)
);
create trigger rule_version_append_only before update or delete or truncate on rule_version
  for each statement execute function refuse_change();

create table retry_rule (
  kind         text not null default 'retry_policy' check (kind = 'retry_policy'),
  subject      text not null,
  version      int not null,
  error_class  text not null,
  strategy     text not null check (strategy in ('immediate', 'fixed', 'incremental', 'exponential', 'cancel')),
  base_ms      bigint not null,
  cap_ms       bigint not null,
  floor_ms     bigint not null,
  factor       int not null,
  max_attempts int not null,
  max_age_s    bigint not null,
  primary key (subject, version, error_class),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger retry_rule_append_only before update or delete or truncate on retry_rule
  for each statement execute function refuse_change();

-- What a card network allows of merchant-initiated retries.
create table retry_network (
  kind         text not null default 'retry_policy' check (kind = 'retry_policy'),
  subject      text not null,
  version      int not null,
  network      text not null,
  max_tries    int not null,
  window_hours int not null,
  primary key (subject, version, network),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger retry_network_append_only before update or delete or truncate on retry_network
  for each statement execute function refuse_change();

-- wait_s is null for a code after which no further call may be made.
create table retry_network_code (
  subject  text not null,
  version  int not null,
  network  text not null,
  line_no  int not null,
  code     text not null,
  wait_s   bigint,
  primary key (subject, version, network, line_no),
  foreign key (subject, version, network) references retry_network
);
create trigger retry_network_code_append_only before update or delete or truncate on retry_network_code
  for each statement execute function refuse_change();

-- What an answer of a PSP means; empty operation or code and status -1 stand for any.
create table mapping_rule (
  kind        text not null default 'error_mapping' check (kind = 'error_mapping'),
  subject     text not null,
  version     int not null,
  line_no     int not null,
  operation   text not null,
  http_status int not null,
  code        text not null,
  error_class text not null,
  note        text not null,
  primary key (subject, version, line_no),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger mapping_rule_append_only before update or delete or truncate on mapping_rule
  for each statement execute function refuse_change();

-- Answers that no rule covered: to be mapped. One row an answer's shape, whatever its traffic.
create table unmapped_answer (
  psp_account     text not null references psp_account,
  operation       text not null,
  http_status     int not null,
  code            text not null,
  count           bigint not null,
  first_at        timestamptz not null,
  last_at         timestamptz not null,
  example_attempt uuid not null,
  primary key (psp_account, operation, http_status, code)
);

-- The rules in force.
create view retry_rule_now as
select r.*
  from (select subject, max(version) as version from rule_version where kind = 'retry_policy' group by subject) v
  join retry_rule r using (subject, version);

-- The strategy by which a job waits: its account's own, else the configuration's, which backs off exponentially.
create function retry_strategy(account text, asked boolean, class text) returns text language sql stable as $$
  select coalesce((select r.strategy from retry_rule r
                    where r.subject = account
                      and r.version = (select max(v.version) from rule_version v
                                        where v.kind = 'retry_policy' and v.subject = account)
                      and r.error_class = case when asked or class = '' then 'outcome_unknown' else class end),
                  'exponential')
$$;

-- What a retry policy needs to know of a job: since when it fails or is asked about, its last failure, what no change
-- of rules may beat (Retry-After, a network's wait), how often a card was declined, and whether a call went out that
-- nobody has told the end of.
alter table job
  add column retry_since       timestamptz,
  add column failed_at         timestamptz,
  add column held_until        timestamptz,
  add column declines          int not null default 0,
  add column first_declined_at timestamptz,
  add column doubt             boolean not null default false;
update job set retry_since = created_at, failed_at = created_at where attempts > 0 or asks > 0;

-- What the adapter saw, so that a mapping can be tried on what was recorded.
alter table attempt
  add column mapped_by text not null default ''; -- 'card v3', 'provider:sandbox v1'; empty: no rule covered it

grant select on rule_version, retry_rule, retry_network, retry_network_code, mapping_rule, unmapped_answer,
  retry_rule_now to paydesk_app;
grant insert on rule_version, retry_rule, retry_network, retry_network_code, mapping_rule to paydesk_app;
grant insert, update on unmapped_answer to paydesk_app;
