// The rows of reconciliation inside one transaction; implemented in
// reconciliation_{files,lines,judging,books,breaks, bank}.cpp, one part of the port each.
#pragma once

#include "engine/ports/reconciliation.h"
#include "store/database.h"

namespace paydesk::store {

/// Lives inside in_transaction's callback only.
class PgReconciliationTx final : public ReconciliationTx {
 public:
  explicit PgReconciliationTx(Tx& tx) : tx_(tx) {}

  void lock() override;
  std::vector<recon::AccountRow> accounts() override;
  std::optional<recon::AccountRow> find_account(std::string_view psp_account) override;
  std::optional<recon::KnownFile> find_file(std::string_view content) override;
  std::optional<recon::RunRow> find_batch(std::string_view psp_account, std::string_view batch,
                                          Currency currency) override;
  std::optional<recon::RunRow> run(const Uuid& run_id) override;
  void add_file(const recon::NewFile& file, std::string_view content) override;
  void add_run(const Uuid& run_id, const Uuid& file_id, const SettlementFile& file,
               std::span<const Uuid> line_ids, std::span<const std::optional<std::int64_t>> expected_fees,
               Instant now) override;
  void refresh_runs() override;

  void requeue_explained_lines(std::string_view psp_account, Instant now) override;
  void judge_own_lines(std::string_view psp_account, std::int64_t fee_tolerance, Instant now) override;
  void judge_lines(std::string_view psp_account, std::int64_t fee_tolerance) override;

  std::vector<recon::LineRow> matched_lines(std::string_view psp_account, std::int64_t most) override;
  std::vector<recon::LineRow> broken_lines(std::string_view psp_account) override;
  std::vector<recon::LineRow> lines_in_suspense(std::string_view psp_account) override;
  std::optional<recon::LineRow> line(const Uuid& line_id) override;
  void assign_fact(const Uuid& line_id, std::string_view kind, std::string_view reference) override;
  void mark_settled(std::span<const recon::SettledLine> lines) override;
  std::vector<recon::FactRow> absent_facts(const recon::RunRow& run, int delay_days) override;
  std::optional<recon::FactRow> fact(std::string_view psp_account, std::string_view kind,
                                     std::string_view reference) override;
  void mark_fact_settled(std::string_view psp_account, std::string_view kind, std::string_view reference,
                         const Uuid& by) override;

  std::vector<recon::OrderRow> lock_orders(std::span<const Uuid> charge_ids) override;
  void update_orders(std::span<const recon::OrderChange> changes, Instant now) override;
  std::vector<recon::SellerShare> seller_shares(std::string_view psp_account,
                                             std::span<const recon::FactRow> facts) override;
  void write(std::span<const Journal> journals, std::span<const WalletChange> changes) override;
  void add_events(std::span<const recon::EventRow> events, Instant now) override;
  void add_audit(const Caller& caller, const recon::AuditRow& row, Instant now) override;

  void add_breaks(std::span<const recon::NewBreak> breaks, Instant now) override;
  void heal_absent(std::string_view psp_account, Instant now) override;
  void age(std::string_view psp_account, std::string_view file_date, Instant now) override;
  std::optional<recon::BreakRow> find_break(const Uuid& break_id) override;
  void change_break(const recon::BreakChange& change, Instant now) override;
  void heal_bank_breaks(const Uuid& run_id, Instant now) override;
  void heal_entries(std::span<const Uuid> entry_ids, Instant now) override;
  Result<std::optional<Uuid>> take_key(const Caller& caller, const Uuid& key, std::string_view request,
                                       const Uuid& break_id, Instant now) override;

  void add_statement(const recon::StatementRow& statement, std::span<const recon::EntryRow> entries) override;
  std::optional<recon::StatementRow> statement(const Uuid& statement_id) override;
  std::optional<recon::EntryRow> entry(const Uuid& entry_id) override;
  void release_statement(const Uuid& statement_id) override;
  std::vector<recon::EntryRow> open_entries() override;
  void match_entries(std::span<const recon::EntryMatch> matches,
                     std::span<const recon::EntryChange> changes) override;
  void move_payouts(std::span<const recon::PayoutMove> moves, Instant now) override;
  void pay_invoices(std::span<const recon::InvoicePaid> paid) override;
  void add_bank_writeoff(const Uuid& run_id, std::int64_t amount) override;
  std::vector<recon::RunRow> unbanked_runs(Currency currency, std::string_view date) override;

 private:
  void add_named_payouts(std::vector<recon::EntryRow>& entries);
  void add_named_invoices(std::vector<recon::EntryRow>& entries);
  /// For joins of rows too new for statistics: what the planner may choose instead is quadratic at its worst.
  pqxx::result with_hash_joins(std::string_view sql, const Params& params);
  /// One event "recon.break" for each of the breaks whose ids are the rows' first column.
  void tell_breaks(const pqxx::result& breaks, Instant now);

  Tx& tx_;
};

} // namespace paydesk::store
