-- The daemon's role runs; it can neither alter the schema nor change what is append-only.
grant usage on schema public to paydesk_app;
grant select on all tables in schema public to paydesk_app;
grant usage on all sequences in schema public to paydesk_app;
grant insert on audit_record, history, ledger_transaction, ledger_entry, event to paydesk_app;
grant insert, update on principal, session, idempotency, psp_account, payment, charge, payment_order, operation,
  attempt, refund, dispute, psp_fact, wallet, webhook_event, ledger_account, source_file, recon_run,
  settlement_line, bank_statement, bank_entry, bank_match, recon_break to paydesk_app;
grant insert, delete on role_grant to paydesk_app;
grant insert, update, delete on job, wallet_hold, outbox to paydesk_app;
grant update on event_head to paydesk_app;
