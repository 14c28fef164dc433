// What a posting is, before it is stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace paydesk {

/// An account of the chart (domain.md §7): a class and an owner, per currency. "psp_receivable:card".
struct AccountName {
  std::string account_class;
  std::string owner;
  std::string to_string() const { return owner.empty() ? account_class : account_class + ":" + owner; }
  friend auto operator<=>(const AccountName&, const AccountName&) = default;
};

/// One line of a journal: debits positive, credits negative, minor units, never zero.
struct Posting {
  AccountName account;
  Currency currency;
  std::int64_t amount = 0;
};

/// One double-entry transaction: per currency the lines sum to zero. Unique per (cause, kind).
struct Journal {
  Uuid id;
  std::string kind;  ///< capture, refund, settlement, dispute_withdrawn …
  std::string cause; ///< what made it, e.g. "card/cap_123"
  std::optional<Uuid> payment_id;
  Instant booked_at;      ///< the book date is its UTC date
  std::string value_date; ///< YYYY-MM-DD; empty: the book date
  std::string description;
  std::vector<Posting> lines;
};

/// True when every currency of the journal sums to zero without overflow and it has at least two lines.
bool balanced(const Journal& journal) noexcept;

/// A change to a wallet beside its balance, which follows seller_payable by itself.
struct WalletChange {
  std::string seller;
  Currency currency;
  std::int64_t pending = 0;  ///< added to pending
  std::int64_t reserved = 0; ///< added to reserved
};

} // namespace paydesk
