-- Which PSP account takes a payment: rules in versions for all accounts together (subject '*').
create table routing_option (
  kind           text not null default 'routing' check (kind = 'routing'),
  subject        text not null,
  version        int not null,
  failover       boolean not null,
  failover_after int not null,
  primary key (subject, version),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger routing_option_append_only before update or delete or truncate on routing_option
  for each statement execute function refuse_change();

-- Lists are one item a line.
create table routing_rule (
  subject    text not null,
  version    int not null,
  line_no    int not null,
  name       text not null,
  currencies text not null,
  least      bigint,
  most       bigint,
  sellers    text not null,
  methods    text not null,
  only_here  boolean not null,
  primary key (subject, version, line_no),
  foreign key (subject, version) references routing_option
);
create trigger routing_rule_append_only before update or delete or truncate on routing_rule
  for each statement execute function refuse_change();

create table routing_target (
  subject     text not null,
  version     int not null,
  line_no     int not null,
  target_no   int not null,
  psp_account text not null references psp_account,
  weight      int not null check (weight between 1 and 1000),
  primary key (subject, version, line_no, target_no),
  foreign key (subject, version, line_no) references routing_rule
);
create trigger routing_target_append_only before update or delete or truncate on routing_target
  for each statement execute function refuse_change();

-- Whether an account takes new payments: 'draining' ones only what nothing else can take, 'disabled' ones none.
alter table psp_account add column intake text not null default 'active'
  check (intake in ('active', 'draining', 'disabled'));

-- How a charge came to its account. 'fixed': the shop named it, or there was no choice. 'open': it was chosen, and
-- may be chosen anew while the PSP surely never heard of it. 'unsure': a registration's end was not known: it stays.
alter table charge
  add column route         text not null default 'fixed' check (route in ('fixed', 'open', 'unsure')),
  add column left_accounts text not null default ''; -- where it was before, one a line

grant select on routing_option, routing_rule, routing_target to paydesk_app;
grant insert on routing_option, routing_rule, routing_target to paydesk_app;
