// The nightly fetch of settlement reports.
#include <spdlog/spdlog.h>

#include "daemon/parts.h"
#include "engine/reconciliation/schedule.h"

namespace paydesk::daemon {

Result<void> Daemon::Parts::start_settlements() {
  if (!config.settlement_import.enabled || config.psp_accounts.empty())
    return {};
  std::map<std::string, psp::SandboxSettlementAccount, std::less<>> accounts;
  for (const auto& account : config.psp_accounts)
    accounts.emplace(account.id, psp::SandboxSettlementAccount{account.base_url, account.api_key.reveal()});
  auto client = psp::HttpClient::create();
  if (!client)
    return tl::unexpected(client.error());
  settlements = std::make_unique<psp::SandboxSettlements>(std::move(accounts), std::move(*client));
  // Nobody signs in as the scheduler: no token is known whose hash is this.
  const auto caller = people->ensure("scheduler", "Nightly settlement import", "system", {"operator"}, false,
                                     std::string(32, '\0'));
  if (!caller)
    return tl::unexpected(caller.error());
  scheduler = *caller;
  settlements_fetched = started_at; // the first one is the next that falls due
  settlement_worker = std::make_unique<Worker>(std::chrono::seconds(30), [this] {
    fetch_settlements_when_due();
    return false;
  });
  return {};
}

void Daemon::Parts::fetch_settlements_when_due() {
  const auto now = clock.now();
  if (!SettlementSchedule(config.settlement_import.at).due(now, settlements_fetched, settlements_tried))
    return;
  settlements_tried = now;
  bool whole = true;
  for (const auto& account : config.psp_accounts) {
    const auto fetched = fetch_settlements(*reconciliation, *settlements, scheduler, account.id);
    whole = whole && fetched && fetched->problems.empty();
    if (!fetched) {
      spdlog::warn("settlements of {}: {}", account.id, fetched.error().message);
      continue;
    }
    spdlog::info("settlements of {}: {} imported, {} known", account.id, fetched->imported, fetched->already_known);
    for (const auto& problem : fetched->problems)
      spdlog::warn("settlements of {}: {}", account.id, problem);
  }
  if (const auto aged = reconciliation->age_breaks(); !aged)
    spdlog::warn("breaks: {}", aged.error().message);
  if (whole)
    settlements_fetched = now;
  publisher->poke();
}

} // namespace paydesk::daemon
