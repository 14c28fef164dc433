// What an operator may do about a payment now, by the same rules as the commands; and why the rest is refused.
#include <algorithm>
#include <string>

#include "core/lifecycle.h"
#include "store/payment_rows.h"

namespace paydesk::store {
namespace {

using views::AllowedAction;

AllowedAction named(const char* name) {
  AllowedAction action;
  action.name = name;
  return action;
}

void allow(AllowedAction& action, Explanation effect) {
  action.allowed = true;
  action.effect = std::move(effect);
}

void refuse(AllowedAction& action, Explanation reason, const char* instead = "") {
  if (std::find(action.why_not.begin(), action.why_not.end(), reason) == action.why_not.end())
    action.why_not.push_back(std::move(reason));
  action.instead = instead;
}

Explanation retry_effect(const JobRow& job, bool under_way) {
  const auto operation = with<"operation">(job.kind);
  if (job.facts.dead)
    return say<"does.revive">(operation);
  if (under_way)
    return say<"does.wait_for_answer">(operation);
  if (job.kind == "query")
    return say<"does.ask_payment_now">();
  return job.facts.ask ? say<"does.ask_now">(operation) : say<"does.send_now">(operation);
}

/// Of several items the one that a retry does most to.
AllowedAction retry(const PaymentRows& rows, Instant now) {
  auto action = named("retry");
  if (rows.jobs.empty()) {
    refuse(action, say<"not.nothing_waits">());
    return action;
  }
  const auto rank = [&](const JobRow& job) {
    if (job.facts.dead)
      return 0;
    return job.leased && job.due_at > now ? 3 : job.kind == "query" ? 2 : 1;
  };
  const auto& job = *std::min_element(rows.jobs.begin(), rows.jobs.end(),
                                      [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  allow(action, retry_effect(job, rank(job) == 3));
  return action;
}

std::vector<permitted::Item> items_of(const PaymentRows& rows, const ChargeRow& charge) {
  std::vector<permitted::Item> items;
  for (const auto& job : rows.jobs)
    if (job.charge_id == charge.charge_id)
      items.push_back(job.facts);
  return items;
}

void refuse_cancel(AllowedAction& action, permitted::NoCancel why, const PaymentRows& rows) {
  const char* ask = rows.jobs.empty() ? "" : "retry";
  switch (why) {
  case permitted::NoCancel::captured:
    return refuse(action, say<"not.captured">(), rows.refundable > 0 ? "refund" : "");
  case permitted::NoCancel::capture_in_doubt:
    return refuse(action, say<"not.capture_in_doubt">(), ask);
  case permitted::NoCancel::unknown:
    return refuse(action, say<"not.unknown">(), ask);
  case permitted::NoCancel::ended:
    return refuse(action, say<"not.ended">());
  case permitted::NoCancel::at_work:
  case permitted::NoCancel::none:
    return refuse(action, say<"not.at_work">());
  }
}

/// Allowed when one of the charges can be cancelled; the others stay as they are.
AllowedAction cancel(const PaymentRows& rows) {
  auto action = named("cancel");
  for (const auto& charge : rows.charges) {
    const auto why = permitted::no_cancel(charge.state, charge.captured, items_of(rows, charge));
    if (why != permitted::NoCancel::none) {
      refuse_cancel(action, why, rows);
      continue;
    }
    const auto to = lifecycle::next(lifecycle::Machine::charge, charge.state, "operator_cancel");
    allow(action, charge.known_there || to == "void_requested" ? say<"does.cancel_there">()
                                                               : say<"does.cancel_here">());
    action.why_not.clear();
    action.instead.clear();
    break;
  }
  return action;
}

AllowedAction refund(const PaymentRows& rows) {
  auto action = named("refund");
  if (rows.refundable > 0) {
    action.at_most = {rows.refundable, rows.currency};
    allow(action, say<"does.refund">(with<"amount">(action.at_most)));
    return action;
  }
  const auto& orders = rows.detail.orders;
  const auto any = [&](auto test) { return std::any_of(orders.begin(), orders.end(), test); };
  if (!any([](const views::OrderDetail& order) { return order.captured.minor > 0; }))
    refuse(action, any([](const views::OrderDetail& order) { return order.reversed.minor > 0; })
                       ? say<"not.taken_back">()
                       : say<"not.nothing_captured">());
  else if (any([](const views::OrderDetail& order) { return order.disputed.minor > 0 || order.lost.minor > 0; }))
    refuse(action, say<"not.disputed">());
  else
    refuse(action, say<"not.all_refunded">());
  return action;
}

AllowedAction discard(const PaymentRows& rows) {
  auto action = named("discard");
  bool in_doubt = false;
  bool money_held = false;
  for (const auto& job : rows.jobs) {
    const auto why = permitted::no_discard(job.facts);
    in_doubt = in_doubt || why == permitted::NoDiscard::in_doubt;
    money_held = money_held || why == permitted::NoDiscard::money_held;
    if (why != permitted::NoDiscard::none)
      continue;
    action.subjects.push_back({job.job_id, {}});
    if (!action.allowed)
      allow(action, say<"does.discard">(with<"operation">(job.kind)));
  }
  if (!action.allowed && in_doubt)
    refuse(action, say<"not.dead_letter_in_doubt">(), "resolve");
  else if (!action.allowed && money_held)
    refuse(action, say<"not.money_held">(), "retry");
  else if (!action.allowed)
    refuse(action, say<"not.no_dead_letter">());
  return action;
}

const VerdictRow* pending_about(const PaymentRows& rows, const JobRow& job) {
  for (const auto& verdict : rows.verdicts)
    if (verdict.state == "pending" && verdict.operation_id == job.operation_id)
      return &verdict;
  return nullptr;
}

AllowedAction resolve(const PaymentRows& rows) {
  auto action = named("resolve");
  const VerdictRow* pending = nullptr;
  for (const auto& job : rows.jobs) {
    if (!permitted::may_resolve(job.facts))
      continue;
    if (const auto* verdict = pending_about(rows, job)) {
      pending = verdict;
      continue;
    }
    action.subjects.push_back({job.job_id, {}});
    if (!action.allowed)
      allow(action, say<"does.resolve">(with<"operation">(job.kind)));
  }
  if (!action.allowed && pending != nullptr)
    refuse(action,
           say<"not.verdict_waits">(with<"who">(pending->proposed_by), with<"operation">(pending->operation)),
           "approve_verdict");
  else if (!action.allowed)
    refuse(action, say<"not.no_doubt">());
  return action;
}

permitted::DisputeFacts facts_of(const PaymentRows& rows, const DisputeRow& dispute, Instant now) {
  permitted::DisputeFacts facts{dispute.state, false, false, dispute.due_by && now >= *dispute.due_by};
  for (const auto& job : rows.jobs)
    if (job.kind.starts_with("dispute_") && job.subject_id == dispute.dispute_id) {
      facts.answering = true;
      facts.answer_dead = facts.answer_dead || job.facts.dead;
    }
  return facts;
}

/// Of several disputes the first that can be answered tells what it would do; each that can be is a subject.
void judge_answer(AllowedAction& action, const PaymentRows& rows, const DisputeRow& dispute, Instant now) {
  const auto reference = with<"reference">(dispute.psp_reference);
  switch (permitted::no_answer(facts_of(rows, dispute, now))) {
  case permitted::NoAnswer::none:
    action.subjects.push_back({dispute.dispute_id, {}});
    if (!action.allowed)
      allow(action, action.name == "answer_dispute"
                        ? say<"does.answer_dispute">(reference)
                        : say<"does.accept_dispute">(reference, with<"amount">(dispute.amount)));
    return;
  case permitted::NoAnswer::under_way:
    return refuse(action, say<"not.answer_under_way">(reference));
  case permitted::NoAnswer::dead_letter:
    return refuse(action, say<"not.answer_dead_letter">(reference), "retry");
  case permitted::NoAnswer::too_late:
    return refuse(action, say<"not.answer_too_late">(reference, with<"until">(*dispute.due_by)));
  case permitted::NoAnswer::not_waited_for:
    return;
  }
}

AllowedAction answer(const char* name, const PaymentRows& rows, Instant now) {
  auto action = named(name);
  for (const auto& charge : rows.charges)
    for (const auto& dispute : charge.disputes)
      judge_answer(action, rows, dispute, now);
  if (action.allowed) {
    action.why_not.clear();
    action.instead.clear();
  } else if (action.why_not.empty()) {
    refuse(action, say<"not.no_dispute_waits">());
  }
  return action;
}

std::pair<AllowedAction, AllowedAction> decide_refund(const PaymentRows& rows) {
  auto approve = named("approve_refund");
  auto reject = named("reject_refund");
  std::int64_t sum = 0;
  for (const auto& refund : rows.detail.refunds)
    if (refund.state == "awaiting_approval") {
      sum += refund.amount.minor;
      approve.subjects.push_back({refund.refund_id, refund.requested_by});
    }
  reject.subjects = approve.subjects;
  if (approve.subjects.empty()) {
    refuse(approve, say<"not.no_refund_waits">());
    refuse(reject, say<"not.no_refund_waits">());
    return {approve, reject};
  }
  const auto amount = with<"amount">(Money{sum, rows.currency});
  allow(approve, say<"does.approve_refund">(amount));
  allow(reject, say<"does.reject_refund">(amount));
  return {approve, reject};
}

bool is_still_open(const PaymentRows& rows, const VerdictRow& verdict) {
  return std::any_of(rows.jobs.begin(), rows.jobs.end(), [&](const JobRow& job) {
    return job.operation_id == verdict.operation_id && permitted::may_resolve(job.facts);
  });
}

std::pair<AllowedAction, AllowedAction> decide_verdict(const PaymentRows& rows) {
  auto approve = named("approve_verdict");
  auto reject = named("reject_verdict");
  for (const auto& verdict : rows.verdicts) {
    if (verdict.state != "pending")
      continue;
    const auto who = with<"who">(verdict.proposed_by);
    const auto operation = with<"operation">(verdict.operation);
    reject.subjects.push_back({verdict.verdict_id, verdict.proposed_by});
    allow(reject, say<"does.reject_verdict">(who, operation));
    if (!is_still_open(rows, verdict))
      continue;
    approve.subjects.push_back({verdict.verdict_id, verdict.proposed_by});
    allow(approve, say<"does.approve_verdict">(who, operation));
  }
  if (!reject.allowed)
    refuse(reject, say<"not.no_verdict_waits">());
  if (!approve.allowed && reject.allowed)
    refuse(approve, say<"not.verdict_overtaken">(), "reject_verdict");
  else if (!approve.allowed)
    refuse(approve, say<"not.no_verdict_waits">());
  return {approve, reject};
}

} // namespace

std::vector<views::AllowedAction> actions(const PaymentRows& rows, Instant now) {
  auto [approve_refund, reject_refund] = decide_refund(rows);
  auto [approve_verdict, reject_verdict] = decide_verdict(rows);
  return {retry(rows, now),
          cancel(rows),
          refund(rows),
          discard(rows),
          resolve(rows),
          answer("answer_dispute", rows, now),
          answer("accept_dispute", rows, now),
          approve_refund,
          reject_refund,
          approve_verdict,
          reject_verdict};
}

} // namespace paydesk::store
