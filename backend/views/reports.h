// Reports as files.
#pragma once

#include <cstdint>
#include <string>

namespace paydesk::views {

struct ReportRequest {
  std::string kind;     ///< trial_balance, statement, wallets
  std::string format;   ///< csv, xlsx
  std::string from;     ///< YYYY-MM-DD in UTC; empty: the beginning. Not of wallets
  std::string to;       ///< the last day
  std::string account;  ///< of a statement
  std::string currency; ///< of a statement
  std::string filter;   ///< of wallets
};

struct Report {
  std::string file_name; ///< "trial-balance-2026-11-30.csv"
  std::string content;   ///< bytes
  std::string sha256;    ///< of the content, hex
  std::int64_t rows = 0;
};

} // namespace paydesk::views
