// Rows of pay-outs, and the steps that every change of them takes.
#include "store/payout_tx.h"
#include "store/row_values.h"
#include "store/webhook_rows.h"

namespace paydesk::store {
namespace {

constexpr std::string_view lock_sql = R"(
select state, currency, creator_id, funding_psp is not null from payout_batch where batch_id = $1::uuid for update)";

// With what each pays again, and by which one it is paid again: those that were never submitted do not.
#define PAYOUTS(condition)                                                                                             \
  "select p.payout_id, p.seller, p.amount, p.currency, p.state, p.account_id, a.masked, a.holder, b.retries, "         \
  "n.retried_by from payout p join payout_account a using (account_id) "                                               \
  "left join lateral (select string_agg(r.before_id::text, ',' order by r.before_id) as retries from payout_retry r "  \
  "where r.payout_id = p.payout_id) b on true "                                                                        \
  "left join lateral (select r.payout_id as retried_by from payout_retry r join payout s on s.payout_id = r.payout_id " \
  "where r.before_id = p.payout_id and (s.state <> 'cancelled' or s.transaction_id is not null)) n on true "           \
  "where " condition " order by p.line_no"
constexpr std::string_view payouts_sql = PAYOUTS("p.batch_id = $1::uuid");
constexpr std::string_view payout_sql = PAYOUTS("p.payout_id = $1::uuid");
#undef PAYOUTS

constexpr std::string_view move_sql = R"(
with moved as (
  update payout set state = $3, path = array[$2], state_since = $5::timestamptz
   where batch_id = $1::uuid returning payout_id, line_no)
insert into payout_history (at, payout_id, trigger, to_state, by_login)
select $5::timestamptz, payout_id, $2, $3, $4 from moved order by line_no)";

// The wallets first and in one order, as everybody locks them.
constexpr std::string_view lock_wallets_sql = R"(
select from wallet w join payout p on p.seller = w.seller and p.currency = w.currency
 where p.batch_id = $1::uuid order by w.seller, w.currency for update of w)";

constexpr std::string_view release_sql = R"(
with released as (
  delete from wallet_hold h using payout p
   where p.batch_id = $1::uuid and h.cause_id = p.payout_id and h.seller = p.seller and h.currency = p.currency
  returning h.seller, h.currency, h.amount)
update wallet w set reserved = w.reserved - r.amount
  from released r where w.seller = r.seller and w.currency = r.currency)";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, 'payout_batch.' || $4, 'payout_batch/' || $5,
        jsonb_build_object('total', $6::text, 'payouts', $7::int, 'reason', $8::text, 'sha256', $9::text), $10))";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'payout_batch.' || $2, 'payout_batch', $3,
        jsonb_build_object('total', $4::text, 'payouts', $5::int, 'by', $6::text)::text))";

/// "3600.00 EUR".
std::string amount_text(const Money& money) {
  return format_amount(money.minor, money.currency) + " " + money.currency.to_string();
}

views::Payout payout_of(const pqxx::row& row) {
  views::Payout payout{text_of(row[0]), text_of(row[1]), money_of(row[2], row[3]), text_of(row[4]), text_of(row[5]),
                       text_of(row[6]), text_of(row[7])};
  payout.retries = split_list(text_of(row[8]));
  payout.retried_by = text_of(row[9]);
  return payout;
}

std::string without_hyphens(std::string text) {
  std::erase(text, '-');
  return text;
}

} // namespace

Result<LockedBatch> lock_batch(Tx& tx, const Uuid& batch_id) {
  const auto rows = tx.exec(lock_sql, Params::of(batch_id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no pay-out batch with this id", "batch_id");
  return LockedBatch{text_of(rows[0][0]), Currency::find(rows[0][1].c_str()).value_or(Currency{}), uuid_of(rows[0][2]),
                     bool_of(rows[0][3])};
}

views::PayoutBatch batch_of(const pqxx::row& row) {
  views::PayoutBatch view;
  view.batch_id = text_of(row["batch_id"]);
  view.message_id = without_hyphens(view.batch_id);
  view.state = text_of(row["state"]);
  view.currency = text_of(row["currency"]);
  view.minimum = money_of(row["minimum"], row["currency"]);
  view.total = money_of(row["total"], row["currency"]);
  view.payouts = small_int_of(row["payouts"]);
  view.funding_account = row["funding_psp"].is_null() ? masked_number({"iban", "", text_of(row["funding_iban"]), ""})
                                                      : text_of(row["funding_psp"]);
  view.reason = text_of(row["reason"]);
  view.created_by = text_of(row["created_by"]);
  view.created_at = optional_instant_of(row["created_at"]);
  view.decided_by = text_of(row["decided_by"]);
  view.decided_at = optional_instant_of(row["decided_at"]);
  view.note = text_of(row["note"]);
  view.ended_by = text_of(row["ended_by"]);
  view.ended_at = optional_instant_of(row["ended_at"]);
  view.file_sha256 = text_of(row["file_sha256"]);
  return view;
}

views::PayoutBatch read_batch(Tx& tx, const Uuid& batch_id) {
  static const std::string sql =
      "select " + std::string(batch_columns) + " from payout_batch b where b.batch_id = $1::uuid";
  return batch_of(tx.exec(sql, Params::of(batch_id))[0]);
}

std::vector<views::Payout> read_payouts(Tx& tx, const Uuid& batch_id) {
  std::vector<views::Payout> payouts;
  for (const auto& row : tx.exec(payouts_sql, Params::of(batch_id)))
    payouts.push_back(payout_of(row));
  return payouts;
}

views::Payout read_payout(Tx& tx, const Uuid& payout_id) { return payout_of(tx.exec(payout_sql, Params::of(payout_id))[0]); }

void move_payouts(Tx& tx, const Uuid& batch_id, const std::string& trigger, const std::string& state,
                  const std::string& by, Instant at) {
  tx.exec(move_sql, Params::of(batch_id, trigger, state, by, at));
}

void release_holds(Tx& tx, const Uuid& batch_id) {
  tx.exec(lock_wallets_sql, Params::of(batch_id));
  tx.exec(release_sql, Params::of(batch_id));
}

void audit_step(Tx& tx, const Caller& caller, const std::string& step, const std::string& reason,
                const views::PayoutBatch& batch, Instant at) {
  tx.exec(audit_sql, Params::of(at, caller.principal_id, caller.login, step, batch.batch_id, amount_text(batch.total),
                                batch.payouts, reason, batch.file_sha256, batch.state));
}

void record_step(Tx& tx, const Caller& caller, const std::string& step, const std::string& reason,
                 const views::PayoutBatch& batch, Instant at) {
  audit_step(tx, caller, step, reason, batch, at);
  tx.exec(event_sql,
          Params::of(at, batch.state, batch.batch_id, amount_text(batch.total), batch.payouts, caller.login));
}

} // namespace paydesk::store
