// The auditor's worker, and what is told of it.
#include "daemon/parts.h"

namespace paydesk::daemon {
namespace {

constexpr std::chrono::milliseconds pace{250};
constexpr int share = 9; // parts of rest for one of work: a tenth of one session at most

} // namespace

Result<void> Daemon::Parts::start_auditing() {
  auditor = std::make_unique<store::Auditor>(database->connection_string(), *database, clock);
  audit_worker = std::make_unique<Worker>(pace, [this, rested_at = std::chrono::steady_clock::time_point{}]() mutable {
    const auto begun = std::chrono::steady_clock::now();
    if (begun < rested_at)
      return false;
    const auto step = auditor->step();
    const auto ended = std::chrono::steady_clock::now();
    rested_at = ended + (ended - begun) * share;
    const auto status = step ? store::auditor_status(*database)
                             : Result<views::AuditorStatus>(tl::unexpected(step.error()));
    if (status) {
      audit_open = status->open;
      audit_lag = status->lag;
      audit_proven = status->proven;
    }
    return went_on("auditor", status, false);
  });
  return {};
}

views::PartStatus Daemon::Parts::books_part() const {
  if (const auto open = audit_open.load(); open > 0)
    return {"books", false,
            std::to_string(open) + (open == 1 ? " violation is" : " violations are") +
                " known. Look at paydeskctl auditor and paydeskctl verify before money is sent anywhere"};
  return {"books", true, "proven; " + std::to_string(audit_lag.load()) + " events behind"};
}

std::vector<Metric> Daemon::Parts::audit_metrics() {
  std::vector<Metric> made;
  made.push_back({"paydesk_books_violations", "Violations of the books' invariants that are known and not cleared", false,
                  {}, {}, [this] { return static_cast<double>(audit_open.load()); }});
  made.push_back({"paydesk_audit_lag", "Events that the auditor has not looked at yet", false, {}, {},
                  [this] { return static_cast<double>(audit_lag.load()); }});
  made.push_back({"paydesk_audit_charges_total", "Charges proven, counted each time", true, {}, {},
                  [this] { return static_cast<double>(audit_proven.load()); }});
  return made;
}

} // namespace paydesk::daemon
