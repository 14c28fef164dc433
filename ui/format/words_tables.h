// The codes of domain.md with their words and icons; included by words.cpp alone.
#pragma once

#include <QCoreApplication>

namespace paydesk::ui::words {

struct Word {
  const char* code;
  const char* text; ///< English; translated in the context "Words"
  const char* icon;
};

inline constexpr Word accounts[] = {
    {"psp_receivable", QT_TRANSLATE_NOOP("Words", "PSP receivable"), ""},
    {"settlement_clearing", QT_TRANSLATE_NOOP("Words", "Settlement clearing"), ""},
    {"psp_reserve", QT_TRANSLATE_NOOP("Words", "PSP reserve"), ""},
    {"bank", QT_TRANSLATE_NOOP("Words", "Bank"), ""},
    {"input_vat", QT_TRANSLATE_NOOP("Words", "Input VAT"), ""},
    {"dispute_pending", QT_TRANSLATE_NOOP("Words", "Disputes pending"), ""},
    {"seller_payable", QT_TRANSLATE_NOOP("Words", "Wallet"), ""},
    {"buyer_payable", QT_TRANSLATE_NOOP("Words", "Owed to buyers"), ""},
    {"payout_transit", QT_TRANSLATE_NOOP("Words", "Payouts in transit"), ""},
    {"psp_payable", QT_TRANSLATE_NOOP("Words", "PSP payable"), ""},
    {"output_vat", QT_TRANSLATE_NOOP("Words", "Output VAT"), ""},
    {"commission_deferred", QT_TRANSLATE_NOOP("Words", "Commission deferred"), ""},
    {"commission_revenue", QT_TRANSLATE_NOOP("Words", "Commission revenue"), ""},
    {"fee_recharge_revenue", QT_TRANSLATE_NOOP("Words", "Fee recharges"), ""},
    {"sales_revenue", QT_TRANSLATE_NOOP("Words", "Sales revenue"), ""},
    {"psp_fees", QT_TRANSLATE_NOOP("Words", "PSP fees"), ""},
    {"bank_fees", QT_TRANSLATE_NOOP("Words", "Bank fees"), ""},
    {"dispute_losses", QT_TRANSLATE_NOOP("Words", "Dispute losses"), ""},
    {"bad_debt", QT_TRANSLATE_NOOP("Words", "Bad debt"), ""},
    {"recon_writeoff", QT_TRANSLATE_NOOP("Words", "Write-offs"), ""},
    {"fx_clearing", QT_TRANSLATE_NOOP("Words", "FX clearing"), ""},
    {"fx_gain_loss", QT_TRANSLATE_NOOP("Words", "FX gain and loss"), ""},
    {"recon_suspense", QT_TRANSLATE_NOOP("Words", "Suspense"), ""},
};

inline constexpr Word attempts[] = {
    {"register", QT_TRANSLATE_NOOP("Words", "Registration"), "state-registered"},
    {"authorize", QT_TRANSLATE_NOOP("Words", "Authorisation"), "state-authorized"},
    {"capture", QT_TRANSLATE_NOOP("Words", "Capture"), "check"},
    {"void", QT_TRANSLATE_NOOP("Words", "Void"), "cancelled"},
    {"refund", QT_TRANSLATE_NOOP("Words", "Refund"), "refund"},
    {"query", QT_TRANSLATE_NOOP("Words", "Status query"), "search"},
    {"status", QT_TRANSLATE_NOOP("Words", "Status query"), "search"},
    {"confirm", QT_TRANSLATE_NOOP("Words", "Confirmation"), "check"},
};

inline constexpr Word happenings[] = {
    {"created", QT_TRANSLATE_NOOP("Words", "Payment created"), "state-created"},
    {"register_ok", QT_TRANSLATE_NOOP("Words", "Registered"), "state-registered"},
    {"page_opened", QT_TRANSLATE_NOOP("Words", "Customer opened the page"), "state-awaiting-customer"},
    {"submitted", QT_TRANSLATE_NOOP("Words", "Customer paid on the hosted page"), "state-awaiting-customer"},
    {"authorize_ok", QT_TRANSLATE_NOOP("Words", "Authorized"), "state-authorized"},
    {"auth_expired", QT_TRANSLATE_NOOP("Words", "Authorisation expired"), "expired"},
    {"capture_requested", QT_TRANSLATE_NOOP("Words", "Capture requested"), "state-processing"},
    {"capture_ok", QT_TRANSLATE_NOOP("Words", "Captured"), "check"},
    {"capture_partial_ok", QT_TRANSLATE_NOOP("Words", "Captured in part"), "check"},
    {"capture_failed", QT_TRANSLATE_NOOP("Words", "Capture failed"), "warning"},
    {"capture_reversed", QT_TRANSLATE_NOOP("Words", "Capture reversed"), "refund"},
    {"void_requested", QT_TRANSLATE_NOOP("Words", "Void requested"), "cancelled"},
    {"void_ok", QT_TRANSLATE_NOOP("Words", "Voided"), "cancelled"},
    {"fail_retryable", QT_TRANSLATE_NOOP("Words", "Failed, will be retried"), "retry"},
    {"fail_final", QT_TRANSLATE_NOOP("Words", "Failed"), "failed"},
    {"outcome_lost", QT_TRANSLATE_NOOP("Words", "Outcome unknown, checking"), "unknown"},
    {"attempts_exhausted", QT_TRANSLATE_NOOP("Words", "Retries used up"), "dead-letter"},
    {"retry_due", QT_TRANSLATE_NOOP("Words", "Retry started"), "retry"},
    {"expire", QT_TRANSLATE_NOOP("Words", "Expired"), "expired"},
    {"operator_retry", QT_TRANSLATE_NOOP("Words", "Retry asked by an operator"), "user"},
    {"operator_cancel", QT_TRANSLATE_NOOP("Words", "Cancelled by an operator"), "user"},
    {"resolve_captured", QT_TRANSLATE_NOOP("Words", "Resolved as captured"), "check"},
    {"resolve_failed", QT_TRANSLATE_NOOP("Words", "Resolved as failed"), "failed"},
    {"refund_requested", QT_TRANSLATE_NOOP("Words", "Refund asked"), "user"},
    {"approval_needed", QT_TRANSLATE_NOOP("Words", "Refund waits for approval"), "user"},
    {"approve", QT_TRANSLATE_NOOP("Words", "Refund approved"), "check"},
    {"reject", QT_TRANSLATE_NOOP("Words", "Refund rejected"), "failed"},
    {"sent", QT_TRANSLATE_NOOP("Words", "Refund sent"), "refund"},
    {"succeed", QT_TRANSLATE_NOOP("Words", "Refunded"), "refund"},
    {"succeeded", QT_TRANSLATE_NOOP("Words", "Refunded"), "refund"},
    {"settled", QT_TRANSLATE_NOOP("Words", "Settled by file"), "state-settled"},
    {"reverse", QT_TRANSLATE_NOOP("Words", "Refund sent back by the bank"), "refund"},
};

inline constexpr Word break_types[] = {
    {"duplicate_at_psp", QT_TRANSLATE_NOOP("Words", "Duplicate at PSP"), "copy"},
    {"duplicate_in_ledger", QT_TRANSLATE_NOOP("Words", "Duplicate in ledger"), "copy"},
    {"currency_mismatch", QT_TRANSLATE_NOOP("Words", "Currency differs"), "failed"},
    {"fx_difference", QT_TRANSLATE_NOOP("Words", "Rate differs"), "failed"},
    {"amount_mismatch", QT_TRANSLATE_NOOP("Words", "Amount differs"), "failed"},
    {"fee_mismatch", QT_TRANSLATE_NOOP("Words", "Fee differs"), "failed"},
    {"status_mismatch", QT_TRANSLATE_NOOP("Words", "Posting absent"), "unknown"},
    {"missing_in_ledger", QT_TRANSLATE_NOOP("Words", "Missing in ledger"), "dead-letter"},
    {"timing", QT_TRANSLATE_NOOP("Words", "Not yet due"), "clock"},
    {"missing_at_psp", QT_TRANSLATE_NOOP("Words", "Missing at PSP"), "clock"},
    {"batch_total_mismatch", QT_TRANSLATE_NOOP("Words", "Batch total differs"), "failed"},
    {"missing_at_bank", QT_TRANSLATE_NOOP("Words", "Missing at bank"), "nav-payouts"},
    {"unexpected_bank_entry", QT_TRANSLATE_NOOP("Words", "Unexpected bank entry"), "nav-payouts"},
    {"bank_amount_mismatch", QT_TRANSLATE_NOOP("Words", "Bank amount differs"), "nav-payouts"},
    {"unidentified", QT_TRANSLATE_NOOP("Words", "Unidentified"), "unknown"},
};

inline constexpr Word break_plates[] = {
    {"duplicate_at_psp", QT_TRANSLATE_NOOP("Words", "duplicate"), ""},
    {"duplicate_in_ledger", QT_TRANSLATE_NOOP("Words", "duplicate"), ""},
    {"currency_mismatch", QT_TRANSLATE_NOOP("Words", "currency"), ""},
    {"fx_difference", QT_TRANSLATE_NOOP("Words", "rate"), ""},
    {"amount_mismatch", QT_TRANSLATE_NOOP("Words", "amount"), ""},
    {"fee_mismatch", QT_TRANSLATE_NOOP("Words", "fee"), ""},
    {"status_mismatch", QT_TRANSLATE_NOOP("Words", "no posting"), ""},
    {"missing_in_ledger", QT_TRANSLATE_NOOP("Words", "not in ledger"), ""},
    {"timing", QT_TRANSLATE_NOOP("Words", "timing"), ""},
    {"missing_at_psp", QT_TRANSLATE_NOOP("Words", "missing at PSP"), ""},
    {"batch_total_mismatch", QT_TRANSLATE_NOOP("Words", "batch total"), ""},
    {"missing_at_bank", QT_TRANSLATE_NOOP("Words", "missing at bank"), ""},
    {"unexpected_bank_entry", QT_TRANSLATE_NOOP("Words", "unexpected"), ""},
    {"bank_amount_mismatch", QT_TRANSLATE_NOOP("Words", "bank amount"), ""},
    {"unidentified", QT_TRANSLATE_NOOP("Words", "unidentified"), ""},
};

inline constexpr Word resolutions[] = {
    {"match", QT_TRANSLATE_NOOP("Words", "Match"), "link"},
    {"write_off", QT_TRANSLATE_NOOP("Words", "Write off"), "trash"},
    {"post_adjustment", QT_TRANSLATE_NOOP("Words", "Post adjustment"), "edit"},
    {"accept_fee", QT_TRANSLATE_NOOP("Words", "Accept fee"), "check"},
    {"reclassify", QT_TRANSLATE_NOOP("Words", "Reclassify"), "split"},
    {"assign_receipt", QT_TRANSLATE_NOOP("Words", "Assign receipt"), "user"},
    {"create_missing", QT_TRANSLATE_NOOP("Words", "Create missing"), "plus"},
    {"refund_duplicate", QT_TRANSLATE_NOOP("Words", "Refund duplicate"), "refund"},
    {"reverse_posting", QT_TRANSLATE_NOOP("Words", "Reverse posting"), "refund-partial"},
    {"carry_forward", QT_TRANSLATE_NOOP("Words", "Carry forward"), "carry-forward"},
    {"raise_with_psp", QT_TRANSLATE_NOOP("Words", "Raise with PSP"), "mail"},
};

inline constexpr Word refund_reasons[] = {
    {"duplicate", QT_TRANSLATE_NOOP("Words", "Paid twice"), ""},
    {"returned", QT_TRANSLATE_NOOP("Words", "Returned by customer"), ""},
    {"not_delivered", QT_TRANSLATE_NOOP("Words", "Not delivered"), ""},
    {"damaged", QT_TRANSLATE_NOOP("Words", "Arrived damaged"), ""},
    {"fraud", QT_TRANSLATE_NOOP("Words", "Fraud"), ""},
    {"other", QT_TRANSLATE_NOOP("Words", "Other"), ""},
};

inline constexpr Word entry_kinds[] = {
    {"capture", QT_TRANSLATE_NOOP("Words", "Capture"), ""},
    {"refund", QT_TRANSLATE_NOOP("Words", "Refund"), ""},
    {"settlement", QT_TRANSLATE_NOOP("Words", "Settlement"), ""},
    {"adjustment", QT_TRANSLATE_NOOP("Words", "Adjustment"), ""},
    {"fee", QT_TRANSLATE_NOOP("Words", "Fee"), ""},
    {"chargeback", QT_TRANSLATE_NOOP("Words", "Chargeback"), ""},
    {"dispute", QT_TRANSLATE_NOOP("Words", "Dispute"), ""},
    {"payout", QT_TRANSLATE_NOOP("Words", "Payout"), ""},
    {"reserve", QT_TRANSLATE_NOOP("Words", "Reserve"), ""},
    {"write_off", QT_TRANSLATE_NOOP("Words", "Write-off"), ""},
    {"reversal", QT_TRANSLATE_NOOP("Words", "Reversal"), ""},
    {"refund_reversed", QT_TRANSLATE_NOOP("Words", "Refund reversed"), ""},
    {"dispute_withdrawn", QT_TRANSLATE_NOOP("Words", "Dispute withdrawn"), ""},
    {"dispute_reinstated", QT_TRANSLATE_NOOP("Words", "Dispute reinstated"), ""},
    {"dispute_lost", QT_TRANSLATE_NOOP("Words", "Dispute lost"), ""},
    {"dispute_loss_reversed", QT_TRANSLATE_NOOP("Words", "Dispute loss reversed"), ""},
    {"bank", QT_TRANSLATE_NOOP("Words", "Bank"), ""},
};

inline constexpr Word line_kinds[] = {
    {"refund_reversed", QT_TRANSLATE_NOOP("Words", "Reversal"), ""},
    {"dispute_withdrawn", QT_TRANSLATE_NOOP("Words", "Chargeback"), ""},
    {"dispute_reinstated", QT_TRANSLATE_NOOP("Words", "Reinstated"), ""},
};

inline constexpr Word strategies[] = {
    {"immediate", QT_TRANSLATE_NOOP("Words", "Immediate"), ""},
    {"fixed", QT_TRANSLATE_NOOP("Words", "Fixed"), ""},
    {"incremental", QT_TRANSLATE_NOOP("Words", "Incremental"), ""},
    {"exponential", QT_TRANSLATE_NOOP("Words", "Exp. + jitter"), ""},
    {"cancel", QT_TRANSLATE_NOOP("Words", "Cancel"), ""},
};

inline constexpr Word audit_actions[] = {
    {"payment.retry", QT_TRANSLATE_NOOP("Words", "Retried a payment"), ""},
    {"payment.cancel", QT_TRANSLATE_NOOP("Words", "Cancelled a payment"), ""},
    {"refund.create", QT_TRANSLATE_NOOP("Words", "Asked for a refund"), ""},
    {"refund.approve", QT_TRANSLATE_NOOP("Words", "Approved a refund"), ""},
    {"refund.reject", QT_TRANSLATE_NOOP("Words", "Rejected a refund"), ""},
    {"queue.retry", QT_TRANSLATE_NOOP("Words", "Replayed a queue item"), ""},
    {"queue.discard", QT_TRANSLATE_NOOP("Words", "Discarded a dead letter"), ""},
    {"psp.pause", QT_TRANSLATE_NOOP("Words", "Paused a PSP"), ""},
    {"psp.resume", QT_TRANSLATE_NOOP("Words", "Resumed a PSP"), ""},
    {"recon.import", QT_TRANSLATE_NOOP("Words", "Imported a file"), ""},
    {"recon.resolve", QT_TRANSLATE_NOOP("Words", "Resolved a break"), ""},
    {"recon.wait", QT_TRANSLATE_NOOP("Words", "Carried a break forward"), ""},
    {"recon.propose", QT_TRANSLATE_NOOP("Words", "Proposed a resolution"), ""},
    {"recon.decide", QT_TRANSLATE_NOOP("Words", "Decided a resolution"), ""},
};

inline constexpr Word audit_outcomes[] = {
    {"done", QT_TRANSLATE_NOOP("Words", "Done"), ""},
    {"resolved", QT_TRANSLATE_NOOP("Words", "Resolved"), ""},
    {"waiting", QT_TRANSLATE_NOOP("Words", "Waiting"), ""},
    {"proposed", QT_TRANSLATE_NOOP("Words", "Proposed"), ""},
    {"refused", QT_TRANSLATE_NOOP("Words", "Refused"), ""},
    {"imported", QT_TRANSLATE_NOOP("Words", "Imported"), ""},
    {"requested", QT_TRANSLATE_NOOP("Words", "Requested"), ""},
    {"awaiting_approval", QT_TRANSLATE_NOOP("Words", "Awaiting approval"), ""},
    {"approved", QT_TRANSLATE_NOOP("Words", "Approved"), ""},
    {"rejected", QT_TRANSLATE_NOOP("Words", "Rejected"), ""},
    {"processing", QT_TRANSLATE_NOOP("Words", "Processing"), ""},
    {"healed", QT_TRANSLATE_NOOP("Words", "Healed"), ""},
};

inline constexpr Word error_codes[] = {
    {"unavailable", QT_TRANSLATE_NOOP("Words", "The daemon does not answer. Nothing was changed."), ""},
    {"permission_denied", QT_TRANSLATE_NOOP("Words", "Your role does not allow this."), ""},
    {"conflict", QT_TRANSLATE_NOOP("Words", "It was changed meanwhile. Look again, then repeat."), ""},
    {"not_found", QT_TRANSLATE_NOOP("Words", "It does not exist any more."), ""},
    {"internal", QT_TRANSLATE_NOOP("Words", "Something went wrong in the daemon. Nothing was changed."), ""},
};

} // namespace paydesk::ui::words
