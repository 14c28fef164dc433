#include "store/payouts.h"

#include <map>

#include "store/command_log.h"
#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/journals.h"
#include "store/payout_retries.h"
#include "store/payout_tx.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

#define PAYABLE_WALLETS                                                                                                \
  "select w.seller, w.balance - w.pending - w.reserved from wallet w where w.currency = $1 "                           \
  "and (w.balance - w.pending - w.reserved > 0 or w.balance < 0) "                                                     \
  "and (cardinality($2::text[]) = 0 or w.seller = any ($2::text[])) order by w.seller, w.currency"
constexpr std::string_view wallets_sql = PAYABLE_WALLETS;
constexpr std::string_view lock_wallets_sql = PAYABLE_WALLETS " for update";
#undef PAYABLE_WALLETS

constexpr std::string_view accounts_sql = R"(
select distinct on (seller) seller, account_id, masked, holder, payable_from, state = 'active', ended_why
  from payout_account where currency = $1 and state in ('active', 'blocked') and seller = any ($2::text[])
 order by seller, state = 'active' desc, ended_at desc)";

constexpr std::string_view insert_batch_sql = R"(
insert into payout_batch (batch_id, currency, minimum, total, payouts, funding_name, funding_iban, funding_bic, reason,
                          state, path, created_by, creator_id, created_at, funding_psp)
values ($1::uuid, $2, $3::bigint, $4::bigint, $5::int, $6, $7, $8, $9, 'awaiting_approval', '{submit_for_approval}',
        $10, $11::uuid, $12::timestamptz, nullif($13, '')))";

// The payouts with their holds and their history; the wallets are locked.
constexpr std::string_view insert_payouts_sql = R"(
with line as (
  select * from unnest($4::int[], $5::uuid[], $6::text[], $7::bigint[], $8::uuid[])
                as l(line_no, payout_id, seller, amount, account_id)),
added as (
  insert into payout (payout_id, batch_id, line_no, seller, currency, amount, account_id, state, path, state_since)
  select payout_id, $1::uuid, line_no, seller, $2, amount, account_id, 'awaiting_approval', '{submit_for_approval}',
         $3::timestamptz
    from line),
held as (
  insert into wallet_hold (cause_id, seller, currency, amount, created_at)
  select payout_id, seller, $2, amount, $3::timestamptz from line)
update wallet w set reserved = w.reserved + l.amount from line l where w.seller = l.seller and w.currency = $2)";

constexpr std::string_view history_sql = R"(
insert into payout_history (at, payout_id, trigger, to_state, by_login)
select $2::timestamptz, payout_id, 'submit_for_approval', state, $3 from payout where batch_id = $1::uuid order by line_no)";

constexpr std::string_view decide_sql = R"(
update payout_batch
   set state = $2, path = array[$3], decided_by = $4, decider_id = $5::uuid, decided_at = $6::timestamptz, note = $7
 where batch_id = $1::uuid)";

constexpr std::string_view cancel_sql = R"(
update payout_batch set state = 'cancelled', path = '{operator_cancel}', ended_by = $2, ended_at = $3::timestamptz
 where batch_id = $1::uuid)";

constexpr std::string_view lock_batch_wallets_sql = R"(
select from wallet w join payout p on p.seller = w.seller and p.currency = w.currency
 where p.batch_id = $1::uuid order by w.seller, w.currency for update of w)";

constexpr std::string_view approved_sql = R"(
select p.payout_id, p.seller, p.amount, a.scheme, a.bank, a.number, a.holder,
       a.state = 'active' and a.payable_from <= $2::timestamptz as payable,
       w.balance - w.pending - w.reserved >= 0 as covered,
       b.funding_name, b.funding_iban, b.funding_bic, coalesce(b.funding_psp, ''), b.decided_at
  from payout p
  join payout_batch b using (batch_id)
  join payout_account a using (account_id)
  join wallet w on w.seller = p.seller and w.currency = p.currency
 where p.batch_id = $1::uuid order by p.line_no for share of a)";

constexpr std::string_view submitted_sql = R"(
update payout_batch
   set state = 'submitted', path = '{sent}', ended_by = $2, ended_at = $3::timestamptz,
       file = case when funding_psp is null then $4::bytea end,
       file_sha256 = case when funding_psp is null then sha256($4::bytea) end
 where batch_id = $1::uuid)";

