#include "engine/queue/outcomes.h"

#include <algorithm>

#include "engine/charges/news.h"
#include "engine/queue/call_of.h"
#include "engine/routing/failover.h"
#include "engine/rules/board.h"

namespace paydesk {
namespace {

constexpr int longest_error = 300;

Job* find_job(Aggregate& a, const ClaimedJob& claimed) {
  for (auto& job : a.jobs)
    if (job.job_id == claimed.job_id && job.token == claimed.token && !job.removed)
      return &job;
  return nullptr;
}

/// The machine that the job works for moves by `trigger`: the refund's for refunds, the charge's otherwise. A dispute
/// moves by the bank's news alone; what becomes of an answer to it is noted there.
bool move_subject(Turn& turn, const Job& job, std::string_view trigger, std::string_view detail) {
  if (answers_dispute(job.kind)) {
    const auto* answer = job.operation_id ? turn.a.operation(*job.operation_id) : nullptr;
    if (answer != nullptr)
      turn.note("dispute", answer->subject_id, trigger, detail);
    return answer != nullptr;
  }
  // What may have been registered once is never registered anywhere else.
  if (trigger == "outcome_lost" && job.kind == OperationKind::register_charge &&
      turn.a.charge.route == Charge::Route::open) {
    turn.a.charge.route = Charge::Route::unsure;
    turn.a.charge.route_changed = true;
  }
  if (job.kind != OperationKind::refund)
    return turn.move_charge(trigger, detail);
  const auto* operation = job.operation_id ? turn.a.operation(*job.operation_id) : nullptr;
  auto* refund = operation == nullptr ? nullptr : turn.a.refund(operation->subject_id);
  return refund != nullptr && turn.move_refund(*refund, trigger, detail);
}

void bury(Turn& turn, Job& job, std::string_view why) {
  job.dead = true;
  job.dead_since = turn.now;
  job.changed = true;
  move_subject(turn, job, "attempts_exhausted", why);
  turn.event("queue.dead", "job", job.job_id.to_string());
}

void count_trouble(Turn& turn, Job& job) {
  job.failed_at = turn.now;
  job.retry_since = job.retry_since.value_or(turn.now);
  job.changed = true;
}

void schedule(Job& job, const NextTry& next) {
  job.due_at = next.at;
  job.held_until = next.held_until;
}

/// Retry-After, as far as it counts, or the network's wait: the longer one.
std::optional<std::chrono::seconds> least_wait(const PspAnswer& answer, const std::optional<NetworkVerdict>& verdict) {
  std::optional<std::chrono::seconds> wait;
  if (answer.retry_after)
    wait = std::clamp(*answer.retry_after, std::chrono::seconds(0), longest_retry_after);
  if (verdict && verdict->least_wait > wait.value_or(std::chrono::seconds(0)))
    wait = verdict->least_wait;
  return wait;
}

/// Plans another question. Questions do not count as tries; the rule of outcome_unknown says how many there may be.
/// False when there were enough.
bool plan_question(Turn& turn, Job& job, std::uint64_t random, std::optional<std::chrono::seconds> wait) {
  auto rule = retry_plan_of(turn.policy, turn.a.charge.psp_account)->rule(ErrorClass::outcome_unknown);
  count_trouble(turn, job);
  ++job.asks;
  ++rule.max_attempts;
  const auto next = next_try(rule, {job.asks, *job.retry_since, turn.now}, random, wait);
  if (next.kind != NextTry::Kind::again)
    return false;
  schedule(job, next);
  return true;
}

/// The next call is a question.
void ask_later(Turn& turn, Job& job, std::uint64_t random, std::optional<std::chrono::seconds> wait = {}) {
  job.ask = true;
  if (!plan_question(turn, job, random, wait))
    bury(turn, job, "asked " + std::to_string(job.asks - 1) + " times, no certain answer");
}

/// A question about the charge as a whole found no answer. Of a charge that has come to its end nobody else would ask.
void ask_again(Turn& turn, Job& job, const PspAnswer& answer, std::uint64_t random) {
  if (is_retryable(answer.error) && plan_question(turn, job, random, least_wait(answer, {})))
    return;
  job.removed = true;
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, turn.a.charge.state);
  if (state != nullptr && state->final)
    turn.alert("question_unanswered", error_text(answer));
}

/// The PSP did not do it and will not: the operation ends.
void end_declined(Turn& turn, Job& job, std::string_view code, std::string_view text, std::uint64_t random) {
  auto* operation = turn.a.operation(*job.operation_id);
  News news;
  news.merchant_reference = operation->operation_id.to_string();
  news.code = code;
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
    return ask_later(turn, job, random);
  case OperationKind::dispute_evidence:
  case OperationKind::dispute_accept:
    // The bank's deadline runs on: a person has to look before anything is given up.
    bury(turn, job, text);
    return turn.alert("dispute_answer_refused", text);
  default:
    turn.end_operation(*operation, Operation::State::failed);
    turn.move_charge("fail_final", text);
  }
}

