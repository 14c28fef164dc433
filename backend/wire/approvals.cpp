#include "wire/approvals.h"

#include "wire/values.h"

namespace paydesk::wire {
namespace {

template <class Rows> auto all_from_wire(const Rows& rows) {
  std::vector<decltype(from_wire(*rows.begin()))> views;
  views.reserve(static_cast<std::size_t>(rows.size()));
  for (const auto& row : rows)
    views.push_back(from_wire(row));
  return views;
}

template <class Texts> std::vector<std::string> texts_of(const Texts& texts) { return {texts.begin(), texts.end()}; }

} // namespace

void to_wire(const views::Approval& view, v1::Approval* out) {
  out->set_approval_id(view.approval_id);
  out->set_kind(view.kind);
  out->set_subject(view.subject);
  for (const auto& amount : view.amounts)
    to_wire(amount, out->add_amounts());
  out->set_state(view.state);
  out->set_reason(view.reason);
  for (const auto& role : view.deciders)
    out->add_deciders(role);
  out->set_policy_version(view.policy_version);
  out->set_requested_by(view.requested_by);
  out->set_requested_at(to_text(view.requested_at));
  out->set_expires_at(to_text(view.expires_at));
  out->set_decided_by(view.decided_by);
  out->set_decided_at(to_text(view.decided_at));
  out->set_note(view.note);
  out->set_withdrawn(view.withdrawn);
  out->set_transaction_id(view.transaction_id);
  out->set_evidence_name(view.evidence_name);
  out->set_evidence_sha256(view.evidence_sha256);
  out->set_evidence_size(view.evidence_size);
}

views::Approval from_wire(const v1::Approval& in) {
  views::Approval view;
  view.approval_id = in.approval_id();
  view.kind = in.kind();
  view.subject = in.subject();
  view.amounts = all_from_wire(in.amounts());
  view.state = in.state();
  view.reason = in.reason();
  view.deciders = texts_of(in.deciders());
  view.policy_version = in.policy_version();
  view.requested_by = in.requested_by();
  view.requested_at = parse_instant(in.requested_at());
  view.expires_at = parse_instant(in.expires_at());
  view.decided_by = in.decided_by();
  view.decided_at = parse_instant(in.decided_at());
  view.note = in.note();
  view.withdrawn = in.withdrawn();
  view.transaction_id = in.transaction_id();
  view.evidence_name = in.evidence_name();
  view.evidence_sha256 = in.evidence_sha256();
  view.evidence_size = in.evidence_size();
  return view;
}

void to_wire(const views::ListApprovalsResponse& view, v1::ListApprovalsResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListApprovalsResponse from_wire(const v1::ListApprovalsResponse& in) {
  return {all_from_wire(in.rows()), in.next_cursor()};
}

void to_wire(const views::GetApprovalRequest& view, v1::GetApprovalRequest* out) {
  out->set_approval_id(view.approval_id);
}

views::GetApprovalRequest from_wire(const v1::GetApprovalRequest& in) { return {in.approval_id()}; }

void to_wire(const views::ApprovalDetail& view, v1::ApprovalDetail* out) {
  to_wire(view.approval, out->mutable_approval());
  out->set_command_version(view.command_version);
  out->set_command(view.command);
  for (const auto& line : view.preview)
    out->add_preview(line);
  out->set_preview_hash(view.preview_hash);
  for (const auto& line : view.preview_now)
    out->add_preview_now(line);
  out->set_changed(view.changed);
  out->set_refusal(view.refusal);
}

views::ApprovalDetail from_wire(const v1::ApprovalDetail& in) {
  return {from_wire(in.approval()),   in.command_version(),         in.command(), texts_of(in.preview()),
          in.preview_hash(), texts_of(in.preview_now()), in.changed(), in.refusal()};
}

void to_wire(const views::DecideApprovalRequest& view, v1::DecideApprovalRequest* out) {
  out->set_approval_id(view.approval_id);
  out->set_approve(view.approve);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::DecideApprovalRequest from_wire(const v1::DecideApprovalRequest& in) {
  return {in.approval_id(), in.approve(), in.note(), in.idempotency_key()};
}

void to_wire(const views::CancelApprovalRequest& view, v1::CancelApprovalRequest* out) {
  out->set_approval_id(view.approval_id);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::CancelApprovalRequest from_wire(const v1::CancelApprovalRequest& in) {
  return {in.approval_id(), in.note(), in.idempotency_key()};
}

void to_wire(const views::GetApprovalEvidenceRequest& view, v1::GetApprovalEvidenceRequest* out) {
  out->set_approval_id(view.approval_id);
}

views::GetApprovalEvidenceRequest from_wire(const v1::GetApprovalEvidenceRequest& in) { return {in.approval_id()}; }

void to_wire(const views::ApprovalEvidence& view, v1::ApprovalEvidence* out) {
  out->set_name(view.name);
  out->set_content(view.content);
  out->set_sha256(view.sha256);
}

views::ApprovalEvidence from_wire(const v1::ApprovalEvidence& in) { return {in.name(), in.content(), in.sha256()}; }

void to_wire(const views::ApprovalRule& view, v1::ApprovalRule* out) {
  out->set_kind(view.kind);
  out->set_currency(view.currency);
  out->set_from(view.from);
  for (const auto& role : view.deciders)
    out->add_deciders(role);
  out->set_hours(view.hours);
}

views::ApprovalRule from_wire(const v1::ApprovalRule& in) {
  return {in.kind(), in.currency(), in.from(), texts_of(in.deciders()), in.hours()};
}

void to_wire(const views::ApprovalPolicy& view, v1::ApprovalPolicy* out) {
  to_wire(view.head, out->mutable_head());
  for (const auto& rule : view.rules)
    to_wire(rule, out->add_rules());
}

views::ApprovalPolicy from_wire(const v1::ApprovalPolicy& in) {
  return {from_wire(in.head()), all_from_wire(in.rules())};
}

void to_wire(const views::SetApprovalPolicyRequest& view, v1::SetApprovalPolicyRequest* out) {
  out->set_base_version(view.base_version);
  for (const auto& rule : view.rules)
    to_wire(rule, out->add_rules());
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetApprovalPolicyRequest from_wire(const v1::SetApprovalPolicyRequest& in) {
  return {in.base_version(), all_from_wire(in.rules()), in.note(), in.idempotency_key()};
}

} // namespace paydesk::wire
