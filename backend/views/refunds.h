// Refunds as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/common.h"
#include "views/payments.h"

namespace paydesk::views {

struct RefundLine {
  std::string order_id;
  std::string amount; ///< decimal, or empty for all that is refundable
};

struct RefundRequest {
  std::string payment_id;
  std::vector<RefundLine> lines; ///< empty: everything refundable of every order
  std::string reason; ///< duplicate, returned, not_delivered, damaged, fraud, other
  std::string note;
  std::string idempotency_key; ///< UUID; not needed for a preview
};

struct WalletEffect {
  std::string seller;
  Money available_now;
  Money available_after;
};

/// What the refund policy in force says about one order's seller.
struct RefundTerms {
  std::string order_id;
  std::string seller;
  std::string commission; ///< return, keep
  std::string funds;      ///< owe, refuse
  std::int32_t policy_version = 0;
};

struct RefundPreview {
  Money total;
  Money left_after;
  std::vector<PostingLine> postings;
  std::vector<WalletEffect> wallets;
  bool needs_approval = false;
  std::string approval_reason;
  std::vector<RefundTerms> terms; ///< one an order
  std::string refusal;            ///< why it would be refused now, for want of a seller's funds; empty: it would not
};

struct CreateRefundResponse {
  std::vector<RefundRow> refunds;
};

struct GetRefundRequest {
  std::string refund_id;
};

struct ListRefundsResponse {
  std::vector<RefundRow> rows;
  std::string next_cursor;
};

struct DecideRefundRequest {
  std::string refund_id;
  bool approve = false;
  std::string note;
  std::string idempotency_key;
};

} // namespace paydesk::views
