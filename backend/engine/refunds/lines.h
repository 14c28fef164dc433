// What a refund asks for, held against what the orders have left. Internal to refunds.
#pragma once

#include <vector>

#include "engine/ledger/postings.h"
#include "engine/ports/payments.h"
#include "views/refunds.h"

namespace paydesk {

struct EnginePolicy;

/// The charges of one payment: one, or one an order when they were charged directly.
using Charges = std::vector<Aggregate>;

/// One order's part of a refund.
struct RefundLineAsked {
  Aggregate* charge;
  Order* order;
  std::int64_t amount; ///< minor units, > 0
  RefundTerms terms;

  /// What it would post now.
  postings::Part part() const;
};

/// The request's lines, each order once; without lines everything that is left of every order of the charge, or of the
/// payment, that its id names. Each with the terms that hold now.
Result<std::vector<RefundLineAsked>> check_lines(Charges& charges, const views::RefundRequest& request,
                                                 const EnginePolicy& policy, Instant now);

/// Minor units.
std::int64_t total_of(const std::vector<RefundLineAsked>& lines);

/// What the sellers who may not owe have to have, one a seller. `held`: by the refunds' own holds.
std::vector<FundsNeeded> funds_needed(const std::vector<RefundLineAsked>& lines);

} // namespace paydesk
