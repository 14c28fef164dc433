#include "wire/journals.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::ManualLine& view, v1::ManualLine* out) {
  out->set_account(view.account);
  out->set_side(view.side);
  out->set_amount(view.amount);
  out->set_currency(view.currency);
}

views::ManualLine from_wire(const v1::ManualLine& in) {
  return {in.account(), in.side(), in.amount(), in.currency()};
}

void to_wire(const views::ManualJournal& view, v1::ManualJournal* out) {
  out->set_value_date(view.value_date);
  for (const auto& line : view.lines)
    to_wire(line, out->add_lines());
}

views::ManualJournal from_wire(const v1::ManualJournal& in) {
  views::ManualJournal view{in.value_date(), {}};
  view.lines.reserve(static_cast<std::size_t>(in.lines_size()));
  for (const auto& line : in.lines())
    view.lines.push_back(from_wire(line));
  return view;
}

void to_wire(const views::PreviewJournalRequest& view, v1::PreviewJournalRequest* out) {
  to_wire(view.journal, out->mutable_journal());
}

views::PreviewJournalRequest from_wire(const v1::PreviewJournalRequest& in) { return {from_wire(in.journal())}; }

void to_wire(const views::ProposeJournalRequest& view, v1::ProposeJournalRequest* out) {
  to_wire(view.journal, out->mutable_journal());
  out->set_reason(view.reason);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence(view.evidence);
  out->set_idempotency_key(view.idempotency_key);
}

views::ProposeJournalRequest from_wire(const v1::ProposeJournalRequest& in) {
  return {from_wire(in.journal()), in.reason(), in.evidence_name(), in.evidence(), in.idempotency_key()};
}

void to_wire(const views::PreviewReversalRequest& view, v1::PreviewReversalRequest* out) {
  out->set_transaction_id(view.transaction_id);
}

views::PreviewReversalRequest from_wire(const v1::PreviewReversalRequest& in) { return {in.transaction_id()}; }

void to_wire(const views::ProposeReversalRequest& view, v1::ProposeReversalRequest* out) {
  out->set_transaction_id(view.transaction_id);
  out->set_reason(view.reason);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence(view.evidence);
  out->set_idempotency_key(view.idempotency_key);
}

views::ProposeReversalRequest from_wire(const v1::ProposeReversalRequest& in) {
  return {in.transaction_id(), in.reason(), in.evidence_name(), in.evidence(), in.idempotency_key()};
}

void to_wire(const views::PreviewWriteOffRequest& view, v1::PreviewWriteOffRequest* out) {
  out->set_seller(view.seller);
  out->set_amount(view.amount);
  out->set_currency(view.currency);
}

views::PreviewWriteOffRequest from_wire(const v1::PreviewWriteOffRequest& in) {
  return {in.seller(), in.amount(), in.currency()};
}

void to_wire(const views::ProposeWriteOffRequest& view, v1::ProposeWriteOffRequest* out) {
  out->set_seller(view.seller);
  out->set_amount(view.amount);
  out->set_currency(view.currency);
  out->set_reason(view.reason);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence(view.evidence);
  out->set_idempotency_key(view.idempotency_key);
}

views::ProposeWriteOffRequest from_wire(const v1::ProposeWriteOffRequest& in) {
  return {in.seller(),        in.amount(),   in.currency(),       in.reason(),
          in.evidence_name(), in.evidence(), in.idempotency_key()};
}

void to_wire(const views::PspInvoice& view, v1::PspInvoice* out) {
  out->set_psp_account(view.psp_account);
  out->set_number(view.number);
  out->set_net(view.net);
  out->set_vat(view.vat);
  out->set_currency(view.currency);
  out->set_value_date(view.value_date);
}

views::PspInvoice from_wire(const v1::PspInvoice& in) {
  return {in.psp_account(), in.number(), in.net(), in.vat(), in.currency(), in.value_date()};
}

void to_wire(const views::PreviewPspInvoiceRequest& view, v1::PreviewPspInvoiceRequest* out) {
  to_wire(view.invoice, out->mutable_invoice());
}

views::PreviewPspInvoiceRequest from_wire(const v1::PreviewPspInvoiceRequest& in) { return {from_wire(in.invoice())}; }

void to_wire(const views::ProposePspInvoiceRequest& view, v1::ProposePspInvoiceRequest* out) {
  to_wire(view.invoice, out->mutable_invoice());
  out->set_reason(view.reason);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence(view.evidence);
  out->set_idempotency_key(view.idempotency_key);
}

views::ProposePspInvoiceRequest from_wire(const v1::ProposePspInvoiceRequest& in) {
  return {from_wire(in.invoice()), in.reason(), in.evidence_name(), in.evidence(), in.idempotency_key()};
}

void to_wire(const views::BalanceEffect& view, v1::BalanceEffect* out) {
  out->set_seller(view.seller);
  if (has_value(view.balance_now))
    to_wire(view.balance_now, out->mutable_balance_now());
  if (has_value(view.balance_after))
    to_wire(view.balance_after, out->mutable_balance_after());
}

views::BalanceEffect from_wire(const v1::BalanceEffect& in) {
  return {in.seller(), from_wire(in.balance_now()), from_wire(in.balance_after())};
}

void to_wire(const views::JournalPreview& view, v1::JournalPreview* out) {
  out->set_value_date(view.value_date);
  for (const auto& line : view.postings)
    to_wire(line, out->add_postings());
  for (const auto& wallet : view.wallets)
    to_wire(wallet, out->add_wallets());
  for (const auto& role : view.deciders)
    out->add_deciders(role);
  out->set_hours(view.hours);
  for (const auto& line : view.preview)
    out->add_preview(line);
  out->set_preview_hash(view.preview_hash);
}

views::JournalPreview from_wire(const v1::JournalPreview& in) {
  views::JournalPreview view;
  view.value_date = in.value_date();
  for (const auto& line : in.postings())
    view.postings.push_back(from_wire(line));
  for (const auto& wallet : in.wallets())
    view.wallets.push_back(from_wire(wallet));
  view.deciders.assign(in.deciders().begin(), in.deciders().end());
  view.hours = in.hours();
  view.preview.assign(in.preview().begin(), in.preview().end());
  view.preview_hash = in.preview_hash();
  return view;
}

} // namespace paydesk::wire
