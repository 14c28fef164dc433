-- Settlement and bank files, the runs made of them, their lines, matches and breaks.

-- A PSP account's time zone is a name, or an offset that reads like ISO 8601 ("+09:00" is east).
create function date_in_zone(at timestamptz, zone text) returns date language sql stable as $$
  select case when zone ~ '^[+-][0-9]{2}:[0-9]{2}$' then (at at time zone zone::interval)::date
              else (at at time zone zone)::date end
$$;

-- A fact as a settlement file signs it, and the fact that a line of this kind settles.
create function signed_fact(kind text, amount bigint) returns bigint language sql immutable as $$
  select case when kind in ('refund', 'dispute_withdrawn') then -amount else amount end
$$;
create function fact_kind_of(line_kind text) returns text language sql immutable as $$
  select case line_kind when 'refund_reversed' then 'refund_returned' else line_kind end
$$;

create table source_file (
  file_id     uuid primary key,
  sha256      bytea not null unique check (length(sha256) = 32),
  file_name   text not null,
  format      text not null,
  content     bytea not null,
  imported_by text not null,
  imported_at timestamptz not null
);

create table recon_run (
  run_id          uuid primary key,
  file_id         uuid not null references source_file,
  psp_account     text not null,
  settlement_date date not null,
  currency        text not null,
  batch           text not null,
  line_count      int not null,
  gross           bigint not null,
  fee             bigint not null,
  net             bigint not null,
  newest_at       timestamptz not null, -- the newest line's booking: what happened before it should be here
  matched         int not null default 0,
  ledger_total    bigint not null default 0, -- the facts this file settles, or should have
  bank_amount     bigint,             -- what the bank received of it so far; null before any statement
  bank_fee        bigint not null default 0, -- what the bank kept of it
  bank_writeoff   bigint not null default 0, -- the rest of net that a resolution explained
  state           text not null check (state in ('open', 'closed')),
  created_at      timestamptz not null,
  unique (psp_account, batch, currency)
);
create index recon_run_created on recon_run (created_at desc, run_id desc);
create index recon_run_batch on recon_run (batch, currency);
create index recon_run_unbanked on recon_run (currency, settlement_date) where bank_amount is null;

-- verdict: '' until judged, 'matched', or the break's type. `transaction_id` is set once the line is posted.
create table settlement_line (
  line_id            uuid primary key,
  run_id             uuid not null references recon_run,
  psp_account        text not null,
  line_no            bigint not null,
  kind               text not null,
  psp_reference      text not null,
  checkout_id        text not null default '',
  merchant_reference text not null,
  gross              bigint not null,
  fee                bigint not null,
  net                bigint not null,
  expected_fee       bigint, -- by the account's schedule; null when it has none
  currency           text not null,
  booked_at          timestamptz not null,
  fact_kind          text not null default '',
  fact_reference     text not null default '',
  verdict            text not null default '',
  settled            boolean not null default false,
  transaction_id     uuid,
  unique (run_id, line_no),
  check (net = gross - fee)
);
create index settlement_line_reference on settlement_line (psp_account, kind, psp_reference);
create index settlement_line_fact on settlement_line (psp_account, fact_kind, fact_reference) where fact_kind <> '';
create index settlement_line_unjudged on settlement_line (psp_account) where verdict = '';
create index settlement_line_unposted on settlement_line (psp_account, kind, psp_reference)
  where verdict = 'matched' and not settled;
create index settlement_line_suspense on settlement_line (psp_account, psp_reference)
  where settled and fact_kind = '' and verdict in ('missing_in_ledger', 'status_mismatch');

-- `held`: the balances do not foot, so nothing of it is posted until a person accepts it.
create table bank_statement (
  statement_id uuid primary key,
  file_id      uuid not null references source_file,
  reference    text not null,
  account      text not null,
  currency     text not null,
  opening      bigint,
  closing      bigint,
  last_date    date not null,
  held         boolean not null
);

