// Closing the PSP's day and importing its files.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/demo/progress.h"
#include "app/demo/stack.h"

namespace paydesk::demo {

/// What one day's files brought.
struct SettlementDay {
  std::string date;
  std::vector<ClosedBatch> batches;
  std::int64_t lines = 0;
  std::int64_t statements = 0;
  /// Every line of the files as "type/psp_reference".
  std::set<std::string> told;
};

/// Today plus `days`, UTC, as YYYY-MM-DD.
std::string day_from_today(int days);

/// Closes the day at the sandbox and imports every report and bank statement through ReconciliationService; one of
/// them twice, which must be recognised.
Result<SettlementDay> close_and_import(const Stack& stack, Progress& progress, const std::string& date);

/// The accounts and currencies whose files of that day lack a line: later payments there bring the lack to light.
std::set<std::pair<std::string, std::string>> batches_that_lack_lines(const SettlementDay& day);

} // namespace paydesk::demo
