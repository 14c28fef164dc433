// What reconciliation needs from outside: its rows in one transaction, the read side, and the PSP's reports.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/ledger.h"
#include "engine/ports/recon_rows.h"
#include "engine/ports/statements.h"
#include "views/reconciliation.h"

namespace paydesk {

/// Files, runs and lines, and what matching makes of them. Everything is set-based.
class SettlementRows {
 public:
  virtual ~SettlementRows() = default;

  /// Serialises everything that reconciles, until the transaction ends.
  virtual void lock() = 0;
  /// In the order of their names.
  virtual std::vector<recon::AccountRow> accounts() = 0;
  virtual std::optional<recon::AccountRow> find_account(std::string_view psp_account) = 0;
  /// By the SHA-256 of its content.
  virtual std::optional<recon::KnownFile> find_file(std::string_view content) = 0;
  virtual std::optional<recon::RunRow> find_batch(std::string_view psp_account, std::string_view batch,
                                                  Currency currency) = 0;
  /// Locked.
  virtual std::optional<recon::RunRow> run(const Uuid& run_id) = 0;

  virtual void add_file(const recon::NewFile& file, std::string_view content) = 0;
  /// The run with its lines, not judged yet. `expected_fees` has one value a line.
  virtual void add_run(const Uuid& run_id, const Uuid& file_id, const SettlementFile& file,
                       std::span<const Uuid> line_ids,
                       std::span<const std::optional<std::int64_t>> expected_fees, Instant now) = 0;

  /// Lines that were missing in the ledger and whose fact has come meanwhile are to be judged again; their
  /// breaks heal.
  virtual void requeue_explained_lines(std::string_view psp_account, Instant now) = 0;
  /// Gives lines that are about no fact (see own_lines.h) their verdict. Those that lacked something are judged again;
  /// when it has come, their breaks heal.
  virtual void judge_own_lines(std::string_view psp_account, std::int64_t fee_tolerance, Instant now) = 0;
  /// Finds the fact of every line of the account that is not judged yet (PSP reference and kind, then
  /// merchant reference) and gives it its verdict: "matched" or the first break type that applies.
  virtual void judge_lines(std::string_view psp_account, std::int64_t fee_tolerance) = 0;
  /// Matched lines that are not posted yet, at most `most`, in an order that does not depend on the file's.
  virtual std::vector<recon::LineRow> matched_lines(std::string_view psp_account, std::int64_t most) = 0;
  /// Lines whose verdict is a break that has not been opened yet.
  virtual std::vector<recon::LineRow> broken_lines(std::string_view psp_account) = 0;
  /// Lines that a resolution took into the books against suspense and whose fact, of the same amount and
  /// currency, has come since; each with that fact.
  virtual std::vector<recon::LineRow> lines_in_suspense(std::string_view psp_account) = 0;
  virtual std::optional<recon::LineRow> line(const Uuid& line_id) = 0;
  /// Makes this fact the line's.
  virtual void assign_fact(const Uuid& line_id, std::string_view kind, std::string_view reference) = 0;
  /// Marks lines as posted and their facts as settled by them. A line's transaction, once set, stays.
  virtual void mark_settled(std::span<const recon::SettledLine> lines) = 0;

