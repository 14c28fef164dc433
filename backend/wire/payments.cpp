#include "wire/payments.h"

#include "wire/explanations.h"
#include "wire/values.h"
#include "wire/common.h"

namespace paydesk::wire {

void to_wire(const views::PaymentRow& view, v1::PaymentRow* out) {
  out->set_order_id(view.order_id);
  out->set_payment_id(view.payment_id);
  out->set_created_at(to_text(view.created_at));
  out->set_seller(view.seller);
  out->set_psp_account(view.psp_account);
  out->set_psp_reference(view.psp_reference);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_status(view.status);
  out->set_charge_state(view.charge_state);
  out->set_attempts(view.attempts);
  out->set_max_attempts(view.max_attempts);
  out->set_state_since(to_text(view.state_since));
  out->set_late(view.late);
  out->set_error_class(view.error_class);
  out->set_last_error(view.last_error);
  out->set_method(view.method);
  out->set_orders_in_payment(view.orders_in_payment);
  out->set_next_due_at(to_text(view.next_due_at));
  out->set_position(view.position);
}

views::PaymentRow from_wire(const v1::PaymentRow& in) {
  views::PaymentRow view;
  view.order_id = in.order_id();
  view.payment_id = in.payment_id();
  view.created_at = parse_instant(in.created_at());
  view.seller = in.seller();
  view.psp_account = in.psp_account();
  view.psp_reference = in.psp_reference();
  view.amount = from_wire(in.amount());
  view.status = in.status();
  view.charge_state = in.charge_state();
  view.attempts = in.attempts();
  view.max_attempts = in.max_attempts();
  view.state_since = parse_instant(in.state_since());
  view.late = in.late();
  view.error_class = in.error_class();
  view.last_error = in.last_error();
  view.method = in.method();
  view.orders_in_payment = in.orders_in_payment();
  view.next_due_at = parse_instant(in.next_due_at());
  view.position = in.position();
  return view;
}

void to_wire(const views::ListPaymentsResponse& view, v1::ListPaymentsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
  out->set_as_of_position(view.as_of_position);
}

views::ListPaymentsResponse from_wire(const v1::ListPaymentsResponse& in) {
  views::ListPaymentsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  view.as_of_position = in.as_of_position();
  return view;
}

void to_wire(const views::SummarizePaymentsRequest& view, v1::SummarizePaymentsRequest* out) {
  out->set_filter(view.filter);
}

views::SummarizePaymentsRequest from_wire(const v1::SummarizePaymentsRequest& in) {
  views::SummarizePaymentsRequest view;
  view.filter = in.filter();
  return view;
}

void to_wire(const views::GetPaymentRequest& view, v1::GetPaymentRequest* out) {
  out->set_id(view.id);
}

views::GetPaymentRequest from_wire(const v1::GetPaymentRequest& in) {
  views::GetPaymentRequest view;
  view.id = in.id();
  return view;
}

void to_wire(const views::OrderDetail& view, v1::OrderDetail* out) {
  out->set_order_id(view.order_id);
  out->set_seller(view.seller);
  out->set_reference(view.reference);
  out->set_description(view.description);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  if (has_value(view.captured))
    to_wire(view.captured, out->mutable_captured());
  if (has_value(view.refunded))
    to_wire(view.refunded, out->mutable_refunded());
  if (has_value(view.refund_pending))
    to_wire(view.refund_pending, out->mutable_refund_pending());
  if (has_value(view.refundable))
    to_wire(view.refundable, out->mutable_refundable());
  if (has_value(view.disputed))
    to_wire(view.disputed, out->mutable_disputed());
  if (has_value(view.lost))
    to_wire(view.lost, out->mutable_lost());
  if (has_value(view.settled))
    to_wire(view.settled, out->mutable_settled());
  if (has_value(view.commission))
    to_wire(view.commission, out->mutable_commission());
  out->set_status(view.status);
  if (has_value(view.reversed))
    to_wire(view.reversed, out->mutable_reversed());
  out->set_charge_id(view.charge_id);
  out->set_charge_state(view.charge_state);
  for (const auto& sentence : view.evidence)
    to_wire(sentence, out->add_evidence());
  for (const auto& step : view.next)
    to_wire(step, out->add_next());
}

views::OrderDetail from_wire(const v1::OrderDetail& in) {
  views::OrderDetail view;
  view.order_id = in.order_id();
  view.seller = in.seller();
  view.reference = in.reference();
  view.description = in.description();
  view.amount = from_wire(in.amount());
  view.captured = from_wire(in.captured());
  view.refunded = from_wire(in.refunded());
  view.refund_pending = from_wire(in.refund_pending());
  view.refundable = from_wire(in.refundable());
  view.disputed = from_wire(in.disputed());
  view.lost = from_wire(in.lost());
  view.settled = from_wire(in.settled());
  view.commission = from_wire(in.commission());
  view.status = in.status();
  view.reversed = from_wire(in.reversed());
  view.charge_id = in.charge_id();
  view.charge_state = in.charge_state();
  for (const auto& sentence : in.evidence())
    view.evidence.push_back(from_wire(sentence));
  for (const auto& step : in.next())
    view.next.push_back(from_wire(step));
  return view;
}

void to_wire(const views::TimelineEntry& view, v1::TimelineEntry* out) {
  out->set_at(to_text(view.at));
  out->set_kind(view.kind);
  out->set_title(view.title);
  out->set_detail(view.detail);
  out->set_duration_ms(view.duration_ms);
  out->set_code(view.code);
  out->set_from_state(view.from_state);
  out->set_to_state(view.to_state);
  out->set_error_class(view.error_class);
  out->set_superseded(view.superseded);
  out->set_subject(view.subject);
  out->set_request(view.request);
  out->set_response(view.response);
  out->set_http_status(view.http_status);
}

views::TimelineEntry from_wire(const v1::TimelineEntry& in) {
  views::TimelineEntry view;
  view.at = parse_instant(in.at());
  view.kind = in.kind();
  view.title = in.title();
  view.detail = in.detail();
  view.duration_ms = in.duration_ms();
  view.code = in.code();
  view.from_state = in.from_state();
  view.to_state = in.to_state();
  view.error_class = in.error_class();
  view.superseded = in.superseded();
  view.subject = in.subject();
  view.request = in.request();
  view.response = in.response();
  view.http_status = in.http_status();
  return view;
}

void to_wire(const views::NextStep& view, v1::NextStep* out) {
  to_wire(view.what, out->mutable_what());
  out->set_due_at(to_text(view.due_at));
  for (const auto& note : view.notes)
    to_wire(note, out->add_notes());
  out->set_attempt(view.attempt);
  out->set_max_attempts(view.max_attempts);
  out->set_operation(view.operation);
  out->set_order_id(view.order_id);
}

views::NextStep from_wire(const v1::NextStep& in) {
  views::NextStep view;
  view.what = from_wire(in.what());
  view.due_at = parse_instant(in.due_at());
  for (const auto& note : in.notes())
    view.notes.push_back(from_wire(note));
  view.attempt = in.attempt();
  view.max_attempts = in.max_attempts();
  view.operation = in.operation();
  view.order_id = in.order_id();
  return view;
}

void to_wire(const views::AllowedAction& view, v1::AllowedAction* out) {
  out->set_name(view.name);
  out->set_allowed(view.allowed);
  if (!view.effect.empty())
    to_wire(view.effect, out->mutable_effect());
  for (const auto& reason : view.why_not)
    to_wire(reason, out->add_why_not());
  out->set_instead(view.instead);
  if (has_value(view.at_most))
    to_wire(view.at_most, out->mutable_at_most());
  for (const auto& subject : view.subjects) {
    auto* one = out->add_subjects();
    one->set_id(subject.id);
    one->set_asked_by(subject.asked_by);
  }
}

views::AllowedAction from_wire(const v1::AllowedAction& in) {
  views::AllowedAction view;
  view.name = in.name();
  view.allowed = in.allowed();
  view.effect = from_wire(in.effect());
  for (const auto& reason : in.why_not())
    view.why_not.push_back(from_wire(reason));
  view.instead = in.instead();
  view.at_most = from_wire(in.at_most());
  for (const auto& subject : in.subjects())
    view.subjects.push_back({subject.id(), subject.asked_by()});
  return view;
}

void to_wire(const views::RefundRow& view, v1::RefundRow* out) {
  out->set_refund_id(view.refund_id);
  out->set_order_id(view.order_id);
  out->set_payment_id(view.payment_id);
  out->set_created_at(to_text(view.created_at));
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_state(view.state);
  out->set_reason(view.reason);
  out->set_note(view.note);
  out->set_requested_by(view.requested_by);
  out->set_psp_reference(view.psp_reference);
  out->set_seller(view.seller);
  out->set_decided_by(view.decided_by);
  out->set_commission(view.commission);
  out->set_funds(view.funds);
  out->set_policy_version(view.policy_version);
  out->set_expires_at(to_text(view.expires_at));
  for (const auto& role : view.deciders)
    out->add_deciders(role);
}

views::RefundRow from_wire(const v1::RefundRow& in) {
  views::RefundRow view;
  view.refund_id = in.refund_id();
  view.order_id = in.order_id();
  view.payment_id = in.payment_id();
  view.created_at = parse_instant(in.created_at());
  view.amount = from_wire(in.amount());
  view.state = in.state();
  view.reason = in.reason();
  view.note = in.note();
  view.requested_by = in.requested_by();
  view.psp_reference = in.psp_reference();
  view.seller = in.seller();
  view.decided_by = in.decided_by();
  view.commission = in.commission();
  view.funds = in.funds();
  view.policy_version = in.policy_version();
  view.expires_at = parse_instant(in.expires_at());
  view.deciders.assign(in.deciders().begin(), in.deciders().end());
  return view;
}

void to_wire(const views::PaymentDetail& view, v1::PaymentDetail* out) {
  out->set_payment_id(view.payment_id);
  out->set_charge_id(view.charge_id);
  out->set_created_at(to_text(view.created_at));
  out->set_buyer(view.buyer);
  out->set_checkout_reference(view.checkout_reference);
  out->set_psp_account(view.psp_account);
  out->set_psp_token(view.psp_token);
  out->set_psp_payment_id(view.psp_payment_id);
  if (has_value(view.total))
    to_wire(view.total, out->mutable_total());
  if (has_value(view.captured))
    to_wire(view.captured, out->mutable_captured());
  if (has_value(view.refunded))
    to_wire(view.refunded, out->mutable_refunded());
  if (has_value(view.refundable))
    to_wire(view.refundable, out->mutable_refundable());
  out->set_charge_state(view.charge_state);
  out->set_state_since(to_text(view.state_since));
  out->set_sla_seconds(view.sla_seconds);
  out->set_expires_at(to_text(view.expires_at));
  for (const auto& item : view.orders)
    to_wire(item, out->add_orders());
  for (const auto& item : view.timeline)
    to_wire(item, out->add_timeline());
  for (const auto& item : view.journals)
    to_wire(item, out->add_journals());
  for (const auto& item : view.next)
    to_wire(item, out->add_next());
  for (const auto& item : view.evidence)
    to_wire(item, out->add_evidence());
  for (const auto& item : view.actions)
    to_wire(item, out->add_actions());
  for (const auto& item : view.refunds)
    to_wire(item, out->add_refunds());
  out->set_capture_mode(view.capture_mode);
  out->set_hosted_page_url(view.hosted_page_url);
  out->set_position(view.position);
}

views::PaymentDetail from_wire(const v1::PaymentDetail& in) {
  views::PaymentDetail view;
  view.payment_id = in.payment_id();
  view.charge_id = in.charge_id();
  view.created_at = parse_instant(in.created_at());
  view.buyer = in.buyer();
  view.checkout_reference = in.checkout_reference();
  view.psp_account = in.psp_account();
  view.psp_token = in.psp_token();
  view.psp_payment_id = in.psp_payment_id();
  view.total = from_wire(in.total());
  view.captured = from_wire(in.captured());
  view.refunded = from_wire(in.refunded());
  view.refundable = from_wire(in.refundable());
  view.charge_state = in.charge_state();
  view.state_since = parse_instant(in.state_since());
  view.sla_seconds = in.sla_seconds();
  view.expires_at = parse_instant(in.expires_at());
  view.orders.reserve(static_cast<std::size_t>(in.orders_size()));
  for (const auto& item : in.orders())
    view.orders.push_back(from_wire(item));
  view.timeline.reserve(static_cast<std::size_t>(in.timeline_size()));
  for (const auto& item : in.timeline())
    view.timeline.push_back(from_wire(item));
  view.journals.reserve(static_cast<std::size_t>(in.journals_size()));
  for (const auto& item : in.journals())
    view.journals.push_back(from_wire(item));
  view.next.reserve(static_cast<std::size_t>(in.next_size()));
  for (const auto& item : in.next())
    view.next.push_back(from_wire(item));
  for (const auto& item : in.evidence())
    view.evidence.push_back(from_wire(item));
  view.actions.reserve(static_cast<std::size_t>(in.actions_size()));
  for (const auto& item : in.actions())
    view.actions.push_back(from_wire(item));
  view.refunds.reserve(static_cast<std::size_t>(in.refunds_size()));
  for (const auto& item : in.refunds())
    view.refunds.push_back(from_wire(item));
  view.capture_mode = in.capture_mode();
  view.hosted_page_url = in.hosted_page_url();
  view.position = in.position();
  return view;
}

void to_wire(const views::PaymentCommand& view, v1::PaymentCommand* out) {
  out->set_payment_id(view.payment_id);
  out->set_idempotency_key(view.idempotency_key);
  out->set_reason(view.reason);
}

views::PaymentCommand from_wire(const v1::PaymentCommand& in) {
  views::PaymentCommand view;
  view.payment_id = in.payment_id();
  view.idempotency_key = in.idempotency_key();
  view.reason = in.reason();
  return view;
}

void to_wire(const views::CommandOutcome& view, v1::CommandOutcome* out) {
  out->set_state(view.state);
  out->set_message(view.message);
}

views::CommandOutcome from_wire(const v1::CommandOutcome& in) {
  views::CommandOutcome view;
  view.state = in.state();
  view.message = in.message();
  return view;
}

} // namespace paydesk::wire
