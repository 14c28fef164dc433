#include "wire/refunds.h"

#include "wire/values.h"
#include "wire/common.h"
#include "wire/payments.h"

namespace paydesk::wire {

void to_wire(const views::RefundLine& view, v1::RefundLine* out) {
  out->set_order_id(view.order_id);
  out->set_amount(view.amount);
}

views::RefundLine from_wire(const v1::RefundLine& in) {
  views::RefundLine view;
  view.order_id = in.order_id();
  view.amount = in.amount();
  return view;
}

void to_wire(const views::RefundRequest& view, v1::RefundRequest* out) {
  out->set_payment_id(view.payment_id);
  for (const auto& item : view.lines)
    to_wire(item, out->add_lines());
  out->set_reason(view.reason);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::RefundRequest from_wire(const v1::RefundRequest& in) {
  views::RefundRequest view;
  view.payment_id = in.payment_id();
  view.lines.reserve(static_cast<std::size_t>(in.lines_size()));
  for (const auto& item : in.lines())
    view.lines.push_back(from_wire(item));
  view.reason = in.reason();
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::WalletEffect& view, v1::WalletEffect* out) {
  out->set_seller(view.seller);
  if (has_value(view.available_now))
    to_wire(view.available_now, out->mutable_available_now());
  if (has_value(view.available_after))
    to_wire(view.available_after, out->mutable_available_after());
}

views::WalletEffect from_wire(const v1::WalletEffect& in) {
  views::WalletEffect view;
  view.seller = in.seller();
  view.available_now = from_wire(in.available_now());
  view.available_after = from_wire(in.available_after());
  return view;
}

void to_wire(const views::RefundTerms& view, v1::RefundTerms* out) {
  out->set_order_id(view.order_id);
  out->set_seller(view.seller);
  out->set_commission(view.commission);
  out->set_funds(view.funds);
  out->set_policy_version(view.policy_version);
}

views::RefundTerms from_wire(const v1::RefundTerms& in) {
  return {in.order_id(), in.seller(), in.commission(), in.funds(), in.policy_version()};
}

void to_wire(const views::RefundPreview& view, v1::RefundPreview* out) {
  if (has_value(view.total))
    to_wire(view.total, out->mutable_total());
  if (has_value(view.left_after))
    to_wire(view.left_after, out->mutable_left_after());
  for (const auto& item : view.postings)
    to_wire(item, out->add_postings());
  for (const auto& item : view.wallets)
    to_wire(item, out->add_wallets());
  out->set_needs_approval(view.needs_approval);
  out->set_approval_reason(view.approval_reason);
  for (const auto& item : view.terms)
    to_wire(item, out->add_terms());
  out->set_refusal(view.refusal);
}

views::RefundPreview from_wire(const v1::RefundPreview& in) {
  views::RefundPreview view;
  view.total = from_wire(in.total());
  view.left_after = from_wire(in.left_after());
  view.postings.reserve(static_cast<std::size_t>(in.postings_size()));
  for (const auto& item : in.postings())
    view.postings.push_back(from_wire(item));
  view.wallets.reserve(static_cast<std::size_t>(in.wallets_size()));
  for (const auto& item : in.wallets())
    view.wallets.push_back(from_wire(item));
  view.needs_approval = in.needs_approval();
  view.approval_reason = in.approval_reason();
  view.terms.reserve(static_cast<std::size_t>(in.terms_size()));
  for (const auto& item : in.terms())
    view.terms.push_back(from_wire(item));
  view.refusal = in.refusal();
  return view;
}

void to_wire(const views::CreateRefundResponse& view, v1::CreateRefundResponse* out) {
  for (const auto& item : view.refunds)
    to_wire(item, out->add_refunds());
}

views::CreateRefundResponse from_wire(const v1::CreateRefundResponse& in) {
  views::CreateRefundResponse view;
  view.refunds.reserve(static_cast<std::size_t>(in.refunds_size()));
  for (const auto& item : in.refunds())
    view.refunds.push_back(from_wire(item));
  return view;
}

void to_wire(const views::GetRefundRequest& view, v1::GetRefundRequest* out) {
  out->set_refund_id(view.refund_id);
}

views::GetRefundRequest from_wire(const v1::GetRefundRequest& in) {
  views::GetRefundRequest view;
  view.refund_id = in.refund_id();
  return view;
}

void to_wire(const views::ListRefundsResponse& view, v1::ListRefundsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListRefundsResponse from_wire(const v1::ListRefundsResponse& in) {
  views::ListRefundsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::DecideRefundRequest& view, v1::DecideRefundRequest* out) {
  out->set_refund_id(view.refund_id);
  out->set_approve(view.approve);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::DecideRefundRequest from_wire(const v1::DecideRefundRequest& in) {
  views::DecideRefundRequest view;
  view.refund_id = in.refund_id();
  view.approve = in.approve();
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

} // namespace paydesk::wire
