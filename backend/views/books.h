// The books through time, as CLI and service read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ledger_chain.h"
#include "core/money.h"

namespace paydesk::views {

struct GetBooksRequest {};

/// How far the past is settled.
struct BooksStatus {
  std::string closed_through; ///< YYYY-MM-DD; empty: no day is closed
  std::optional<Instant> closed_at;
  std::string closed_by;
  std::string reason;
  std::optional<Instant> sealed_through; ///< nothing is booked at or before this any more; none: nothing is sealed
  std::optional<Instant> summed_through; ///< checkpoints stand up to here
  std::int64_t seals = 0;                ///< of the chain over the sealed ledger
  std::string head;                      ///< hash of the last seal, hex; whoever keeps it elsewhere can prove the past
  std::vector<std::string> left_open;    ///< sentences; of a day that was just closed
};

struct CloseDayRequest {
  std::string day; ///< YYYY-MM-DD in UTC; it and all before are closed
  std::string reason;
  std::string idempotency_key;
};

struct BalancesAsOfRequest {
  std::string account; ///< as in ListBalancesRequest
  std::string at;      ///< RFC 3339, or a date: its end in UTC
};

struct BalanceRow {
  std::string account;
  Money debit;
  Money credit;
  Money balance; ///< debit − credit
};

struct BalancesAsOf {
  std::vector<BalanceRow> rows;
  std::optional<Instant> at;
  bool final = false; ///< nothing can change it any more
};

struct TrialBalanceRequest {
  std::string from; ///< YYYY-MM-DD in UTC, the first day; empty: the beginning
  std::string to;   ///< the last day
};

struct TrialBalanceRow {
  std::string account; ///< empty in totals
  Money opening;       ///< debit − credit before the period
  Money debit;         ///< booked in it
  Money credit;
  Money closing;
};

struct TrialBalance {
  std::string from;
  std::string to;
  std::vector<TrialBalanceRow> rows;
  std::vector<TrialBalanceRow> totals; ///< one a currency: openings and closings are zero, debit equals credit
  bool closed = false;                 ///< every day of it is closed
  std::int64_t position = 0;
};

struct StatementRequest {
  std::string account;  ///< "class:owner"
  std::string currency;
  std::string from; ///< YYYY-MM-DD in UTC; empty: the beginning
  std::string to;   ///< the last day
  std::int32_t limit = 0; ///< 1 to 500; 0 means 100
  std::string cursor;
};

struct StatementRow {
  std::optional<Instant> booked_at;
  std::string value_date;
  std::string transaction_id;
  std::string kind;
  std::string payment_id;
  std::string description;
  Money amount;  ///< debit positive
  Money balance; ///< after it
};

struct Statement {
  std::string account;
  Money opening; ///< before the period
  Money closing; ///< at its end
  std::vector<StatementRow> rows;
  std::string next_cursor;
  std::int64_t position = 0;
};

struct GetLedgerSealRequest {
  std::int64_t seal_no = 1; ///< ≥ 1
};

using LedgerSeal = ledger_chain::Seal;

} // namespace paydesk::views
