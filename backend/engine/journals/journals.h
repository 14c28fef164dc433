// Journals that people make: proposed by one, approved by another; taken back the same way.
#pragma once

#include "engine/approvals/approvals.h"
#include "engine/journals/plans.h"

namespace paydesk {

/// Thread-safe use cases. Previews change nothing; proposals are approvals that wait.
class Journals {
 public:
  Journals(ApprovalStore& store, Approvals& approvals, const Clock& clock)
      : store_(store), approvals_(approvals), clock_(clock) {}

  /// The commands that approvals have to know to carry proposals out; they live as long as the program.
  static std::vector<const PausedCommand*> commands();

  /// invalid_argument naming the field: "lines[2].account".
  Result<views::JournalPreview> preview(const views::PreviewJournalRequest& request);
  Result<views::Approval> propose(const Caller& caller, const views::ProposeJournalRequest& request,
                                  const KeepAnswer<views::Approval>& keep = {});
  /// Of a manual journal only, and once: not_found, failed_precondition.
  Result<views::JournalPreview> preview_reversal(const views::PreviewReversalRequest& request);
  Result<views::Approval> propose_reversal(const Caller& caller, const views::ProposeReversalRequest& request,
                                           const KeepAnswer<views::Approval>& keep = {});
  /// At most what the seller owes: failed_precondition.
  Result<views::JournalPreview> preview_write_off(const views::PreviewWriteOffRequest& request);
  Result<views::Approval> propose_write_off(const Caller& caller, const views::ProposeWriteOffRequest& request,
                                            const KeepAnswer<views::Approval>& keep = {});
  /// Once a PSP account and number: failed_precondition.
  Result<views::JournalPreview> preview_psp_invoice(const views::PreviewPspInvoiceRequest& request);
  Result<views::Approval> propose_psp_invoice(const Caller& caller, const views::ProposePspInvoiceRequest& request,
                                              const KeepAnswer<views::Approval>& keep = {});

 private:
  Result<views::JournalPreview> show(const journals::JournalCommand& command, const std::string& content);

  ApprovalStore& store_;
  Approvals& approvals_;
  const Clock& clock_;
};

} // namespace paydesk
