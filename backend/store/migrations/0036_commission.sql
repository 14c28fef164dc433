-- What the marketplace keeps of an order: rules in versions for all accounts together (subject '*').
alter table rule_version drop constraint rule_version_kind_check;
alter table rule_version add constraint rule_version_kind_check check (kind ~ '^[a-z_]+$'); -- the kinds are the engine's

-- Lists are one item a line.
create table commission_rule (
  kind       text not null default 'commission' check (kind = 'commission'),
  subject    text not null,
  version    int not null,
  line_no    int not null,
  name       text not null,
  currencies text not null,
  sellers    text not null,
  from_day   text not null, -- YYYY-MM-DD, or empty
  until_day  text not null,
  graduated  boolean not null,
  fixed      bigint not null check (fixed >= 0),
  least      bigint check (least >= 0),
  most       bigint check (most >= coalesce(least, 0)),
  primary key (subject, version, line_no),
  foreign key (kind, subject, version) references rule_version (kind, subject, version)
);
create trigger commission_rule_append_only before update or delete or truncate on commission_rule
  for each statement execute function refuse_change();

create table commission_tier (
  subject text not null,
  version int not null,
  line_no int not null,
  above   bigint not null check (above >= 0),
  ppm     bigint not null check (ppm between 0 and 1000000),
  primary key (subject, version, line_no, above),
  foreign key (subject, version, line_no) references commission_rule
);
create trigger commission_tier_append_only before update or delete or truncate on commission_tier
  for each statement execute function refuse_change();

grant select, insert on commission_rule, commission_tier to paydesk_app;
