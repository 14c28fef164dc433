// What pay-out schedules did when they fell due.
#include <algorithm>
#include <map>

#include "store/columns.h"
#include "store/cursor.h"
#include "store/lines.h"
#include "store/payout_schedules.h"
#include "store/payout_tx.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view done_sql = R"(
select exists (select from payout_run where currency = $1 and funding = $2 and due_at = $3::timestamptz))";

// Whoever is second waits here for the first, and then finds it done.
constexpr std::string_view lock_sql = R"(
select pg_advisory_xact_lock(hashtext('payout_run'), hashtext($1 || ' ' || $2)))";

constexpr std::string_view credits_sql = R"(
select h.seller, -sum(e.amount)
  from unnest($2::text[], $3::timestamptz[]) as h(seller, since)
  join ledger_account a on a.class = 'seller_payable' and a.owner = h.seller and a.currency = $1
  join ledger_entry e on e.account_id = a.account_id and e.booked_at > h.since
 where e.amount < 0 group by h.seller)";

constexpr std::string_view insert_run_sql = R"(
insert into payout_run (run_id, currency, funding, due_at, at, schedules, batch_id, left_out)
values ($1::uuid, $2, $3, $4::timestamptz, $5::timestamptz, $6, $7::uuid, $8::int))";

constexpr std::string_view insert_left_sql = R"(
insert into payout_run_left_out (run_id, line_no, seller, available, why)
select $1::uuid, l.* from unnest($2::int[], $3::text[], $4::bigint[], $5::text[]) as l)";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'payout_run.made', 'payout_run', $2,
        jsonb_build_object('due_at', $3::text, 'batch', $4::text, 'left_out', $5::int)::text))";

constexpr std::string_view columns = "r.run_id, r.currency, r.funding, r.due_at, r.at, r.schedules, "
                                     "coalesce(r.batch_id::text, ''), r.left_out";

constexpr std::string_view left_sql = R"(
select seller, available, why from payout_run_left_out where run_id = $1::uuid order by line_no)";

views::PayoutRun run_of(const pqxx::row& row) {
  Cells cells(row);
  views::PayoutRun run;
  run.run_id = cells.text();
  run.currency = cells.text();
  run.funding = cells.text();
  run.due_at = cells.optional_instant();
  run.at = cells.optional_instant();
  run.schedules = items_of(cells.text());
  run.batch_id = cells.text();
  run.left_out = cells.small();
  return run;
}

/// The columns behind what comes first.
Params behind(Params first, const Params& columns) {
  for (const auto& value : columns.values())
    first.add(value);
  return first;
}

/// Takes what was credited too lately out of what is available. More may have been debited since than before: then
/// less is paid than could be, never more.
void hold_back(Tx& tx, Currency currency, std::vector<PayableWallet>& wallets,
               const PayoutScheduleStore::HeldSince& held_since) {
  Columns<2> held;
  for (const auto& wallet : wallets)
    if (const auto since = held_since(wallet.seller))
      held.add(wallet.seller, *since);
  if (held.empty())
    return;
  const auto params = behind(Params::of(currency.code()), held.params());
  std::map<std::string, std::int64_t> recent;
  for (const auto& row : tx.exec(credits_sql, params))
    recent.emplace(text_of(row[0]), int_of(row[1]));
  for (auto& wallet : wallets)
    if (const auto found = recent.find(wallet.seller); found != recent.end() && wallet.available > 0) {
      wallet.held = std::min(found->second, wallet.available);
      wallet.available -= wallet.held;
    }
}

std::vector<PayableWallet> read_wallets(Tx& tx, const PayoutTerms& terms, bool lock,
                                        const PayoutScheduleStore::HeldSince& held_since) {
  auto wallets = read_payable(tx, terms, lock);
  hold_back(tx, terms.currency, wallets, held_since);
  return wallets;
}

