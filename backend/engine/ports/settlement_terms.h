// What is agreed with a PSP account about settling, and how much one person may decide alone: configuration.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/money.h"

namespace paydesk {

/// What captures and disputes cost. Minor units by currency code; a currency that is absent costs nothing
/// fixed.
struct FeeSchedule {
  std::int64_t percent_bp = 0; ///< of a capture, in hundredths of a percent, rounded half-even
  std::map<std::string, std::int64_t, std::less<>> fixed;
  std::map<std::string, std::int64_t, std::less<>> dispute;
  std::int64_t tolerance = 1; ///< minor units that a fee may be off
};

struct SettlementTerms {
  std::optional<FeeSchedule> fees;  ///< none: fees are taken as the file says
  std::int64_t vat_included_bp = 0; ///< VAT that is inside every fee (Korea: 1000); split to input_vat
  int settlement_delay_days = 2;    ///< after a fact, until a file must have brought it
  int bank_delay_days = 3;          ///< after the settlement date, until the bank must have told of it
  std::string bank_account;         ///< where payouts arrive; empty: any account of the currency
};

/// Tells the terms of a PSP account. Thread-safe.
class SettlementTermsSource {
 public:
  virtual ~SettlementTermsSource() = default;
  virtual SettlementTerms terms(std::string_view psp_account) const = 0;
};

/// From which amount on a resolution needs a second person. A currency without a threshold always does.
struct ReconciliationPolicy {
  std::map<std::string, std::int64_t, std::less<>> one_person_limit{
      {"KRW", 50'000}, {"JPY", 50'000}, {"USD", 5'000}, {"EUR", 5'000}, {"KWD", 50'000}};

  bool needs_second(std::int64_t at_stake, Currency currency) const {
    const auto limit = one_person_limit.find(currency.code());
    return limit == one_person_limit.end() || at_stake > limit->second || at_stake < -limit->second;
  }
};

} // namespace paydesk
