#include "store/payout_accounts.h"

#include "store/command_log.h"
#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

// What is done about a number is done by one at a time: it is never approved while it is being blocked.
constexpr std::string_view lock_number_sql = R"(
select pg_advisory_xact_lock(hashtext('payout_account'), hashtext($1)))";

constexpr std::string_view blocked_sql = R"(
select exists (select from payout_account
                where state = 'blocked' and number = $1 and scheme = $2 and (scheme = 'iban' or bank = $3)))";

constexpr std::string_view same_sql = R"(
select exists (select from payout_account
                where state = 'active' and seller = $1 and currency = $2 and scheme = $3 and bank = $4 and number = $5
                  and holder = $6))";

constexpr std::string_view insert_sql = R"(
insert into payout_account (account_id, seller, currency, scheme, bank, number, masked, holder, reason, state,
                            proposed_by, proposer_id, proposed_at)
values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, 'proposed', $10, $11::uuid, $12::timestamptz)
on conflict (seller, currency) where state = 'proposed' do nothing)";

constexpr std::string_view lock_sql = R"(
select seller, currency, scheme, bank, number, state, proposer_id
  from payout_account where account_id = $1::uuid for update)";

constexpr std::string_view replace_sql = R"(
update payout_account
   set state = 'replaced', ended_by = $3, ended_at = $4::timestamptz, ended_why = 'replaced by ' || $5
 where seller = $1 and currency = $2 and state = 'active')";

constexpr std::string_view decide_sql = R"(
update payout_account
   set state = $2, decided_by = $3, decider_id = $4::uuid, decided_at = $5::timestamptz, note = $6,
       payable_from = $7::timestamptz
 where account_id = $1::uuid)";

constexpr std::string_view block_sql = R"(
update payout_account set state = 'blocked', ended_by = $2, ended_at = $3::timestamptz, ended_why = $4
 where account_id = $1::uuid)";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, $4, 'payout_account/' || $5,
        jsonb_build_object('seller', $6::text, 'currency', $7::text, 'number', $8::text, 'reason', $9::text), $10))";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'payout_account.' || $2, 'payout_account', $3,
        jsonb_build_object('seller', $4::text, 'currency', $5::text, 'by', $6::text)::text))";

constexpr std::string_view rows_sql = R"(
select p.account_id, p.seller, p.currency, p.scheme, p.bank, p.masked, p.holder, p.state, p.reason, p.proposed_by,
       p.proposed_at, p.decided_by, p.decided_at, p.note, p.payable_from, p.ended_by, p.ended_at, p.ended_why
  from payout_account p where )";

constexpr FilterField fields[] = {
    {"", KeyType::text, "p.account_id = any ({ids}) or p.seller = any ({plain})"},
    {"created", KeyType::time, "p.proposed_at"},
    {"seller", KeyType::text, "p.seller = any ({plain})"},
    {"currency", KeyType::text, "p.currency = any ({plain})"},
    {"state", KeyType::text, "p.state = any ({plain})"},
    {"scheme", KeyType::text, "p.scheme = any ({plain})"},
    {"by", KeyType::text, "p.proposed_by = any ({plain}) or p.decided_by = any ({plain})"},
};

views::PayoutAccount view_of(const pqxx::row& row) {
  Cells cells(row);
  views::PayoutAccount view;
  for (auto* text : {&view.account_id, &view.seller, &view.currency, &view.scheme, &view.bank, &view.number,
                     &view.holder, &view.state, &view.reason, &view.proposed_by})
    *text = cells.text();
  view.proposed_at = cells.optional_instant();
  view.decided_by = cells.text();
  view.decided_at = cells.optional_instant();
  view.note = cells.text();
  view.payable_from = cells.optional_instant();
  view.ended_by = cells.text();
  view.ended_at = cells.optional_instant();
  view.ended_why = cells.text();
  return view;
}

struct Locked {
  std::string seller, currency, state;
  BankAccount account;
  Uuid proposer_id;
};

