// The invariants of the books as SQL. Internal to the store.
#pragma once

#include <span>
#include <string_view>

namespace paydesk::store {

/// `sql` gives one row for everything that is checked: (bad boolean, example text).
struct VerifyCheck {
  std::string_view invariant;
  std::string_view sql;
};

/// Double entry, wallets and PSP facts.
std::span<const VerifyCheck> ledger_checks() noexcept;
/// Orders, charges, refunds, disputes, the queue, the timeline and the event chain.
std::span<const VerifyCheck> payment_checks() noexcept;

} // namespace paydesk::store
