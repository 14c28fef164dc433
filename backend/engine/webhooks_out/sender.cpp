#include "engine/webhooks_out/sender.h"

#include <algorithm>
#include <map>

#include "engine/webhooks_out/signature.h"

namespace paydesk {
namespace {

constexpr int gone = 410;
constexpr int give_up_batch = 1000;
constexpr std::chrono::seconds give_up_pause{10};

bool took_it(const CourierAnswer& answer) { return answer.status >= 200 && answer.status < 300; }

/// Why an answer does not count as delivered; empty when it does.
std::string reason_of(const CourierAnswer& answer) {
  if (took_it(answer))
    return {};
  if (answer.status == 0)
    return answer.error.empty() ? "no answer" : answer.error;
  if (answer.status >= 300 && answer.status < 400)
    return "answered " + std::to_string(answer.status) + "; redirects are not followed";
  return "answered " + std::to_string(answer.status);
}

CourierCall call_of(const DueDelivery& delivery, Instant now) {
  const auto id = delivery.event_id.to_string();
  const auto timestamp = webhook_timestamp(now);
  return {delivery.delivery_id,
          delivery.url,
          {{"Content-Type", "application/json"},
           {"webhook-id", id},
           {"webhook-timestamp", timestamp},
           {"webhook-signature", webhook_signature(delivery.secrets, id, timestamp, delivery.body)}},
          delivery.body};
}

} // namespace

Result<bool> WebhookSender::step(std::chrono::milliseconds wait) {
  const auto old = give_up_old();
  const auto sent = send_due();
  const auto stored = store_answers(under_way_.empty() && unstored_.empty() ? std::vector<CourierAnswer>{}
                                                                            : courier_.collect(wait));
  stats_.in_flight = static_cast<std::int64_t>(under_way_.size());
  for (const auto* outcome : {&old, &sent, &stored})
    if (!*outcome) {
      ++stats_.store_failures;
      return *outcome;
    }
  return *old || *sent || *stored || !under_way_.empty();
}

void WebhookSender::drain(std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!under_way_.empty() && std::chrono::steady_clock::now() < until)
    (void)store_answers(courier_.collect(std::chrono::milliseconds(50))); // what is not stored is sent again
  stats_.in_flight = static_cast<std::int64_t>(under_way_.size());
}

Result<bool> WebhookSender::give_up_old() {
  const auto now = clock_.now();
  if (now - looked_for_old_ < give_up_pause && now >= looked_for_old_)
    return false;
  const auto given_up = store_.give_up(give_up_batch, now);
  if (!given_up)
    return tl::unexpected(given_up.error());
  stats_.given_up += *given_up;
  if (*given_up < give_up_batch)
    looked_for_old_ = now;
  return *given_up > 0;
}

Result<bool> WebhookSender::send_due() {
  ClaimDeliveries claim;
  claim.most = policy_.most_in_flight - static_cast<int>(under_way_.size());
  if (claim.most <= 0 || !unstored_.empty())
    return false;
  std::map<Uuid, int> busy;
  for (const auto& [id, delivery] : under_way_)
    ++busy[delivery.endpoint_id];
  claim.busy.assign(busy.begin(), busy.end());
  claim.window = policy_.window;
  claim.probe_after = policy_.probe_after;
  claim.now = clock_.now();
  claim.lease_until = claim.now + policy_.lease;
  auto due = store_.claim(claim);
  if (!due)
    return tl::unexpected(due.error());
  for (auto& delivery : *due) {
    courier_.submit(call_of(delivery, claim.now));
    // A lease that ran out here, while the call hung, brings the same delivery again: the newer claim counts.
    const auto id = delivery.delivery_id;
    delivery.body = {};
    delivery.secrets.clear();
    under_way_.insert_or_assign(id, std::move(delivery));
  }
  return !due->empty();
}

DeliveryEnd WebhookSender::end_of(const DueDelivery& delivery, const CourierAnswer& answer, Instant now,
                                  std::uint64_t random) const {
  DeliveryEnd end;
  end.delivery_id = delivery.delivery_id;
  end.token = delivery.token;
  end.at = now;
  end.http_status = answer.status;
  end.latency_ms = answer.latency_ms;
  end.error = reason_of(answer);
  end.response = answer.response;
  end.due_at = now + policy_.delay(delivery.attempts + 1, random, answer.retry_after);
  end.state = took_it(answer)                                              ? "delivered"
              : answer.status == gone || end.due_at >= delivery.expires_at ? "failed"
                                                                           : "queued";
  return end;
}

void WebhookSender::judge(EndpointHealth& health, const CourierAnswer& answer, Instant now,
                          std::uint64_t random) const {
  if (took_it(answer)) {
    if (health.failing)
      health.alerts.emplace_back("webhook_endpoint_recovered");
    health.failures = 0;
    health.failing = false;
    health.failing_since.reset();
    health.paused_until.reset();
    health.last_success_at = now;
    return;
  }
  if (!health.enabled)
    return;
  ++health.failures;
  if (!health.failing_since)
    health.failing_since = now;
  auto rest = answer.retry_after ? policy_.delay(1, random, answer.retry_after) : std::chrono::milliseconds(0);
  if (health.failures >= policy_.probe_after)
    rest = std::max(rest, policy_.pause(health.failures - policy_.probe_after, random));
  if (rest.count() > 0)
    health.paused_until = std::max(health.paused_until.value_or(now), now + rest);
  if (!health.failing && now - *health.failing_since >= policy_.failing_after) {
    health.failing = true;
    health.alerts.emplace_back("webhook_endpoint_failing");
  }
  if (answer.status == gone) {
    health.enabled = false;
    health.state_reason = "it answered 410 Gone";
    health.alerts.emplace_back("webhook_endpoint_gone");
  }
}

Result<bool> WebhookSender::store_answers(std::vector<CourierAnswer> answers) {
  answers.insert(answers.begin(), std::make_move_iterator(unstored_.begin()), std::make_move_iterator(unstored_.end()));
  unstored_.clear();
  std::erase_if(answers, [&](const CourierAnswer& answer) { return !under_way_.contains(answer.delivery_id); });
  if (answers.empty())
    return false;
  const auto now = clock_.now();
  const auto jitter = random_();
  std::vector<DeliveryEnd> ends;
  std::vector<Uuid> endpoints;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& delivery = under_way_.at(answers[i].delivery_id);
    ends.push_back(end_of(delivery, answers[i], now, jitter + i * 0x9E3779B97F4A7C15));
    endpoints.push_back(delivery.endpoint_id);
  }
  const auto stored = store_.finish(ends, endpoints, [&](std::vector<EndpointHealth>& healths) {
    for (std::size_t i = 0; i < answers.size(); ++i)
      for (auto& health : healths)
        if (health.endpoint_id == endpoints[i])
          judge(health, answers[i], now, jitter + i);
  });
  if (!stored) {
    unstored_ = std::move(answers);
    return tl::unexpected(stored.error());
  }
  for (const auto& end : ends) {
    under_way_.erase(end.delivery_id);
    stats_.delivered += end.state == "delivered" ? 1 : 0;
    stats_.given_up += end.state == "failed" ? 1 : 0;
    stats_.failed_attempts += end.state == "delivered" ? 0 : 1;
  }
  return true;
}

} // namespace paydesk