/// The account, whose row and number are ours until the transaction ends.
Result<Locked> lock_account(Tx& tx, const Uuid& account_id) {
  const auto rows = tx.exec(lock_sql, Params::of(account_id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no payout account with this id", "account_id");
  const auto row = rows[0];
  Cells cells(row);
  Locked locked;
  locked.seller = cells.text();
  locked.currency = cells.text();
  locked.account.scheme = cells.text();
  locked.account.bank = cells.text();
  locked.account.number = cells.text();
  locked.state = cells.text();
  locked.proposer_id = cells.uuid();
  tx.exec(lock_number_sql, Params::of(locked.account.number));
  return locked;
}

Result<void> refuse_blocked(Tx& tx, const BankAccount& account) {
  if (bool_of(tx.exec(blocked_sql, Params::of(account.number, account.scheme, account.bank))[0][0]))
    return fail(ErrorCode::failed_precondition,
                "this bank account was blocked; it is not paid to again. Nothing was changed; ask for another account",
                "number");
  return {};
}

/// The end of every act: audit record, event, answer.
Result<views::PayoutAccount> conclude(Tx& tx, const Caller& caller, const Uuid& account_id, const std::string& step,
                                      const std::string& reason, Instant now, const PayoutAccountStore::Keep& keep) {
  std::string sql(rows_sql);
  sql += "p.account_id = $1::uuid";
  const auto view = view_of(tx.exec_once(sql, Params::of(account_id))[0]);
  tx.exec(audit_sql, Params::of(now, caller.principal_id, caller.login, "payout_account." + step, account_id,
                                view.seller, view.currency, view.number, reason, view.state));
  tx.exec(event_sql, Params::of(now, view.state, account_id, view.seller, view.currency, caller.login));
  if (keep)
    if (const auto kept = store_answer(tx, keep(view)); !kept)
      return tl::unexpected(kept.error());
  return view;
}

} // namespace

Result<views::PayoutAccount> PgPayoutAccounts::propose(const Caller& caller, const NewPayoutAccount& given,
                                                       const Keep& keep) {
  const auto& account = given.account;
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutAccount> {
    if (const auto ok = refuse_blocked(tx, account); !ok)
      return tl::unexpected(ok.error());
    if (bool_of(tx.exec(same_sql, Params::of(given.seller, given.currency.code(), account.scheme, account.bank,
                                             account.number, account.holder))[0][0]))
      return fail(ErrorCode::failed_precondition, "the seller is paid to this account already. Nothing was asked for",
                  "number");
    const auto added = tx.exec(
        insert_sql, Params::of(given.account_id, given.seller, given.currency.code(), account.scheme, account.bank,
                               account.number, masked_number(account), account.holder, given.reason, caller.login,
                               caller.principal_id, given.proposed_at));
    if (added.affected_rows() == 0)
      return fail(ErrorCode::failed_precondition,
                  "another account of this seller in this currency waits for a decision. Nothing was asked for; have "
                  "that one decided first",
                  "seller");
    return conclude(tx, caller, given.account_id, "propose", given.reason, given.proposed_at, keep);
  });
}

Result<views::PayoutAccount> PgPayoutAccounts::decide(const Caller& caller, const PayoutAccountDecision& decision,
                                                      const Keep& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutAccount> {
    const auto locked = lock_account(tx, decision.account_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state != "proposed")
      return fail(ErrorCode::failed_precondition, "this account was decided already: it is " + locked->state,
                  "account_id");
    if (locked->proposer_id == caller.principal_id)
      return fail(ErrorCode::permission_denied, "you proposed this account; another person has to decide");
    std::optional<Instant> payable_from;
    if (decision.approved) {
      if (const auto ok = refuse_blocked(tx, locked->account); !ok)
        return tl::unexpected(ok.error());
      tx.exec(replace_sql, Params::of(locked->seller, locked->currency, caller.login, decision.decided_at,
                                      decision.account_id));
      payable_from = decision.payable_from;
    }
    tx.exec(decide_sql, Params::of(decision.account_id, decision.approved ? "active" : "rejected", caller.login,
                                   caller.principal_id, decision.decided_at, decision.note, payable_from));
    return conclude(tx, caller, decision.account_id, decision.approved ? "approve" : "reject", decision.note,
                    decision.decided_at, keep);
  });
}

Result<views::PayoutAccount> PgPayoutAccounts::block(const Caller& caller, const Uuid& account_id,
                                                     const std::string& reason, Instant now, const Keep& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutAccount> {
    const auto locked = lock_account(tx, account_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state != "active")
      return fail(ErrorCode::failed_precondition, "only an active account can be blocked; this one is " + locked->state,
                  "account_id");
    tx.exec(block_sql, Params::of(account_id, caller.login, now, reason));
    return conclude(tx, caller, account_id, "block", reason, now, keep);
  });
}

Result<views::ListPayoutAccountsResponse> PgPayoutAccounts::list(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("payout_accounts", page);
  Params params;
  auto condition = filter_condition(page.filter, fields, {clock_.now(), time_zone_}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto behind = keyset_condition(scope, page, {"p.proposed_at", "timestamptz"}, {"p.account_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(rows_sql) + *condition + *behind +
                   keyset_order(page, "p.proposed_at", "p.account_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListPayoutAccountsResponse> {
    views::ListPayoutAccountsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(view_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.proposed_at), last.account_id});
    }
    return response;
  });
}

} // namespace paydesk::store
