// The rows reconciliation works on, between the engine and the store. Amounts in minor units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/status.h"

namespace paydesk::recon {

/// A PSP account as reconciliation sees it.
struct AccountRow {
  std::string psp_account;
  std::string time_zone; ///< a name or an offset
};

/// A file that was imported before, and the run it made (a settlement file).
struct KnownFile {
  Uuid file_id;
  std::string format;
  std::optional<Uuid> run_id;
};

struct NewFile {
  Uuid file_id;
  std::string name;
  std::string format;
  std::string imported_by;
  Instant at;
};

struct RunRow {
  Uuid run_id;
  std::string psp_account;
  std::string batch;
  std::string settlement_date; ///< YYYY-MM-DD
  Currency currency;
  std::int64_t line_count = 0;
  std::int64_t gross = 0, fee = 0, net = 0;
  std::optional<std::int64_t> bank_amount; ///< nothing before a statement told
  std::int64_t bank_fee = 0;
  std::int64_t bank_writeoff = 0;

  /// What the batch still has on its clearing account for the bank to explain.
  std::int64_t unexplained() const noexcept {
    return net - bank_amount.value_or(0) - bank_fee - bank_writeoff;
  }
};

/// What the PSP told before, as the ledger has it. `amount` is positive for every kind.
struct FactRow {
  std::string kind;
  std::string reference;
  std::string merchant_reference;
  Currency currency;
  std::int64_t amount = 0;
  Instant at;
  std::optional<Uuid> payment_id, charge_id, order_id;
  std::string seller;
  std::string due_on; ///< YYYY-MM-DD: until then a file may bring it