constexpr std::string_view sent_sql = R"(
with moved as (
  update payout p
     set state = 'submitted', path = '{sent}', state_since = $2::timestamptz, transaction_id = s.transaction_id
    from unnest($4::uuid[], $5::uuid[]) as s(payout_id, transaction_id)
   where p.payout_id = s.payout_id and p.batch_id = $1::uuid returning p.payout_id, p.line_no)
insert into payout_history (at, payout_id, trigger, to_state, by_login)
select $2::timestamptz, payout_id, 'sent', 'submitted', $3 from moved order by line_no)";

// What the lane of the PSP account takes from here on.
constexpr std::string_view send_by_psp_sql = R"(
with sent as (
  insert into payout_sending (payout_id, psp_account, generation, key, key_made_at, work, due_at)
  select s.payout_id, $1, 1, s.key, $2::timestamptz, 'queued', $2::timestamptz
    from unnest($3::uuid[], $4::uuid[]) as s(payout_id, key) returning payout_id, key)
insert into payout_key (key, payout_id, generation, made_at) select key, payout_id, 1, $2::timestamptz from sent)";

constexpr std::string_view file_sql = R"(
select state, encode(file, 'hex') as file, encode(file_sha256, 'hex') as sha256
  from payout_batch where batch_id = $1::uuid)";

constexpr FilterField fields[] = {
    {"", KeyType::text, "b.batch_id = any ({ids}) or exists (select from payout p where p.batch_id = b.batch_id and "
                        "(p.payout_id = any ({ids}) or p.seller = any ({plain})))"},
    {"created", KeyType::time, "b.created_at"},
    {"state", KeyType::text, "b.state = any ({plain})"},
    {"currency", KeyType::text, "b.currency = any ({plain})"},
    {"seller", KeyType::text,
     "exists (select from payout p where p.batch_id = b.batch_id and p.seller = any ({plain}))"},
    {"by", KeyType::text, "b.created_by = any ({plain}) or b.decided_by = any ({plain}) or b.ended_by = any ({plain})"},
};

Result<std::int64_t> total_of(const PayoutChoice& choice) {
  std::int64_t total = 0;
  for (const auto& line : choice.lines)
    if (__builtin_add_overflow(total, line.amount, &total))
      return fail(ErrorCode::failed_precondition, "the total is beyond what an amount can be; name fewer sellers",
                  "sellers");
  return total;
}

void insert_batch(Tx& tx, const Caller& caller, const NewPayoutBatch& batch, const PayoutChoice& choice,
                  std::int64_t total) {
  const auto& [name, iban, bic, psp_account] = batch.funding;
  tx.exec(insert_batch_sql,
          Params::of(batch.batch_id, batch.terms.currency.code(), batch.terms.minimum, total, choice.lines.size(), name,
                     iban, bic, batch.reason, caller.login, caller.principal_id, batch.at, psp_account));
  Array numbers, ids, sellers, amounts, accounts;
  for (std::size_t i = 0; i < choice.lines.size(); ++i) {
    const auto& line = choice.lines[i];
    numbers.add(i + 1);
    ids.add(line.payout_id);
    sellers.add(line.seller);
    amounts.add(line.amount);
    accounts.add(line.account_id);
  }
  auto params = Params::of(batch.batch_id, batch.terms.currency.code(), batch.at);
  params.add(numbers).add(ids).add(sellers).add(amounts).add(accounts);
  tx.exec(insert_payouts_sql, params);
  tx.exec(history_sql, Params::of(batch.batch_id, batch.at, caller.login));
}

/// The end of a step: audit record, event, answer.
Result<views::PayoutBatch> conclude(Tx& tx, const Caller& caller, const Uuid& batch_id, const std::string& step,
                                    const std::string& reason, Instant at, const PayoutStore::KeepBatch& keep) {
  auto view = read_batch(tx, batch_id);
  record_step(tx, caller, step, reason, view, at);
  if (keep)
    if (const auto kept = store_answer(tx, keep(view)); !kept)
      return tl::unexpected(kept.error());
  return view;
}

ApprovedBatch read_approved(Tx& tx, const Uuid& batch_id, Currency currency, Instant now) {
  tx.exec(lock_batch_wallets_sql, Params::of(batch_id));
  ApprovedBatch batch{batch_id, currency, {}, {}, {}};
  for (const auto& row : tx.exec(approved_sql, Params::of(batch_id, now))) {
    Cells cells(row);
    ApprovedBatch::Line line;
    line.payout_id = cells.uuid();
    line.seller = cells.text();
    line.amount = cells.integer();
    for (auto* text : {&line.account.scheme, &line.account.bank, &line.account.number, &line.account.holder})
      *text = cells.text();
    line.payable = cells.boolean();
    line.covered = cells.boolean();
    for (auto* text : {&batch.funding.name, &batch.funding.iban, &batch.funding.bic, &batch.funding.psp_account})
      *text = cells.text();
    batch.decided_at = cells.instant();
    batch.lines.push_back(std::move(line));
  }
  return batch;
}

