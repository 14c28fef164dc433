// Webhooks to shops: their endpoints, and the two threads that turn events into deliveries and send them.
#include "daemon/parts.h"
#include "edge/webhook_json.h"
#include "engine/webhooks_out/fan_out.h"
#include "engine/webhooks_out/kinds.h"

namespace paydesk::daemon {
namespace {

constexpr int fan_out_batch = 500;
constexpr std::chrono::milliseconds look_again{1'000}, answer_wait{100}, drain_limit{5'000};

FanOutPlan plan_of(const WebhookPolicy& policy, IdSource& ids) {
  FanOutPlan plan;
  for (const auto& kind : webhook_kinds())
    plan.kinds.emplace_back(kind.ours);
  plan.pick = [&ids](auto events, auto subscribers) { return pick_messages(events, subscribers, ids); };
  plan.compose = edge::webhook_json;
  plan.max_age = policy.max_age;
  return plan;
}

} // namespace

Result<void> Daemon::Parts::start_webhooks() {
  const auto& settings = config.webhooks;
  webhook_policy.window = settings.window;
  webhook_policy.lease = settings.timeout * 2 + std::chrono::seconds(15);
  webhooks = std::make_unique<store::PgWebhooks>(*database);
  webhook_endpoints = std::make_unique<WebhookEndpoints>(
      *webhooks, clock, ids, webhook_policy, WebhookReach{settings.private_addresses}, edge::webhook_json);
  if (!settings.enabled)
    return {};
  psp::CourierOptions options;
  options.private_addresses = settings.private_addresses;
  options.connections = webhook_policy.most_in_flight;
  options.total_timeout = settings.timeout;
  auto courier = psp::WebhookCourier::create(options);
  if (!courier)
    return tl::unexpected(courier.error());
  webhook_courier = std::move(*courier);
  webhook_sender = std::make_unique<WebhookSender>(
      *webhooks, *webhook_courier, clock, webhook_policy,
      static_cast<std::uint64_t>(clock.now().time_since_epoch().count()));
  webhook_sending = std::make_unique<Worker>(look_again, [this] {
    const auto more = webhook_sender->step(answer_wait);
    return went_on("webhooks to shops", more, more && *more);
  });
  webhook_fan_out = std::make_unique<Worker>(look_again, [this, plan = plan_of(webhook_policy, ids)] {
    const auto read = webhooks->fan_out(fan_out_batch, clock.now(), plan);
    if (read && *read > 0)
      wake_webhook_sender();
    return went_on("events to webhooks", read, read && *read == fan_out_batch);
  });
  webhook_signal = events->subscribe([this](std::int64_t) { webhook_fan_out->poke(); });
  return {};
}

void Daemon::Parts::wake_webhook_sender() {
  if (!webhook_sender)
    return;
  webhook_sender->wake();
  webhook_sending->poke();
}

void Daemon::Parts::stop_webhooks() {
  webhook_signal.reset();
  for (auto* worker : {&webhook_fan_out, &webhook_sending})
    if (*worker)
      (*worker)->stop();
  if (webhook_sender)
    webhook_sender->drain(drain_limit); // what is still under way then is sent again when its lease ends
}

void Daemon::Parts::tell_webhooks(views::SystemStatus& status) {
  const auto backlog = webhooks->backlog(clock.now());
  status.parts.push_back({"webhooks", backlog.has_value(),
                          !backlog               ? backlog.error().message
                          : !config.webhooks.enabled ? "not sent by this daemon"
                                                 : std::to_string(backlog->endpoints) + " endpoints, " +
                                                       std::to_string(backlog->failing) + " failing, " +
                                                       std::to_string(backlog->queued) + " deliveries waiting"});
}

std::vector<Metric> Daemon::Parts::webhook_metrics() {
  std::vector<Metric> made;
  const auto from_queue = [&](const char* name, const char* help, auto value_of) {
    made.push_back({name, help, false, {}, {}, [this, value_of] {
                      const auto now = clock.now();
                      const auto backlog = webhooks->backlog(now);
                      return backlog ? value_of(*backlog, now) : -1.0;
                    }});
  };
  from_queue("paydesk_webhook_deliveries_due", "Webhooks to shops that are due and not under way",
             [](const WebhookBacklog& backlog, Instant) { return static_cast<double>(backlog.due); });
  from_queue("paydesk_webhook_oldest_due_seconds", "For how long the oldest of them has been due",
             [](const WebhookBacklog& backlog, Instant now) {
               return backlog.oldest_due ? std::chrono::duration<double>(now - *backlog.oldest_due).count() : 0.0;
             });
  from_queue("paydesk_webhook_endpoints_failing", "Endpoints of shops to which nothing has got through for long",
             [](const WebhookBacklog& backlog, Instant) { return static_cast<double>(backlog.failing); });
  if (!webhook_sender)
    return made;
  const auto& stats = webhook_sender->stats();
  const auto add = [&](const char* name, const char* help, bool counter, const std::atomic<std::int64_t>& value) {
    made.push_back({name, help, counter, {}, {}, [&value] { return static_cast<double>(value.load()); }});
  };
  add("paydesk_webhook_deliveries_delivered_total", "Webhooks that shops took", true, stats.delivered);
  add("paydesk_webhook_attempts_failed_total", "Attempts that a shop did not answer with 2xx", true,
      stats.failed_attempts);
  add("paydesk_webhook_deliveries_failed_total", "Webhooks to shops that were given up", true, stats.given_up);
  add("paydesk_webhook_in_flight", "Calls to shops under way", false, stats.in_flight);
  return made;
}

} // namespace paydesk::daemon
