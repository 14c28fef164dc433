-- Settlement lines about pay-outs from a PSP's balance are judged with those that are about no payment's fact: what was
-- paid out leaves us, what came back comes to us.
create or replace function own_line_sign(kind text) returns int language sql immutable as $$
  select case when kind in ('reserve_held', 'carried_in', 'deposit_returned', 'fee_invoice', 'payout') then -1
              when kind in ('reserve_released', 'carried_out', 'deposit_excess', 'deposit_short', 'deposit_double',
                            'payout_returned', 'payout_failed') then 1 end
$$;
drop index settlement_line_own; -- what it holds was chosen by the function as it was
create index settlement_line_own on settlement_line (psp_account, kind, currency) where own_line_sign(kind) is not null;
create index payout_fact_at on payout_fact (psp_account, at);

-- Why the bank gave money back (camt.053 RtrInf): an external return reason code, and its words.
alter table bank_entry
  add column return_code   text not null default '',
  add column return_reason text not null default '';