void write_submission(Tx& tx, const Caller& caller, const ApprovedBatch& batch, const PayoutSubmission& submission,
                      Instant now) {
  release_holds(tx, batch.batch_id);
  write_journals(tx, submission.journals, {});
  Array payouts, transactions;
  for (std::size_t i = 0; i < batch.lines.size(); ++i) {
    payouts.add(batch.lines[i].payout_id);
    transactions.add(submission.journals.at(i).id);
  }
  auto params = Params::of(batch.batch_id, now, caller.login);
  params.add(payouts).add(transactions);
  tx.exec(sent_sql, params);
  tx.exec(submitted_sql, Params::of(batch.batch_id, caller.login, now, to_bytea(submission.file)));
  if (batch.funding.psp_account.empty())
    return;
  auto sending = Params::of(batch.funding.psp_account, now);
  sending.add(payouts).add(array_of(submission.keys, [](const Uuid& key) { return key; }));
  tx.exec(send_by_psp_sql, sending);
}

} // namespace

std::vector<PayableWallet> read_payable(Tx& tx, const PayoutTerms& terms, bool lock) {
  const auto named = array_of(terms.sellers, [](const std::string& seller) { return seller; });
  std::vector<PayableWallet> wallets;
  for (const auto& row : tx.exec(lock ? lock_wallets_sql : wallets_sql, Params::of(terms.currency.code(), named))) {
    wallets.emplace_back();
    wallets.back().seller = text_of(row[0]);
    wallets.back().available = int_of(row[1]);
  }
  const auto sellers = array_of(wallets, [](const PayableWallet& wallet) { return wallet.seller; });
  std::map<std::string, pqxx::row> accounts;
  for (const auto& row : tx.exec(accounts_sql, Params::of(terms.currency.code(), sellers)))
    accounts.emplace(text_of(row[0]), row);
  for (auto& wallet : wallets)
    if (const auto found = accounts.find(wallet.seller); found != accounts.end()) {
      if (!bool_of(found->second[5])) {
        wallet.blocked_why = text_of(found->second[6]);
        continue;
      }
      wallet.account_id = uuid_of(found->second[1]);
      wallet.account = text_of(found->second[2]);
      wallet.holder = text_of(found->second[3]);
      wallet.payable_from = optional_instant_of(found->second[4]);
    }
  return wallets;
}

Result<views::PayoutBatchDetail> make_batch(Tx& tx, const Caller& caller, const NewPayoutBatch& batch,
                                            PayoutChoice choice) {
  const auto total = total_of(choice);
  if (!total)
    return tl::unexpected(total.error());
  insert_batch(tx, caller, batch, choice, *total);
  link_retries(tx, batch.batch_id, batch.at);
  views::PayoutBatchDetail detail{read_batch(tx, batch.batch_id), read_payouts(tx, batch.batch_id),
                                  std::move(choice.left_out)};
  record_step(tx, caller, "create", batch.reason, detail.batch, batch.at);
  return detail;
}

Result<std::vector<PayableWallet>> PgPayouts::payable(const PayoutTerms& terms) {
  return database_.in_transaction(
      [&](Tx& tx) -> Result<std::vector<PayableWallet>> { return read_payable(tx, terms, false); });
}

Result<views::PayoutBatchDetail> PgPayouts::create(const Caller& caller, const NewPayoutBatch& batch,
                                                   const Choose& choose, const KeepDetail& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatchDetail> {
    auto choice = choose(read_payable(tx, batch.terms, true));
    if (choice.lines.empty())
      return fail(ErrorCode::failed_precondition,
                  "nobody can be paid out in " + batch.terms.currency.to_string() +
                      " now; the preview says why. Nothing was reserved");
    auto detail = make_batch(tx, caller, batch, std::move(choice));
    if (!detail)
      return detail;
    if (keep)
      if (const auto kept = store_answer(tx, keep(*detail)); !kept)
        return tl::unexpected(kept.error());
    return detail;
  });
}

