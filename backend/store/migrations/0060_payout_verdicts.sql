-- Two persons also end a pay-out at a PSP of which nobody knows whether it was paid.
alter table verdict
  alter column payment_id drop not null,
  alter column charge_id drop not null,
  alter column operation_id drop not null,
  alter column job_id drop not null,
  add column payout_id uuid references payout,
  add constraint verdict_about check (case when payout_id is null
    then num_nulls(payment_id, charge_id, operation_id, job_id) = 0
    else num_nonnulls(payment_id, charge_id, operation_id, job_id) = 0 end);
create unique index verdict_pending_payout on verdict (payout_id) where state = 'pending';
