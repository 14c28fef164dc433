// A refund's row as its view.
#pragma once

#include "store/lines.h"
#include "store/row_values.h"
#include "views/payments.h"

namespace paydesk::store {

/// Columns of refund, and its order's seller.
inline views::RefundRow refund_row_of(const pqxx::row& row) {
  views::RefundRow view;
  view.refund_id = text_of(row["refund_id"]);
  view.order_id = text_of(row["order_id"]);
  view.payment_id = text_of(row["payment_id"]);
  view.created_at = optional_instant_of(row["created_at"]);
  view.amount = money_of(row["amount"], row["currency"]);
  view.state = text_of(row["state"]);
  view.reason = text_of(row["reason"]);
  view.note = text_of(row["note"]);
  view.requested_by = text_of(row["requested_by"]);
  view.psp_reference = text_of(row["psp_reference"]);
  view.seller = text_of(row["seller"]);
  view.decided_by = text_of(row["decided_by"]);
  view.commission = text_of(row["commission"]);
  view.funds = text_of(row["funds"]);
  view.policy_version = static_cast<std::int32_t>(int_of(row["policy_version"]));
  view.expires_at = optional_instant_of(row["expires_at"]);
  view.deciders = items_of(text_of(row["deciders"]));
  return view;
}

} // namespace paydesk::store
