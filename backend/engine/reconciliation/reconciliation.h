// Reconciliation: ledger ↔ PSP settlement report ↔ bank statement. The use cases of ReconciliationService and
// of the nightly job.
#pragma once

#include <functional>
#include <string>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/reconciliation.h"
#include "engine/ports/settlement_terms.h"
#include "engine/ports/statements.h"
#include "views/reconciliation.h"

namespace paydesk {

namespace recon {
struct Subject;
struct Work;
} // namespace recon

/// Stateless; any thread. Who may call what is checked by the service; that nobody decides an own proposal is
/// checked here and by the database.
class Reconciliation {
 public:
  /// Everything must outlive it.
  struct Needs {
    ReconciliationStore& store;
    const StatementReader& reader;
    const SettlementTermsSource& terms;
    const Clock& clock;
    IdSource& ids;
    ReconciliationPolicy policy;
  };
  explicit Reconciliation(Needs needs) : needs_(std::move(needs)) {}

  /// Stores a settlement report or bank statement whole, matches and posts it, in one transaction. The same
  /// bytes again answer the run they made. Errors: invalid_argument whose field is the place in the file
  /// (nothing is stored then), already_exists when another file of that batch was imported.
  Result<views::ImportFileResponse> import_file(const Caller& caller,
                                                const views::ImportFileRequest& request);

  /// Examines every account again: breaks heal that news have explained, timing becomes missing_at_psp once
  /// it is past due, waits end. For the scheduler.
  Result<void> age_breaks();

  Result<views::ResolutionPreview> preview(const views::ResolveRequest& request);
  /// Resolves, waits, or proposes when a second person is needed. Idempotent by the caller's key.
  Result<views::ReconBreak> resolve(const Caller& caller, const views::ResolveRequest& request);
  /// Approves or refuses what somebody else proposed. Idempotent by the caller's key.
  Result<views::ReconBreak> decide(const Caller& caller, const views::DecideResolutionRequest& request);

  Result<views::ListRunsResponse> list_runs(const views::PageRequest& page);
  Result<views::ReconRun> get_run(const views::GetRunRequest& request);
  Result<views::ListBreaksResponse> list_breaks(const views::ListBreaksRequest& request);
  Result<views::ReconBreak> get_break(const std::string& break_id);
  Result<views::ListPairsResponse> list_pairs(const views::ListPairsRequest& request);

 private:
  using Act = std::function<Result<void>(recon::Work&, const recon::Subject&)>;

  Result<views::ImportFileResponse> known(const recon::KnownFile& file);
  /// Acts on a break in one transaction, unless this key has done so before.
  Result<void> once(const Caller& caller, const Uuid& key, const std::string& request, const Uuid& break_id,
                    const Act& act);

  Needs needs_;
};

} // namespace paydesk
