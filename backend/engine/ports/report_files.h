// A report before it is a file.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "views/reports.h"

namespace paydesk {

using views::ReportCell;
using views::ReportTable;

/// Writes files. Thread-safe.
class ReportFiles {
 public:
  virtual ~ReportFiles() = default;
  /// The bytes in "csv" or "xlsx"; the facts are followed by the SHA-256 of the rows as CSV. unavailable without room.
  virtual Result<std::string> write(const ReportTable& table, std::string_view format) const = 0;
  /// SHA-256 in hex of the rows as CSV.
  virtual std::string rows_sha256(const ReportTable& table) const = 0;
  /// SHA-256 in hex.
  virtual std::string sha256(std::string_view bytes) const = 0;
};

} // namespace paydesk
