#include "wire/verdicts.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::Verdict& view, v1::Verdict* out) {
  out->set_verdict_id(view.verdict_id);
  out->set_payment_id(view.payment_id);
  out->set_job_id(view.job_id);
  out->set_operation(view.operation);
  out->set_psp_account(view.psp_account);
  out->set_outcome(view.outcome);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_psp_reference(view.psp_reference);
  out->set_reason(view.reason);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence_sha256(view.evidence_sha256);
  out->set_evidence_size(view.evidence_size);
  out->set_state(view.state);
  out->set_proposed_by(view.proposed_by);
  out->set_proposed_at(to_text(view.proposed_at));
  out->set_decided_by(view.decided_by);
  out->set_decided_at(to_text(view.decided_at));
  out->set_note(view.note);
  out->set_payout_id(view.payout_id);
}

views::Verdict from_wire(const v1::Verdict& in) {
  views::Verdict view;
  view.verdict_id = in.verdict_id();
  view.payment_id = in.payment_id();
  view.job_id = in.job_id();
  view.operation = in.operation();
  view.psp_account = in.psp_account();
  view.outcome = in.outcome();
  view.amount = from_wire(in.amount());
  view.psp_reference = in.psp_reference();
  view.reason = in.reason();
  view.evidence_name = in.evidence_name();
  view.evidence_sha256 = in.evidence_sha256();
  view.evidence_size = in.evidence_size();
  view.state = in.state();
  view.proposed_by = in.proposed_by();
  view.proposed_at = parse_instant(in.proposed_at());
  view.decided_by = in.decided_by();
  view.decided_at = parse_instant(in.decided_at());
  view.note = in.note();
  view.payout_id = in.payout_id();
  return view;
}

void to_wire(const views::ProposeVerdictRequest& view, v1::ProposeVerdictRequest* out) {
  out->set_job_id(view.job_id);
  out->set_outcome(view.outcome);
  out->set_psp_reference(view.psp_reference);
  out->set_reason(view.reason);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence(view.evidence);
  out->set_idempotency_key(view.idempotency_key);
  out->set_payout_id(view.payout_id);
}

views::ProposeVerdictRequest from_wire(const v1::ProposeVerdictRequest& in) {
  return {in.job_id(),        in.outcome(),  in.psp_reference(),  in.reason(),
          in.evidence_name(), in.evidence(), in.idempotency_key(), in.payout_id()};
}

void to_wire(const views::DecideVerdictRequest& view, v1::DecideVerdictRequest* out) {
  out->set_verdict_id(view.verdict_id);
  out->set_approve(view.approve);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::DecideVerdictRequest from_wire(const v1::DecideVerdictRequest& in) {
  return {in.verdict_id(), in.approve(), in.note(), in.idempotency_key()};
}

void to_wire(const views::ListVerdictsResponse& view, v1::ListVerdictsResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListVerdictsResponse from_wire(const v1::ListVerdictsResponse& in) {
  views::ListVerdictsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& row : in.rows())
    view.rows.push_back(from_wire(row));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::GetVerdictEvidenceRequest& view, v1::GetVerdictEvidenceRequest* out) {
  out->set_verdict_id(view.verdict_id);
}

views::GetVerdictEvidenceRequest from_wire(const v1::GetVerdictEvidenceRequest& in) { return {in.verdict_id()}; }

void to_wire(const views::VerdictEvidence& view, v1::VerdictEvidence* out) {
  out->set_name(view.name);
  out->set_content(view.content);
  out->set_sha256(view.sha256);
}

views::VerdictEvidence from_wire(const v1::VerdictEvidence& in) { return {in.name(), in.content(), in.sha256()}; }

} // namespace paydesk::wire
