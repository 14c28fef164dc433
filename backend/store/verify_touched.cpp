// Invariants of sums, in a form that looks at no more than the sellers that were touched: the auditor's. They carry the
// names, and say the words, of those that look at everything.
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr VerifyCheck checks[] = {
    {"wallet_balance_is_seller_payable", R"(
select coalesce(w.balance, 0) <> s.credit - s.debit,
       'wallet ' || t.owner || ' has ' || coalesce(w.balance, 0) || ', its account ' || s.credit - s.debit || ' ' || t.currency
  from (select distinct a.account_id, a.owner, a.currency
          from ledger_entry e join public.ledger_account a on a.account_id = e.account_id
         where a.class = 'seller_payable') t
 cross join lateral account_sums(t.account_id, 'infinity') s
  left join public.wallet w on w.seller = t.owner and w.currency = t.currency)"},

    {"wallet_reserved_is_its_holds", R"(
select coalesce(w.reserved, 0) <> h.held,
       'wallet ' || t.owner || ' reserves ' || coalesce(w.reserved, 0) || ', its holds are ' || h.held || ' ' || t.currency
  from (select distinct a.owner, a.currency
          from ledger_entry e join public.ledger_account a on a.account_id = e.account_id
         where a.class = 'seller_payable') t
  left join public.wallet w on w.seller = t.owner and w.currency = t.currency
 cross join lateral (select coalesce(sum(amount), 0) as held from public.wallet_hold h
                      where h.seller = t.owner and h.currency = t.currency) h)"},
};

} // namespace

std::span<const VerifyCheck> touched_checks() noexcept { return checks; }

} // namespace paydesk::store
