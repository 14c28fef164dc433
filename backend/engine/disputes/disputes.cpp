#include "engine/disputes/disputes.h"

#include <algorithm>

#include "core/permitted.h"
#include "engine/charges/disputes.h"

namespace paydesk {
namespace {

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

Dispute* find_dispute(std::vector<Aggregate>& aggregates, const Uuid& id) {
  for (auto& dispute : aggregates.front().disputes)
    if (dispute.dispute_id == id)
      return &dispute;
  return nullptr;
}

std::string_view state_of(const Job* job) {
  return job != nullptr && job->dead ? "dead_letter" : job != nullptr && job->ask ? "asking" : "sending";
}

views::DisputeRow row_of(Aggregate& a, const Dispute& dispute) {
  views::DisputeRow row;
  row.dispute_id = dispute.dispute_id.to_string();
  row.payment_id = a.payment.payment_id.to_string();
  row.psp_account = a.charge.psp_account;
  row.psp_reference = dispute.psp_reference;
  row.amount = {dispute.amount, a.payment.currency};
  row.state = dispute.state;
  row.state_since = dispute.state_since;
  row.round = dispute.round;
  row.due_by = dispute.due_by;
  row.withheld = {dispute.withheld, a.payment.currency};
  row.booked_lost = dispute.booked_lost;
  row.created_at = dispute.created_at;
  if (const auto* operation = answer_under_way(a, dispute.dispute_id)) {
    const auto* job = a.job_of(operation->operation_id);
    row.answer = to_string(operation->kind);
    row.answer_state = state_of(job);
    row.answer_error = job == nullptr ? std::string{} : job->last_error;
  }
  return row;
}

/// Why nothing may be said to the bank now; nothing when something may.
std::optional<std::string> kept_from_answering(Aggregate& a, const Dispute& dispute, Instant now) {
  const auto* operation = answer_under_way(a, dispute.dispute_id);
  const bool dead = operation != nullptr && state_of(a.job_of(operation->operation_id)) == "dead_letter";
  switch (permitted::no_answer({dispute.state, operation != nullptr, dead, dispute.due_by && now >= *dispute.due_by})) {
  case permitted::NoAnswer::none:
    return std::nullopt;
  case permitted::NoAnswer::dead_letter:
    return "an earlier answer waits as a dead letter: retry or discard it in the queue first";
  case permitted::NoAnswer::under_way:
    return "another answer is on its way; wait for its outcome";
  case permitted::NoAnswer::not_waited_for:
    return "a dispute that is " + dispute.state + " waits for no answer";
  case permitted::NoAnswer::too_late:
    return "the bank wanted its answer by " + format_instant(*dispute.due_by);
  }
  return std::nullopt;
}

} // namespace

struct Disputes::Answer {
  OperationKind kind;
  std::string text; ///< of evidence
  std::string note; ///< for the timeline
};

Result<views::DisputeRow> Disputes::submit_evidence(const Caller& caller, const views::SubmitEvidenceRequest& request,
                                                    const KeepAnswer<views::DisputeRow>& keep) {
  if (request.text.find_first_not_of(" \t\r\n") == std::string::npos)
    return invalid("text", "is missing");
  if (characters_in(request.text) > longest_evidence)
    return invalid("text", "is longer than 20,000 characters");
  return answer(caller, request.dispute_id, {OperationKind::dispute_evidence, request.text, caller.login}, keep);
}

Result<views::DisputeRow> Disputes::accept(const Caller& caller, const views::AcceptDisputeRequest& request,
                                           const KeepAnswer<views::DisputeRow>& keep) {
  if (request.reason.empty())
    return invalid("reason", "is missing; accepting a dispute gives its money up");
  return answer(caller, request.dispute_id,
                {OperationKind::dispute_accept, {}, caller.login + ": " + request.reason}, keep);
}

Result<views::DisputeRow> Disputes::answer(const Caller& caller, const std::string& dispute_id, const Answer& answer,
                                           const KeepAnswer<views::DisputeRow>& keep) {
  const auto id = Uuid::parse(dispute_id);
  if (!id)
    return invalid("dispute_id", "is not a UUID");
  const auto charges = store_.charges_of_dispute(*id);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no dispute with this id", "dispute_id");
  const bool is_evidence = answer.kind == OperationKind::dispute_evidence;
  views::DisputeRow row;
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    const auto now = clock_.now();
    auto& a = aggregates.at(0);
    auto& dispute = *find_dispute(aggregates, *id);
    if (const auto why = kept_from_answering(a, dispute, now))
      return fail(ErrorCode::failed_precondition, *why + "; nothing was sent", "dispute_id");
    Turn turn(a, now, ids_, policy_, "operator");
    turn.start_operation(answer.kind, *id, 0);
    if (is_evidence)
      dispute.evidence.push_back(
          {ids_.next(), a.operations.back().operation_id, answer.text, caller.login, caller.principal_id, now, true});
    turn.note("dispute", *id, is_evidence ? "evidence_submitted" : "accept_requested", answer.note);
    turn.event("dispute.answering", "dispute", dispute_id);
    turn.finish();
    row = row_of(a, dispute);
    Extra extra;
    extra.audit.push_back({caller.principal_id, caller.login, is_evidence ? "dispute.evidence" : "dispute.accept",
                           row.dispute_id, a.payment.payment_id, "{}", "to be sent"});
    if (keep)
      extra.answer = keep(row);
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return row;
}

} // namespace paydesk
