#include "engine/webhooks_in/processor.h"

#include <algorithm>

#include "engine/charges/news.h"

namespace paydesk {

struct WebhookProcessor::Read {
  RawWebhook raw;
  Result<WebhookContent> content;
  std::optional<Uuid> charge_id;
};

namespace {

constexpr std::chrono::seconds lease{30};

WebhookDone wait_for_it(const RawWebhook& raw, Instant now) {
  if (raw.tries + 1 >= WebhookProcessor::max_tries)
    return {raw.webhook_id, "failed", std::nullopt, "about a charge that is not known", std::nullopt};
  const auto pause = std::chrono::milliseconds(200 << std::min(raw.tries, 10));
  return {raw.webhook_id, "waiting", std::nullopt, "about a charge that is not known yet", now + pause};
}

} // namespace

WebhookDone WebhookProcessor::apply(std::vector<Aggregate>& aggregates, const Read& read, Instant now) {
  if (!read.content)
    return {read.raw.webhook_id, "failed", std::nullopt, read.content.error().message, std::nullopt};
  if (!read.content->news)
    return {read.raw.webhook_id, "ignored", std::nullopt, "an event type that does not matter", std::nullopt};
  const auto at = std::find_if(aggregates.begin(), aggregates.end(), [&](const Aggregate& aggregate) {
    return read.charge_id && aggregate.charge.charge_id == *read.charge_id;
  });
  if (at == aggregates.end() || at->charge.psp_account != read.raw.psp_account)
    return wait_for_it(read.raw, now);
  Turn turn(*at, now, ids_, policy_, "webhook");
  const auto seen = turn.a.history.size();
  apply_news(turn, *read.content->news);
  const auto& history = turn.a.history;
  const bool superseded = std::any_of(history.begin() + static_cast<std::ptrdiff_t>(seen), history.end(),
                                      [](const HistoryRow& row) { return row.superseded; });
  turn.a.dirty = true;
  return {read.raw.webhook_id, superseded ? "superseded" : "processed", turn.a.payment.payment_id, {}, std::nullopt};
}

Result<std::vector<Uuid>> WebhookProcessor::step(int most) {
  const auto now = clock_.now();
  auto claimed = webhooks_.claim(most, now, now + lease);
  if (!claimed)
    return tl::unexpected(claimed.error());
  std::vector<Read> reads;
  std::vector<Uuid> charges;
  for (auto& raw : *claimed) {
    auto content = reader_(raw);
    const auto charge = content ? Uuid::parse(content->charge_reference) : std::nullopt;
    if (charge)
      charges.push_back(*charge);
    reads.push_back({std::move(raw), std::move(content), charge});
  }
  if (reads.empty())
    return charges;
  std::sort(charges.begin(), charges.end());
  charges.erase(std::unique(charges.begin(), charges.end()), charges.end());
  const auto stored = payments_.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    for (const auto& read : reads)
      extra.webhooks.push_back(apply(aggregates, read, now));
    for (auto& aggregate : aggregates)
      Turn(aggregate, now, ids_, policy_, "webhook").finish();
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return charges;
}

} // namespace paydesk
