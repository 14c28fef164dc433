// A world in one currency whose ledger is read back row by row, as the posting table of the domain writes it.
#pragma once

#include <gtest/gtest.h>

#include "tests/reconciliation/world.h"

namespace paydesk::test {

using Rows = std::vector<std::string>;

/// Amounts are the same minor units in each currency: of 0, 2 and 3 decimals.
class PostingTable : public testing::TestWithParam<const char*> {
 protected:
  PostingTable();

  /// A captured payment of one order; `minor` units.
  Shop::Sale sale(std::int64_t minor, const std::string& seller = "seller-a");
  /// A settlement file of "card", to be filled.
  Report report(const std::string& batch = "B1") const;
  /// A statement of the bank account that batches are paid to, from `opening_` on.
  Statement statement(std::vector<Statement::Entry> entries);
  std::string amount(std::int64_t minor) const { return format_amount(minor, *Currency::find(currency_)); }
  std::int64_t balance(const std::string& account) { return world_.balance(account, currency_); }

  /// The entries of the newest transaction of this kind: "debit bank:X 9660", in the order of their lines; ids of break
  /// and the like are not in them.
  Rows booked(const std::string& kind);
  /// The same of the only transaction of this kind that has an entry on an account that begins so.
  Rows booked_on(const std::string& kind, const std::string& account);

  World world_;
  const std::string currency_ = GetParam();
  const std::string bank_account_ = "SANDBOX-BANK-" + currency_;

 private:
  Rows rows_of(const std::string& condition);

  std::int64_t opening_ = 0;
  int statements_ = 0;
};

#define PAYDESK_IN_EACH_CURRENCY(Suite)                                                    \
  INSTANTIATE_TEST_SUITE_P(Currencies, Suite, testing::Values("KRW", "EUR", "KWD"),        \
                           [](const auto& currency) { return std::string(currency.param); })

} // namespace paydesk::test
