// The ledger beside what the PSP truly did, per checkout and in total; and the ledger beside itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/demo/desk.h"
#include "app/demo/sandbox_control.h"
#include "views/payments.h"

namespace paydesk::demo {

/// Minor units.
struct MoneyMoved {
  std::int64_t captured = 0;
  std::int64_t refunded = 0;  ///< less what banks sent back
  std::int64_t withdrawn = 0; ///< by disputes, less what was reinstated

  friend bool operator==(const MoneyMoved&, const MoneyMoved&) = default;
  MoneyMoved& operator+=(const MoneyMoved& other) {
    captured += other.captured;
    refunded += other.refunded;
    withdrawn += other.withdrawn;
    return *this;
  }
};

struct Comparison {
  std::map<std::string, std::map<std::string, MoneyMoved>> ledger; ///< by account and currency
  std::map<std::string, std::map<std::string, MoneyMoved>> psp;
  std::int64_t checkouts = 0;           ///< compared
  std::vector<std::string> differences; ///< in words; empty when the ledger tells the truth
};

/// Compares psp_receivable's movements with the truth.
Result<Comparison> compare_with_truth(const Person& person, const std::vector<views::PaymentDetail>& payments,
                                      const Truth& truth);

/// What contradicts itself: a currency whose balances do not sum to zero, a wallet that is not its account.
struct OwnContradictions {
  std::vector<std::string> unbalanced;
  std::vector<std::string> wallets;
};
Result<OwnContradictions> check_own_books(const Person& person);

/// "12.34 EUR".
std::string amount_text(std::int64_t minor, const std::string& currency);

} // namespace paydesk::demo
