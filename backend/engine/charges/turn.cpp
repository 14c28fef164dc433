#include "engine/charges/turn.h"

#include <algorithm>

#include "engine/charges/disputes.h"

namespace paydesk {
bool Turn::move(lifecycle::Machine machine, Lifecycled& row, std::string_view subject, const Uuid& id,
                std::string_view trigger, std::string_view detail) {
  const auto to = lifecycle::next(machine, row.state, trigger);
  if (!to)
    return false;
  a.history.push_back({now, std::string(subject), id, std::string(trigger), row.state, std::string(*to),
                       std::string(source), std::string(detail), false});
  row.path.emplace_back(trigger);
  if (row.state != *to) {
    row.state = *to;
    row.state_since = now;
  }
  a.dirty = true;
  return true;
}

bool Turn::move_charge(std::string_view trigger, std::string_view detail) {
  return move(lifecycle::Machine::charge, a.charge, "charge", a.charge.charge_id, trigger, detail);
}

bool Turn::move_refund(Refund& refund, std::string_view trigger, std::string_view detail) {
  const bool moved = move(lifecycle::Machine::refund, refund, "refund", refund.refund_id, trigger, detail);
  refund.changed = refund.changed || moved;
  return moved;
}

bool Turn::move_dispute(Dispute& dispute, std::string_view trigger, std::string_view detail) {
  const bool moved = move(lifecycle::Machine::dispute, dispute, "dispute", dispute.dispute_id, trigger, detail);
  dispute.changed = dispute.changed || moved;
  return moved;
}

void Turn::note(std::string_view subject, const Uuid& id, std::string_view code, std::string_view detail,
                bool superseded) {
  a.history.push_back({now, std::string(subject), id, std::string(code), {}, {}, std::string(source),
                       std::string(detail), superseded});
}

void Turn::superseded(const News& news) {
  if (source == "webhook")
    note("charge", a.charge.charge_id, to_string(news.kind), news.reference, true);
}

void Turn::alert(std::string_view code, std::string_view detail) {
  note("charge", a.charge.charge_id, code, detail);
  event("alert", "charge", a.charge.charge_id.to_string(), "{\"code\":\"" + std::string(code) + "\"}");
}

void Turn::add_unsettled(Order& order, std::int64_t share) {
  const auto pending = [&] {
    std::int64_t sum = 0;
    for (const auto& other : a.orders)
      sum += other.seller == order.seller ? other.unsettled_share : 0;
    return std::max<std::int64_t>(0, sum);
  };
  const auto before = pending();
  order.unsettled_share += share;
  a.wallet_changes.push_back({order.seller, a.payment.currency, pending() - before, 0});
}

void Turn::event(std::string kind, std::string subject_kind, std::string subject_id, std::string payload) {
  a.events.push_back({std::move(kind), std::move(subject_kind), std::move(subject_id), std::move(payload)});
}

void Turn::start_operation(OperationKind kind, const Uuid& subject, std::int64_t amount) {
  int generation = 1;
  for (const auto& operation : a.operations)
    if (operation.kind == kind && operation.subject_id == subject) {
      if (operation.state == Operation::State::live)
        return;
      generation = std::max(generation, operation.generation + 1);
    }
  Operation operation;
  operation.operation_id = ids.next();
  operation.kind = kind;
  operation.subject_id = subject;
  operation.generation = generation;
  operation.amount = amount;
  operation.created_at = now;
  operation.added = true;
  Job job;
  job.job_id = ids.next();
  job.operation_id = operation.operation_id;
  job.kind = kind;
  job.due_at = now;
  job.max_attempts = policy.retry.max_attempts;
  job.created_at = now;
  job.added = true;
  a.operations.push_back(std::move(operation));
  a.jobs.push_back(std::move(job));
  a.dirty = true;
}

void Turn::end_operation(Operation& operation, Operation::State state, std::string_view psp_reference) {
  operation.state = state;
  operation.changed = true;
  if (!psp_reference.empty())
    operation.psp_reference = psp_reference;
  if (auto* job = a.job_of(operation.operation_id))
    job->removed = true;
  a.dirty = true;
}

void Turn::lose_call(const Job& job) {
  auto* operation = job.operation_id ? a.operation(*job.operation_id) : nullptr;
  if (operation == nullptr)
    return;
  operation->lost_at = now;
  operation->changed = true;
}

void Turn::renew_operation(Job& job) {
  auto* declined = a.operation(*job.operation_id);
  declined->state = Operation::State::failed;
  declined->changed = true;
  auto next = *declined;
  next.operation_id = ids.next();
  ++next.generation;
  next.state = Operation::State::live;
  next.created_at = now;
  next.lost_at.reset();
  next.added = true;
  job.operation_id = next.operation_id;
  job.changed = true;
  a.operations.push_back(std::move(next));
  a.dirty = true;
}

bool Turn::knows_fact(std::string_view kind, std::string_view reference) const {
  return std::any_of(a.facts.begin(), a.facts.end(),
                     [&](const Fact& fact) { return fact.kind == kind && fact.reference == reference; });
}

void Turn::post_fact(std::string_view kind, const News& news, std::optional<Uuid> order_id, std::int64_t amount,
                     std::vector<Posting> lines, std::string description) {
  Journal journal;
  journal.id = ids.next();
  journal.kind = kind;
  journal.cause = a.charge.psp_account + "/" + news.reference;
  journal.payment_id = a.payment.payment_id;
  journal.booked_at = now;
  journal.description = std::move(description);
  journal.lines = std::move(lines);
  Fact fact;
  fact.kind = kind;
  fact.reference = news.reference;
  fact.merchant_reference = news.merchant_reference;
  fact.order_id = order_id;
  fact.amount = amount;
  fact.source = source;
  fact.transaction_id = journal.id;
  fact.at = now;
  fact.added = true;
  a.journals.push_back(std::move(journal));
  a.facts.push_back(std::move(fact));
  a.dirty = true;
}

// A charge that has come to its end needs no more registering, capturing or voiding; but one that was cancelled here
// still has to be released at the PSP.
void Turn::drop_what_is_over() {
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, a.charge.state);
  if (state == nullptr || !state->final)
    return;
  for (auto& operation : a.operations) {
    const bool needed = operation.kind == OperationKind::refund || answers_dispute(operation.kind) ||
                        (operation.kind == OperationKind::void_charge && a.charge.state == "cancelled");
    if (operation.state != Operation::State::live || needed)
      continue;
    ask_what_is_in_doubt(operation);
    end_operation(operation, Operation::State::failed);
  }
}

