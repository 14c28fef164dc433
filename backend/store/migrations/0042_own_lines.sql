-- Settlement lines that are about no fact of a payment: what a PSP holds back, carries to another batch, charges by
-- invoice, or got too much of. -1: their gross leaves us, 1: it comes to us, null: a line of another kind.
create function own_line_sign(kind text) returns int language sql immutable as $$
  select case when kind in ('reserve_held', 'carried_in', 'deposit_returned', 'fee_invoice') then -1
              when kind in ('reserve_released', 'carried_out', 'deposit_excess', 'deposit_short', 'deposit_double') then 1 end
$$;

create index settlement_line_own on settlement_line (psp_account, kind, currency) where own_line_sign(kind) is not null;
create index settlement_line_missing on settlement_line (psp_account)
  where verdict = 'missing_in_ledger' and not settled;
