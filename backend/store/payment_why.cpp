// Why a payment is where it is: what its rows show, and who told it.
#include <algorithm>
#include <string>

#include "core/lifecycle.h"
#include "store/payment_rows.h"

namespace paydesk::store {
namespace {

using List = std::vector<Explanation>;

bool has_ended(const PaymentRows& rows) {
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, rows.detail.charge_state);
  return state == nullptr || state->final;
}

Explanation page_sentence(const PaymentRows& rows, Instant now) {
  const auto until = rows.detail.expires_at.value_or(Instant{});
  return until > now ? say<"why.awaiting_customer">(with<"until">(until))
                     : say<"why.page_over">(with<"until">(until));
}

Explanation dead_letter_sentence(const PaymentRows& rows) {
  const bool in_doubt = std::any_of(rows.jobs.begin(), rows.jobs.end(), [&](const JobRow& job) {
    return rows.is_head(job) && permitted::no_discard(job.facts) == permitted::NoDiscard::in_doubt;
  });
  return in_doubt ? say<"why.dead_letter_in_doubt">() : say<"why.dead_letter">();
}

Explanation no_money_sentence(const PaymentRows& rows) {
  return rows.last_error.empty() ? say<"why.no_money">() : say<"why.no_money_error">(with<"error">(rows.last_error));
}

Explanation state_sentence(const PaymentRows& rows, Instant now) {
  const auto& state = rows.detail.charge_state;
  const Money captured{rows.captured, rows.currency};
  if (state == "created")
    return say<"why.created">();
  if (state == "awaiting_customer" || state == "registered")
    return page_sentence(rows, now);
  if (state == "processing")
    return say<"why.processing">();
  if (state == "authorized")
    return say<"why.authorized">();
  if (state == "unknown")
    return say<"why.unknown">();
  if (state == "dead_letter")
    return dead_letter_sentence(rows);
  if (state == "retry_scheduled")
    return say<"why.retry_scheduled">();
  if (state == "void_requested")
    return say<"why.void_requested">();
  if (state == "reversed")
    return say<"why.reversed">();
  if (state == "failed" || state == "expired" || state == "cancelled" || state == "voided")
    return rows.captured > 0 ? Explanation{} : no_money_sentence(rows);
  if (state == "captured")
    return say<"why.capture_confirmed">(with<"amount">(captured));
  if (state == "capture_requested" || state == "partially_captured")
    return say<"why.captured_so_far">(with<"captured">(captured), with<"total">(Money{rows.amount, rows.currency}));
  return {};
}

/// Steps that Paydesk takes without anybody's word; of others a failed call tells more.
bool is_own_step(const std::string& code) {
  return code == "expire" || code == "void_requested" || code == "auth_expired" || code == "void_ok";
}

Explanation verdict_sentence(const PaymentRows& rows, Instant at) {
  for (const auto& verdict : rows.verdicts)
    if (verdict.decided_at == at && verdict.state == "approved")
      return say<"told.verdict">(with<"who">(verdict.proposed_by), with<"other">(verdict.decided_by), with<"at">(at));
  return {};
}

Explanation told_sentence(const PaymentRows& rows) {
  if (!rows.told)
    return {};
  const auto& [source, code, who, at] = *rows.told;
  if (source == "answer")
    return say<"told.answer">(with<"at">(at));
  if (source == "webhook")
    return say<"told.webhook">(with<"at">(at));
  if (source == "query")
    return say<"told.query">(with<"at">(at));
  if (source == "verdict")
    return verdict_sentence(rows, at);
  if (source == "operator")
    return who.empty() ? say<"told.some_operator">(with<"at">(at))
                       : say<"told.operator">(with<"who">(who), with<"at">(at));
  if (source == "shop")
    return say<"told.shop">(with<"at">(at));
  return is_own_step(code) ? say<"told.paydesk">(with<"at">(at)) : Explanation{};
}

void add_money(const PaymentRows& rows, List& list) {
  const auto money = [&](std::int64_t minor) { return Money{minor, rows.currency}; };
  if (rows.detail.refunded.minor > 0)
    list.push_back(say<"why.refunds_confirmed">(with<"amount">(rows.detail.refunded)));
  if (rows.refund_pending > 0)
    list.push_back(say<"why.refunds_pending">(with<"amount">(money(rows.refund_pending))));
  if (rows.lost > 0)
    list.push_back(say<"why.lost">(with<"amount">(money(rows.lost))));
  if (rows.settled > 0 && rows.settled_at)
    list.push_back(say<"why.settled">(with<"amount">(money(rows.settled)), with<"at">(*rows.settled_at)));
}

Explanation job_sentence(const JobRow& job) {
  const auto operation = with<"operation">(job.kind);
  if (job.facts.dead) {
    const auto attempts = with<"attempts">(std::max(job.attempts, job.asks));
    return job.last_error.empty()
               ? say<"why.given_up">(operation, attempts)
               : say<"why.given_up_error">(operation, attempts, with<"error">(job.last_error));
  }
  if (job.facts.ask)
    return say<"why.asked">(with<"times">(job.asks), operation);
  if (job.attempts == 0)
    return {};
  const auto times = with<"times">(job.attempts);
  return job.last_error.empty() ? say<"why.failed">(operation, times)
                                : say<"why.failed_error">(operation, times, with<"error">(job.last_error));
}

void add_jobs(const PaymentRows& rows, Instant now, List& list) {
  for (const auto& job : rows.jobs) {
    if (!rows.is_head(job))
      continue;
    if (auto sentence = job_sentence(job); !sentence.empty())
      list.push_back(std::move(sentence));
    if (!job.facts.dead && job.held_until && *job.held_until > now)
      list.push_back(say<"why.held">(with<"operation">(job.kind), with<"until">(*job.held_until)));
  }
}

bool expects_webhook(const std::string& state) {
  return state == "processing" || state == "capture_requested" || state == "awaiting_customer" ||
         state == "void_requested" || state == "unknown";
}

void add_conversation(const PaymentRows& rows, List& list) {
  if (rows.questions > 0 && rows.last_question && !has_ended(rows))
    list.push_back(say<"why.asked_in_all">(with<"times">(rows.questions), with<"at">(*rows.last_question)));
  if (rows.last_failure.at)
    list.push_back(say<"why.last_failure">(with<"at">(*rows.last_failure.at), with<"error">(rows.last_failure_text),
                                           with<"error_class">(rows.last_failure.error_class)));
  if (rows.webhooks == 0 && expects_webhook(rows.detail.charge_state))
    list.push_back(say<"why.no_webhook">());
}

Explanation breaker_sentence(const PaymentRows& rows, Instant now) {
  const auto& [account, breaker, settings, forced_by] = rows.breaker;
  const auto where = with<"account">(rows.detail.psp_account);
  if (rows.admission.all)
    return {};
  if (breaker.forced == BreakerState::open)
    return breaker.why.empty()
               ? say<"why.breaker_forced">(where, with<"who">(forced_by), with<"at">(breaker.since))
               : say<"why.breaker_forced_because">(where, with<"who">(forced_by), with<"at">(breaker.since),
                                                   with<"reason">(breaker.why));
  if (breaker.state == BreakerState::open && breaker.probe_at && *breaker.probe_at > now)
    return say<"why.breaker_open">(where, with<"at">(breaker.since), with<"reason">(breaker.why),
                                   with<"until">(*breaker.probe_at));
  return say<"why.breaker_probing">(where, with<"reason">(breaker.why));
}

/// What holds calls of ours back, where there are any to come.
void add_account(const PaymentRows& rows, Instant now, List& list) {
  if (has_ended(rows) && rows.jobs.empty())
    return;
  const auto account = with<"account">(rows.detail.psp_account);
  const auto who = with<"who">(rows.paused_by);
  if (rows.paused)
    list.push_back(rows.pause_reason.empty() ? say<"why.paused">(account, who)
                                             : say<"why.paused_because">(account, who,
                                                                         with<"reason">(rows.pause_reason)));
  if (auto sentence = breaker_sentence(rows, now); !sentence.empty())
    list.push_back(std::move(sentence));
}

void add_people(const PaymentRows& rows, List& list) {
  for (const auto& dispute : rows.disputes) {
    const auto reference = with<"reference">(dispute.psp_reference);
    const auto amount = with<"amount">(dispute.amount);
    const auto state = with<"state">(dispute.state);
    list.push_back(dispute.withdrawn ? say<"why.dispute_withdrawn">(reference, amount, state)
                                     : say<"why.dispute">(reference, amount, state));
  }
  for (const auto& refund : rows.detail.refunds)
    if (refund.state == "awaiting_approval")
      list.push_back(say<"why.refund_waits">(with<"amount">(refund.amount), with<"who">(refund.requested_by)));
  for (const auto& verdict : rows.verdicts)
    if (verdict.state == "pending")
      list.push_back(
          say<"why.verdict_waits">(with<"who">(verdict.proposed_by), with<"operation">(verdict.operation)));
}

void add_age(const PaymentRows& rows, Instant now, List& list) {
  const auto& detail = rows.detail;
  if (!detail.state_since || detail.sla_seconds <= 0 || (detail.charge_state == "captured" && rows.settled > 0))
    return;
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *detail.state_since);
  if (age.count() > detail.sla_seconds)
    list.push_back(say<"why.too_long">(with<"state">(detail.charge_state), with<"waited">(age),
                                       with<"expected">(std::chrono::seconds(detail.sla_seconds))));
}

} // namespace

std::vector<Explanation> evidence(const PaymentRows& rows, Instant now) {
  List list;
  for (auto& sentence : {state_sentence(rows, now), told_sentence(rows)})
    if (!sentence.empty())
      list.push_back(sentence);
  add_money(rows, list);
  add_jobs(rows, now, list);
  add_conversation(rows, list);
  add_account(rows, now, list);
  add_people(rows, list);
  add_age(rows, now, list);
  return list;
}

} // namespace paydesk::store
