// Amounts as people read them. Everything goes through core/money's exact decimals; nothing is rounded silently.
#pragma once

#include <vector>

#include <QString>

#include "core/money.h"

namespace paydesk::ui {

/// "1,284,000" or "−12.34": grouped, exactly the currency's digits, a true minus. "–" for an absent amount.
QString amount_text(const Money& amount);
/// The same with a plus for gains.
QString signed_amount_text(const Money& amount);
/// The side that a balance (debits minus credits) stands on: "Dr", "Cr", nothing for zero.
QString side_text(const Money& balance);
/// "236.60 Cr": the balance without its sign, with its side.
QString sided_amount_text(const Money& balance);
/// "1,284,000 KRW".
QString money_text(const Money& amount);
/// "₩1.28M": three significant digits, for maps and tiles; the exact amount belongs in the tool tip.
QString compact_text(const Money& amount);
/// "₩", "€", or the code with a space for currencies without a well-known sign.
QString currency_sign(const Currency& currency);
QString currency_code(const Currency& currency);
/// "12,345".
QString count_text(std::int64_t count);
/// "12.4k" above ten thousand.
QString compact_count(std::int64_t count);

bool is_set(const Money& amount) noexcept;
/// Adds up per currency, in the order of first appearance.
void add_to(std::vector<Money>& sums, const Money& amount);
/// Puts the sum in this currency first, so that figures side by side speak of the same one.
void put_first(std::vector<Money>& sums, const Currency& currency);
/// The sums, the busiest currencies first as given, as "214,000 KRW · 12.34 EUR".
QString sums_text(const std::vector<Money>& sums);

/// What a person typed as an amount: grouping by the thousands separator is allowed, everything else is core/money's
/// business. Refuses signs, exponents, foreign digits, too many decimals.
Result<std::int64_t> read_amount(const QString& text, const Currency& currency);

} // namespace paydesk::ui
