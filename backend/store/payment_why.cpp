// Why a payment is where it is: what its rows show, and who told it.
#include <algorithm>
#include <string>

#include "core/lifecycle.h"
#include "store/payment_rows.h"

namespace paydesk::store {
namespace {

using List = std::vector<Explanation>;

bool has_ended(const ChargeRow& charge) {
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, charge.state);
  return state == nullptr || state->final;
}

Explanation page_sentence(const ChargeRow& charge, Instant now) {
  const auto until = charge.expires_at.value_or(Instant{});
  return until > now ? say<"why.awaiting_customer">(with<"until">(until))
                     : say<"why.page_over">(with<"until">(until));
}

Explanation dead_letter_sentence(const PaymentRows& rows, const ChargeRow& charge) {
  const bool in_doubt = std::any_of(rows.jobs.begin(), rows.jobs.end(), [&](const JobRow& job) {
    return job.charge_id == charge.charge_id && permitted::no_discard(job.facts) == permitted::NoDiscard::in_doubt;
  });
  return in_doubt ? say<"why.dead_letter_in_doubt">() : say<"why.dead_letter">();
}

Explanation no_money_sentence(const ChargeRow& charge) {
  if (charge.captured + charge.reversed > 0)
    return {};
  return charge.last_error.empty() ? say<"why.no_money">() : say<"why.no_money_error">(with<"error">(charge.last_error));
}

Explanation state_sentence(const PaymentRows& rows, const ChargeRow& charge, Instant now) {
  const auto& state = charge.state;
  const Money captured{charge.captured, rows.currency};
  if (state == "created")
    return say<"why.created">();
  if (state == "awaiting_customer" || state == "registered")
    return page_sentence(charge, now);
  if (state == "processing")
    return say<"why.processing">();
  if (state == "authorized")
    return say<"why.authorized">();
  if (state == "unknown")
    return say<"why.unknown">();
  if (state == "dead_letter")
    return dead_letter_sentence(rows, charge);
  if (state == "retry_scheduled")
    return say<"why.retry_scheduled">();
  if (state == "void_requested")
    return say<"why.void_requested">();
  if (state == "reversed")
    return say<"why.reversed">();
  if (state == "failed" || state == "expired" || state == "cancelled" || state == "voided")
    return no_money_sentence(charge);
  if (state == "captured")
    return say<"why.capture_confirmed">(with<"amount">(captured));
  if (state == "capture_requested" || state == "partially_captured")
    return say<"why.captured_so_far">(with<"captured">(captured), with<"total">(Money{charge.amount, rows.currency}));
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

Explanation told_sentence(const PaymentRows& rows, const ChargeRow& charge) {
  if (!charge.told)
    return {};
  const auto& [source, code, who, at] = *charge.told;
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

void add_money(const PaymentRows& rows, const ChargeRow& charge, List& list) {
  const auto money = [&](std::int64_t minor) { return with<"amount">(Money{minor, rows.currency}); };
  if (charge.reversed > 0)
    list.push_back(say<"why.taken_back">(money(charge.reversed)));
  if (charge.refunded > 0)
    list.push_back(say<"why.refunds_confirmed">(money(charge.refunded)));
  if (charge.refund_pending > 0)
    list.push_back(say<"why.refunds_pending">(money(charge.refund_pending)));
  if (charge.lost > 0)
    list.push_back(say<"why.lost">(money(charge.lost)));
  if (charge.settled > 0 && charge.settled_at)
    list.push_back(say<"why.settled">(money(charge.settled), with<"at">(*charge.settled_at)));
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

void add_jobs(const PaymentRows& rows, const ChargeRow& charge, Instant now, List& list) {
  for (const auto& job : rows.jobs) {
    if (job.charge_id != charge.charge_id)
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

void add_conversation(const PaymentRows& rows, const ChargeRow& charge, List& list) {
  if (charge.questions > 0 && charge.last_question && !has_ended(charge))
    list.push_back(say<"why.asked_in_all">(with<"times">(charge.questions), with<"at">(*charge.last_question)));
  if (charge.last_failure.at)
    list.push_back(say<"why.last_failure">(with<"at">(*charge.last_failure.at),
                                           with<"error">(charge.last_failure_text),
                                           with<"error_class">(charge.last_failure.error_class)));
  if (rows.webhooks == 0 && expects_webhook(charge.state))
    list.push_back(say<"why.no_webhook">());
}

Explanation breaker_sentence(const ChargeRow& charge, Instant now) {
  const auto& [account, breaker, settings, forced_by] = charge.breaker;
  const auto where = with<"account">(charge.psp_account);
  if (charge.admission.all)
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
void add_account(const PaymentRows& rows, const ChargeRow& charge, Instant now, List& list) {
  const bool works = std::any_of(rows.jobs.begin(), rows.jobs.end(),
                                 [&](const JobRow& job) { return job.charge_id == charge.charge_id; });
  if (has_ended(charge) && !works)
    return;
  const auto account = with<"account">(charge.psp_account);
  const auto who = with<"who">(charge.paused_by);
  if (charge.paused)
    list.push_back(charge.pause_reason.empty() ? say<"why.paused">(account, who)
                                               : say<"why.paused_because">(account, who,
                                                                           with<"reason">(charge.pause_reason)));
  if (auto sentence = breaker_sentence(charge, now); !sentence.empty())
    list.push_back(std::move(sentence));
}

void add_people(const PaymentRows& rows, const ChargeRow& charge, List& list) {
  for (const auto& dispute : charge.disputes) {
    const auto reference = with<"reference">(dispute.psp_reference);
    const auto amount = with<"amount">(dispute.amount);
    const auto state = with<"state">(dispute.state);
    list.push_back(dispute.withdrawn ? say<"why.dispute_withdrawn">(reference, amount, state)
                                     : say<"why.dispute">(reference, amount, state));
  }
  for (const auto& refund : rows.detail.refunds)
    if (refund.state == "awaiting_approval" && has_order(charge, refund.order_id))
      list.push_back(say<"why.refund_waits">(with<"amount">(refund.amount), with<"who">(refund.requested_by)));
  for (const auto& verdict : rows.verdicts)
    if (verdict.state == "pending" && verdict.charge_id == charge.charge_id)
      list.push_back(
          say<"why.verdict_waits">(with<"who">(verdict.proposed_by), with<"operation">(verdict.operation)));
}

void add_age(const ChargeRow& charge, Instant now, List& list) {
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, charge.state);
  const auto expected = state == nullptr ? 0 : state->sla_s;
  if (!charge.state_since || expected <= 0 || (charge.state == "captured" && charge.settled > 0))
    return;
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *charge.state_since);
  if (age.count() > expected)
    list.push_back(say<"why.too_long">(with<"state">(charge.state), with<"waited">(age),
                                       with<"expected">(std::chrono::seconds(expected))));
}

} // namespace

bool has_order(const ChargeRow& charge, const std::string& order_id) {
  return std::find(charge.orders.begin(), charge.orders.end(), order_id) != charge.orders.end();
}

std::vector<Explanation> evidence(const PaymentRows& rows, const ChargeRow& charge, Instant now) {
  List list;
  for (auto& sentence : {state_sentence(rows, charge, now), told_sentence(rows, charge)})
    if (!sentence.empty())
      list.push_back(sentence);
  add_money(rows, charge, list);
  add_jobs(rows, charge, now, list);
  add_conversation(rows, charge, list);
  add_account(rows, charge, now, list);
  add_people(rows, charge, list);
  add_age(charge, now, list);
  return list;
}

void tell_why_and_next(PaymentRows& rows, Instant now) {
  auto& detail = rows.detail;
  if (rows.charges.size() == 1) {
    detail.evidence = evidence(rows, rows.charges.front(), now);
    detail.next = next_steps(rows, rows.charges.front(), now);
    return;
  }
  for (const auto& charge : rows.charges) {
    const auto order = std::find_if(detail.orders.begin(), detail.orders.end(), [&](const views::OrderDetail& one) {
      return one.charge_id == charge.charge_id;
    });
    auto why = evidence(rows, charge, now);
    auto next = next_steps(rows, charge, now);
    detail.evidence.push_back(say<"why.of_order">(with<"order">(charge.reference)));
    detail.evidence.insert(detail.evidence.end(), why.begin(), why.end());
    for (auto& step : next)
      step.order_id = order->order_id;
    order->evidence = std::move(why);
    order->next = next;
    for (auto& step : next) {
      step.notes.insert(step.notes.begin(), say<"note.of_order">(with<"order">(charge.reference)));
      detail.next.push_back(std::move(step));
    }
  }
  sort_steps(detail.next);
}

} // namespace paydesk::store
