// Invoices of PSPs, entered by two persons: psp_fees, input_vat / psp_payable, once a number.
#pragma once

#include "engine/journals/plans.h"

namespace paydesk::journals {

struct InvoiceCommand {
  std::string psp_account;
  std::string number;     ///< one word
  std::string value_date; ///< YYYY-MM-DD; empty: the day it is booked
  Money net;              ///< above zero
  std::int64_t vat = 0;   ///< minor units of the same currency, not below zero

  Money total() const { return {net.minor + vat, net.currency}; } ///< amounts have at most 18 digits
};

/// Everything that can be said of it without the database; the error names the field: "invoice.number".
Result<InvoiceCommand> check_invoice(const views::PspInvoice& invoice, Instant now);

std::string write(const InvoiceCommand& command);
/// data_loss when the text was not written by the above.
Result<InvoiceCommand> read_invoice(const std::string& content);

/// What approvals know it by: one waits a PSP account and number.
std::string subject_of(const InvoiceCommand& command);

class PspInvoices final : public JournalCommand {
 public:
  std::string_view kind() const noexcept override { return psp_invoice_kind; }
  Result<Plan> plan(ApprovalTx& tx, const std::string& command, bool lock) const override;
  void link(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id) const override;
};

} // namespace paydesk::journals
