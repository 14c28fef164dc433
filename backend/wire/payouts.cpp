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
  return view;
}

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
