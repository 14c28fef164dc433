#include "engine/queue/commands.h"

#include <algorithm>
#include <unordered_map>

#include "engine/charges/item_facts.h"
#include "engine/charges/news.h"
#include "engine/charges/order_cancel.h"

namespace paydesk {
namespace {

AuditEntry audit(const Caller& caller, std::string action, std::string subject, const Aggregate& a,
                 std::string outcome) {
  return {caller.principal_id,  caller.login, std::move(action), std::move(subject),
          a.payment.payment_id, "{}",         std::move(outcome)};
}

void revive(Turn& turn, Job& job) {
  job.dead = false;
  job.dead_since.reset();
  job.attempts = 0;
  job.asks = 0;
  job.retry_since.reset();
  job.held_until.reset();
  job.due_at = turn.now;
  job.changed = true;
  const auto* operation = job.operation_id ? turn.a.operation(*job.operation_id) : nullptr;
  if (answers_dispute(job.kind)) {
    if (operation != nullptr)
      turn.note("dispute", operation->subject_id, "operator_retry", {});
  } else if (job.kind == OperationKind::refund && operation != nullptr) {
    if (auto* refund = turn.a.refund(operation->subject_id))
      turn.move_refund(*refund, "operator_retry");
  } else {
    turn.move_charge("operator_retry");
  }
}

/// Makes one job due; what it answers goes to the operator.
std::string retry_job(Turn& turn, Job& job) {
  if (job.dead) {
    revive(turn, job);
    return "taken out of the dead letters, tried now";
  }
  if (job.leased && job.due_at > turn.now)
    return "a call is under way: its answer decides";
  job.due_at = turn.now;
  job.changed = true;
  if (job.ask)
    return "the PSP is asked now; nothing is sent again before it answers";
  if (turn.a.charge.state == "retry_scheduled" && job.kind != OperationKind::refund && !answers_dispute(job.kind))
    turn.move_charge("operator_retry");
  return "tried now, with the same idempotency key";
}

/// The capture will not happen: its orders are left out, and what nobody captures is released.
void discard_capture(Turn& turn, const Operation& operation) {
  News news;
  news.kind = News::Kind::capture_failed;
  news.merchant_reference = operation.operation_id.to_string();
  news.code = "discarded";
  apply_news(turn, news);
}

/// Ends a dead letter's operation for good.
std::string discard_job(Turn& turn, Job& job, const std::string& reason) {
  auto* operation = job.operation_id ? turn.a.operation(*job.operation_id) : nullptr;
  if (operation == nullptr) {
    job.removed = true;
    return "discarded";
  }
  if (job.kind == OperationKind::capture) {
    discard_capture(turn, *operation);
    return "discarded: " + reason;
  }
  if (answers_dispute(job.kind)) {
    turn.note("dispute", operation->subject_id, "operator_cancel", reason);
  } else if (job.kind == OperationKind::refund) {
    if (auto* refund = turn.a.refund(operation->subject_id); refund && turn.move_refund(*refund, "operator_cancel", reason))
      release_refund(turn, *refund);
  } else {
    turn.move_charge("operator_cancel", reason);
  }
  turn.end_operation(*operation, Operation::State::failed);
  return "discarded: " + reason;
}

/// Why a charge must not be cancelled; empty when it may.
std::string kept_from_cancelling(const Aggregate& a) {
  std::vector<permitted::Item> items;
  for (const auto& job : a.jobs)
    items.push_back(item_facts(a, job));
  switch (permitted::no_cancel(a.charge.state, a.charge.captured, items)) {
  case permitted::NoCancel::none:
    return {};
  case permitted::NoCancel::captured:
    return "the money is captured: refund it instead";
  case permitted::NoCancel::capture_in_doubt:
    return "it is not known whether the money is captured: only the PSP's evidence ends that";
  default:
    return "a payment that is " + a.charge.state + " cannot be cancelled";
  }
}

std::string actor(const Caller& caller, const std::string& reason) {
  return reason.empty() ? caller.login : caller.login + ": " + reason;
}

} // namespace

Result<views::CommandOutcome> OperatorCommands::retry_payment(const Caller& caller, const Uuid& payment_id,
                                                              const std::string& reason,
                                                              const KeepAnswer<views::CommandOutcome>& keep) {
  const auto charges = store_.charges_of_payment(payment_id);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no payment with this id", "payment_id");
  views::CommandOutcome outcome;
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    outcome = {};
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, clock_.now(), ids_, policy_, "operator");
      if (aggregate.jobs.empty())
        continue;
      for (auto& job : aggregate.jobs)
        outcome.message = retry_job(turn, job);
      turn.note("charge", aggregate.charge.charge_id, "operator_retry", actor(caller, reason));
      turn.finish();
      outcome.state = aggregate.charge.state;
      extra.audit.push_back(audit(caller, "payment.retry", payment_id.to_string(), aggregate, outcome.message));
    }
    if (extra.audit.empty())
      return fail(ErrorCode::failed_precondition, "nothing of this payment waits to be retried (it is " +
                                                      aggregates.front().charge.state + ")");
    if (keep)
      extra.answer = keep(outcome);
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return outcome;
}