  /// Facts of the account and currency that happened before the run's newest line, are in no file, and have
  /// no live break; due `delay_days` after they happened.
  virtual std::vector<recon::FactRow> absent_facts(const recon::RunRow& run, int delay_days) = 0;
  virtual std::optional<recon::FactRow> fact(std::string_view psp_account, std::string_view kind,
                                             std::string_view reference) = 0;
  /// Marks a fact as settled by something that is not a line (a write-off).
  virtual void mark_fact_settled(std::string_view psp_account, std::string_view kind,
                                 std::string_view reference, const Uuid& by) = 0;
  /// Recounts open runs' matched lines and ledger totals, and closes those that are banked and without live
  /// breaks.
  virtual void refresh_runs() = 0;
};

/// Orders and the books.
class SettlementBooks {
 public:
  virtual ~SettlementBooks() = default;
  /// The orders of these charges with their charges, locked: charges first, both in the order of their ids.
  virtual std::vector<recon::OrderRow> lock_orders(std::span<const Uuid> charge_ids) = 0;
  /// Stores the amounts and statuses, and the timeline's news of them where `detail` says something.
  virtual void update_orders(std::span<const recon::OrderChange> changes, Instant now) = 0;
  /// What these facts' own postings gave sellers; no line where that is nothing.
  virtual std::vector<recon::SellerShare> seller_shares(std::string_view psp_account,
                                                        std::span<const recon::FactRow> facts) = 0;
  virtual void write(std::span<const Journal> journals, std::span<const WalletChange> changes) = 0;
  virtual void add_events(std::span<const recon::EventRow> events, Instant now) = 0;
  virtual void add_audit(const Caller& caller, const recon::AuditRow& row, Instant now) = 0;
};

/// Breaks and what people do with them.
class BreakRows {
 public:
  virtual ~BreakRows() = default;
  virtual void add_breaks(std::span<const recon::NewBreak> breaks, Instant now) = 0;
  /// Breaks of absent facts that a line has brought meanwhile heal.
  virtual void heal_absent(std::string_view psp_account, Instant now) = 0;
  /// Timing breaks past their due date become missing_at_psp, waits that are over are open again. The day is
  /// the later of today in the account's time zone and `file_date` (which may be empty).
  virtual void age(std::string_view psp_account, std::string_view file_date, Instant now) = 0;
  /// Locked; nothing when there is no such break.
  virtual std::optional<recon::BreakRow> find_break(const Uuid& break_id) = 0;
  virtual void change_break(const recon::BreakChange& change, Instant now) = 0;
  /// Live breaks between the run's batch and the bank heal.
  virtual void heal_bank_breaks(const Uuid& run_id, Instant now) = 0;
  virtual void heal_entries(std::span<const Uuid> entry_ids, Instant now) = 0;
  /// What the caller's key did before: the break it was about, an error when it was about something else,
  /// nothing when it is new (it is taken then).
  virtual Result<std::optional<Uuid>> take_key(const Caller& caller, const Uuid& key,
                                               std::string_view request, const Uuid& break_id,
                                               Instant now) = 0;
};

/// Bank statements.
class BankRows {
 public:
  virtual ~BankRows() = default;
  virtual void add_statement(const recon::StatementRow& statement,
                             std::span<const recon::EntryRow> entries) = 0;
  virtual std::optional<recon::StatementRow> statement(const Uuid& statement_id) = 0;
  virtual std::optional<recon::EntryRow> entry(const Uuid& entry_id) = 0;
  /// The statement's entries are no longer held.
  virtual void release_statement(const Uuid& statement_id) = 0;
  /// Entries that are not matched, each with the runs whose batch it names; those already known to be
  /// unexpected only when they name one now. Locked.
  virtual std::vector<recon::EntryRow> open_entries() = 0;
  virtual void match_entries(std::span<const recon::EntryMatch> matches,
                             std::span<const recon::EntryChange> changes) = 0;
  /// Pay-outs that the bank has debited, or given back.
  virtual void move_payouts(std::span<const recon::PayoutMove> moves, Instant now) = 0;
  /// Invoices of PSPs that the bank has debited.
  virtual void pay_invoices(std::span<const recon::InvoicePaid> paid) = 0;
  /// An explained rest of the run's net.
  virtual void add_bank_writeoff(const Uuid& run_id, std::int64_t amount) = 0;
  /// Runs of the currency settled before `date` that no statement has told of and that have no such break
  /// yet.
  virtual std::vector<recon::RunRow> unbanked_runs(Currency currency, std::string_view date) = 0;
};

/// All of it, inside one transaction; lives inside in_transaction's callback only.
class ReconciliationTx : public SettlementRows, public SettlementBooks, public BreakRows, public BankRows {};

/// Where reconciliation is stored. Thread-safe.
class ReconciliationStore {
 public:
  virtual ~ReconciliationStore() = default;

  /// One transaction, committed when `work` has a value; may run `work` again after a deadlock.
  virtual Result<void> in_transaction(const std::function<Result<void>(ReconciliationTx&)>& work) = 0;

  virtual Result<views::ListRunsResponse> list_runs(const views::PageRequest& page) = 0;
  virtual Result<views::ReconRun> get_run(const Uuid& run_id) = 0;
  /// `resolutions` of a row holds "match" when a fact is suggested for its line; the rest is the engine's to
  /// say.
  virtual Result<views::ListBreaksResponse> list_breaks(const views::ListBreaksRequest& request) = 0;
  virtual Result<views::ReconBreak> get_break(const Uuid& break_id) = 0;
  virtual Result<views::ListPairsResponse> list_pairs(const views::ListPairsRequest& request) = 0;
};

/// One report the PSP has ready.
struct SettlementReport {
  std::string id;
  std::string batch;
  std::string psp_account;
};

/// Fetches settlement reports and statements from a PSP account. Blocks; thread-safe.
class SettlementSource {
 public:
  virtual ~SettlementSource() = default;
  virtual Result<std::vector<SettlementReport>> list(std::string_view psp_account) = 0;
  /// The file's bytes.
  virtual Result<std::string> report(const SettlementReport& report) = 0;
  /// The bank statement of the payout, where the PSP passes one on; empty when it has none.
  virtual Result<std::string> statement(const SettlementReport& report) = 0;
};

} // namespace paydesk