Result<views::PayoutBatch> PgPayouts::decide(const Caller& caller, const PayoutBatchDecision& decision,
                                             const KeepBatch& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatch> {
    const auto locked = lock_batch(tx, decision.batch_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state != "awaiting_approval")
      return fail(ErrorCode::failed_precondition, "this batch was decided already: it is " + locked->state, "batch_id");
    if (locked->creator_id == caller.principal_id)
      return fail(ErrorCode::permission_denied, "you created this batch; another person has to decide");
    const std::string trigger = decision.approved ? "approve" : "reject";
    const std::string state = decision.approved ? "approved" : "cancelled";
    if (!decision.approved)
      release_holds(tx, decision.batch_id);
    tx.exec(decide_sql, Params::of(decision.batch_id, state, trigger, caller.login, caller.principal_id, decision.at,
                                   decision.note));
    move_payouts(tx, decision.batch_id, trigger, state, caller.login, decision.at);
    return conclude(tx, caller, decision.batch_id, trigger, decision.note, decision.at, keep);
  });
}

Result<views::PayoutBatch> PgPayouts::cancel(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                             Instant now, const KeepBatch& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatch> {
    const auto locked = lock_batch(tx, batch_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state != "approved")
      return fail(ErrorCode::failed_precondition,
                  "only a batch that is approved and not submitted can be cancelled; this one is " + locked->state,
                  "batch_id");
    release_holds(tx, batch_id);
    tx.exec(cancel_sql, Params::of(batch_id, caller.login, now));
    move_payouts(tx, batch_id, "operator_cancel", "cancelled", caller.login, now);
    return conclude(tx, caller, batch_id, "cancel", reason, now, keep);
  });
}

Result<views::PayoutBatch> PgPayouts::submit(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                             Instant now, const Submit& submit, const KeepBatch& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatch> {
    const auto locked = lock_batch(tx, batch_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state == "submitted")
      return fail(ErrorCode::failed_precondition,
                  "this batch was submitted already and is not sent again; its file can be fetched", "batch_id");
    if (locked->state != "approved")
      return fail(ErrorCode::failed_precondition, "only an approved batch can be submitted; this one is " +
                                                      locked->state, "batch_id");
    if (const auto held = hold_retried(tx, batch_id); !held)
      return tl::unexpected(held.error());
    const auto batch = read_approved(tx, batch_id, locked->currency, now);
    const auto submission = submit(batch);
    if (!submission)
      return tl::unexpected(submission.error());
    write_submission(tx, caller, batch, *submission, now);
    return conclude(tx, caller, batch_id, "submit", reason, now, keep);
  });
}

Result<views::PayoutFile> PgPayouts::file(const Caller& caller, const Uuid& batch_id, Instant now) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutFile> {
    const auto rows = tx.exec(file_sql, Params::of(batch_id));
    if (rows.empty())
      return fail(ErrorCode::not_found, "there is no pay-out batch with this id", "batch_id");
    if (rows[0]["file"].is_null())
      return fail(ErrorCode::failed_precondition,
                  "this batch is " + text_of(rows[0]["state"]) +
                      "; a batch that is paid by the bank has a file once it is submitted",
                  "batch_id");
    const auto batch = read_batch(tx, batch_id);
    audit_step(tx, caller, "fetch_file", {}, batch, now);
    return views::PayoutFile{"pain.001-" + batch.message_id + ".xml", bytes_of_hex(rows[0]["file"].c_str()),
                             text_of(rows[0]["sha256"])};
  });
}

Result<views::PayoutBatchDetail> PgPayouts::detail(const Uuid& batch_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatchDetail> {
    if (tx.exec("select from payout_batch where batch_id = $1::uuid", Params::of(batch_id)).empty())
      return fail(ErrorCode::not_found, "there is no pay-out batch with this id", "batch_id");
    return views::PayoutBatchDetail{read_batch(tx, batch_id), read_payouts(tx, batch_id), {}};
  });
}

Result<views::ListPayoutBatchesResponse> PgPayouts::list(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("payout_batches", page);
  Params params;
  auto condition = filter_condition(page.filter, fields, {clock_.now(), time_zone_}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto behind = keyset_condition(scope, page, {"b.created_at", "timestamptz"}, {"b.batch_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = "select " + std::string(batch_columns) + " from payout_batch b where " + *condition + *behind +
                   keyset_order(page, "b.created_at", "b.batch_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListPayoutBatchesResponse> {
    views::ListPayoutBatchesResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(batch_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.created_at), last.batch_id});
    }
    return response;
  });
}

} // namespace paydesk::store
