// The posting rules of domain.md §7 for money in and out at a PSP, as pure functions.
#pragma once

#include <span>
#include <string>

#include "engine/ports/payments.h"

namespace paydesk::postings {

/// One order's part of a capture or refund: the whole and the commission in it, minor units, ≥ 0.
struct Part {
  std::string seller;
  std::int64_t amount = 0;
  std::int64_t commission = 0;
  std::int64_t fee = 0; ///< of a lost dispute, recharged to the seller beside its part
};

/// The commission in `amount` more of an order's capture that is refunded or lost, by the cumulative rule (domain.md
/// §2): successive parts sum to the rounded whole, and what was refunded with the commission kept is none of them.
/// Minor units; `amount` < 0 comes back to the order, and so does the commission in it.
std::int64_t commission_in(const Order& order, std::int64_t amount);

/// Brings the commission that an order has given and got back in line with what it captured, refunded and lost, in
/// whichever order these became known. Answers how much more of it is kept now, minor units; < 0: less.
std::int64_t restate_commission(Order& order);

/// capture 100, commission 10: psp_receivable 100 / seller_payable 90, commission_revenue 10.
std::vector<Posting> capture(const std::string& psp_account, Currency currency, std::span<const Part> parts);
/// A capture that the bank took back: its lines the other way round.
std::vector<Posting> capture_reversed(const std::string& psp_account, Currency currency, std::span<const Part> parts);
/// refund 40: seller_payable 36, commission_revenue 4 / psp_receivable 40; where commission is kept, 0 of it.
std::vector<Posting> refund(const std::string& psp_account, Currency currency, const Part& part);
/// A refund that failed after success: psp_receivable 40 / buyer_payable 40.
std::vector<Posting> refund_returned(const std::string& psp_account, Currency currency, std::int64_t amount);
/// Dispute, funds withdrawn: dispute_pending / psp_receivable.
std::vector<Posting> dispute_withdrawn(const std::string& psp_account, Currency currency, std::int64_t amount);
/// Dispute, funds reinstated: psp_receivable / dispute_pending.
std::vector<Posting> dispute_reinstated(const std::string& psp_account, Currency currency, std::int64_t amount);
/// Dispute finally lost: the sellers' parts, what goes beyond captured − refunded as dispute_losses /
/// dispute_pending; recharged fees, seller_payable / fee_recharge_revenue.
std::vector<Posting> dispute_lost(const std::string& psp_account, Currency currency, std::span<const Part> parts,
                                  std::int64_t beyond);
/// A lost dispute is won after all: every line of dispute_lost the other way round.
std::vector<Posting> dispute_loss_reversed(const std::string& psp_account, Currency currency,
                                           std::span<const Part> parts, std::int64_t beyond);

} // namespace paydesk::postings
