-- Journals that people made, by which approval, and which of them take another one back: at most one does.
create table manual_journal (
  transaction_id uuid primary key references ledger_transaction,
  approval_id    uuid not null unique references approval,
  reverses       uuid unique references manual_journal check (reverses <> transaction_id)
);
create trigger manual_journal_append_only before update or delete or truncate on manual_journal
  for each statement execute function refuse_change();
grant select, insert on manual_journal to paydesk_app;
