// Reconciliation as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct ImportFileRequest {
  std::string file_name;
  std::string content; ///< at most 64 MiB
  std::string psp_account; ///< empty: as the file says
  std::string idempotency_key;
};

struct ReconRun {
  std::string run_id;
  std::string psp_account;
  std::string settlement_date;
  std::string currency;
  std::string file_name;
  std::string sha256;
  std::string batch;
  std::optional<Instant> imported_at;
  std::int64_t lines = 0;
  std::int64_t matched = 0;
  std::int64_t suggested = 0;
  std::int64_t breaks_open = 0;
  std::int64_t breaks_total = 0;
  Money ledger_total; ///< what the ledger expected, net of nothing
  Money report_gross;
  Money report_fee;
  Money report_net;
  Money bank_amount; ///< empty currency: no statement yet
  std::string state; ///< open, closed
};

struct ImportFileResponse {
  std::string run_id; ///< empty for a bank statement
  bool already_known = false;
  std::string message;
  std::string format; ///< sandbox_csv, camt053
  ReconRun run;
};

struct GetRunRequest {
  std::string run_id;
};

struct ListRunsResponse {
  std::vector<ReconRun> rows;
  std::string next_cursor;
};

struct ReconBreak {
  std::string break_id;
  std::string run_id;
  std::string type;
  std::string state;
  Money at_stake; ///< signed difference, settlement minus ledger
  Money ledger_amount; ///< empty currency when there is none
  Money file_amount;
  std::string psp_reference;
  std::string merchant_reference;
  std::string payment_id;
  std::string seller;
  std::int64_t line_no = 0;
  std::optional<Instant> opened_at;
  std::string proposed_by;
  std::string proposed_resolution;
  std::string reason;
  std::string explanation; ///< in words
  std::vector<std::string> resolutions; ///< that apply to this type
};

struct ListBreaksRequest {
  std::string run_id; ///< empty: all runs
  bool open_only = false;
  PageRequest page;
};

struct BreakCount {
  std::string type;
  std::int64_t count = 0;
  std::vector<Money> at_stake;
};

struct ListBreaksResponse {
  std::vector<ReconBreak> rows;
  std::string next_cursor;
  std::vector<BreakCount> by_type;
};

struct ListPairsRequest {
  std::string run_id;
  bool breaks_only = false;
  PageRequest page;
};

/// One drawn row: a ledger side, a file side, or both with their link.
struct ReconPair {
  std::string link; ///< matched, suggested, break
  std::string break_id;
  std::string break_type;
  std::string ledger_booked; ///< YYYY-MM-DD, empty when no ledger side
  std::string ledger_kind; ///< capture, refund …
  std::string ledger_seller;
  std::string ledger_reference;
  Money ledger_amount;
  Money file_amount;
  Money file_fee;
  std::string file_reference; ///< merchant reference in the file
  std::string file_psp_reference;
  std::string file_kind;
  std::string file_date;
  std::int64_t line_no = 0;
  std::string payment_id;
  std::string explanation;
  std::string score; ///< "0.97", for suggestions
  std::string ledger_psp_reference;
};

struct ListPairsResponse {
  std::vector<ReconPair> rows;
  std::string next_cursor;
  std::int64_t total = 0;
};

struct ResolveRequest {
  std::string break_id;
  std::string resolution; ///< write_off, accept_fee, create_missing, refund_duplicate, reverse_posting, carry_forward, raise_with_psp, post_adjustment, match
  std::string reason;
  std::string idempotency_key;
};

struct ResolutionPreview {
  std::vector<PostingLine> postings;
  bool needs_approval = false;
  std::string approval_reason;
  std::string effect; ///< one sentence
};

struct DecideResolutionRequest {
  std::string break_id;
  bool approve = false;
  std::string note;
  std::string idempotency_key;
};

} // namespace paydesk::views
