// The invariants of the books as SQL. Internal to the store.
#pragma once

#include <span>
#include <string_view>

#include "store/database.h"
#include "views/ledger.h"

namespace paydesk::store {

/// `sql` gives one row for everything that is checked: (bad boolean, example text).
struct VerifyCheck {
  std::string_view invariant;
  std::string_view sql;
  bool by_charge = false; ///< holds of any set of charges with all their rows; else only of everything together
};
inline constexpr bool by_charge = true;

/// Double entry, wallets and PSP facts.
std::span<const VerifyCheck> ledger_checks() noexcept;
/// Carries a check out on the tables that the session sees; `often` keeps it prepared.
views::VerifyFinding run_check(Tx& tx, const VerifyCheck& check, bool often = false);
/// Every order is shown as what it is; holds of any set of charges.
views::VerifyFinding check_statuses(Tx& tx);

/// Orders, charges, refunds, disputes, the queue, the timeline and the event chain.
std::span<const VerifyCheck> payment_checks() noexcept;

} // namespace paydesk::store
