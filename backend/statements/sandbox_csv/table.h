// Comma-separated text as rows of fields, through libcsv.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace paydesk::statements {

struct CsvRow {
  std::size_t line = 0; ///< where it begins, from 1
  std::vector<std::string> fields;
};

/// RFC 4180 with CRLF or LF, quoted fields may hold newlines; spaces belong to the field; empty lines are
/// skipped. Refuses NUL, text that is not UTF-8, stray or open quotes, and fields beyond 4 KiB.
Result<std::vector<CsvRow>> parse_csv(std::string_view content);

} // namespace paydesk::statements
