// Bank accounts that money is paid out to: what is known of their formats, without asking any bank.
#pragma once

#include <string>
#include <string_view>

#include "core/money.h"
#include "core/result.h"

namespace paydesk {

/// `bank` and `number` are without separators and in upper case.
struct BankAccount {
  std::string scheme; ///< iban, kr, us
  std::string bank;   ///< iban: a BIC, or empty; kr: three digits; us: the ABA routing number
  std::string number; ///< an IBAN, or the account's digits
  std::string holder; ///< as the bank knows them
  friend bool operator==(const BankAccount&, const BankAccount&) = default;
};

/// The account as it is stored, when its format is right for being paid in `currency`. Spaces and hyphens between
/// digits are left out. invalid_argument names scheme, bank, number, holder or currency, and never tells the number.
Result<BankAccount> check_bank_account(const BankAccount& given, Currency currency);

/// An IBAN without spaces: its country's length and structure (ISO 13616) and its check digits (ISO 7064).
bool is_iban(std::string_view text) noexcept;
/// A BIC of eight or eleven characters (ISO 9362).
bool is_bic(std::string_view text) noexcept;
/// A routing number of the American Bankers Association, with its checksum.
bool is_routing_number(std::string_view text) noexcept;

/// What may be shown of an account's number: "DE****3000", "****6789".
std::string masked_number(const BankAccount& account);

} // namespace paydesk
