-- A payment's life. Every row carries payment_id.

create table psp_account (
  psp_account  text primary key,
  provider     text not null,
  entity       text not null,
  capture_mode text not null check (capture_mode in ('auto', 'single', 'multiple')),
  time_zone    text not null,
  paused       boolean not null default false,
  paused_by    text not null default '',
  pause_reason text not null default '',
  paused_at    timestamptz
);

create table payment (
  payment_id         uuid primary key,
  caller_id          uuid not null,
  entity             text not null,
  buyer              text not null,
  checkout_reference text not null,
  currency           text not null,
  total              bigint not null check (total > 0),
  success_url        text not null,
  cancel_url         text not null,
  idempotency_key    uuid not null,
  created_at         timestamptz not null
);
create index payment_checkout on payment (checkout_reference);
create index payment_buyer on payment (buyer);

create table charge (
  charge_id       uuid primary key,
  payment_id      uuid not null references payment,
  psp_account     text not null references psp_account,
  capture_mode    text not null,
  state           text not null,
  path            text[] not null default '{}',
  state_since     timestamptz not null,
  currency        text not null,
  amount          bigint not null check (amount > 0),
  authorized      bigint not null default 0,
  captured        bigint not null default 0 check (captured >= 0),
  psp_token       text not null default '',
  psp_payment_id  text not null default '',
  hosted_page_url text not null default '',
  error_class     text not null default '',
  last_error      text not null default '',
  expires_at      timestamptz not null,
  check_at        timestamptz,
  created_at      timestamptz not null
);
create index charge_payment on charge (payment_id);
create index charge_check on charge (check_at) where check_at is not null;
create index charge_token on charge (psp_account, psp_token) where psp_token <> '';
create index charge_psp_payment on charge (psp_payment_id) where psp_payment_id <> '';
create trigger charge_lifecycle_insert before insert on charge
  for each row execute function check_lifecycle('charge', 'created');
create trigger charge_lifecycle before update on charge for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('charge', 'created');

create table payment_order (
  order_id            uuid primary key,
  payment_id          uuid not null references payment,
  charge_id           uuid not null references charge,
  line_no             int not null,
  seller              text not null,
  reference           text not null,
  description         text not null,
  psp_account         text not null,
  currency            text not null,
  amount              bigint not null check (amount > 0),
  commission          bigint not null check (commission between 0 and amount),
  captured            bigint not null default 0 check (captured >= 0),
  refunded            bigint not null default 0 check (refunded >= 0),
  refund_pending      bigint not null default 0 check (refund_pending >= 0),
  disputed            bigint not null default 0 check (disputed >= 0),
  lost                bigint not null default 0 check (lost >= 0),
  settled             bigint not null default 0,
  commission_taken    bigint not null default 0,
  commission_returned bigint not null default 0,
  dispute_won         boolean not null default false,
  cancelled           boolean not null default false,
  status              text not null,
  status_since        timestamptz not null,
  created_at          timestamptz not null,
  check (commission_returned <= commission_taken)
);
create index order_payment on payment_order (payment_id);
create index order_charge on payment_order (charge_id);
create index order_created on payment_order (created_at desc, order_id desc);
create index order_status on payment_order (status, created_at desc, order_id desc);
create index order_seller on payment_order (seller, created_at desc, order_id desc);

-- One intended effect at the PSP. Its id is the idempotency key that goes out; a new generation is a new row,
-- made only after the last one is proven not to have happened.
create table operation (
  operation_id  uuid primary key,
  payment_id    uuid not null,
  charge_id     uuid not null references charge,
  kind          text not null check (kind in ('register', 'capture', 'void', 'refund')),
  subject_id    uuid not null,
  generation    int not null default 1,
  amount        bigint not null,
  state         text not null check (state in ('live', 'succeeded', 'failed')),
  psp_reference text not null default '',
  sent          boolean not null default false,
  created_at    timestamptz not null
);
create unique index operation_live on operation (charge_id, kind, subject_id) where state = 'live';
create index operation_charge on operation (charge_id);

create table attempt (
  attempt_id   uuid primary key,
  payment_id   uuid not null,
  charge_id    uuid not null,
  operation_id uuid,
  psp_account  text not null,
  operation    text not null,
  number       int not null,
  started_at   timestamptz not null,
  finished_at  timestamptz,
  http_status  int not null default 0,
  error_class  text not null default '',
  error_code   text not null default '',
  message      text not null default '',
  latency_ms   int not null default -1,
  request      text not null default '',
  response     text not null default ''
);
create index attempt_payment on attempt (payment_id, started_at);
create index attempt_recent on attempt (psp_account, started_at);

create table refund (
  refund_id     uuid primary key,
  payment_id    uuid not null references payment,
  charge_id     uuid not null references charge,
  order_id      uuid not null references payment_order,
  currency      text not null,
  amount        bigint not null check (amount > 0),
  state         text not null,
  path          text[] not null default '{}',
  state_since   timestamptz not null,
  reason        text not null,
  note          text not null,
  requested_by  text not null,
  requester_id  uuid not null,
  decided_by    text not null default '',
  decider_id    uuid check (decider_id is null or decider_id <> requester_id),
  psp_reference text not null default '',
  created_at    timestamptz not null
);
create index refund_payment on refund (payment_id);
create index refund_charge on refund (charge_id);
create index refund_created on refund (created_at desc, refund_id desc);
create trigger refund_lifecycle_insert before insert on refund
  for each row execute function check_lifecycle('refund', 'requested');
create trigger refund_lifecycle before update on refund for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('refund', 'requested');

create table dispute (
  dispute_id    uuid primary key,
  payment_id    uuid not null references payment,
  charge_id     uuid not null references charge,
  psp_account   text not null,
  psp_reference text not null,
  currency      text not null,
  amount        bigint not null check (amount > 0),
  state         text not null,
  path          text[] not null default '{}',
  state_since   timestamptz not null,
  withdrawn     boolean not null default false,
  booked_lost   boolean not null default false,
  created_at    timestamptz not null,
  unique (psp_account, psp_reference)
);
create index dispute_charge on dispute (charge_id);
create trigger dispute_lifecycle_insert before insert on dispute
  for each row execute function check_lifecycle('dispute', 'inquiry');
create trigger dispute_lifecycle before update on dispute for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('dispute', 'inquiry');

-- What the PSP has told, once per reference and kind, from whichever source told first.
create table psp_fact (
  psp_account    text not null,
  kind           text not null,
  reference      text not null,
  payment_id     uuid,
  charge_id      uuid,
  order_id       uuid,
  merchant_reference text not null default '',
  currency       text not null,
  amount         bigint not null,
  source         text not null,
  transaction_id uuid not null,
  at             timestamptz not null,
  settled_line   uuid,
  primary key (psp_account, kind, reference)
);
create index fact_charge on psp_fact (charge_id);
create index fact_unsettled on psp_fact (psp_account, currency, at) where settled_line is null;
create index fact_merchant_reference on psp_fact (psp_account, merchant_reference);

-- The timeline: moves, operators' acts and news, also news that came too late (superseded).
create table history (
  history_id bigint generated always as identity primary key,
  payment_id uuid not null,
  at         timestamptz not null,
  subject    text not null,
  subject_id uuid not null,
  code       text not null,
  from_state text not null default '',
  to_state   text not null default '',
  source     text not null,
  detail     text not null default '',
  superseded boolean not null default false
);
create index history_payment on history (payment_id, history_id);
create index history_recent on history (at) where from_state <> to_state;
create trigger history_append_only before update or delete or truncate on history
  for each statement execute function refuse_change();
