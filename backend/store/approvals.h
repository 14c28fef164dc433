// Approvals and the journals of people on PostgreSQL.
#pragma once

#include "engine/ports/approvals.h"
#include "store/database.h"

namespace paydesk::store {

class PgApprovals final : public ApprovalStore {
 public:
  /// Both outlive it. `time_zone` is where "today" of a filter is.
  PgApprovals(Database& database, const Clock& clock, std::string time_zone = "UTC")
      : database_(database), clock_(clock), time_zone_(std::move(time_zone)) {}
  Result<void> in_transaction(const std::function<Result<void>(ApprovalTx&)>& work) override;
  Result<views::ListApprovalsResponse> list(const views::PageRequest& page) override;
  Result<views::ApprovalEvidence> evidence(const Uuid& approval_id) override;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string time_zone_;
};

} // namespace paydesk::store
