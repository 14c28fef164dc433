#include "engine/queue/outcomes.h"

#include <algorithm>

#include "engine/charges/news.h"

namespace paydesk {
namespace {

constexpr int longest_error = 300;

Job* find_job(Aggregate& a, const ClaimedJob& claimed) {
  for (auto& job : a.jobs)
    if (job.job_id == claimed.job_id && job.token == claimed.token && !job.removed)
      return &job;
  return nullptr;
}

/// The machine that the job works for moves by `trigger`: the refund's for refunds, the charge's otherwise.
bool move_subject(Turn& turn, const Job& job, std::string_view trigger, std::string_view detail) {
  if (job.kind != OperationKind::refund)
    return turn.move_charge(trigger, detail);
  const auto* operation = job.operation_id ? turn.a.operation(*job.operation_id) : nullptr;
  auto* refund = operation == nullptr ? nullptr : turn.a.refund(operation->subject_id);
  return refund != nullptr && turn.move_refund(*refund, trigger, detail);
}

void announce_call(Turn& turn, const Job& job) {
  if (job.ask || job.kind == OperationKind::query)
    return;
  if (job.kind == OperationKind::refund) {
    const auto* operation = turn.a.operation(*job.operation_id);
    if (auto* refund = turn.a.refund(operation->subject_id))
      turn.move_refund(*refund, refund->state == "retry_scheduled" ? "retry_due" : "sent");
    return;
  }
  if (turn.a.charge.state == "retry_scheduled")
    turn.move_charge("retry_due");
  else if (job.kind == OperationKind::capture)
    turn.move_charge("capture_requested");
}

PspCall call_of(const Turn& turn, const Job& job, const Operation* operation) {
  const auto& a = turn.a;
  PspCall call;
  call.kind = job.ask || operation == nullptr ? OperationKind::query : operation->kind;
  call.key = operation == nullptr ? a.charge.charge_id : operation->operation_id;
  call.charge_id = a.charge.charge_id;
  call.authorized = a.charge.authorized > 0;
  // Closing a page and releasing an authorisation are two requests; each keeps its own key.
  if (call.kind == OperationKind::void_charge && !call.authorized)
    call.key = a.charge.charge_id;
  call.token = a.charge.token;
  call.amount = operation == nullptr ? 0 : operation->amount;
  call.currency = a.payment.currency;
  call.final_capture = a.charge.capture_mode != CaptureMode::multiple;
  call.redirect_url = a.payment.success_url;
  call.cancel_url = a.payment.cancel_url;
  call.description = a.payment.checkout_reference;
  call.expires_at = a.charge.expires_at;
  return call;
}

std::string error_text(const PspAnswer& answer) {
  std::string text = answer.http_status > 0 ? std::to_string(answer.http_status) + " " : std::string{};
  text += answer.error_code.empty() ? std::string(to_string(answer.error)) : answer.error_code;
  if (!answer.message.empty())
    text += ", " + answer.message;
  return text.substr(0, longest_error);
}

/// Growing pauses between questions: 1, 2, 4 … times the first.
std::chrono::milliseconds ask_pause(const EnginePolicy& policy, int asks) {
  auto pause = policy.ask_delay;
  for (int i = 1; i < asks && pause < policy.longest_ask; ++i)
    pause *= 2;
  return std::min(pause, policy.longest_ask);
}

void bury(Turn& turn, Job& job, std::string_view why) {
  job.dead = true;
  job.dead_since = turn.now;
  job.changed = true;
  move_subject(turn, job, "attempts_exhausted", why);
  turn.event("queue.dead", "job", job.job_id.to_string());
}

void ask_later(Turn& turn, Job& job) {
  ++job.asks;
  job.changed = true;
  if (job.asks > turn.policy.max_asks)
    return bury(turn, job, "asked " + std::to_string(turn.policy.max_asks) + " times, no certain answer");
  job.ask = true;
  job.due_at = turn.now + ask_pause(turn.policy, job.asks);
}

/// The PSP answered that it did not do it and will not: the operation ends.
void end_declined(Turn& turn, Job& job, const PspAnswer& answer) {
  auto* operation = turn.a.operation(*job.operation_id);
  const auto text = error_text(answer);
  News news;
  news.merchant_reference = operation->operation_id.to_string();
  news.code = answer.error_code;
  switch (job.kind) {
  case OperationKind::capture:
    news.kind = News::Kind::capture_failed;
    return apply_news(turn, news);
  case OperationKind::refund:
    news.kind = News::Kind::refund_failed;
    news.reference = news.merchant_reference;
    return apply_news(turn, news);
  case OperationKind::void_charge:
    // The authorisation could not be released: it may have been captured or have run out. Ask what it is.
    move_subject(turn, job, "outcome_lost", text);
    return ask_later(turn, job);
  default:
    turn.end_operation(*operation, Operation::State::failed);
    turn.move_charge("fail_final", text);
  }
}

void retry_later(Turn& turn, Job& job, const PspAnswer& answer, std::uint64_t random) {
  ++job.attempts;
  job.changed = true;
  if (job.attempts >= job.max_attempts)
    return bury(turn, job, error_text(answer));
  job.due_at = turn.now + turn.policy.retry.delay(job.attempts, random, answer.retry_after);
  if (answer.error != ErrorClass::outcome_unknown) {
    move_subject(turn, job, "fail_retryable", error_text(answer));
    return;
  }
  job.ask = true;
  move_subject(turn, job, "outcome_lost", error_text(answer));
}

void on_error(Turn& turn, Job& job, const PspAnswer& answer, std::uint64_t random) {
  job.error_class = answer.error;
  job.last_error = error_text(answer);
  job.changed = true;
  if (job.kind != OperationKind::refund) {
    turn.a.charge.error_class = to_string(answer.error);
    turn.a.charge.last_error = job.last_error;
  }
  // A question that failed tells nothing about what was asked for.
  if (job.ask) {
    ask_later(turn, job);
    if (answer.retry_after)
      job.due_at = std::max(job.due_at, turn.now + *answer.retry_after);
    return;
  }
  if (job.kind == OperationKind::query) {
    job.removed = true;
    return;
  }
  if (is_retryable(answer.error))
    retry_later(turn, job, answer, random);
  else
    end_declined(turn, job, answer);
}

/// An answer without error, after its news: the operation may have ended by them, be pending, or be proven absent.
void on_success(Turn& turn, Job& job, const PspAnswer& answer) {
  if (job.removed)
    return;
  if (job.kind == OperationKind::query) {
    job.removed = true;
    // A charge that the PSP has never heard of cannot be paid after its time.
    if (!answer.found && turn.now >= turn.a.charge.expires_at)
      turn.move_charge("expire", "never reached the PSP");
    return;
  }
  const auto* operation = job.operation_id ? turn.a.operation(*job.operation_id) : nullptr;
  if (operation == nullptr || operation->state != Operation::State::live) {
    job.removed = true;
    return;
  }
  const auto id = operation->operation_id.to_string();
  const bool pending = answer.pending || std::find(answer.pending_references.begin(), answer.pending_references.end(),
                                                   id) != answer.pending_references.end();
  if (!job.ask || pending) {
    // Received: the outcome comes by webhook, or by asking.
    return ask_later(turn, job);
  }
  // The PSP was asked and does not have it. The same key goes out again, which cannot do it twice.
  job.ask = false;
  job.due_at = turn.now;
  job.changed = true;
  ++job.attempts;
  if (job.attempts >= job.max_attempts)
    return bury(turn, job, "never accepted by the PSP");
  move_subject(turn, job, "fail_retryable", "asked: not done there, sent again with the same key");
}

} // namespace

std::optional<Prepared> begin_call(Turn& turn, const ClaimedJob& claimed) {
  auto* job = find_job(turn.a, claimed);
  if (job == nullptr)
    return std::nullopt;
  auto* operation = job->operation_id ? turn.a.operation(*job->operation_id) : nullptr;
  const bool over = job->kind != OperationKind::query &&
                    (operation == nullptr || operation->state != Operation::State::live);
  if (over) {
    job->removed = true;
    turn.a.dirty = true;
    return std::nullopt;
  }
  announce_call(turn, *job);
  Prepared prepared;
  prepared.call = call_of(turn, *job, operation);
  prepared.call.attempt_id = turn.ids.next();
  prepared.attempt = {prepared.call.attempt_id,  turn.a.payment.payment_id,
                      turn.a.charge.charge_id,   job->operation_id,
                      turn.a.charge.psp_account, std::string(to_string(prepared.call.kind)),
                      job->attempts + job->asks + 1, turn.now};
  return prepared;
}

void apply_answer(Turn& turn, const ClaimedJob& claimed, const PspAnswer& answer, std::uint64_t random) {
  for (const auto& news : answer.news)
    apply_news(turn, news);
  auto* job = find_job(turn.a, claimed);
  if (job != nullptr && answer.error != ErrorClass::none)
    on_error(turn, *job, answer, random);
  else if (job != nullptr)
    on_success(turn, *job, answer);
  advance(turn);
  turn.a.dirty = true;
}

} // namespace paydesk
