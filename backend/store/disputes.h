// Disputes as lists and the detail show them.
#pragma once

#include "core/clock.h"
#include "engine/ports/disputes.h"
#include "store/database.h"

namespace paydesk::store {

class PgDisputes final : public DisputeStore {
 public:
  /// Both outlive it. `time_zone` is where "today" of a filter is.
  PgDisputes(Database& database, const Clock& clock, std::string time_zone = "UTC")
      : database_(database), clock_(clock), time_zone_(std::move(time_zone)) {}
  Result<views::DisputeDetail> dispute(const Uuid& dispute_id) override;
  Result<views::ListDisputesResponse> list(const views::PageRequest& page) override;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string time_zone_;
};

} // namespace paydesk::store