/// Ends the operation when nothing of it can have been done; else the PSP is asked first. A decline is the PSP's own
/// word on the key, whatever became of earlier calls.
void give_up(Turn& turn, Job& job, std::string_view code, std::string_view text, std::uint64_t random) {
  if (!job.doubt || is_verdict(job.error_class))
    return end_declined(turn, job, code, text, random);
  move_subject(turn, job, "outcome_lost", "an earlier call's end is not known");
  ask_later(turn, job, random);
}

/// What the card networks say to another try after this decline; nothing when they say nothing.
std::optional<NetworkVerdict> count_decline(Turn& turn, Job& job, const PspAnswer& answer, const RetryPlan& plan) {
  if (answer.error != ErrorClass::declined_retryable)
    return std::nullopt;
  ++job.declines;
  job.first_declined_at = job.first_declined_at.value_or(turn.now);
  if (answers_dispute(job.kind))
    return NetworkVerdict{false, "what is said to a bank is no card's", {}};
  // Only what we begin ourselves is tried again: a buyer who registers tries again on the page.
  if (job.kind == OperationKind::register_charge || job.kind == OperationKind::void_charge)
    return NetworkVerdict{false, "only the buyer can try again", {}};
  return network_verdict(plan.networks, {answer.network, answer.network_code, job.declines, *job.first_declined_at},
                         turn.now);
}

void retry_later(Turn& turn, Job& job, const PspAnswer& answer, std::uint64_t random) {
  const auto plan = retry_plan_of(turn.policy, turn.a.charge.psp_account);
  const auto text = error_text(answer);
  ++job.attempts;
  count_trouble(turn, job);
  if (answer.error == ErrorClass::outcome_unknown) {
    job.doubt = true;
    turn.lose_call(job);
    move_subject(turn, job, "outcome_lost", text);
    return ask_later(turn, job, random, least_wait(answer, {}));
  }
  const auto verdict = count_decline(turn, job, answer, *plan);
  if (verdict && !verdict->may_retry)
    return end_declined(turn, job, answer.error_code, text + "; " + verdict->why, random);
  const auto& rule = plan->rule(answer.error);
  job.max_attempts = rule.max_attempts;
  const auto next =
      next_try(rule, {job.attempts, *job.retry_since, turn.now}, random, least_wait(answer, verdict));
  const bool elsewhere = next.kind != NextTry::Kind::again || wants_failover(turn.policy, job);
  if (elsewhere && answer.error != ErrorClass::declined_retryable && fail_over(turn, job, text))
    return;
  if (next.kind == NextTry::Kind::cancelled)
    return give_up(turn, job, answer.error_code, text + "; " + next.why, random);
  // A declined key is answered with the same decline for ever.
  if (answer.error == ErrorClass::declined_retryable)
    turn.renew_operation(job);
  if (next.kind == NextTry::Kind::exhausted)
    return bury(turn, job, text + "; " + next.why);
  schedule(job, next);
  move_subject(turn, job, "fail_retryable", text);
}

/// Bad credentials: the account is paused, and this job goes on when a person has resumed it. It loses nothing.
void wait_for_a_person(Turn& turn, Job& job) {
  job.due_at = turn.now;
  if (!job.ask && job.kind != OperationKind::query)
    move_subject(turn, job, "fail_retryable", job.last_error);
}

void on_error(Turn& turn, Job& job, const PspAnswer& answer, std::uint64_t random) {
  job.error_class = answer.error;
  job.last_error = error_text(answer);
  job.changed = true;
  if (job.kind != OperationKind::refund && !answers_dispute(job.kind)) {
    turn.a.charge.error_class = to_string(answer.error);
    turn.a.charge.last_error = job.last_error;
  }
  if (answer.error == ErrorClass::configuration)
    return wait_for_a_person(turn, job);
  // A question that failed tells nothing about what was asked for.
  if (job.ask)
    return ask_later(turn, job, random, least_wait(answer, {}));
  if (job.kind == OperationKind::query)
    return ask_again(turn, job, answer, random);
  if (is_retryable(answer.error) || answer.error == ErrorClass::declined_retryable)
    retry_later(turn, job, answer, random);
  else
    give_up(turn, job, answer.error_code, error_text(answer), random);
}

/// The PSP may have forgotten the key: it could move the money a second time.
bool may_be_forgotten(const Turn& turn, const Job& job, std::chrono::hours key_ttl) {
  const bool moves_money = job.kind == OperationKind::capture || job.kind == OperationKind::direct_charge ||
                           job.kind == OperationKind::refund;
  const auto* operation = turn.a.operation(*job.operation_id);
  return moves_money && turn.now - operation->created_at >= key_ttl;
}

