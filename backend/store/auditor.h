// Proves the books all the time: what has just been touched at once, everything again and again.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "store/database.h"
#include "store/verify_checks.h"
#include "views/auditor.h"

namespace paydesk::store {

/// One of any number of daemons works at a time; where it is and what it found is in the database. A step proves
/// - the charges that events since the last step touched, with all their rows and ledger transactions;
/// - the next few of all charges and ledger transactions, from the oldest to the newest: a sweep;
/// - at a sweep's end each check over everything that `verify` knows, one a step.
/// A violation is kept once, with an alert in the same transaction; a sweep that does not see it any more clears it.
/// One thread.
class Auditor {
 public:
  struct Limits {
    int events = 4000;   ///< looked at in a step
    int charges = 100;   ///< swept in a step
    int transactions = 300;
    std::chrono::milliseconds sweep_pace{600'000}; ///< from one sweep's begin to the next, at least
  };
  struct Step {
    bool worked = false; ///< false: another daemon audits
    bool more = false;   ///< more was touched than a step takes
    std::int64_t proven = 0;     ///< charges
    std::int64_t violations = 0; ///< seen in it, known ones too
  };

  /// `connection_string` is for a session of its own (store/audit_scope.h); `shared` outlives the auditor.
  Auditor(const std::string& connection_string, Database& shared, const Clock& clock, Limits limits)
      : own_(connection_string, 1), shared_(shared), clock_(clock), limits_(limits) {}
  Auditor(const std::string& connection_string, Database& shared, const Clock& clock)
      : Auditor(connection_string, shared, clock, Limits{}) {}

  Result<Step> step();

 private:
  struct Progress;
  Result<Step> prove_some();
  Result<Step> prove_whole(int check);
  void take_touched(Tx& tx, Progress& progress, Step& step);
  void sweep(Tx& tx, Progress& progress);
  std::int64_t prove_scope(Tx& tx, const Progress& progress);
  std::int64_t keep(Tx& tx, const views::VerifyFinding& finding, std::int64_t sweep);

  Database own_;
  Database& shared_;
  const Clock& clock_;
  const Limits limits_;
};

/// How it stands. Thread-safe.
Result<views::AuditorStatus> auditor_status(Database& database);

} // namespace paydesk::store
