// What happens next with a payment: calls of ours, deadlines, and whom it waits for.
#include <algorithm>
#include <string>

#include "core/lifecycle.h"
#include "store/payment_rows.h"

namespace paydesk::store {
namespace {

using Steps = std::vector<views::NextStep>;

bool is_question(const JobRow& job) { return job.facts.ask || job.kind == "query"; }

/// The call is out; what its lease ends with is a question.
views::NextStep under_way(const JobRow& job) {
  views::NextStep step;
  step.what = job.facts.ask ? say<"next.answer_to_question">(with<"operation">(job.kind))
                            : say<"next.answer">(with<"operation">(job.kind));
  step.notes.push_back(say<"note.asked_after">(with<"until">(job.due_at)));
  return step;
}

views::NextStep question(const JobRow& job) {
  views::NextStep step;
  step.attempt = job.asks + 1;
  const auto attempt = with<"attempt">(step.attempt);
  if (job.facts.ask) {
    step.what = say<"next.question">(attempt, with<"operation">(job.kind));
    step.notes.push_back(say<"note.asks_first">());
  } else {
    step.what = say<"next.status_query">(attempt);
    step.notes.push_back(say<"note.asks">());
  }
  return step;
}

views::NextStep try_again(const JobRow& job) {
  views::NextStep step;
  step.attempt = job.attempts + 1;
  step.max_attempts = job.max_attempts;
  step.what = say<"next.attempt">(with<"operation">(job.kind), with<"attempt">(step.attempt),
                                  with<"most">(job.max_attempts));
  step.notes.push_back(say<"note.same_key">());
  return step;
}

/// Behind an open breaker tries wait for the probes; a few questions a minute pass.
void wait_for_breaker(const ChargeRow& charge, const JobRow& job, views::NextStep& step) {
  if (charge.admission.all || charge.admission.calls > 0 || is_question(job))
    return;
  const auto& breaker = charge.breaker.breaker;
  const auto account = with<"account">(charge.psp_account);
  if (breaker.forced == BreakerState::open) {
    step.due_at.reset();
    step.notes.push_back(say<"note.breaker_forced">(account));
    return;
  }
  if (breaker.probe_at && step.due_at)
    step.due_at = std::max(*step.due_at, *breaker.probe_at);
  step.notes.push_back(say<"note.breaker">(account));
}

void wait_for_account(const ChargeRow& charge, views::NextStep& step) {
  if (!charge.paused)
    return;
  step.due_at.reset();
  step.notes.push_back(say<"note.paused">(with<"account">(charge.psp_account)));
}

views::NextStep live_job(const ChargeRow& charge, const JobRow& job, Instant now) {
  if (job.leased && job.due_at > now) {
    auto step = under_way(job);
    step.operation = job.kind;
    return step;
  }
  auto step = is_question(job) ? question(job) : try_again(job);
  step.operation = job.kind;
  step.due_at = job.due_at;
  if (job.held_until && *job.held_until > now)
    step.notes.push_back(say<"note.held">(with<"until">(*job.held_until)));
  wait_for_breaker(charge, job, step);
  wait_for_account(charge, step);
  return step;
}

views::NextStep dead_job(const JobRow& job) {
  views::NextStep step;
  const auto operation = with<"operation">(job.kind);
  step.operation = job.kind;
  step.what = permitted::no_discard(job.facts) == permitted::NoDiscard::in_doubt
                  ? say<"next.operator_in_doubt">(operation)
                  : say<"next.operator">(operation);
  step.notes.push_back(say<"note.by_hand">());
  return step;
}

void add_page(const ChargeRow& charge, Instant now, Steps& steps) {
  const bool open = charge.state == "registered" || charge.state == "awaiting_customer";
  if (!open || !charge.expires_at || *charge.expires_at <= now)
    return;
  views::NextStep step;
  step.what = say<"next.page_closes">();
  step.due_at = charge.expires_at;
  step.notes.push_back(say<"note.automatic">());
  steps.push_back(std::move(step));
}

void add_sweep(const ChargeRow& charge, Steps& steps) {
  if (!charge.check_at)
    return;
  views::NextStep step;
  step.what = say<"next.sweep">();
  step.due_at = charge.check_at;
  step.operation = "query";
  step.notes.push_back(say<"note.asks">());
  wait_for_account(charge, step);
  steps.push_back(std::move(step));
}

void add_decisions(const PaymentRows& rows, const ChargeRow& charge, Steps& steps) {
  const auto add = [&](Explanation what, Explanation note) {
    views::NextStep step;
    step.what = std::move(what);
    step.notes.push_back(std::move(note));
    steps.push_back(std::move(step));
  };
  for (const auto& refund : rows.detail.refunds)
    if (refund.state == "awaiting_approval" && has_order(charge, refund.order_id))
      add(say<"next.refund_decision">(with<"amount">(refund.amount)),
          say<"note.not_by">(with<"who">(refund.requested_by)));
  for (const auto& verdict : rows.verdicts)
    if (verdict.state == "pending" && verdict.charge_id == charge.charge_id)
      add(say<"next.verdict_decision">(with<"operation">(verdict.operation)),
          say<"note.not_by">(with<"who">(verdict.proposed_by)));
}

/// An answer of ours is a step of its own while it is on its way.
void add_disputes(const PaymentRows& rows, const ChargeRow& charge, Steps& steps) {
  for (const auto& dispute : charge.disputes) {
    const bool answering = std::any_of(rows.jobs.begin(), rows.jobs.end(), [&](const JobRow& job) {
      return job.kind.starts_with("dispute_") && job.subject_id == dispute.dispute_id;
    });
    const auto reference = with<"reference">(dispute.psp_reference);
    views::NextStep step;
    if (!answering && lifecycle::next(lifecycle::Machine::dispute, dispute.state, "accept")) {
      step.what = say<"next.dispute_response">(reference);
      step.due_at = dispute.due_by;
      step.notes.push_back(say<"note.by_hand">());
    } else if (dispute.state == "under_review" || dispute.state == "accepted") {
      step.what = say<"next.dispute_decision">(reference);
      step.notes.push_back(say<"note.outside">());
    }
    if (!step.what.empty())
      steps.push_back(std::move(step));
  }
}

} // namespace

void sort_steps(std::vector<views::NextStep>& steps) {
  std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) {
    return a.due_at && b.due_at ? *a.due_at < *b.due_at : a.due_at.has_value() && !b.due_at.has_value();
  });
}

std::vector<views::NextStep> next_steps(const PaymentRows& rows, const ChargeRow& charge, Instant now) {
  Steps steps;
  for (const auto& job : rows.jobs)
    if (job.charge_id == charge.charge_id)
      steps.push_back(job.facts.dead ? dead_job(job) : live_job(charge, job, now));
  add_page(charge, now, steps);
  add_sweep(charge, steps);
  add_decisions(rows, charge, steps);
  add_disputes(rows, charge, steps);
  sort_steps(steps);
  return steps;
}

} // namespace paydesk::store
