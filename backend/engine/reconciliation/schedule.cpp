#include "engine/reconciliation/schedule.h"

#include "engine/reconciliation/reconciliation.h"

namespace paydesk {
namespace {

/// Imports one downloaded file and keeps the score.
void take(Reconciliation& reconciliation, const Caller& caller, const std::string& name,
          Result<std::string> content, const std::string& psp_account, Fetched& fetched) {
  if (!content) {
    fetched.problems.push_back(name + ": " + content.error().message);
    return;
  }
  if (content->empty()) return;
  const auto imported = reconciliation.import_file(caller, {name, std::move(*content), psp_account, {}});
  if (!imported)
    fetched.problems.push_back(name + ": " + imported.error().message +
                               (imported.error().field.empty() ? "" : " (" + imported.error().field + ")"));
  else
    ++(imported->already_known ? fetched.already_known : fetched.imported);
}

} // namespace

Instant SettlementSchedule::next(Instant now, std::optional<Instant> last_success,
                                 std::optional<Instant> last_try) const {
  const auto today = std::chrono::floor<std::chrono::days>(now) + time_of_day_;
  const Instant latest = std::chrono::time_point_cast<std::chrono::microseconds>(
      today <= now ? today : today - std::chrono::days(1));
  if (last_success && *last_success >= latest) return latest + std::chrono::days(1);
  if (last_try && *last_try >= latest) return *last_try + retry_every_;
  return latest;
}

Result<Fetched> fetch_settlements(Reconciliation& reconciliation, SettlementSource& source,
                                  const Caller& caller, std::string_view psp_account) {
  const auto reports = source.list(psp_account);
  if (!reports) return tl::unexpected<Error>(reports.error());
  Fetched fetched;
  for (const auto& report : *reports) {
    take(reconciliation, caller, report.batch + ".csv", source.report(report), report.psp_account, fetched);
    take(reconciliation, caller, report.batch + ".xml", source.statement(report), {}, fetched);
  }
  return fetched;
}

} // namespace paydesk
