#include "engine/webhooks_in/processor.h"

#include <algorithm>

#include "engine/charges/news.h"
#include "engine/queue/poison.h"

namespace paydesk {

struct WebhookProcessor::Read {
  RawWebhook raw;
  Result<WebhookContent> content;
  std::optional<Uuid> charge_id;
};

namespace {

constexpr auto handed_on_again = std::chrono::seconds(1);

WebhookDone wait_for_it(const RawWebhook& raw, Instant now) {
  if (raw.tries + 1 >= WebhookProcessor::max_tries)
    return {raw.webhook_id, "failed", std::nullopt, "about a charge that is not known", std::nullopt};
  const auto pause = std::chrono::milliseconds(200 << std::min(raw.tries, 10));
  return {raw.webhook_id, "waiting", std::nullopt, "about a charge that is not known yet", now + pause};
}

} // namespace

WebhookProcessor::WebhookProcessor(WebhookStore& webhooks, const Clock& clock, IdSource& ids,
                                   const EnginePolicy& policy, WebhookReader reader, const CallRooms* rooms)
    : webhooks_(webhooks), clock_(clock), ids_(ids), policy_(policy), reader_(std::move(reader)), rooms_(rooms) {}

WebhookProcessor::~WebhookProcessor() = default;

void WebhookProcessor::hand_on(std::function<bool(const RawWebhook&)> are_theirs,
                               std::function<Result<void>(std::span<const RawWebhook>)> take) {
  are_theirs_ = std::move(are_theirs);
  theirs_ = std::move(take);
}

// A PSP that surely had not registered a charge tells of it after all: nothing of that is booked at the other PSP.
WebhookDone WebhookProcessor::from_elsewhere(Aggregate& aggregate, const RawWebhook& raw, Instant now) {
  const auto& left = aggregate.charge.left_accounts;
  if (std::find(left.begin(), left.end(), raw.psp_account) == left.end())
    return wait_for_it(raw, now);
  Turn turn(aggregate, now, ids_, policy_, "webhook");
  turn.alert("news_from_left_account", raw.event_type + " from " + raw.psp_account + ", event " + raw.event_id);
  turn.a.dirty = true;
  return {raw.webhook_id, "failed", aggregate.payment.payment_id,
          "from " + raw.psp_account + ", which the charge has left: a person has to look at it there", std::nullopt};
}

WebhookDone WebhookProcessor::apply(std::vector<Aggregate>& aggregates, const Read& read, Instant now) {
  // Handed on after the commit; when that fails it is looked at again.
  if (are_theirs_ && are_theirs_(read.raw))
    return {read.raw.webhook_id, "waiting", std::nullopt, "is handed on", now + handed_on_again};
  if (!read.content)
    return {read.raw.webhook_id, "failed", std::nullopt, read.content.error().message, std::nullopt};
  if (!read.content->news)
    return {read.raw.webhook_id, "ignored", std::nullopt, "an event type that does not matter", std::nullopt};
  const auto at = std::lower_bound(aggregates.begin(), aggregates.end(), read.charge_id,
                                   [](const Aggregate& aggregate, const std::optional<Uuid>& id) {
                                     return aggregate.charge.charge_id < id;
                                   });
  if (at == aggregates.end() || at->charge.charge_id != read.charge_id)
    return wait_for_it(read.raw, now);
  if (at->charge.psp_account != read.raw.psp_account)
    return from_elsewhere(*at, read.raw, now);
  Turn turn(*at, now, ids_, policy_, "webhook");
  const auto seen = turn.a.history.size();
  apply_news(turn, *read.content->news);
  const auto& history = turn.a.history;
  const bool superseded = std::any_of(history.begin() + static_cast<std::ptrdiff_t>(seen), history.end(),
                                      [](const HistoryRow& row) { return row.superseded; });
  turn.a.dirty = true;
  return {read.raw.webhook_id, superseded ? "superseded" : "processed", turn.a.payment.payment_id, {}, std::nullopt};
}

std::vector<Uuid> WebhookProcessor::read(std::vector<RawWebhook> events) {
  reads_.clear();
  touched_.clear();
  for (auto& raw : events) {
    auto content = reader_(raw);
    const auto charge = content ? Uuid::parse(content->charge_reference) : std::nullopt;
    if (charge)
      touched_.push_back(*charge);
    reads_.push_back({std::move(raw), std::move(content), charge});
  }
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  return touched_;
}

Result<void> WebhookProcessor::apply_taken(const Take& take) {
  const auto now = clock_.now();
  Starts starts(rooms_);
  auto done = take([&](std::vector<RawWebhook> events) { return read(std::move(events)); },
                   [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
                     Extra extra;
                     starts.reset();
                     for (const auto& event : reads_)
                       extra.webhooks.push_back(apply(aggregates, event, now));
                     for (auto& aggregate : aggregates) {
                       Turn turn(aggregate, now, ids_, policy_, "webhook");
                       starts.begin(turn, extra.attempts);
                       turn.finish();
                     }
                     return extra;
                   });
  if (done)
    starts.hand_over();
  return done;
}

Result<void> WebhookProcessor::apply_batch(int most) {
  return apply_taken([&](const WebhookStore::Read& read, const PaymentStore::Decide& decide) {
    return webhooks_.apply(most, clock_.now(), read, decide);
  });
}

Result<void> WebhookProcessor::take_in(std::span<const RawWebhook> events) {
  const auto taken = apply_taken([&](const WebhookStore::Read& read, const PaymentStore::Decide& decide) {
    return webhooks_.take_in(events, read, decide);
  });
  if (taken)
    return taken;
  const auto stored = webhooks_.insert(events);
  return stored ? Result<void>{} : tl::unexpected(stored.error());
}

Result<std::vector<Uuid>> WebhookProcessor::step(int most) {
  auto done = apply_batch(most);
  // One bad event must not hold up the others: smaller batches leave it alone in the end, and it is set aside.
  for (int smaller = most / 2; !done && is_poison(done.error()) && smaller >= 1; smaller /= 2)
    done = apply_batch(smaller);
  if (!done && is_poison(done.error()) && reads_.size() == 1) {
    const auto& raw = reads_.front().raw;
    done = webhooks_.finish({raw.webhook_id, "failed", std::nullopt,
                             "could not be applied, replay it once this is mended: " + done.error().message,
                             std::nullopt});
  }
  if (!done)
    return tl::unexpected(done.error());
  std::vector<RawWebhook> handed_on;
  for (const auto& read : reads_)
    if (are_theirs_ && are_theirs_(read.raw))
      handed_on.push_back(read.raw);
  if (!handed_on.empty())
    if (const auto taken = theirs_(handed_on); !taken)
      return tl::unexpected(taken.error());
  return touched_;
}

} // namespace paydesk
