// What reports need, from PostgreSQL.
#pragma once

#include "engine/ports/report_figures.h"
#include "store/database.h"

namespace paydesk::store {

class PgReportFigures final : public ReportFigures {
 public:
  /// The database and the clock outlive it.
  PgReportFigures(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  Result<RevenueFigures> revenue(const RevenueQuery& query) override;
  Result<std::vector<PayoutLine>> payouts(const PayoutsQuery& query) override;
  Result<std::map<std::string, std::string>> references(std::span<const std::string> payment_ids) override;

 private:
  Database& database_;
  const Clock& clock_;
};

} // namespace paydesk::store
