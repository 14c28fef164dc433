#include "engine/journals/journals.h"

#include "engine/journals/psp_invoices.h"

namespace paydesk {
namespace {

const journals::ManualJournals manual_journals;
const journals::ReversingEntries reversing_entries;
const journals::WriteOffs write_offs;
const journals::PspInvoices psp_invoices;

Result<Uuid> check_id(const std::string& text) {
  const auto id = Uuid::parse(text);
  return id ? Result<Uuid>(*id) : invalid("transaction_id", text.empty() ? "is missing" : "is not a UUID");
}

} // namespace

std::vector<const PausedCommand*> Journals::commands() {
  return {&manual_journals, &reversing_entries, &write_offs, &psp_invoices};
}

Result<views::JournalPreview> Journals::show(const journals::JournalCommand& command, const std::string& content) {
  views::JournalPreview preview;
  const auto read = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    const auto plan = command.plan(tx, content, false);
    if (!plan)
      return tl::unexpected(plan.error());
    preview = {};
    preview.value_date = plan->value_date;
    for (const auto& line : plan->lines) {
      views::PostingLine shown;
      shown.account = line.account.to_string();
      (line.amount > 0 ? shown.debit : shown.credit) = {std::abs(line.amount), line.currency};
      preview.postings.push_back(std::move(shown));
    }
    preview.wallets = plan->wallets;
    auto terms = approval_terms(tx.policy().policy, command.kind(), journals::amounts_of(plan->lines));
    preview.deciders = std::move(terms.deciders);
    preview.hours = terms.hours;
    const auto text = journals::describe(*plan);
    preview.preview = lines_in(text);
    preview.preview_hash = preview_hash(text);
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return preview;
}

Result<views::JournalPreview> Journals::preview(const views::PreviewJournalRequest& request) {
  const auto command = journals::check_journal(request.journal, clock_.now());
  if (!command)
    return tl::unexpected(command.error());
  return show(manual_journals, journals::write(*command));
}

Result<views::Approval> Journals::propose(const Caller& caller, const views::ProposeJournalRequest& request,
                                          const KeepAnswer<views::Approval>& keep) {
  const auto command = journals::check_journal(request.journal, clock_.now());
  if (!command)
    return tl::unexpected(command.error());
  return approvals_.ask(caller, manual_journals,
                        {{}, journals::amounts_of(command->lines), journals::write(*command), request.reason,
                         request.evidence_name, request.evidence},
                        keep);
}

Result<views::JournalPreview> Journals::preview_reversal(const views::PreviewReversalRequest& request) {
  const auto id = check_id(request.transaction_id);
  if (!id)
    return tl::unexpected(id.error());
  return show(reversing_entries, journals::write(*id));
}

Result<views::Approval> Journals::propose_reversal(const Caller& caller, const views::ProposeReversalRequest& request,
                                                   const KeepAnswer<views::Approval>& keep) {
  const auto id = check_id(request.transaction_id);
  if (!id)
    return tl::unexpected(id.error());
  std::vector<Money> amounts;
  const auto read = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    const auto booked = tx.journal(*id);
    amounts = booked ? journals::amounts_of(booked->lines) : std::vector<Money>{};
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return approvals_.ask(caller, reversing_entries,
                        {id->to_string(), std::move(amounts), journals::write(*id), request.reason,
                         request.evidence_name, request.evidence},
                        keep);
}

Result<views::JournalPreview> Journals::preview_write_off(const views::PreviewWriteOffRequest& request) {
  const auto command = journals::check_write_off(request.seller, request.amount, request.currency);
  if (!command)
    return tl::unexpected(command.error());
  return show(write_offs, journals::write(*command));
}

Result<views::Approval> Journals::propose_write_off(const Caller& caller,
                                                    const views::ProposeWriteOffRequest& request,
                                                    const KeepAnswer<views::Approval>& keep) {
  const auto command = journals::check_write_off(request.seller, request.amount, request.currency);
  if (!command)
    return tl::unexpected(command.error());
  return approvals_.ask(caller, write_offs,
                        {command->seller + " " + command->amount.currency.to_string(), {command->amount},
                         journals::write(*command), request.reason, request.evidence_name, request.evidence},
                        keep);
}

Result<views::JournalPreview> Journals::preview_psp_invoice(const views::PreviewPspInvoiceRequest& request) {
  const auto command = journals::check_invoice(request.invoice, clock_.now());
  if (!command)
    return tl::unexpected(command.error());
  return show(psp_invoices, journals::write(*command));
}

Result<views::Approval> Journals::propose_psp_invoice(const Caller& caller,
                                                      const views::ProposePspInvoiceRequest& request,
                                                      const KeepAnswer<views::Approval>& keep) {
  const auto command = journals::check_invoice(request.invoice, clock_.now());
  if (!command)
    return tl::unexpected(command.error());
  return approvals_.ask(caller, psp_invoices,
                        {journals::subject_of(*command), {command->total()}, journals::write(*command), request.reason,
                         request.evidence_name, request.evidence},
                        keep);
}

} // namespace paydesk
