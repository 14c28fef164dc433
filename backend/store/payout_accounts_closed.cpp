#include "store/payout_accounts_closed.h"

namespace paydesk::store {
namespace {

// One row lock after the other in the order of the ids, then the numbers, as everybody locks them: nobody approves an
// account while its number is being blocked.
constexpr std::string_view lock_sql = R"(
with told as (
  select distinct on (a.number, a.scheme, a.bank) a.number, a.scheme, a.bank, t.why
    from unnest($1::uuid[], $2::text[]) as t(payout_id, why)
    join payout p using (payout_id)
    join payout_account a using (account_id)
   order by a.number, a.scheme, a.bank, t.payout_id)
select a.account_id, a.number, t.why
  from payout_account a
  join told t on t.number = a.number and t.scheme = a.scheme and (a.scheme = 'iban' or t.bank = a.bank)
 where a.state = 'active' order by a.account_id for update of a)";

constexpr std::string_view lock_numbers_sql = R"(
select pg_advisory_xact_lock(hashtext('payout_account'), hashtext(number))
  from (select distinct number from unnest($1::text[]) as n(number) order by number) as ordered)";

constexpr std::string_view block_sql = R"(
with blocked as (
  update payout_account a set state = 'blocked', ended_by = $1, ended_at = $3::timestamptz, ended_why = c.why
    from unnest($4::uuid[], $5::text[]) as c(account_id, why)
   where a.account_id = c.account_id and a.state = 'active'
  returning a.account_id, a.seller, a.currency, a.masked, c.why),
audited as (
  insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
  select $3::timestamptz, $2::uuid, $1, 'payout_account.block', 'payout_account/' || account_id,
         jsonb_build_object('seller', seller, 'currency', currency, 'number', masked, 'reason', why), 'blocked'
    from blocked order by account_id)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $3::timestamptz, 'payout_account.blocked', 'payout_account', account_id::text,
       jsonb_build_object('seller', seller, 'currency', currency, 'by', $1::text, 'why', why)::text
  from blocked order by account_id)";

} // namespace

void block_closed(Tx& tx, const Caller& caller, std::span<const PayoutNews::Closed> closed, Instant now) {
  if (closed.empty())
    return;
  Array accounts, numbers, why;
  for (const auto& row : tx.exec(lock_sql, Params::of(array_of(closed, [](const auto& c) { return c.payout_id; }),
                                                      array_of(closed, [](const auto& c) { return c.why; })))) {
    accounts.add(uuid_of(row[0]));
    numbers.add(text_of(row[1]));
    why.add(text_of(row[2]));
  }
  if (accounts.empty())
    return;
  tx.exec(lock_numbers_sql, Params::of(numbers.text()));
  auto params = Params::of(caller.login, caller.principal_id, now);
  params.add(accounts).add(why);
  tx.exec(block_sql, params);
}

} // namespace paydesk::store
