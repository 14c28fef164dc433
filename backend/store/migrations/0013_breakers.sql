-- When calls to a PSP account stop by themselves: settings in versions, and one state that all daemons share.
create table breaker_setting (
  kind                 text not null default 'breaker' check (kind = 'breaker'),
  subject              text not null,
  version              int not null,
  enabled              boolean not null,
  window_s             int not null,
  min_calls            int not null,
  failure_percent      int not null,
  consecutive          int not null,
  open_s               int not null,
  longest_open_s       int not null,
  probes               int not null,
  questions_per_minute int not null,
  primary key (subject, version),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger breaker_setting_append_only before update or delete or truncate on breaker_setting
  for each statement execute function refuse_change();

create table psp_breaker (
  psp_account     text primary key references psp_account,
  state           text not null check (state in ('closed', 'open', 'half_open')),
  since           timestamptz not null,
  why             text not null default '',
  forced          text check (forced in ('closed', 'open')),
  forced_by       text not null default '',
  trips           int not null default 0,
  probe_at        timestamptz,
  probes_out      int not null default 0,
  probes_ok       int not null default 0,
  failures_in_row int not null default 0,
  buckets         text not null default '', -- "begin calls failures" in microseconds, one a line
  questions_since timestamptz not null,
  questions       int not null default 0
);
alter table psp_breaker set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

grant select on breaker_setting, psp_breaker to paydesk_app;
grant insert on breaker_setting to paydesk_app;
grant insert, update on psp_breaker to paydesk_app;