-- `tokens`: every word of its references and remittance text, to find the batch it pays.
create table bank_entry (
  entry_id       uuid primary key,
  statement_id   uuid not null references bank_statement,
  entry_no       int not null,
  account        text not null,
  currency       text not null,
  amount         bigint not null,
  charges        bigint not null,
  booking_date   date not null,
  value_date     date not null,
  bank_reference text not null,
  remittance     text not null,
  tokens         text[] not null,
  state          text not null check (state in ('held', 'open', 'unexpected', 'matched')),
  transaction_id uuid,
  unique (statement_id, entry_no)
);
create index bank_entry_open on bank_entry (entry_id) where state = 'open';
create index bank_entry_unexpected on bank_entry using gin (tokens) where state = 'unexpected';
-- The same movement told by two statements is booked once.
create unique index bank_entry_once on bank_entry (account, currency, bank_reference, booking_date, amount)
  where bank_reference <> '';

-- Which part of an entry paid which run.
create table bank_match (
  entry_id uuid not null references bank_entry,
  run_id   uuid not null references recon_run,
  amount   bigint not null,
  fee      bigint not null,
  primary key (entry_id, run_id)
);
create index bank_match_run on bank_match (run_id);

create table recon_break (
  break_id            uuid primary key,
  run_id              uuid references recon_run, -- null for a bank entry that belongs to no run
  type                text not null check (type in ('duplicate_at_psp', 'currency_mismatch', 'amount_mismatch',
                        'fee_mismatch', 'status_mismatch', 'missing_in_ledger', 'timing', 'missing_at_psp',
                        'batch_total_mismatch', 'missing_at_bank', 'unexpected_bank_entry',
                        'bank_amount_mismatch')),
  state               text not null,
  path                text[] not null default '{}',
  state_since         timestamptz not null,
  line_id             uuid references settlement_line,
  entry_id            uuid references bank_entry,
  statement_id        uuid references bank_statement,
  psp_account         text not null,
  currency            text not null,
  at_stake            bigint not null,
  ledger_amount       bigint,
  ledger_currency     text not null default '',
  file_amount         bigint,
  psp_reference       text not null default '',
  merchant_reference  text not null default '',
  fact_kind           text not null default '',
  fact_reference      text not null default '',
  payment_id          uuid,
  seller              text not null default '',
  explanation         text not null,
  suggested_reference text not null default '', -- of a fact that this line could be
  suggested_score     numeric(3, 2),
  due_on              date, -- until then a later file may bring it
  wait_until          date,
  needs_second        boolean not null default false,
  proposed_by         text not null default '',
  proposer_id         uuid,
  proposed_resolution text not null default '',
  proposed_postings   text not null default '',
  reason              text not null default '',
  decided_by          text not null default '',
  decider_id          uuid,
  transaction_id      uuid,
  opened_at           timestamptz not null,
  check (decider_id is null or (proposer_id is not null and decider_id <> proposer_id)),
  check (state <> 'resolved' or (proposer_id is not null and reason <> '')),
  check (state <> 'resolved' or not needs_second or decider_id is not null)
);
create index recon_break_run on recon_break (run_id, opened_at, break_id);
create index recon_break_opened on recon_break (opened_at desc, break_id desc);
create index recon_break_open on recon_break (opened_at desc, break_id desc)
  where state in ('open', 'proposed', 'waiting', 'reopened');
create index recon_break_line on recon_break (line_id) where line_id is not null;
create index recon_break_reference on recon_break (psp_account, psp_reference);
-- One live break says that a fact was not settled.
create unique index recon_break_absent on recon_break (psp_account, fact_kind, fact_reference)
  where type in ('timing', 'missing_at_psp') and state in ('open', 'proposed', 'waiting', 'reopened');
create trigger recon_break_lifecycle_insert before insert on recon_break
  for each row execute function check_lifecycle('recon_break', 'open');
create trigger recon_break_lifecycle before update on recon_break for each row
  when (old.state is distinct from new.state or old.path is distinct from new.path)
  execute function check_lifecycle('recon_break', 'open');

-- Above the threshold the second person cannot be edited away: the need for one is for ever, and who proposed what
-- stays as it is from proposal to decision.
create function keep_proposal() returns trigger language plpgsql as $$
begin
  if old.needs_second and not new.needs_second then
    raise exception 'break %: it needs a second person', old.break_id using errcode = 'check_violation';
  end if;
  if old.state = 'proposed' and new.state in ('proposed', 'resolved')
     and (new.proposer_id, new.proposed_resolution, new.proposed_postings)
         is distinct from (old.proposer_id, old.proposed_resolution, old.proposed_postings) then
    raise exception 'break %: a proposal cannot be changed, only decided', old.break_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger recon_break_keep_proposal before update on recon_break
  for each row execute function keep_proposal();