void insert_run(Tx& tx, const DueRun& due, const std::string& batch_id,
                std::span<const views::PayoutLeftOut> left_out) {
  const auto& batch = due.batch;
  tx.exec(insert_run_sql,
          Params::of(due.run_id, batch.terms.currency.code(), batch.funding.psp_account, due.due_at, batch.at,
                     lines_of(due.schedules), batch_id.empty() ? std::nullopt : std::optional(batch_id),
                     left_out.size()));
  Columns<4> lines;
  int line = 0;
  for (const auto& left : left_out)
    lines.add(++line, left.seller, left.available.minor, left.why);
  if (!lines.empty())
    tx.exec(insert_left_sql, behind(Params::of(due.run_id), lines.params()));
  tx.exec(event_sql, Params::of(batch.at, due.run_id, format_instant(due.due_at), batch_id, left_out.size()));
}

} // namespace

Result<bool> PgPayoutSchedules::done(Currency currency, const std::string& funding, Instant due_at) {
  return database_.in_transaction([&](Tx& tx) -> Result<bool> {
    return bool_of(tx.exec(done_sql, Params::of(currency.code(), funding, due_at))[0][0]);
  });
}

Result<std::optional<views::PayoutRun>> PgPayoutSchedules::run(const Caller& caller, const DueRun& due,
                                                               const HeldSince& held_since, const Choose& choose) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::optional<views::PayoutRun>> {
    const auto& terms = due.batch.terms;
    const auto& funding = due.batch.funding.psp_account;
    tx.exec(lock_sql, Params::of(terms.currency.code(), funding));
    if (bool_of(tx.exec(done_sql, Params::of(terms.currency.code(), funding, due.due_at))[0][0]))
      return std::nullopt;
    auto choice = choose(read_wallets(tx, terms, true, held_since));
    const auto left_out = choice.left_out;
    std::string batch_id;
    if (!choice.lines.empty()) {
      const auto made = make_batch(tx, caller, due.batch, std::move(choice));
      if (!made)
        return tl::unexpected(made.error());
      batch_id = made->batch.batch_id;
    }
    insert_run(tx, due, batch_id, left_out);
    static const std::string sql = "select " + std::string(columns) + " from payout_run r where run_id = $1::uuid";
    return run_of(tx.exec(sql, Params::of(due.run_id))[0]);
  });
}

Result<std::vector<PayableWallet>> PgPayoutSchedules::payable(const PayoutTerms& terms, const HeldSince& held_since) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<PayableWallet>> {
    return read_wallets(tx, terms, false, held_since);
  });
}

Result<views::ListPayoutRunsResponse> PgPayoutSchedules::list(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  if (!page.filter.empty())
    return invalid("filter", "runs of schedules cannot be filtered");
  const auto scope = page_scope("payout_runs", page);
  Params params;
  const auto behind = keyset_condition(scope, page, {"r.at", "timestamptz"}, {"r.run_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = "select " + std::string(columns) + " from payout_run r where true" + *behind +
                   keyset_order(page, "r.at", "r.run_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListPayoutRunsResponse> {
    views::ListPayoutRunsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(run_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.at), last.run_id});
    }
    return response;
  });
}

Result<views::PayoutRunDetail> PgPayoutSchedules::detail(const Uuid& run_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutRunDetail> {
    static const std::string sql = "select " + std::string(columns) + " from payout_run r where run_id = $1::uuid";
    const auto rows = tx.exec(sql, Params::of(run_id));
    if (rows.empty())
      return fail(ErrorCode::not_found, "there is no run of schedules with this id", "run_id");
    views::PayoutRunDetail detail{run_of(rows[0]), {}, {}};
    if (const auto batch = Uuid::parse(detail.run.batch_id))
      detail.payouts = read_payouts(tx, *batch);
    const auto currency = Currency::find(detail.run.currency).value_or(Currency{});
    for (const auto& row : tx.exec(left_sql, Params::of(run_id)))
      detail.sellers_left_out.push_back({text_of(row[0]), {int_of(row[1]), currency}, text_of(row[2])});
    return detail;
  });
}

} // namespace paydesk::store