Result<views::CommandOutcome> OperatorCommands::cancel_payment(const Caller& caller, const Uuid& payment_id,
                                                               const std::string& reason,
                                                               const KeepAnswer<views::CommandOutcome>& keep) {
  const auto charges = store_.charges_of_payment(payment_id);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no payment with this id", "payment_id");
  views::CommandOutcome outcome;
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    outcome = {};
    std::string why_not; // of the last charge that could not
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, clock_.now(), ids_, policy_, "operator");
      if (auto* order = aggregate.order(payment_id); order != nullptr && has_other_orders(aggregate, *order)) {
        if (why_not = kept_from_leaving_out(aggregate, *order); !why_not.empty())
          continue;
        leave_out(turn, *order, actor(caller, reason));
        turn.finish();
        outcome.state = aggregate.charge.state;
        outcome.message = aggregate.charge.capture_mode == CaptureMode::automatic
                              ? "the order is cancelled; its part is refunded once the PSP has captured the whole"
                              : "the order is cancelled, the others of the payment go on";
        extra.audit.push_back(audit(caller, "order.cancel", payment_id.to_string(), aggregate, outcome.message));
        continue;
      }
      if (why_not = kept_from_cancelling(aggregate); !why_not.empty())
        continue;
      turn.move_charge("operator_cancel", actor(caller, reason));
      advance(turn);
      turn.finish();
      outcome.state = aggregate.charge.state;
      outcome.message = aggregate.charge.state != "cancelled" ? "being released at the PSP"
                        : turn.asks() ? "cancelled; whether the PSP has opened its page is asked, and it is closed then"
                                      : "cancelled";
      extra.audit.push_back(audit(caller, "payment.cancel", payment_id.to_string(), aggregate, outcome.message));
    }
    if (extra.audit.empty())
      return fail(ErrorCode::failed_precondition, why_not);
    if (keep)
      extra.answer = keep(outcome);
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return outcome;
}

namespace {

using ItemResults = OperatorCommands::ItemResults;

/// Runs `act` on every job that is named; jobs that are gone are told so.
template <class Act>
Result<ItemResults> for_jobs(PaymentStore& store, const std::vector<Uuid>& job_ids,
                             const KeepAnswer<ItemResults>& keep, Act act) {
  const auto charges = store.charges_of_jobs(job_ids);
  if (!charges)
    return tl::unexpected(charges.error());
  ItemResults results;
  const auto stored = store.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    results.clear();
    for (const auto& id : job_ids)
      results.push_back({id.to_string(), false, "no longer in the queue"});
    for (auto& aggregate : aggregates)
      for (auto& job : aggregate.jobs) {
        const auto at = std::find(job_ids.begin(), job_ids.end(), job.job_id);
        if (at != job_ids.end())
          act(aggregate, job, results[static_cast<std::size_t>(at - job_ids.begin())], extra);
      }
    if (keep)
      extra.answer = keep(results);
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return results;
}

Result<void> check_count(const std::vector<Uuid>& job_ids) {
  if (job_ids.empty() || job_ids.size() > 1000)
    return invalid("job_ids", "needs 1 to 1000 items");
  return {};
}

/// Why an item must not be discarded; empty when it may.
std::string kept_from_discarding(const Aggregate& a, const Job& job) {
  switch (permitted::no_discard(item_facts(a, job))) {
  case permitted::NoDiscard::none:
    return {};
  case permitted::NoDiscard::alive:
    return "only dead letters can be discarded";
  case permitted::NoDiscard::in_doubt:
    return "its outcome is unknown: only the PSP's evidence ends it";
  case permitted::NoDiscard::money_held:
    return "the PSP still holds the buyer's money: have it released instead";
  }
  return {};
}

/// Why an item is no longer the one that was frozen; empty when it is.
std::string changed_meanwhile(const SelectionWork& work, const SelectedItem& item, const Job& job) {
  if (!work.dead_letter)
    return job.dead ? "it became a dead letter meanwhile" : "";
  if (!job.dead)
    return "it was taken out of the dead letters meanwhile";
  return job.dead_since == item.dead_since ? "" : "it was tried meanwhile and is dead again since it was frozen";
}

} // namespace

