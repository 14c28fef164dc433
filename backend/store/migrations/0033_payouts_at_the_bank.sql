-- What the bank did about a pay-out: its debit, maybe one for many, and what it gave back.
alter table payout
  add column bank_transaction_id     uuid references ledger_transaction,
  add column returned_transaction_id uuid unique references ledger_transaction,
  add check ((state in ('paid', 'returned')) = (bank_transaction_id is not null)),
  add check ((state = 'returned') = (returned_transaction_id is not null));
grant update (bank_transaction_id, returned_transaction_id) on payout to paydesk_app;
