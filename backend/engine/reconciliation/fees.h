// What a settlement line should cost, and how its fee divides into cost and tax.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/ports/settlement_terms.h"
#include "engine/ports/statements.h"

namespace paydesk::recon {

/// The fee by the account's schedule, or nothing without one (the file's fee is taken then). A dispute's fee
/// may come with the withdrawal or as a line of its own, so both are right on a withdrawal.
std::optional<std::int64_t> expected_fee(const SettlementTerms& terms, const SettlementLine& line,
                                         Currency currency);

/// The VAT inside a fee, rounded half-even.
std::int64_t vat_in(const SettlementTerms& terms, std::int64_t fee);

} // namespace paydesk::recon
