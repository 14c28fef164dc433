#include "engine/queue/call_of.h"

namespace paydesk {
namespace {

/// Which dispute is answered, and what is said in it.
void add_answer(const Aggregate& a, const Operation& operation, PspCall& call) {
  for (const auto& dispute : a.disputes) {
    if (dispute.dispute_id != operation.subject_id)
      continue;
    call.dispute = dispute.psp_reference;
    for (const auto& said : dispute.evidence)
      if (said.operation_id == operation.operation_id)
        call.evidence = said.text;
  }
}

} // namespace

void ask_for_token(const Turn& turn, Job& job) {
  const bool needs_token = job.kind == OperationKind::capture || job.kind == OperationKind::void_charge ||
                           job.kind == OperationKind::refund || answers_dispute(job.kind);
  if (!needs_token || job.ask || !turn.a.charge.token.empty())
    return;
  job.ask = true;
  job.changed = true;
}

void announce_call(Turn& turn, const Job& job) {
  if (job.ask || job.kind == OperationKind::query || answers_dispute(job.kind))
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
  else if (job.kind == OperationKind::direct_charge)
    turn.move_charge("submitted");
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
  call.payment_method = a.charge.payment_method;
  call.amount = operation == nullptr ? 0 : operation->amount;
  call.currency = a.payment.currency;
  call.final_capture = a.charge.capture_mode != CaptureMode::multiple;
  call.redirect_url = a.payment.success_url;
  call.cancel_url = a.payment.cancel_url;
  call.description = a.payment.checkout_reference;
  call.expires_at = a.charge.expires_at;
  if (operation != nullptr && answers_dispute(operation->kind))
    add_answer(a, *operation, call);
  return call;
}

} // namespace paydesk
