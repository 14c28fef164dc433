#include "wire/books.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::GetBooksRequest& /*view*/, v1::GetBooksRequest* /*out*/) {}
views::GetBooksRequest from_wire(const v1::GetBooksRequest& /*in*/) { return {}; }

void to_wire(const views::BooksStatus& view, v1::BooksStatus* out) {
  out->set_closed_through(view.closed_through);
  out->set_closed_at(to_text(view.closed_at));
  out->set_closed_by(view.closed_by);
  out->set_reason(view.reason);
  out->set_sealed_through(to_text(view.sealed_through));
  out->set_summed_through(to_text(view.summed_through));
  out->set_seals(view.seals);
  out->set_head(view.head);
  for (const auto& sentence : view.left_open)
    out->add_left_open(sentence);
}

views::BooksStatus from_wire(const v1::BooksStatus& in) {
  views::BooksStatus view;
  view.closed_through = in.closed_through();
  view.closed_at = parse_instant(in.closed_at());
  view.closed_by = in.closed_by();
  view.reason = in.reason();
  view.sealed_through = parse_instant(in.sealed_through());
  view.summed_through = parse_instant(in.summed_through());
  view.seals = in.seals();
  view.head = in.head();
  view.left_open.assign(in.left_open().begin(), in.left_open().end());
  return view;
}

