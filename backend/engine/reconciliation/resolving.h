// Carrying resolutions out: alone, or proposed by one person and decided by another.
#pragma once

#include "engine/ports/caller.h"
#include "engine/reconciliation/resolutions.h"
#include "engine/reconciliation/settling.h"

namespace paydesk::recon {

/// The break with what belongs to it, locked. not_found when there is none.
Result<Subject> load_subject(Work& work, const Uuid& break_id);

/// Empty when one person may do it, else why not.
std::string why_second_person(const Work& work, const Subject& subject, const Plan& plan);

/// What a person asks for.
struct Request {
  const Caller& caller;
  std::string resolution;
  std::string reason;
};

/// Waits, resolves, or proposes.
Result<void> resolve(Work& work, const Subject& subject, const Request& request);

/// Approves (then carries out) or refuses what somebody else proposed. A proposal whose postings would be
/// others by now is failed_precondition.
Result<void> decide(Work& work, const Subject& subject, const Caller& caller, bool approve,
                    std::string_view note);

} // namespace paydesk::recon
