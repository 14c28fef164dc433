// Amounts, signs and dates of ISO 20022 elements.
#pragma once

#include <string>
#include <vector>

#include "core/money.h"
#include "statements/camt053/document.h"

namespace paydesk::statements {

/// The decimal text of `amount` (an Amt) in minor units of its Ccy, without a sign. Fewer decimals than the
/// currency has are completed; zeros beyond them are accepted with a warning; other decimals beyond are
/// refused.
Result<Money> read_amount(const Element& amount, std::vector<std::string>& warnings);

/// Amt and CdtDbtInd of `holder`: credits positive, debits negative.
Result<Money> read_signed_amount(const Element& holder, std::vector<std::string>& warnings);

/// The date of `holder`/`name` (Dt or DtTm) as YYYY-MM-DD; empty when there is no such element.
Result<std::string> read_date(const Element& holder, std::string_view name);

} // namespace paydesk::statements