  /// As a settlement file signs it: money that leaves us is negative.
  std::int64_t signed_amount() const noexcept {
    return kind == "refund" || kind == "dispute_withdrawn" || kind == "capture_reversed" || kind == "payout" ? -amount : amount;
  }
};

/// A line with what it was judged to be.
struct LineRow {
  Uuid line_id, run_id;
  std::string psp_account, batch, settlement_date;
  std::int64_t line_no = 0;
  std::string kind, psp_reference, checkout_id, merchant_reference;
  std::int64_t gross = 0, fee = 0, net = 0;
  std::optional<std::int64_t> expected_fee;
  Currency currency;
  Instant booked_at;
  std::string verdict;
  bool settled = false;
  std::optional<FactRow> fact;
  std::optional<Uuid> payment_id;  ///< of the fact, else of the charge its checkout belongs to
  std::string earlier;             ///< of a duplicate: where the first one was, in words
  std::string suggested_reference; ///< of a missing one: a fact it could be
  double suggested_score = 0;
};

/// An order that a settled capture belongs to, locked.
struct OrderRow {
  Uuid order_id, payment_id, charge_id;
  std::string seller;
  Currency currency;
  OrderAmounts amounts;
  std::int64_t commission_taken = 0;
  bool dispute_won = false;
  std::string status;
  std::string charge_state;
  std::int64_t unsettled_share = 0; ///< see Order
};

/// What facts of one charge posted to one seller.
struct SellerShare {
  Uuid charge_id;
  std::string seller;
  std::int64_t amount = 0; ///< minor units, > 0: credited
};

/// How an order is after a settlement.
struct OrderChange {
  Uuid order_id, payment_id;
  std::int64_t settled = 0;
  std::string old_status, status;
  std::string detail; ///< which batch settled it
  bool paid_out = true; ///< false: the PSP took more back than it paid, or nothing
  std::int64_t unsettled_share = 0;
};

/// A line whose posting is written; it settles the fact of its row when there is one.
struct SettledLine {
  Uuid line_id;
  std::optional<Uuid> transaction_id; ///< nothing when all its amounts are zero
};

struct NewBreak {
  Uuid break_id;
  std::optional<Uuid> run_id, line_id, entry_id, statement_id;
  std::string type;
  std::string psp_account;
  Currency currency;
  std::int64_t at_stake = 0; ///< settlement minus ledger
  std::optional<std::int64_t> ledger_amount, file_amount;
  Currency ledger_currency; ///< of ledger_amount
  std::string psp_reference, merchant_reference;
  std::string fact_kind, fact_reference;
  std::optional<Uuid> payment_id;
  std::string seller;
  std::string explanation;
  std::string suggested_reference;
  double suggested_score = 0;
  std::string due_on; ///< YYYY-MM-DD or empty
  bool needs_second = false;
};

/// A break that somebody acts on, locked.
struct BreakRow {
  Uuid break_id;
  std::optional<Uuid> run_id, line_id, entry_id, statement_id;
  std::string type, state, psp_account;
  Currency currency;
  std::int64_t at_stake = 0;
  std::string fact_kind, fact_reference, suggested_reference;
  std::optional<Uuid> payment_id;
  bool needs_second = false;
  std::optional<Uuid> proposer_id;
  std::string proposed_by, proposed_resolution, proposed_postings, reason;
};

/// What a break becomes. Empty optionals leave a column as it is.
struct BreakChange {
  Uuid break_id;
  std::string state;
  std::vector<std::string> path; ///< the triggers that lead there
  std::string reason;            ///< empty: unchanged
  std::string wait_until;        ///< YYYY-MM-DD or empty
  bool needs_second = false;     ///< never unset once set
  bool proposes = false;         ///< the next four are set, the decision is cleared
  std::string proposed_by, proposed_resolution, proposed_postings;
  std::optional<Uuid> proposer_id;
  std::string decided_by; ///< empty: unchanged
  std::optional<Uuid> decider_id;
  std::optional<Uuid> transaction_id;
};

struct StatementRow {
  Uuid statement_id, file_id;
  std::string reference, account, last_date;
  Currency currency;
  std::optional<std::int64_t> opening, closing;
  bool held = false;
};

/// A pay-out that a bank entry names.
struct PayoutRow {
  Uuid payout_id;
  std::string seller;
  std::int64_t amount = 0; ///< minor units, > 0
  std::string state;       ///< submitted, in_transit, paid
  bool by_batch = false;   ///< only its batch is named
};

/// A pay-out's next state, by the entry's journal.
struct PayoutMove {
  Uuid payout_id;
  std::string trigger, state;
  Uuid transaction_id;
  std::string note;         ///< why it came back; or empty
  bool closes_account = false; ///< by that nothing can be paid to its bank account any more
};

/// An unpaid invoice of a PSP that a bank entry names and pays, to the last minor unit beside the stated charge.
struct InvoiceRow {
  Uuid transaction_id; ///< that entered it
  std::string psp_account;
  std::int64_t total = 0; ///< minor units, > 0
};

struct InvoicePaid {
  Uuid invoice, entry_id, transaction_id;
};

struct EntryRow {
  Uuid entry_id, statement_id;
  std::int64_t entry_no = 0;
  std::string account;
  Currency currency;
  std::int64_t amount = 0, charges = 0;
  std::string booking_date, value_date, bank_reference, remittance;
  std::string return_code, return_reason; ///< why a payment came back; of open ones
  std::vector<std::string> tokens; ///< every word of its references and text
  std::string state;               ///< held, open, unexpected, matched
  std::vector<RunRow> runs;        ///< whose batch it names
  std::vector<PayoutRow> payouts;  ///< that it names and that were paid from its account
  std::vector<InvoiceRow> invoices;
};

struct EntryMatch {
  Uuid entry_id, run_id;
  std::int64_t amount = 0; ///< received
  std::int64_t fee = 0;    ///< kept by the bank
};

struct EntryChange {
  Uuid entry_id;
  std::string state;
  std::optional<Uuid> transaction_id;
};

/// One line of the outbox.
struct EventRow {
  std::string kind, subject_kind, subject_id;
  std::optional<Uuid> payment_id;
  std::string payload = "{}";
};

/// One line of the audit.
struct AuditRow {
  std::string action, subject, outcome;
  std::optional<Uuid> payment_id;
  std::vector<std::pair<std::string, std::string>> detail;
};

} // namespace paydesk::recon
