#include "simulation/faulty_store.h"

#include <algorithm>
#include <tuple>

#include "simulation/fiber.h"

namespace paydesk::simulation {
namespace {

Error away() { return {ErrorCode::unavailable, "the database does not answer; nothing was done", {}}; }
Error in_doubt() { return {ErrorCode::unavailable, "it is not known whether the change was stored", {}}; }

} // namespace

FaultyStore::Fault FaultyStore::draw(std::string_view what) {
  auto& dice = around_.dice;
  const auto& weather = around_.weather;
  const auto told = [&](Fault fault, const char* text) {
    around_.story.tell(who_, std::string(what) + ": " + text);
    return fault;
  };
  if (dice.chance(weather.database_away))
    return told(Fault::away, "the database is away");
  if (dice.chance(weather.commit_unknown))
    return dice.chance(500) ? told(Fault::lost_before_commit, "connection lost, it was not committed")
                            : told(Fault::lost_after_commit, "connection lost, it was committed");
  if (dice.chance(weather.deadlock))
    return told(Fault::deadlock, "runs again after a deadlock");
  return Fault::none;
}

template <class Act> auto FaultyStore::transaction(std::string_view what, Act act) -> decltype(act()) {
  const auto fault = draw(what);
  if (fault == Fault::away || fault == Fault::lost_before_commit) {
    Fiber::pause();
    return tl::unexpected(fault == Fault::away ? away() : in_doubt());
  }
  auto result = act();
  if (!result)
    log_.complaints.push_back("the database refused to " + std::string(what) + ": " + result.error().message);
  Fiber::pause();
  if (fault == Fault::lost_after_commit)
    return tl::unexpected(in_doubt());
  return result;
}

// The decision runs for real whatever the fault is: on aggregates that are thrown away, or in a transaction that is.
template <class T, class Act> Result<T> FaultyStore::decision(std::string_view what, Act act) {
  const auto fault = draw(what);
  if (fault == Fault::away) {
    Fiber::pause();
    return tl::unexpected(away());
  }
  bool decided = false;
  const auto wrap = [&](const auto& decide) {
    return [&](std::vector<Aggregate>& aggregates, const auto&... more) -> Result<Extra> {
      if (fault == Fault::deadlock) {
        auto deadlocked = aggregates;
        (void)decide(deadlocked, more...);
      }
      auto extra = decide(aggregates, more...);
      decided = extra.has_value() && fault != Fault::lost_before_commit;
      if (fault == Fault::lost_before_commit)
        return tl::unexpected(in_doubt());
      return extra;
    };
  };
  const Result<T> result = act(wrap);
  // Somebody else was first: with the same rows, or with the same verdict.
  const bool overtaken = !result && (result.error().code == ErrorCode::conflict ||
                                     result.error().code == ErrorCode::already_exists ||
                                     result.error().code == ErrorCode::failed_precondition);
  if (!result && decided && !overtaken)
    log_.complaints.push_back("the database refused what the engine decided: " + result.error().message);
  log_.committed = log_.committed || (decided && result);
  Fiber::pause();
  if (fault == Fault::lost_after_commit && result)
    return tl::unexpected(in_doubt());
  return result;
}

Result<void> FaultyStore::change(std::span<const Uuid> charge_ids, const Decide& decide) {
  return decision<void>("change", [&](const auto& wrap) { return payments_.change(charge_ids, wrap(decide)); });
}

// What SQL answers in no order of its own is put in one, so that a seed always tells the same story.
Result<bool> FaultyStore::claim(const std::string& account, int most, Instant now, Instant lease_until,
                                const Begin& begin) {
  const Begin in_order = [&](std::vector<Aggregate>& aggregates, const std::vector<ClaimedJob>& claimed) {
    auto jobs = claimed;
    std::sort(jobs.begin(), jobs.end(), [](const ClaimedJob& a, const ClaimedJob& b) { return a.job_id < b.job_id; });
    return begin(aggregates, jobs);
  };
  return decision<bool>("claim", [&](const auto& wrap) {
    return payments_.claim(account, most, now, lease_until, wrap(in_order));
  });
}

Result<void> FaultyStore::apply(int most, Instant now, const Read& read, const Decide& decide) {
  const Read in_order = [&](std::vector<RawWebhook> events) {
    std::sort(events.begin(), events.end(), [](const RawWebhook& a, const RawWebhook& b) {
      return std::tie(a.received_at, a.webhook_id) < std::tie(b.received_at, b.webhook_id);
    });
    return read(std::move(events));
  };
  return decision<void>("apply webhooks", [&](const auto& wrap) { return webhooks_.apply(most, now, in_order, wrap(decide)); });
}

Result<void> FaultyStore::take_in(std::span<const RawWebhook> events, const Read& read, const Decide& decide) {
  return decision<void>("take webhooks in",
                        [&](const auto& wrap) { return webhooks_.take_in(events, read, wrap(decide)); });
}

Result<void> FaultyStore::finish(const WebhookDone& done) {
  return transaction("set a webhook aside", [&] { return webhooks_.finish(done); });
}

Result<std::vector<CreateOutcome>> FaultyStore::create(std::span<NewPayment> payments) {
  return transaction("create", [&] {
    auto outcomes = payments_.create(payments);
    log_.committed = log_.committed || outcomes.has_value();
    return outcomes;
  });
}

Result<std::vector<Uuid>> FaultyStore::due_for_check(int most, Instant now) {
  return transaction("look what is overdue", [&] { return payments_.due_for_check(most, now); });
}
Result<std::vector<Uuid>> FaultyStore::charges_of_payment(const Uuid& payment_or_order_id) {
  return transaction("find", [&] { return payments_.charges_of_payment(payment_or_order_id); });
}
Result<std::vector<Uuid>> FaultyStore::all_charges_of_payment(const Uuid& payment_or_order_id) {
  return transaction("find", [&] { return payments_.all_charges_of_payment(payment_or_order_id); });
}
Result<std::vector<Uuid>> FaultyStore::charges_of_expired_refunds(int most, Instant now) {
  return transaction("look what has expired", [&] { return payments_.charges_of_expired_refunds(most, now); });
}
Result<std::vector<Uuid>> FaultyStore::charges_of_jobs(std::span<const Uuid> job_ids) {
  return transaction("find", [&] { return payments_.charges_of_jobs(job_ids); });
}
Result<std::vector<Uuid>> FaultyStore::charges_of_refund(const Uuid& refund_id) {
  return transaction("find", [&] { return payments_.charges_of_refund(refund_id); });
}

Result<std::vector<Uuid>> FaultyStore::charges_of_dispute(const Uuid& dispute_id) {
  return transaction("find", [&] { return payments_.charges_of_dispute(dispute_id); });
}
Result<std::vector<StoredResponse>> FaultyStore::store_responses(std::span<const StoredResponse> responses) {
  return transaction("store the answer", [&] { return payments_.store_responses(responses); });
}
Result<std::vector<Registration>> FaultyStore::registrations(std::span<const Uuid> payment_ids) {
  return transaction("look for the page", [&] { return payments_.registrations(payment_ids); });
}
Result<int> FaultyStore::insert(std::span<const RawWebhook> events) {
  return transaction("store webhooks", [&] {
    const auto stored = webhooks_.insert(events);
    log_.committed = log_.committed || stored.has_value();
    return stored;
  });
}

} // namespace paydesk::simulation
