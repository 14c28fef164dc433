// What is done next about a pay-out at a PSP: the rules of charges, without what belongs to cards.
#include <algorithm>

#include "engine/payouts/sent.h"

namespace paydesk {
namespace {

constexpr std::size_t longest_error = 300;

std::string error_text(const PayoutAnswer& answer) {
  std::string text = answer.http_status > 0 ? std::to_string(answer.http_status) + " " : std::string{};
  text += answer.error_code.empty() ? std::string(to_string(answer.error)) : answer.error_code;
  if (!answer.message.empty())
    text += ", " + answer.message;
  return text.substr(0, longest_error);
}

std::optional<std::chrono::seconds> least_wait(const PayoutAnswer& answer) {
  if (!answer.retry_after)
    return std::nullopt;
  return std::clamp(*answer.retry_after, std::chrono::seconds(0), longest_retry_after);
}

/// The PSP has it: only questions are left, and they never run out.
bool is_taken(const SentPayout& p) { return p.state == "in_transit" || p.state == "paid"; }

bool is_over(const SentPayout& p) { return p.state == "failed" || p.state == "returned" || p.state == "cancelled"; }

void look_again(SentTurn& turn, const PayoutWatch& watch) {
  auto& p = turn.p;
  p.ask = true;
  p.doubt = false;
  if (p.state == "paid") {
    p.due_at = turn.now + watch.return_look;
    if (p.due_at > p.paid_at.value_or(turn.now) + watch.return_watch)
      p.work = SentPayout::Work::done;
    return;
  }
  const auto doubled = watch.first_look * (1LL << std::min(p.asks, 20));
  ++p.asks;
  p.due_at = turn.now + std::min<std::chrono::seconds>(doubled, watch.longest_look);
}

/// The next call is a question; a person has to look when there were enough without an answer.
void ask_later(SentTurn& turn, const RetryPlan& plan, std::uint64_t random, std::optional<std::chrono::seconds> wait) {
  auto& p = turn.p;
  auto rule = plan.rule(ErrorClass::outcome_unknown);
  p.ask = true;
  p.retry_since = p.retry_since.value_or(turn.now);
  ++p.asks;
  ++rule.max_attempts;
  const auto next = next_try(rule, {p.asks, *p.retry_since, turn.now}, random, wait);
  if (next.kind == NextTry::Kind::again)
    p.due_at = next.at;
  else
    turn.bury("asked " + std::to_string(p.asks - 1) + " times, no certain answer");
}

/// A key that was declined is answered with the same decline for ever.
void renew_key(SentTurn& turn) {
  turn.p.key = turn.ids.next();
  turn.p.key_made_at = turn.now;
  turn.p.reference.clear();
  turn.p.new_key = true;
  ++turn.p.generation;
}

void retry_later(SentTurn& turn, const PayoutAnswer& answer, const RetryPlan& plan, std::uint64_t random) {
  auto& p = turn.p;
  const auto text = error_text(answer);
  ++p.attempts;
  p.retry_since = p.retry_since.value_or(turn.now);
  if (answer.error == ErrorClass::outcome_unknown) {
    p.doubt = true;
    turn.move("outcome_lost", text);
    return ask_later(turn, plan, random, least_wait(answer));
  }
  const auto next =
      next_try(plan.rule(answer.error), {p.attempts, *p.retry_since, turn.now}, random, least_wait(answer));
  if (next.kind == NextTry::Kind::cancelled)
    return turn.fail(text + "; " + next.why);
  if (answer.error == ErrorClass::declined_retryable)
    renew_key(turn);
  if (next.kind == NextTry::Kind::exhausted)
    return turn.bury(text + "; " + next.why);
  p.due_at = next.at;
  turn.move("fail_retryable", text);
}

void on_error(SentTurn& turn, bool asked, const PayoutAnswer& answer, const RetryPlan& plan, const PayoutWatch& watch,
              std::uint64_t random) {
  auto& p = turn.p;
  p.error_class = answer.error;
  p.last_error = error_text(answer);
  if (answer.error == ErrorClass::configuration) { // the account is paused: it goes on when a person has resumed it
    p.due_at = turn.now;
    if (!asked)
      turn.move("fail_retryable", p.last_error);
    return;
  }
  if (is_taken(p))
    return look_again(turn, watch);
  if (asked)
    return ask_later(turn, plan, random, least_wait(answer));
  if (is_retryable(answer.error) || answer.error == ErrorClass::declined_retryable)
    return retry_later(turn, answer, plan, random);
  turn.note_account(answer.account_reason, answer.error_code);
  turn.fail(p.last_error);
}

/// The PSP was asked and does not have it: nothing was done. The same key goes out again, which cannot do it twice; a
/// key that may be forgotten is only asked for. The try was counted when its answer was lost.
void send_again(SentTurn& turn, const RetryPlan& plan, std::chrono::hours key_ttl) {
  auto& p = turn.p;
  if (turn.now - p.key_made_at >= key_ttl) {
    p.error_class = ErrorClass::outcome_unknown;
    p.last_error = "not there, but its key is older than the PSP keeps keys: ask the PSP";
    return turn.bury(p.last_error);
  }
  p.ask = false;
  p.doubt = false;
  p.due_at = turn.now;
  if (p.attempts >= plan.rule(ErrorClass::psp_unavailable).max_attempts)
    return turn.bury("never accepted by the PSP");
  turn.move("fail_retryable", "asked: not done there, sent again with the same key");
}

} // namespace

std::optional<PayoutCall> begin_payout_call(SentTurn& turn) {
  auto& p = turn.p;
  if (p.work != SentPayout::Work::queued)
    return std::nullopt;
  // Whoever was to make the last call has not told its end: perhaps it was made.
  if (p.doubt && !p.ask) {
    p.ask = true;
    ++p.attempts;
    turn.move("outcome_lost", "its worker did not come back");
  }
  if (!p.ask && p.state == "retry_scheduled")
    turn.move("retry_due");
  if (!p.ask && p.state != "submitted") {
    p.work = SentPayout::Work::done;
    p.leased = false;
    return std::nullopt;
  }
  PayoutCall call;
  call.attempt_id = turn.ids.next();
  call.ask = p.ask;
  call.key = p.key;
  call.reference = p.reference;
  call.amount = p.amount;
  call.currency = p.currency;
  call.destination = p.destination;
  return call;
}

void set_payout_aside(SentTurn& turn, std::string why) {
  auto& p = turn.p;
  p.leased = false;
  p.ask = true;
  p.error_class = ErrorClass::outcome_unknown;
  p.last_error = why;
  turn.move("outcome_lost", why);
  turn.bury(std::move(why));
}

void plan_next(SentTurn& turn, const PayoutWatch& watch) {
  if (is_taken(turn.p)) {
    turn.p.work = SentPayout::Work::queued;
    look_again(turn, watch);
  } else if (is_over(turn.p)) {
    turn.p.work = SentPayout::Work::done;
  }
}

void apply_payout_answer(SentTurn& turn, std::int64_t token, bool asked, const PayoutAnswer& answer,
                         const RetryPlan& plan, const PayoutWatch& watch, std::chrono::hours key_ttl,
                         std::uint64_t random) {
  auto& p = turn.p;
  const auto before = p.state;
  if (answer.word)
    turn.apply(*answer.word, asked ? "status query" : "answer");
  if (p.token != token) { // taken over: the other one says what is next, but for what has ended by this
    if (before != p.state)
      plan_next(turn, watch);
    return;
  }
  p.leased = false;
  if (p.work != SentPayout::Work::queued) { // ended, maybe by this, or given to a person
    if (before != p.state)
      plan_next(turn, watch);
    return;
  }
  if (answer.error != ErrorClass::none)
    return on_error(turn, asked, answer, plan, watch, random);
  p.error_class = ErrorClass::none;
  p.last_error.clear();
  if (is_taken(p) || is_over(p))
    return plan_next(turn, watch);
  if (!answer.word)
    return send_again(turn, plan, key_ttl);
  ask_later(turn, plan, random, std::nullopt); // what it says moved nothing: another look
}

Result<void> retry_payout(SentTurn& turn, const std::string& reason) {
  auto& p = turn.p;
  if (p.state == "unknown" && p.work == SentPayout::Work::queued) {
    p.due_at = turn.now;
    p.asks = 0;
    p.retry_since.reset();
    turn.note("operator_retry", reason);
    return {};
  }
  if (p.work != SentPayout::Work::dead)
    return fail(ErrorCode::failed_precondition,
                "only a dead letter or an unknown outcome can be tried again; this pay-out is " + p.state, "payout_id");
  p.work = SentPayout::Work::queued;
  p.due_at = turn.now;
  p.attempts = 0;
  p.asks = 0;
  p.retry_since.reset();
  p.ask = p.ask || p.doubt || p.error_class == ErrorClass::outcome_unknown || p.state != "dead_letter";
  if (!turn.move("operator_retry", reason))
    turn.note("operator_retry", reason);
  return {};
}

Result<void> give_up_payout(SentTurn& turn, const std::string& reason) {
  auto& p = turn.p;
  if (p.state != "dead_letter")
    return fail(ErrorCode::failed_precondition, "only a dead letter can be given up; this pay-out is " + p.state,
                "payout_id");
  if (p.ask || p.doubt || p.error_class == ErrorClass::outcome_unknown)
    return fail(ErrorCode::failed_precondition,
                "the PSP may have paid it: nobody knows what became of the last call. Nothing was changed; have it "
                "asked again",
                "payout_id");
  Journal journal;
  journal.id = turn.ids.next();
  journal.kind = "payout_given_up";
  journal.cause = "payout/" + p.payout_id.to_string();
  journal.booked_at = turn.now;
  journal.description = "Pay-out to " + p.seller + " that was given up";
  journal.lines = {{{"payout_transit", ""}, p.currency, p.amount}, {{"seller_payable", p.seller}, p.currency, -p.amount}};
  p.journals.push_back(std::move(journal));
  p.work = SentPayout::Work::done;
  turn.move("operator_cancel", reason);
  return {};
}

} // namespace paydesk
