// What the daemon says of itself: status and metrics.
#include "daemon/parts.h"

namespace paydesk::daemon {
namespace {

Metric counter(std::string name, std::string help, std::function<double()> read) {
  return {std::move(name), std::move(help), true, {}, {}, std::move(read)};
}

} // namespace

views::SystemStatus Daemon::Parts::status() {
  views::SystemStatus status;
  status.version = version;
  status.started_at = started_at;
  status.demo = config.demo;
  status.database = config.database_url.empty() ? "embedded" : "external";
  status.time_zone = "UTC";
  if (http)
    status.rest_address = "http://" + config.rest.address + ":" + std::to_string(http->port());
  const auto position = queries->newest_position();
  status.position = position.value_or(-1);
  status.outbox_lag = queries->outbox_lag().value_or(-1);
  status.parts.push_back(database_part(position));
  for (auto& part : known_parts())
    status.parts.push_back(std::move(part));
  tell_webhooks(status);
  // One PSP that fails, a clock that was set or a mistake in the books is no reason to send shops elsewhere.
  status.ready = true;
  for (const auto& part : status.parts)
    status.ready = status.ready && (part.ok || part.name == "clock" || part.name == "books" || part.name.starts_with("lane:"));
  return status;
}

std::vector<Metric> Daemon::Parts::metrics() {
  std::vector<Metric> made;
  made.push_back(counter("paydesk_webhooks_received_total", "Webhooks stored or known already",
                         [this] { return static_cast<double>(webhook_api->received()); }));
  made.push_back(counter("paydesk_webhook_bad_signatures_total", "Webhooks refused for their signature",
                         [this] { return static_cast<double>(webhook_api->bad_signatures()); }));
  made.push_back({"paydesk_outbox_lag", "Committed events that are not published yet", false, {}, {},
                  [this] { return static_cast<double>(queries->outbox_lag().value_or(-1)); }});
  made.push_back({"paydesk_event_position", "The newest event's position", false, {}, {},
                  [this] { return static_cast<double>(queries->newest_position().value_or(-1)); }});
  if (keeper)
    made.push_back({"paydesk_database_disk_free_bytes", "What the embedded database's file system has left", false, {}, {},
                    [this] { return static_cast<double>(disk_room(keeper->folder()).value_or(DiskRoom{-1, -1}).free); }});
  for (auto& metric : audit_metrics())
    made.push_back(std::move(metric));
  for (auto& metric : webhook_metrics())
    made.push_back(std::move(metric));
  for (const auto& lane : lanes) {
    const auto* stats = &lane->stats();
    const auto account = lane->gateway().account();
    const auto add = [&](const char* name, const char* help, bool is_counter, const std::atomic<std::int64_t>& value) {
      made.push_back({name, help, is_counter, "psp_account", account,
                      [&value] { return static_cast<double>(value.load()); }});
    };
    add("paydesk_psp_calls_total", "Calls sent to the PSP", true, stats->calls);
    add("paydesk_psp_errors_total", "Calls that were not answered with success", true, stats->errors);
    add("paydesk_psp_unmapped_answers_total", "Answers that no rule of the error mapping covers", true, stats->unmapped);
    add("paydesk_psp_in_flight", "Calls under way", false, stats->in_flight);
    add("paydesk_lane_store_failures_total", "Transactions that failed and are tried again", true,
        stats->store_failures);
    const auto state = [this, account](auto read) {
      const auto states = rule_board->states();
      const auto at = states->find(account);
      return at == states->end() ? 0.0 : static_cast<double>(read(at->second));
    };
    made.push_back({"paydesk_psp_breaker_open", "1 while its breaker keeps calls back, 0.5 while it probes", false,
                    "psp_account", account, [state] {
                      return state([](const AccountState& now) {
                        return now.breaker == BreakerState::open ? 1.0 : now.breaker == BreakerState::half_open ? 0.5 : 0;
                      });
                    }});
    made.push_back({"paydesk_psp_paused", "1 while nothing is sent to the PSP", false, "psp_account", account,
                    [state] { return state([](const AccountState& now) { return now.paused ? 1.0 : 0.0; }); }});
  }
  return made;
}

} // namespace paydesk::daemon
