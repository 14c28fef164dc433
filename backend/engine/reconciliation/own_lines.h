// Settlement lines that are about no fact of a payment: where their money is from, and what keeps one from being booked.
#pragma once

#include <optional>
#include <string>

#include "engine/ports/ledger.h"
#include "engine/ports/recon_rows.h"

namespace paydesk::recon {

/// The account that the line's gross is booked against: psp_reserve of what is held back and released, the PSP's clearing
/// account without a batch of what is carried from one batch to another and of pay-outs that are posted there, psp_payable of a deducted invoice, buyer_payable
/// of a deposit beyond what was ordered. Nothing when the line is about a fact.
std::optional<AccountName> own_account(const LineRow& line);

/// What is missing for a line of such a kind that could not be booked, in a sentence.
std::string why_not_booked(const LineRow& line);

} // namespace paydesk::recon
