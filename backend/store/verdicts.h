// Verdicts about unknown outcomes: written with their charge, read for lists and decisions.
#pragma once

#include "core/clock.h"
#include "engine/ports/payments.h"
#include "engine/ports/verdicts.h"
#include "store/database.h"

namespace paydesk::store {

class PgVerdicts final : public VerdictStore {
 public:
  /// Both outlive it. `time_zone` is where "today" of a filter is.
  PgVerdicts(Database& database, const Clock& clock, std::string time_zone = "UTC")
      : database_(database), clock_(clock), time_zone_(std::move(time_zone)) {}
  Result<std::optional<NewVerdict>> find(const Uuid& verdict_id) override;
  Result<views::Verdict> verdict(const Uuid& verdict_id) override;
  Result<views::VerdictEvidence> evidence(const Uuid& verdict_id) override;
  Result<views::ListVerdictsResponse> list(const views::PageRequest& page) override;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string time_zone_;
};

/// What a change has to do with verdicts; conflict when the one to be decided was decided meanwhile.
Result<void> save_verdicts(Tx& tx, const Extra& extra);

} // namespace paydesk::store