// A page whose opening nobody has told the end of may be open, and what is found is closed. A capture whose answer never
// came may have taken money before the rest was released. Both are asked for when no call can reach the PSP any more.
void Turn::ask_what_is_in_doubt(const Operation& operation) {
  const auto* job = a.job_of(operation.operation_id);
  const bool opens_page = operation.kind == OperationKind::register_charge && a.charge.state == "cancelled";
  // An authorisation that ran out says itself that nothing was taken.
  const bool takes_money =
      operation.kind == OperationKind::capture && (a.charge.state == "captured" || a.charge.state == "voided");
  if (job == nullptr || (!opens_page && !takes_money))
    return;
  if (job->leased)
    ask_psp(std::max(now, job->due_at));
  else if (job->doubt || job->ask)
    ask_psp();
}

bool Turn::asks() const {
  return std::any_of(a.jobs.begin(), a.jobs.end(),
                     [](const Job& job) { return job.kind == OperationKind::query && !job.removed; });
}

void Turn::ask_psp(std::optional<Instant> at) {
  if (asks())
    return;
  Job job;
  job.job_id = ids.next();
  job.kind = OperationKind::query;
  job.due_at = at.value_or(now);
  job.max_attempts = policy.retry.max_attempts;
  job.created_at = now;
  job.added = true;
  a.jobs.push_back(std::move(job));
  a.dirty = true;
}

