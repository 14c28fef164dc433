// What is said about a payment: what comes next, why it is where it is, and what an operator may do.
#include <algorithm>

#include "core/lifecycle.h"
#include "store/payment_rows.h"

namespace paydesk::store {
namespace {

std::string lower(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string times(std::size_t count) { return count == 1 ? "once" : std::to_string(count) + " times"; }

/// "2026-11-16 14:31:54 UTC"
std::string at_text(Instant at) {
  auto text = format_instant(at).substr(0, 19);
  text[10] = ' ';
  return text + " UTC";
}

std::string amount_text(const Money& money) {
  return format_amount(money.minor, money.currency) + " " + money.currency.to_string();
}

/// "4 minutes", "3 hours", "2 days".
std::string span_text(std::int64_t seconds) {
  const auto unit = [](std::int64_t count, const char* name) {
    return std::to_string(count) + " " + name + (count == 1 ? "" : "s");
  };
  if (seconds < 120)
    return unit(seconds, "second");
  if (seconds < 2 * 3600)
    return unit(seconds / 60, "minute");
  return seconds < 2 * 86400 ? unit(seconds / 3600, "hour") : unit(seconds / 86400, "day");
}

std::string state_sentence(const PaymentRows& rows) {
  const auto& detail = rows.detail;
  const auto& state = detail.charge_state;
  if (state == "awaiting_customer" || state == "registered")
    return "The customer has not paid yet; the page is open until " +
           at_text(detail.expires_at.value_or(Instant{})) + ".";
  if (state == "unknown")
    return "The outcome of the last call is unknown: it may have been carried out. Nothing is sent again before the "
           "PSP answers.";
  if (state == "dead_letter")
    return "The attempts are used up; nothing happens before an operator retries or discards it.";
  if (state == "retry_scheduled")
    return "The last call failed in a way that trying again can help.";
  if (state == "failed" || state == "expired" || state == "cancelled" || state == "voided")
    return rows.last_error.empty() ? "No money was taken." : "No money was taken: " + rows.last_error + ".";
  if (state == "captured" && rows.captured > 0)
    return "The PSP confirmed the capture of " + amount_text(detail.captured) + ".";
  if (state == "capture_requested" || state == "partially_captured")
    return "Captured so far: " + amount_text(detail.captured) + " of " + amount_text(detail.total) + ".";
  return {};
}

void add_job_sentences(const PaymentRows& rows, std::vector<std::string>& sentences) {
  for (const auto& job : rows.jobs) {
    const auto name = operation_title(job.kind);
    if (job.dead)
      sentences.push_back(name + " was given up after " + std::to_string(std::max(job.attempts, job.asks)) +
                          " attempts" + (job.last_error.empty() ? "." : "; the last one: " + job.last_error + "."));
    else if (job.ask)
      sentences.push_back("The PSP has been asked " + times(static_cast<std::size_t>(job.asks)) + " about the " +
                          lower(name) + " and has not given a final answer.");
    else if (job.attempts > 0)
      sentences.push_back(name + " failed " + times(static_cast<std::size_t>(job.attempts)) + " so far" +
                          (job.last_error.empty() ? "." : "; the last time: " + job.last_error + "."));
  }
}

bool expects_webhook(const std::string& state) {
  return state == "processing" || state == "capture_requested" || state == "awaiting_customer" ||
         state == "void_requested" || state == "unknown";
}

views::AllowedAction action(std::string name, std::string why_not) {
  return {std::move(name), why_not.empty(), std::move(why_not)};
}

std::string why_no_retry(const PaymentRows& rows) {
  if (rows.jobs.empty())
    return "Nothing of this payment waits to be tried again.";
  return {};
}

std::string why_no_cancel(const PaymentRows& rows) {
  const auto& state = rows.detail.charge_state;
  if (rows.captured > 0)
    return "The money is captured: refund it instead.";
  if (lifecycle::next(lifecycle::Machine::charge, state, "operator_cancel"))
    return {};
  if (state == "unknown")
    return "The outcome is unknown: only the PSP's answer ends it.";
  const auto* known = lifecycle::find_state(lifecycle::Machine::charge, state);
  return known != nullptr && known->final ? "It has already ended." : "The PSP is at work on it; wait for its answer.";
}

std::string why_no_refund(const PaymentRows& rows) {
  if (rows.refundable > 0)
    return {};
  if (rows.captured == 0)
    return "Nothing was captured.";
  const auto& orders = rows.detail.orders;
  const bool disputed = std::any_of(orders.begin(), orders.end(), [](const views::OrderDetail& order) {
    return order.disputed.minor > 0 || order.lost.minor > 0;
  });
  return disputed ? "What is left is under dispute or lost in one."
                  : "Everything captured is refunded, or its refund is under way.";
}

} // namespace

std::vector<views::NextStep> next_steps(const PaymentRows& rows) {
  std::vector<views::NextStep> steps;
  for (const auto& job : rows.jobs) {
    if (job.dead)
      continue;
    const bool asks = job.ask || job.kind == "query";
    views::NextStep step;
    step.attempt = (asks ? job.asks : job.attempts) + 1;
    step.max_attempts = asks ? 0 : job.max_attempts;
    step.what = asks ? "question " + std::to_string(step.attempt) + " about the " + lower(operation_title(job.kind))
                     : lower(operation_title(job.kind)) + " attempt " + std::to_string(step.attempt) + " of " +
                           std::to_string(job.max_attempts);
    step.due_at = job.due_at;
    step.detail = asks ? "automatic, asks only; nothing is sent again before the answer"
                       : "automatic, same idempotency key";
    step.operation = job.kind;
    steps.push_back(std::move(step));
  }
  if (rows.check_at) {
    views::NextStep step;
    step.what = "look at the PSP for news that did not come";
    step.due_at = rows.check_at;
    step.detail = "automatic, asks only";
    step.operation = "query";
    steps.push_back(std::move(step));
  }
  std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.due_at < b.due_at; });
  return steps;
}

