-- Invoices of PSPs that two persons entered, and what paid each: the settlement line that deducted it, or the bank entry
-- that names it.
create table psp_invoice (
  transaction_id      uuid primary key references ledger_transaction,
  approval_id         uuid not null unique references approval,
  psp_account         text not null references psp_account,
  number              text not null check (number ~ '^[^[:space:]]{1,64}$'),
  currency            text not null,
  total               bigint not null check (total > 0),
  line_id             uuid unique references settlement_line,
  entry_id            uuid unique references bank_entry,
  paid_transaction_id uuid references ledger_transaction,
  unique (psp_account, number),
  check (num_nonnulls(line_id, entry_id) <= 1),
  check ((num_nonnulls(line_id, entry_id) = 1) = (paid_transaction_id is not null))
);
create index psp_invoice_unpaid on psp_invoice (number, currency) where paid_transaction_id is null;

create function keep_paid_invoice() returns trigger language plpgsql as $$
begin
  if old.paid_transaction_id is not null then
    raise exception 'invoice % of % is paid already', old.number, old.psp_account using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger psp_invoice_paid_once before update on psp_invoice for each row execute function keep_paid_invoice();
create trigger psp_invoice_stays before delete or truncate on psp_invoice
  for each statement execute function refuse_change();

grant select, insert on psp_invoice to paydesk_app;
grant update (line_id, entry_id, paid_transaction_id) on psp_invoice to paydesk_app;
