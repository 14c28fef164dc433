// The sandbox PSP's settlement report: RFC 4180, a header, one row a line, and a total at the end.
#pragma once

#include <string_view>

#include "statements/model.h"

namespace paydesk::statements {

/// Columns are found by name, in any order; unknown ones are ignored. Every line's net must be gross − fee,
/// and the last row must be the total of all lines before it. Errors name the place: "line 12, column gross"
/// (lines as an editor counts them); nothing else of a wrong file is given back.
Result<SettlementFile> parse_sandbox_csv(std::string_view content);

} // namespace paydesk::statements