std::optional<Instant> Turn::next_warning() const {
  std::optional<Instant> next;
  for (const auto& dispute : a.disputes) {
    if (!dispute.due_by || !takes_answer(dispute) || dispute.warned >= 2)
      continue;
    const auto at = dispute.warned == 0 ? *dispute.due_by - policy.dispute_warning : *dispute.due_by;
    next = next ? std::min(*next, at) : at;
  }
  return next;
}

void Turn::warn_about_disputes() {
  for (auto& dispute : a.disputes) {
    if (!dispute.due_by || !takes_answer(dispute))
      continue;
    const int due = now >= *dispute.due_by ? 2 : now >= *dispute.due_by - policy.dispute_warning ? 1 : 0;
    if (due <= dispute.warned)
      continue;
    dispute.warned = due;
    dispute.changed = true;
    const auto code = due == 2 ? "dispute_answer_overdue" : "dispute_answer_due";
    note("dispute", dispute.dispute_id, code, dispute.psp_reference + ", due " + format_instant(*dispute.due_by));
    event("alert", "dispute", dispute.dispute_id.to_string(), "{\"code\":\"" + std::string(code) + "\"}");
    a.dirty = true;
  }
}

/// A call that was given up may reach its PSP after the PSP said that it is not there, and nobody would ask about what
/// has ended here meanwhile: its webhook may be lost.
std::optional<Instant> Turn::late_look() const {
  std::optional<Instant> arrived;
  for (const auto& operation : a.operations)
    if (operation.lost_at && operation.state != Operation::State::succeeded)
      arrived = std::max(arrived.value_or(*operation.lost_at), *operation.lost_at);
  if (!arrived)
    return std::nullopt;
  const auto at = std::max(*arrived + policy.late_arrival, a.charge.state_since + policy.first_check);
  return at > now ? std::optional(at) : std::nullopt;
}

/// When the charge itself is to be looked at.
std::optional<Instant> Turn::next_look() const {
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, a.charge.state);
  if (state == nullptr || state->final || a.charge.state == "dead_letter")
    return late_look();
  const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(now - a.charge.state_since);
  auto wait = waited < policy.first_check ? policy.first_check - waited : std::min(waited, policy.longest_check);
  const auto until_expiry = std::chrono::duration_cast<std::chrono::milliseconds>(a.charge.expires_at - now);
  if (until_expiry > std::chrono::milliseconds(0) && until_expiry < wait)
    wait = until_expiry + policy.ask_delay;
  return now + wait;
}

std::optional<Instant> Turn::next_check() const {
  const auto look = next_look();
  const auto warning = next_warning();
  return look && warning ? std::min(*look, std::max(*warning, now)) : look ? look : warning;
}

bool Turn::is_silent() const {
  return now - a.charge.state_since >= policy.first_check || now >= a.charge.expires_at;
}

// A look that comes too early costs less than writing the time anew at each move: it only plans the next.
void Turn::plan_check() {
  const auto wanted = asks() ? std::nullopt : next_check();
  const bool early_enough = a.charge.check_at && *a.charge.check_at > now && wanted && *a.charge.check_at <= *wanted;
  if (!early_enough)
    a.charge.check_at = wanted;
}

void Turn::finish() {
  drop_what_is_over();
  if (!a.charge.path.empty())
    event("charge." + a.charge.state, "charge", a.charge.charge_id.to_string());
  for (const auto& refund : a.refunds)
    if (!refund.path.empty() || refund.added)
      event("refund." + refund.state, "refund", refund.refund_id.to_string());
  for (const auto& dispute : a.disputes)
    if (!dispute.path.empty() || dispute.added)
      event("dispute." + dispute.state, "dispute", dispute.dispute_id.to_string());
  for (auto& order : a.orders) {
    const auto status = order.cancelled && order.amounts.captured == 0
                            ? std::string_view{"cancelled"}
                            : shown_status(a.charge.state, order.amounts, order.dispute_won);
    if (status == order.status)
      continue;
    order.status = status;
    order.status_since = now;
    a.dirty = true;
  }
  plan_check();
  a.dirty = true;
}

} // namespace paydesk