/// The PSP was asked and does not have it: nothing was done. The same key goes out again, which cannot do it twice; a
/// key that may be forgotten is only asked for.
void send_again(Turn& turn, Job& job, std::uint64_t random, std::chrono::hours key_ttl) {
  if (may_be_forgotten(turn, job, key_ttl)) {
    job.error_class = ErrorClass::outcome_unknown;
    job.last_error = "not there, but its key is older than the PSP keeps keys: only evidence ends it";
    return bury(turn, job, job.last_error);
  }
  const auto rule = retry_plan_of(turn.policy, turn.a.charge.psp_account)->rule(ErrorClass::psp_unavailable);
  job.ask = false;
  job.doubt = false;
  job.due_at = turn.now;
  job.max_attempts = rule.max_attempts;
  job.changed = true;
  ++job.attempts;
  if (rule.strategy == RetryStrategy::cancel)
    return end_declined(turn, job, "not_done", "asked: not done there; the retry policy gives it up", random);
  if (job.attempts >= rule.max_attempts)
    return bury(turn, job, "never accepted by the PSP");
  move_subject(turn, job, "fail_retryable", "asked: not done there, sent again with the same key");
}

/// An answer without error, after its news: the operation may have ended by them, be pending, or be proven absent.
void on_success(Turn& turn, Job& job, const PspAnswer& answer, std::uint64_t random, std::chrono::hours key_ttl) {
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
  if (!job.ask || pending)
    return ask_later(turn, job, random); // received: the outcome comes by webhook, or by asking
  send_again(turn, job, random, key_ttl);
}

/// Ends what rules made since its last failure no longer want to be tried. True when it has ended.
bool ended_by_rules(Turn& turn, Job& job, std::uint64_t random) {
  if (job.kind == OperationKind::query || job.ask || job.attempts == 0 || job.error_class == ErrorClass::none ||
      job.error_class == ErrorClass::outcome_unknown || job.error_class == ErrorClass::configuration)
    return false;
  const auto rule = retry_plan_of(turn.policy, turn.a.charge.psp_account)->rule(job.error_class);
  if (rule.strategy == RetryStrategy::cancel && fail_over(turn, job, job.last_error))
    return true;
  if (rule.strategy == RetryStrategy::cancel)
    give_up(turn, job, "policy", job.last_error + "; the retry policy was changed", random);
  else if (job.attempts >= rule.max_attempts)
    bury(turn, job, job.last_error + "; the retry policy was changed to " + std::to_string(rule.max_attempts) +
                        " tries");
  else
    return false;
  advance(turn);
  turn.a.dirty = true;
  return true;
}

/// Whoever was to make the last call has not told its end: perhaps it was made. It is asked for first, as the PSP may
/// have forgotten the key by now.
void ask_after_doubt(Turn& turn, Job& job) {
  if (!job.doubt || job.ask || job.kind == OperationKind::query)
    return;
  job.ask = true;
  job.changed = true;
  turn.lose_call(job);
  move_subject(turn, job, "outcome_lost", "its worker did not come back");
}

} // namespace

std::string error_text(const PspAnswer& answer) {
  std::string text = answer.http_status > 0 ? std::to_string(answer.http_status) + " " : std::string{};
  text += answer.error_code.empty() ? std::string(to_string(answer.error)) : answer.error_code;
  if (!answer.message.empty())
    text += ", " + answer.message;
  return text.substr(0, longest_error);
}

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
  if (ended_by_rules(turn, *job, 0))
    return std::nullopt;
  ask_after_doubt(turn, *job);
  ask_for_token(turn, *job);
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

void apply_answer(Turn& turn, const ClaimedJob& claimed, const PspAnswer& answer, std::uint64_t random,
                  std::chrono::hours key_ttl) {
  for (const auto& news : answer.news)
    apply_news(turn, news);
  auto* job = find_job(turn.a, claimed);
  if (job != nullptr && answer.error != ErrorClass::none)
    on_error(turn, *job, answer, random);
  else if (job != nullptr)
    on_success(turn, *job, answer, random, key_ttl);
  advance(turn);
  turn.a.dirty = true;
}

void set_aside(Turn& turn, const Uuid& job_id, bool sent, std::string_view why) {
  for (auto& job : turn.a.jobs) {
    if (job.job_id != job_id || job.dead)
      continue;
    if (sent && job.operation_id) {
      job.ask = true;
      job.error_class = ErrorClass::outcome_unknown;
      turn.lose_call(job);
      move_subject(turn, job, "outcome_lost", why);
    }
    job.last_error = why;
    bury(turn, job, why);
    turn.alert("set_aside", why);
  }
}

} // namespace paydesk
