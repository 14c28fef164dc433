// What can be done about a break: which resolutions its type offers, and what each one posts. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "engine/ports/ledger.h"
#include "engine/ports/recon_rows.h"
#include "engine/ports/settlement_terms.h"

namespace paydesk::recon {

/// A break with everything a resolution of it needs to know.
struct Subject {
  BreakRow row;
  std::optional<LineRow> line;
  std::optional<FactRow> fact; ///< the absent one, or the one suggested for the line
  std::optional<RunRow> run;
  std::optional<EntryRow> entry;
  std::optional<StatementRow> statement;
  SettlementTerms terms;
};

/// What a resolution would do.
struct Plan {
  std::vector<Posting> settlement; ///< the line's own journal, as if it had matched
  std::vector<Posting> adjustment; ///< what goes beyond it
  std::string effect;              ///< one sentence
  bool waits = false;              ///< resolves nothing yet
  int wait_days = 0;               ///< 0: without a date
  bool settles_line = false;       ///< the line, and its fact when it has one, are done with
  bool assigns_fact = false;       ///< the suggested fact becomes the line's
  bool settles_fact = false;       ///< the absent fact is given up
  std::int64_t explains_rest = 0;  ///< of the batch's net
  bool closes_entry = false;
  bool releases_statement = false;
};

/// The names a type offers, in the order to show them. "match" on a missing line needs a suggestion.
std::vector<std::string> resolutions_for(std::string_view type, bool suggested);

/// True while somebody may resolve it: open, waiting, reopened.
bool is_resolvable(std::string_view state);

/// What this resolution would do, or why it does not apply.
Result<Plan> plan_resolution(const Subject& subject, std::string_view resolution);

/// The postings of a plan, one a line: what a second person approves must still be this.
std::string describe(const Plan& plan);

} // namespace paydesk::recon
