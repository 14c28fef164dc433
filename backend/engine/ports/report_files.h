// A report before it is a file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/money.h"
#include "core/result.h"

namespace paydesk {

struct ReportCell {
  std::string text;
  Money amount; ///< counts when it has a currency
};

struct ReportTable {
  std::string title;
  std::vector<std::pair<std::string, std::string>> facts; ///< what was asked for, when, of which state
  std::vector<std::string> columns;
  std::vector<std::vector<ReportCell>> rows; ///< as long as the columns
};

/// Writes files. Thread-safe.
class ReportFiles {
 public:
  virtual ~ReportFiles() = default;
  /// The bytes in "csv" or "xlsx"; the facts are followed by the SHA-256 of the rows as CSV. unavailable without room.
  virtual Result<std::string> write(const ReportTable& table, std::string_view format) const = 0;
  /// SHA-256 in hex.
  virtual std::string sha256(std::string_view bytes) const = 0;
};

} // namespace paydesk