std::vector<std::string> evidence(const PaymentRows& rows, Instant now) {
  const auto& detail = rows.detail;
  std::vector<std::string> sentences;
  if (auto sentence = state_sentence(rows); !sentence.empty())
    sentences.push_back(std::move(sentence));
  if (detail.refunded.minor > 0)
    sentences.push_back("The PSP confirmed refunds of " + amount_text(detail.refunded) + ".");
  add_job_sentences(rows, sentences);
  if (rows.last_failure.at)
    sentences.push_back("The last failed call was at " + at_text(*rows.last_failure.at) + ": " +
                        rows.last_failure.detail + " (" + rows.last_failure.error_class + ").");
  if (rows.webhooks == 0 && expects_webhook(detail.charge_state))
    sentences.push_back("No webhook about it has come from the PSP.");
  if (rows.paused)
    sentences.push_back("Sending to " + detail.psp_account + " is paused by " + rows.paused_by +
                        (rows.pause_reason.empty() ? "." : ": " + rows.pause_reason + "."));
  for (const auto& dispute : rows.disputes)
    sentences.push_back("Dispute " + dispute.psp_reference + " over " + amount_text(dispute.amount) + " is " +
                        dispute.state + (dispute.withdrawn ? "; its funds are withdrawn." : "."));
  for (const auto& refund : detail.refunds)
    if (refund.state == "awaiting_approval")
      sentences.push_back("A refund of " + amount_text(refund.amount) + " by " + refund.requested_by +
                          " waits for a second person.");
  const auto age = detail.state_since ? std::chrono::duration_cast<std::chrono::seconds>(now - *detail.state_since)
                                      : std::chrono::seconds(0);
  if (detail.sla_seconds > 0 && age.count() > detail.sla_seconds)
    sentences.push_back("It has been " + detail.charge_state + " for " + span_text(age.count()) +
                        ", expected are at most " + span_text(detail.sla_seconds) + ".");
  return sentences;
}

std::vector<views::AllowedAction> actions(const PaymentRows& rows) {
  return {action("retry", why_no_retry(rows)), action("cancel", why_no_cancel(rows)),
          action("refund", why_no_refund(rows))};
}

} // namespace paydesk::store
