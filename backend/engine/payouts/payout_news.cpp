#include "engine/payouts/payout_news.h"

#include <algorithm>
#include <map>

#include "engine/queue/poison.h"

namespace paydesk {

bool PayoutNewsDesk::is_ours(const RawWebhook& event) const {
  const auto read = reader_(event);
  return !read || read->has_value();
}

// One bad event must not hold up the others.
Result<void> PayoutNewsDesk::take(std::span<const RawWebhook> events, Events which) {
  const auto done = apply(events, which);
  if (done || !is_poison(done.error()))
    return done;
  if (events.size() == 1)
    return set_aside(events.front(), which, done.error());
  for (const auto& event : events)
    if (const auto one = take({&event, 1}, which); !one)
      return one;
  return {};
}

Result<void> PayoutNewsDesk::set_aside(const RawWebhook& event, Events which, const Error& error) {
  return store_.take_in({&event, 1}, which, {}, clock_.now(),
                        [&](std::vector<SentPayout>&, std::span<const RawWebhook> fresh) -> Result<PayoutsDecided> {
                          PayoutsDecided decided;
                          for (const auto& one : fresh)
                            decided.webhooks.push_back({one.webhook_id, "failed", std::nullopt,
                                                        "could not be applied, ask the PSP: " + error.message,
                                                        std::nullopt});
                          return decided;
                        });
}

Result<void> PayoutNewsDesk::apply(std::span<const RawWebhook> events, Events which) {
  std::map<Uuid, Result<std::optional<PayoutWord>>> words;
  std::vector<Uuid> keys;
  for (const auto& event : events) {
    auto word = reader_(event);
    if (word && *word)
      keys.push_back((*word)->key);
    words.emplace(event.webhook_id, std::move(word));
  }
  const auto now = clock_.now();
  return store_.take_in(
      events, which, keys, now,
      [&](std::vector<SentPayout>& payouts, std::span<const RawWebhook> fresh) -> Result<PayoutsDecided> {
        PayoutsDecided decided;
        for (const auto& event : fresh) {
          const auto& word = words.at(event.webhook_id);
          const auto close = [&](const char* state, std::string message) {
            decided.webhooks.push_back({event.webhook_id, state, std::nullopt, std::move(message), std::nullopt});
          };
          if (!word || !*word) {
            close("failed", word ? "is about no pay-out" : word.error().field + " " + word.error().message);
            continue;
          }
          const auto at = std::find_if(payouts.begin(), payouts.end(), [&](const SentPayout& payout) {
            return payout.psp_account == event.psp_account &&
                   std::find(payout.keys.begin(), payout.keys.end(), (*word)->key) != payout.keys.end();
          });
          if (at == payouts.end()) {
            close("failed", "about a pay-out that is none of this account's");
            continue;
          }
          SentTurn turn(*at, now, ids_);
          const bool moved = turn.apply(**word, "webhook");
          if (moved)
            plan_next(turn, watch_);
          close(moved ? "processed" : "superseded", {});
        }
        return decided;
      });
}

} // namespace paydesk
