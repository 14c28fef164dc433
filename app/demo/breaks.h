// The breaks that reconciliation found, beside the lies that were planted, and resolving them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/demo/desk.h"
#include "app/demo/settlement.h"
#include "views/reconciliation.h"

namespace paydesk::demo {

/// How many lies of one kind were planted and found.
struct PlantedScore {
  std::int64_t planted = 0;
  std::int64_t found = 0;
};

struct BreaksResult {
  std::map<std::string, PlantedScore> planted; ///< by fault
  std::vector<std::string> not_found;          ///< each planted line without a break, in words
  std::map<std::string, std::int64_t> by_type; ///< every break
  std::map<std::string, std::int64_t> by_state;
  std::vector<std::string> not_planted;        ///< breaks that no lie explains, in words
  std::map<std::string, std::int64_t> resolved; ///< by resolution
  std::int64_t second_person = 0;              ///< resolutions that needed one
  std::int64_t refused = 0;                    ///< proposals refused by the second person
};

Result<std::vector<views::ReconBreak>> all_breaks(const Person& person);

/// Looks for a break of the right type for every planted line, and for breaks that nobody planted.
void judge_breaks(const std::vector<views::ReconBreak>& breaks, const std::vector<SettlementDay>& days,
                  BreaksResult& result);

/// Resolves up to `most_of_a_type` open breaks of each type, each in the way that fits it; the first proposal that
/// needs a second person is refused once and made again.
Result<void> resolve_some(const Desk& desk, const std::vector<views::ReconBreak>& breaks, int most_of_a_type,
                          BreaksResult& result);

} // namespace paydesk::demo
