// Reports as CSV (RFC 4180) and as XLSX.
#pragma once

#include "engine/ports/report_files.h"

namespace paydesk::statements {

class TableFiles final : public ReportFiles {
 public:
  Result<std::string> write(const ReportTable& table, std::string_view format) const override;
  std::string rows_sha256(const ReportTable& table) const override;
  std::string sha256(std::string_view bytes) const override;
};

/// The rows alone as CSV, lines ended by CR LF: what the checksum in a file is of.
std::string csv_rows(const ReportTable& table);
/// An XLSX workbook of one sheet; amounts are numbers where a spreadsheet can hold them exactly.
Result<std::string> write_xlsx(const ReportTable& table, const std::string& digest);

} // namespace paydesk::statements