void to_wire(const views::CloseDayRequest& view, v1::CloseDayRequest* out) {
  out->set_day(view.day);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::CloseDayRequest from_wire(const v1::CloseDayRequest& in) {
  views::CloseDayRequest view;
  view.day = in.day();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::BalancesAsOfRequest& view, v1::BalancesAsOfRequest* out) {
  out->set_account(view.account);
  out->set_at(view.at);
}

views::BalancesAsOfRequest from_wire(const v1::BalancesAsOfRequest& in) {
  views::BalancesAsOfRequest view;
  view.account = in.account();
  view.at = in.at();
  return view;
}

void to_wire(const views::BalanceRow& view, v1::BalanceRow* out) {
  out->set_account(view.account);
  to_wire(view.debit, out->mutable_debit());
  to_wire(view.credit, out->mutable_credit());
  to_wire(view.balance, out->mutable_balance());
}

views::BalanceRow from_wire(const v1::BalanceRow& in) {
  views::BalanceRow view;
  view.account = in.account();
  view.debit = from_wire(in.debit());
  view.credit = from_wire(in.credit());
  view.balance = from_wire(in.balance());
  return view;
}

void to_wire(const views::BalancesAsOf& view, v1::BalancesAsOf* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_at(to_text(view.at));
  out->set_final(view.final);
}

views::BalancesAsOf from_wire(const v1::BalancesAsOf& in) {
  views::BalancesAsOf view;
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.at = parse_instant(in.at());
  view.final = in.final();
  return view;
}

void to_wire(const views::TrialBalanceRequest& view, v1::TrialBalanceRequest* out) {
  out->set_from(view.from);
  out->set_to(view.to);
}

views::TrialBalanceRequest from_wire(const v1::TrialBalanceRequest& in) {
  views::TrialBalanceRequest view;
  view.from = in.from();
  view.to = in.to();
  return view;
}

void to_wire(const views::TrialBalanceRow& view, v1::TrialBalanceRow* out) {
  out->set_account(view.account);
  to_wire(view.opening, out->mutable_opening());
  to_wire(view.debit, out->mutable_debit());
  to_wire(view.credit, out->mutable_credit());
  to_wire(view.closing, out->mutable_closing());
}

views::TrialBalanceRow from_wire(const v1::TrialBalanceRow& in) {
  views::TrialBalanceRow view;
  view.account = in.account();
  view.opening = from_wire(in.opening());
  view.debit = from_wire(in.debit());
  view.credit = from_wire(in.credit());
  view.closing = from_wire(in.closing());
  return view;
}

void to_wire(const views::TrialBalance& view, v1::TrialBalance* out) {
  out->set_from(view.from);
  out->set_to(view.to);
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  for (const auto& item : view.totals)
    to_wire(item, out->add_totals());
  out->set_closed(view.closed);
  out->set_position(view.position);
}

views::TrialBalance from_wire(const v1::TrialBalance& in) {
  views::TrialBalance view;
  view.from = in.from();
  view.to = in.to();
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  for (const auto& item : in.totals())
    view.totals.push_back(from_wire(item));
  view.closed = in.closed();
  view.position = in.position();
  return view;
}

void to_wire(const views::StatementRequest& view, v1::StatementRequest* out) {
  out->set_account(view.account);
  out->set_currency(view.currency);
  out->set_from(view.from);
  out->set_to(view.to);
  out->set_limit(view.limit);
  out->set_cursor(view.cursor);
}

views::StatementRequest from_wire(const v1::StatementRequest& in) {
  views::StatementRequest view;
  view.account = in.account();
  view.currency = in.currency();
  view.from = in.from();
  view.to = in.to();
  view.limit = in.limit();
  view.cursor = in.cursor();
  return view;
}

void to_wire(const views::StatementRow& view, v1::StatementRow* out) {
  out->set_booked_at(to_text(view.booked_at));
  out->set_value_date(view.value_date);
  out->set_transaction_id(view.transaction_id);
  out->set_kind(view.kind);
  out->set_payment_id(view.payment_id);
  out->set_description(view.description);
  to_wire(view.amount, out->mutable_amount());
  to_wire(view.balance, out->mutable_balance());
}

views::StatementRow from_wire(const v1::StatementRow& in) {
  views::StatementRow view;
  view.booked_at = parse_instant(in.booked_at());
  view.value_date = in.value_date();
  view.transaction_id = in.transaction_id();
  view.kind = in.kind();
  view.payment_id = in.payment_id();
  view.description = in.description();
  view.amount = from_wire(in.amount());
  view.balance = from_wire(in.balance());
  return view;
}

void to_wire(const views::Statement& view, v1::Statement* out) {
  out->set_account(view.account);
  to_wire(view.opening, out->mutable_opening());
  to_wire(view.closing, out->mutable_closing());
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
  out->set_position(view.position);
}

views::Statement from_wire(const v1::Statement& in) {
  views::Statement view;
  view.account = in.account();
  view.opening = from_wire(in.opening());
  view.closing = from_wire(in.closing());
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  view.position = in.position();
  return view;
}

void to_wire(const views::GetLedgerSealRequest& view, v1::GetLedgerSealRequest* out) { out->set_seal_no(view.seal_no); }
views::GetLedgerSealRequest from_wire(const v1::GetLedgerSealRequest& in) { return {in.seal_no()}; }

void to_wire(const ledger_chain::SealedTransaction& view, v1::SealedTransaction* out) {
  out->set_transaction_id(view.transaction_id);
  out->set_kind(view.kind);
  out->set_cause(view.cause);
  out->set_payment_id(view.payment_id);
  out->set_booked_at(view.booked_at);
  out->set_value_date(view.value_date);
  out->set_description(view.description);
  for (const auto& entry : view.entries) {
    auto* made = out->add_entries();
    made->set_line(entry.line);
    made->set_account_class(entry.account_class);
    made->set_owner(entry.owner);
    made->set_currency(entry.currency);
    made->set_amount(entry.amount);
  }
}

ledger_chain::SealedTransaction from_wire(const v1::SealedTransaction& in) {
  ledger_chain::SealedTransaction view{in.transaction_id(), in.kind(),       in.cause(),       in.payment_id(),
                                       in.booked_at(),      in.value_date(), in.description(), {}};
  for (const auto& entry : in.entries())
    view.entries.push_back({entry.line(), entry.account_class(), entry.owner(), entry.currency(), entry.amount()});
  return view;
}

void to_wire(const views::LedgerSeal& view, v1::LedgerSeal* out) {
  out->set_seal_no(view.seal_no);
  out->set_hash(view.hash);
  for (const auto& transaction : view.transactions)
    to_wire(transaction, out->add_transactions());
}

views::LedgerSeal from_wire(const v1::LedgerSeal& in) {
  views::LedgerSeal view{in.seal_no(), in.hash(), {}};
  for (const auto& transaction : in.transactions())
    view.transactions.push_back(from_wire(transaction));
  return view;
}

} // namespace paydesk::wire
