// The invariants of the books as SQL. Internal to the store.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "store/database.h"
#include "views/ledger.h"

namespace paydesk::store {

/// `sql` gives one row for everything that is checked: (bad boolean, example text).
struct VerifyCheck {
  std::string_view invariant;
  std::string_view sql;
  unsigned holds = 0; ///< more than of everything together, now: by_charge, of_the_past
};
inline constexpr unsigned by_charge = 1;   ///< of any set of charges with all their rows
inline constexpr unsigned of_the_past = 2; ///< of what was booked up to any instant

/// Double entry, wallets and PSP facts.
std::span<const VerifyCheck> ledger_checks() noexcept;
/// Carries a check out on the tables that the session sees; `often` keeps it prepared.
views::VerifyFinding run_check(Tx& tx, const VerifyCheck& check, bool often = false);
/// Every order is shown as what it is; holds of any set of charges.
views::VerifyFinding check_statuses(Tx& tx);

/// Orders, charges, refunds, disputes, the queue and the timeline.
std::span<const VerifyCheck> payment_checks() noexcept;

/// What settlement files and bank statements move.
std::span<const VerifyCheck> settlement_checks() noexcept;

/// The events' chain and the ledger's.
std::span<const VerifyCheck> chain_checks() noexcept;

/// For a session that sees only what was touched (store/audit_scope): sums of its sellers.
std::span<const VerifyCheck> touched_checks() noexcept;

/// All but the one of the statuses and the touched ones, which say nothing more.
inline std::array<std::span<const VerifyCheck>, 4> all_checks() noexcept {
  return {ledger_checks(), payment_checks(), settlement_checks(), chain_checks()};
}

} // namespace paydesk::store
