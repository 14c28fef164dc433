#include "wire/payouts.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::PayoutBatch& view, v1::PayoutBatch* out) {
  out->set_batch_id(view.batch_id);
  out->set_message_id(view.message_id);
  out->set_state(view.state);
  out->set_currency(view.currency);
  if (has_value(view.minimum))
    to_wire(view.minimum, out->mutable_minimum());
  if (has_value(view.total))
    to_wire(view.total, out->mutable_total());
  out->set_payouts(view.payouts);
  out->set_funding_account(view.funding_account);
  out->set_reason(view.reason);
  out->set_created_by(view.created_by);
  out->set_created_at(to_text(view.created_at));
  out->set_decided_by(view.decided_by);
  out->set_decided_at(to_text(view.decided_at));
  out->set_note(view.note);
  out->set_ended_by(view.ended_by);
  out->set_ended_at(to_text(view.ended_at));
  out->set_file_sha256(view.file_sha256);
}

views::PayoutBatch from_wire(const v1::PayoutBatch& in) {
  views::PayoutBatch view;
  view.batch_id = in.batch_id();
  view.message_id = in.message_id();
  view.state = in.state();
  view.currency = in.currency();
  view.minimum = from_wire(in.minimum());
  view.total = from_wire(in.total());
  view.payouts = in.payouts();
  view.funding_account = in.funding_account();
  view.reason = in.reason();
  view.created_by = in.created_by();
  view.created_at = parse_instant(in.created_at());
  view.decided_by = in.decided_by();
  view.decided_at = parse_instant(in.decided_at());
  view.note = in.note();
  view.ended_by = in.ended_by();
  view.ended_at = parse_instant(in.ended_at());
  view.file_sha256 = in.file_sha256();
  return view;
}

void to_wire(const views::Payout& view, v1::Payout* out) {
  out->set_payout_id(view.payout_id);
  out->set_seller(view.seller);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_state(view.state);
  out->set_account_id(view.account_id);
  out->set_account(view.account);
  out->set_holder(view.holder);
  for (const auto& id : view.retries)
    out->add_retries(id);
  out->set_retried_by(view.retried_by);
}

views::Payout from_wire(const v1::Payout& in) {
  views::Payout view;
  view.payout_id = in.payout_id();
  view.seller = in.seller();
  view.amount = from_wire(in.amount());
  view.state = in.state();
  view.account_id = in.account_id();
  view.account = in.account();
  view.holder = in.holder();
  view.retries = {in.retries().begin(), in.retries().end()};
  view.retried_by = in.retried_by();
  return view;
}

void to_wire(const views::PayoutAttempt& view, v1::PayoutAttempt* out) {
  out->set_attempt_id(view.attempt_id);
  out->set_operation(view.operation);
  out->set_key(view.key);
  out->set_begun_at(to_text(view.begun_at));
  out->set_ended_at(to_text(view.ended_at));
  out->set_http_status(view.http_status);
  out->set_error_class(view.error_class);
  out->set_error_code(view.error_code);
  out->set_message(view.message);
  out->set_latency_ms(view.latency_ms);
  out->set_request(view.request);
  out->set_response(view.response);
}

views::PayoutAttempt from_wire(const v1::PayoutAttempt& in) {
  return {in.attempt_id(),
          in.operation(),
          in.key(),
          parse_instant(in.begun_at()),
          parse_instant(in.ended_at()),
          in.http_status(),
          in.error_class(),
          in.error_code(),
          in.message(),
          in.latency_ms(),
          in.request(),
          in.response()};
}

void to_wire(const views::PayoutStep& view, v1::PayoutStep* out) {
  out->set_at(to_text(view.at));
  out->set_trigger(view.trigger);
  out->set_to_state(view.to_state);
  out->set_by(view.by);
  out->set_note(view.note);
  out->set_superseded(view.superseded);
}

views::PayoutStep from_wire(const v1::PayoutStep& in) {
  return {parse_instant(in.at()), in.trigger(), in.to_state(), in.by(), in.note(), in.superseded()};
}

void to_wire(const views::PayoutDetail& view, v1::PayoutDetail* out) {
  to_wire(view.payout, out->mutable_payout());
  out->set_batch_id(view.batch_id);
  out->set_funding_account(view.funding_account);
  out->set_psp_reference(view.psp_reference);
  out->set_key(view.key);
  out->set_generation(view.generation);
  out->set_next(view.next);
  out->set_due_at(to_text(view.due_at));
  out->set_last_error(view.last_error);
  for (const auto& item : view.attempts)
    to_wire(item, out->add_attempts());
  for (const auto& item : view.steps)
    to_wire(item, out->add_steps());
}

views::PayoutDetail from_wire(const v1::PayoutDetail& in) {
  views::PayoutDetail view;
  view.payout = from_wire(in.payout());
  view.batch_id = in.batch_id();
  view.funding_account = in.funding_account();
  view.psp_reference = in.psp_reference();
  view.key = in.key();
  view.generation = in.generation();
  view.next = in.next();
  view.due_at = parse_instant(in.due_at());
  view.last_error = in.last_error();
  for (const auto& item : in.attempts())
    view.attempts.push_back(from_wire(item));
  for (const auto& item : in.steps())
    view.steps.push_back(from_wire(item));
  return view;
}

