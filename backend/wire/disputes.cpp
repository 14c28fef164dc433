#include "wire/disputes.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::DisputeRow& view, v1::DisputeRow* out) {
  out->set_dispute_id(view.dispute_id);
  out->set_payment_id(view.payment_id);
  out->set_psp_account(view.psp_account);
  out->set_psp_reference(view.psp_reference);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_state(view.state);
  out->set_state_since(to_text(view.state_since));
  out->set_round(view.round);
  out->set_due_by(to_text(view.due_by));
  if (has_value(view.withheld))
    to_wire(view.withheld, out->mutable_withheld());
  out->set_booked_lost(view.booked_lost);
  out->set_answer(view.answer);
  out->set_answer_state(view.answer_state);
  out->set_answer_error(view.answer_error);
  out->set_created_at(to_text(view.created_at));
}

views::DisputeRow from_wire(const v1::DisputeRow& in) {
  views::DisputeRow view;
  view.dispute_id = in.dispute_id();
  view.payment_id = in.payment_id();
  view.psp_account = in.psp_account();
  view.psp_reference = in.psp_reference();
  view.amount = from_wire(in.amount());
  view.state = in.state();
  view.state_since = parse_instant(in.state_since());
  view.round = in.round();
  view.due_by = parse_instant(in.due_by());
  view.withheld = from_wire(in.withheld());
  view.booked_lost = in.booked_lost();
  view.answer = in.answer();
  view.answer_state = in.answer_state();
  view.answer_error = in.answer_error();
  view.created_at = parse_instant(in.created_at());
  return view;
}

void to_wire(const views::DisputeDetail& view, v1::DisputeDetail* out) {
  to_wire(view.dispute, out->mutable_dispute());
  for (const auto& share : view.shares) {
    auto* made = out->add_shares();
    made->set_order_id(share.order_id);
    made->set_seller(share.seller);
    made->set_reference(share.reference);
    to_wire(share.held, made->mutable_held());
    to_wire(share.lost, made->mutable_lost());
  }
  for (const auto& said : view.evidence) {
    auto* made = out->add_evidence();
    made->set_evidence_id(said.evidence_id);
    made->set_text(said.text);
    made->set_submitted_by(said.submitted_by);
    made->set_submitted_at(to_text(said.submitted_at));
    made->set_state(said.state);
  }
}

views::DisputeDetail from_wire(const v1::DisputeDetail& in) {
  views::DisputeDetail view;
  view.dispute = from_wire(in.dispute());
  for (const auto& share : in.shares())
    view.shares.push_back(
        {share.order_id(), share.seller(), share.reference(), from_wire(share.held()), from_wire(share.lost())});
  for (const auto& said : in.evidence())
    view.evidence.push_back(
        {said.evidence_id(), said.text(), said.submitted_by(), parse_instant(said.submitted_at()), said.state()});
  return view;
}

void to_wire(const views::ListDisputesResponse& view, v1::ListDisputesResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListDisputesResponse from_wire(const v1::ListDisputesResponse& in) {
  views::ListDisputesResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& row : in.rows())
    view.rows.push_back(from_wire(row));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::GetDisputeRequest& view, v1::GetDisputeRequest* out) {
  out->set_dispute_id(view.dispute_id);
}

views::GetDisputeRequest from_wire(const v1::GetDisputeRequest& in) { return {in.dispute_id()}; }

void to_wire(const views::SubmitEvidenceRequest& view, v1::SubmitEvidenceRequest* out) {
  out->set_dispute_id(view.dispute_id);
  out->set_text(view.text);
  out->set_idempotency_key(view.idempotency_key);
}

views::SubmitEvidenceRequest from_wire(const v1::SubmitEvidenceRequest& in) {
  return {in.dispute_id(), in.text(), in.idempotency_key()};
}

void to_wire(const views::AcceptDisputeRequest& view, v1::AcceptDisputeRequest* out) {
  out->set_dispute_id(view.dispute_id);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::AcceptDisputeRequest from_wire(const v1::AcceptDisputeRequest& in) {
  return {in.dispute_id(), in.reason(), in.idempotency_key()};
}

} // namespace paydesk::wire
