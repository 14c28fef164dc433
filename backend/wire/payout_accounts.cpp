#include "wire/payout_accounts.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::PayoutAccount& view, v1::PayoutAccount* out) {
  out->set_account_id(view.account_id);
  out->set_seller(view.seller);
  out->set_currency(view.currency);
  out->set_scheme(view.scheme);
  out->set_bank(view.bank);
  out->set_number(view.number);
  out->set_holder(view.holder);
  out->set_state(view.state);
  out->set_reason(view.reason);
  out->set_proposed_by(view.proposed_by);
  out->set_proposed_at(to_text(view.proposed_at));
  out->set_decided_by(view.decided_by);
  out->set_decided_at(to_text(view.decided_at));
  out->set_note(view.note);
  out->set_payable_from(to_text(view.payable_from));
  out->set_ended_by(view.ended_by);
  out->set_ended_at(to_text(view.ended_at));
  out->set_ended_why(view.ended_why);
}

views::PayoutAccount from_wire(const v1::PayoutAccount& in) {
  views::PayoutAccount view;
  view.account_id = in.account_id();
  view.seller = in.seller();
  view.currency = in.currency();
  view.scheme = in.scheme();
  view.bank = in.bank();
  view.number = in.number();
  view.holder = in.holder();
  view.state = in.state();
  view.reason = in.reason();
  view.proposed_by = in.proposed_by();
  view.proposed_at = parse_instant(in.proposed_at());
  view.decided_by = in.decided_by();
  view.decided_at = parse_instant(in.decided_at());
  view.note = in.note();
  view.payable_from = parse_instant(in.payable_from());
  view.ended_by = in.ended_by();
  view.ended_at = parse_instant(in.ended_at());
  view.ended_why = in.ended_why();
  return view;
}

void to_wire(const views::ProposePayoutAccountRequest& view, v1::ProposePayoutAccountRequest* out) {
  out->set_seller(view.seller);
  out->set_currency(view.currency);
  out->set_scheme(view.scheme);
  out->set_bank(view.bank);
  out->set_number(view.number);
  out->set_holder(view.holder);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::ProposePayoutAccountRequest from_wire(const v1::ProposePayoutAccountRequest& in) {
  return {in.seller(), in.currency(), in.scheme(), in.bank(),
          in.number(), in.holder(),   in.reason(), in.idempotency_key()};
}

void to_wire(const views::DecidePayoutAccountRequest& view, v1::DecidePayoutAccountRequest* out) {
  out->set_account_id(view.account_id);
  out->set_approve(view.approve);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::DecidePayoutAccountRequest from_wire(const v1::DecidePayoutAccountRequest& in) {
  return {in.account_id(), in.approve(), in.note(), in.idempotency_key()};
}

void to_wire(const views::BlockPayoutAccountRequest& view, v1::BlockPayoutAccountRequest* out) {
  out->set_account_id(view.account_id);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::BlockPayoutAccountRequest from_wire(const v1::BlockPayoutAccountRequest& in) {
  return {in.account_id(), in.reason(), in.idempotency_key()};
}

void to_wire(const views::ListPayoutAccountsResponse& view, v1::ListPayoutAccountsResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListPayoutAccountsResponse from_wire(const v1::ListPayoutAccountsResponse& in) {
  views::ListPayoutAccountsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& row : in.rows())
    view.rows.push_back(from_wire(row));
  view.next_cursor = in.next_cursor();
  return view;
}

} // namespace paydesk::wire