void to_wire(const views::GetPayoutRequest& view, v1::GetPayoutRequest* out) { out->set_payout_id(view.payout_id); }

views::GetPayoutRequest from_wire(const v1::GetPayoutRequest& in) { return {in.payout_id()}; }

void to_wire(const views::PayoutLeftOut& view, v1::PayoutLeftOut* out) {
  out->set_seller(view.seller);
  if (has_value(view.available))
    to_wire(view.available, out->mutable_available());
  out->set_why(view.why);
}

views::PayoutLeftOut from_wire(const v1::PayoutLeftOut& in) {
  views::PayoutLeftOut view;
  view.seller = in.seller();
  view.available = from_wire(in.available());
  view.why = in.why();
  return view;
}

void to_wire(const views::PayoutBatchDetail& view, v1::PayoutBatchDetail* out) {
  to_wire(view.batch, out->mutable_batch());
  for (const auto& item : view.payouts)
    to_wire(item, out->add_payouts());
  for (const auto& item : view.left_out)
    to_wire(item, out->add_left_out());
}

views::PayoutBatchDetail from_wire(const v1::PayoutBatchDetail& in) {
  views::PayoutBatchDetail view;
  view.batch = from_wire(in.batch());
  for (const auto& item : in.payouts())
    view.payouts.push_back(from_wire(item));
  for (const auto& item : in.left_out())
    view.left_out.push_back(from_wire(item));
  return view;
}

void to_wire(const views::PreviewPayoutsRequest& view, v1::PreviewPayoutsRequest* out) {
  out->set_currency(view.currency);
  out->set_minimum(view.minimum);
  for (const auto& item : view.sellers)
    out->add_sellers(item);
}

views::PreviewPayoutsRequest from_wire(const v1::PreviewPayoutsRequest& in) {
  views::PreviewPayoutsRequest view;
  view.currency = in.currency();
  view.minimum = in.minimum();
  view.sellers.assign(in.sellers().begin(), in.sellers().end());
  return view;
}

void to_wire(const views::CreatePayoutBatchRequest& view, v1::CreatePayoutBatchRequest* out) {
  out->set_currency(view.currency);
  out->set_minimum(view.minimum);
  for (const auto& item : view.sellers)
    out->add_sellers(item);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
  out->set_psp_account(view.psp_account);
}

views::CreatePayoutBatchRequest from_wire(const v1::CreatePayoutBatchRequest& in) {
  views::CreatePayoutBatchRequest view;
  view.currency = in.currency();
  view.minimum = in.minimum();
  view.sellers.assign(in.sellers().begin(), in.sellers().end());
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  view.psp_account = in.psp_account();
  return view;
}

void to_wire(const views::DecidePayoutBatchRequest& view, v1::DecidePayoutBatchRequest* out) {
  out->set_batch_id(view.batch_id);
  out->set_approve(view.approve);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::DecidePayoutBatchRequest from_wire(const v1::DecidePayoutBatchRequest& in) { return {in.batch_id(), in.approve(), in.note(), in.idempotency_key()}; }

void to_wire(const views::PayoutCommand& view, v1::PayoutCommand* out) {
  out->set_payout_id(view.payout_id);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::PayoutCommand from_wire(const v1::PayoutCommand& in) { return {in.payout_id(), in.reason(), in.idempotency_key()}; }

void to_wire(const views::PayoutBatchCommand& view, v1::PayoutBatchCommand* out) {
  out->set_batch_id(view.batch_id);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::PayoutBatchCommand from_wire(const v1::PayoutBatchCommand& in) { return {in.batch_id(), in.reason(), in.idempotency_key()}; }

void to_wire(const views::ImportPayoutStatusRequest& view, v1::ImportPayoutStatusRequest* out) {
  out->set_content(view.content);
  out->set_idempotency_key(view.idempotency_key);
}

views::ImportPayoutStatusRequest from_wire(const v1::ImportPayoutStatusRequest& in) {
  return {in.content(), in.idempotency_key()};
}

void to_wire(const views::GetPayoutBatchRequest& view, v1::GetPayoutBatchRequest* out) {
  out->set_batch_id(view.batch_id);
}

views::GetPayoutBatchRequest from_wire(const v1::GetPayoutBatchRequest& in) { return {in.batch_id()}; }

void to_wire(const views::PayoutFile& view, v1::PayoutFile* out) {
  out->set_name(view.name);
  out->set_content(view.content);
  out->set_sha256(view.sha256);
}

views::PayoutFile from_wire(const v1::PayoutFile& in) { return {in.name(), in.content(), in.sha256()}; }

void to_wire(const views::ListPayoutBatchesResponse& view, v1::ListPayoutBatchesResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListPayoutBatchesResponse from_wire(const v1::ListPayoutBatchesResponse& in) {
  views::ListPayoutBatchesResponse view;
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

} // namespace paydesk::wire