// Answers whether it was done; why not is in the result.
bool OperatorCommands::act_on_item(const Caller& caller, Aggregate& aggregate, Job& job, bool discard,
                                   const std::string& reason, views::QueueItemResult& result) {
  if (discard)
    if (result.message = kept_from_discarding(aggregate, job); !result.message.empty())
      return false;
  Turn turn(aggregate, clock_.now(), ids_, policy_, "operator");
  result.message = discard ? discard_job(turn, job, reason) : retry_job(turn, job);
  result.done = true;
  turn.note("charge", aggregate.charge.charge_id, discard ? "operator_discard" : "operator_retry",
            actor(caller, reason));
  turn.finish();
  return true;
}

Result<ItemResults> OperatorCommands::retry_items(const Caller& caller, const std::vector<Uuid>& job_ids,
                                                  const std::string& reason, const KeepAnswer<ItemResults>& keep) {
  if (auto ok = check_count(job_ids); !ok)
    return tl::unexpected(ok.error());
  return for_jobs(store_, job_ids, keep,
                  [&](Aggregate& aggregate, Job& job, views::QueueItemResult& result, Extra& extra) {
                    if (act_on_item(caller, aggregate, job, false, reason, result))
                      extra.audit.push_back(
                          audit(caller, "queue.retry", job.job_id.to_string(), aggregate, result.message));
                  });
}

Result<ItemResults> OperatorCommands::discard_items(const Caller& caller, const std::vector<Uuid>& job_ids,
                                                    const std::string& reason, const KeepAnswer<ItemResults>& keep) {
  if (auto ok = check_count(job_ids); !ok)
    return tl::unexpected(ok.error());
  if (reason.empty())
    return invalid("reason", "is missing; discarding needs one");
  return for_jobs(store_, job_ids, keep,
                  [&](Aggregate& aggregate, Job& job, views::QueueItemResult& result, Extra& extra) {
                    if (act_on_item(caller, aggregate, job, true, reason, result))
                      extra.audit.push_back(
                          audit(caller, "queue.discard", job.job_id.to_string(), aggregate, result.message));
                  });
}

Result<void> OperatorCommands::act_on_selected(const SelectionWork& work, std::span<const SelectedItem> items) {
  std::vector<Uuid> job_ids;
  std::unordered_map<Uuid, std::size_t> places;
  for (const auto& item : items) {
    places.emplace(item.job_id, job_ids.size());
    job_ids.push_back(item.job_id);
  }
  const auto charges = store_.charges_of_jobs(job_ids);
  if (!charges)
    return tl::unexpected(charges.error());
  return store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    ItemResults results(items.size());
    for (auto& result : results)
      result.message = "no longer in the queue";
    for (auto& aggregate : aggregates)
      for (auto& job : aggregate.jobs) {
        const auto place = places.find(job.job_id);
        if (place == places.end())
          continue;
        auto& result = results[place->second];
        if (result.message = changed_meanwhile(work, items[place->second], job); result.message.empty())
          act_on_item(work.runner, aggregate, job, work.discard, work.reason, result);
      }
    Extra extra;
    extra.selection = SelectionStep{work.selection_id, work.token, clock_.now(), {}};
    int done = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      extra.selection->results.push_back({items[i].n, results[i].done, results[i].message});
      done += results[i].done ? 1 : 0;
    }
    extra.audit.push_back({work.runner.principal_id, work.runner.login, work.discard ? "queue.discard" : "queue.retry",
                           "selection " + work.selection_id.to_string(), std::nullopt,
                           "{\"first\": " + std::to_string(items.front().n) +
                               ", \"last\": " + std::to_string(items.back().n) + "}",
                           std::to_string(done) + " of " + std::to_string(items.size()) + " done"});
    return extra;
  });
}

Result<void> OperatorCommands::refuse_selected(const SelectionWork& work, const SelectedItem& item,
                                               const std::string& why) {
  return store_.change({}, [&](std::vector<Aggregate>&) -> Result<Extra> {
    Extra extra;
    extra.selection = SelectionStep{work.selection_id, work.token, clock_.now(), {{item.n, false, why}}};
    return extra;
  });
}

} // namespace paydesk
