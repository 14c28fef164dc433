// Reports: figures with what they are of, to be shown or to be files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/money.h"

namespace paydesk::views {

struct ReportRequest {
  std::string kind;     ///< trial_balance, statement, seller_statement, revenue, payouts, wallets
  std::string format;   ///< csv, xlsx; of a file
  std::string from;     ///< YYYY-MM-DD in UTC; empty: the beginning. Not of wallets
  std::string to;       ///< the last day
  std::string account;  ///< of a statement
  std::string currency; ///< of a statement; of a seller's statement and of revenue empty for all
  std::string filter;   ///< of wallets and pay-outs
  std::string seller;   ///< of a seller's statement
  std::string by;       ///< of revenue: day, month; empty: month
};

struct ReportCell {
  std::string text;
  Money amount; ///< counts when it has a currency
};

/// The figures of a report, and what it says of itself.
struct ReportTable {
  std::string title;
  std::vector<std::pair<std::string, std::string>> facts; ///< what was asked for, when, of which state
  std::vector<std::string> columns;
  std::vector<std::vector<ReportCell>> rows; ///< as long as the columns
  std::size_t totals = 0;                    ///< so many of the last rows are sums of those before
  std::string rows_sha256; ///< hex, of the rows as CSV, lines ended by CR LF; empty before somebody summed it up
};

struct Report {
  std::string file_name; ///< "trial-balance-2026-11-30.csv"
  std::string content;   ///< bytes
  std::string sha256;    ///< of the content, hex
  std::int64_t rows = 0;
  std::string rows_sha256; ///< as the file states it
};

} // namespace paydesk::views
