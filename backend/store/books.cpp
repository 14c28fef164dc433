#include "store/books.h"

#include "store/books_leftovers.h"
#include "store/command_log.h"
#include "store/cursor.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

constexpr std::string_view status_sql = R"(
select c.closed_through, c.closed_at, c.closed_by, c.reason,
       nullif(s.sealed_through, '0001-01-01 00:00:00+00') as sealed_through,
       nullif(s.summed_through, '0001-01-01 00:00:00+00') as summed_through,
       coalesce(h.seal_no, 0) as seals, coalesce(encode(h.hash, 'hex'), '') as head
  from ledger_seal s
  left join lateral (select seal_no, hash from ledger_chain order by seal_no desc limit 1) h on true
  left join lateral (select * from ledger_closing order by closed_through desc limit 1) c on true)";

// Whoever waits for postings on their way keeps new ones waiting too: not for long, rather later.
constexpr std::string_view patience_sql = "set local lock_timeout = '1s'";

constexpr std::string_view close_sql = R"(
insert into ledger_closing (closed_through, closed_at, principal_id, closed_by, reason)
select $1::date, $2::timestamptz, $3::uuid, $4, $5
 where not exists (select from ledger_closing where closed_through >= $1::date))";

constexpr std::string_view close_audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, 'ledger.close', $4, jsonb_build_object('reason', $5::text), 'closed'))";

constexpr std::string_view close_event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'ledger.closed', 'ledger', $2, jsonb_build_object('by', $3::text)::text))";

constexpr std::string_view balances_sql = R"(
select a.class, a.owner, a.currency, s.debit::bigint, s.credit::bigint, (s.debit - s.credit)::bigint as balance
  from ledger_account a cross join lateral account_sums(a.account_id, $4::timestamptz) s
 where case when $3::boolean then a.class = $1 and starts_with(a.owner, $2) else starts_with(a.class, $1) end
   and s.debit + s.credit > 0
 order by a.class, a.owner, a.currency)";

constexpr std::string_view trial_sql = R"(
with sums as (
  select a.class, a.owner, a.currency, o.debit - o.credit as opening, c.debit - o.debit as debit,
         c.credit - o.credit as credit, c.debit - c.credit as closing
    from ledger_account a
   cross join lateral account_sums(a.account_id, $1::timestamptz) o
   cross join lateral account_sums(a.account_id, $2::timestamptz) c
   where c.debit + c.credit > 0)
select grouping(class) > 0 as total, class, owner, currency, sum(opening)::bigint as opening, sum(debit)::bigint as debit,
       sum(credit)::bigint as credit, sum(closing)::bigint as closing
  from sums group by grouping sets ((class, owner, currency), (currency))
 order by 1, class, owner, currency)";

constexpr std::string_view account_sql = R"(
select a.account_id, (o.debit - o.credit)::bigint as opening, (c.debit - c.credit)::bigint as closing
  from ledger_account a
 cross join lateral account_sums(a.account_id, $4::timestamptz) o
 cross join lateral account_sums(a.account_id, $5::timestamptz) c
 where a.class = $1 and a.owner = $2 and a.currency = $3)";

// A page begins behind the last row of the one before; what stands there is summed as any balance of the past.
constexpr std::string_view rows_sql = R"(
with page as (
  select e.booked_at, e.transaction_id, e.line, e.amount
    from ledger_entry e
   where e.account_id = $1::bigint and e.booked_at > $2::timestamptz and e.booked_at <= $3::timestamptz
     and ($4::timestamptz is null
          or (e.booked_at, e.transaction_id, e.line) > ($4::timestamptz, $5::uuid, $6::int))
   order by e.booked_at, e.transaction_id, e.line limit $7::int + 1),
before as (
  select (s.debit - s.credit + coalesce((
            select sum(amount) from ledger_entry e
             where e.account_id = $1::bigint and e.booked_at = $4::timestamptz
               and (e.transaction_id, e.line) <= ($5::uuid, $6::int)), 0)) as balance
    from account_sums($1::bigint, coalesce($4::timestamptz - interval '1 microsecond', $2::timestamptz)) s)
select p.booked_at, p.transaction_id, p.line, p.amount, t.value_date, t.kind, t.payment_id, t.description,
       (b.balance + sum(p.amount) over (order by p.booked_at, p.transaction_id, p.line))::bigint as balance
  from page p join ledger_transaction t using (transaction_id) cross join before b
 order by p.booked_at, p.transaction_id, p.line)";

views::BooksStatus status_of(Tx& tx) {
  const auto row = tx.exec(status_sql)[0];
  views::BooksStatus status;
  status.closed_through = text_of(row["closed_through"]);
  status.closed_at = optional_instant_of(row["closed_at"]);
  status.closed_by = text_of(row["closed_by"]);
  status.reason = text_of(row["reason"]);
  status.sealed_through = optional_instant_of(row["sealed_through"]);
  status.summed_through = optional_instant_of(row["summed_through"]);
  status.seals = int_of(row["seals"]);
  status.head = text_of(row["head"]);
  return status;
}

std::string account_text(const pqxx::row& row) {
  const auto owner = text_of(row["owner"]);
  return owner.empty() ? text_of(row["class"]) : text_of(row["class"]) + ":" + owner;
}

std::int64_t position(Tx& tx) { return int_of(tx.exec("select position from event_head")[0][0]); }

views::StatementRow row_of(const pqxx::row& row, Currency currency) {
  views::StatementRow made;
  made.booked_at = optional_instant_of(row["booked_at"]);
  made.value_date = text_of(row["value_date"]);
  made.transaction_id = text_of(row["transaction_id"]);
  made.kind = text_of(row["kind"]);
  made.payment_id = text_of(row["payment_id"]);
  made.description = text_of(row["description"]);
  made.amount = {int_of(row["amount"]), currency};
  made.balance = {int_of(row["balance"]), currency};
  return made;
}

} // namespace

Result<views::BooksStatus> PgBooks::status() {
  return database_.in_transaction([](Tx& tx) -> Result<views::BooksStatus> { return status_of(tx); });
}

Result<views::BooksStatus> PgBooks::close(const Closing& closing, const KeepAnswer<views::BooksStatus>& keep) {
  auto closed = database_.in_transaction([&](Tx& tx) -> Result<views::BooksStatus> {
    tx.exec(patience_sql);
    tx.exec("select seal_ledger($1::timestamptz)", Params::of(closing.through));
    const auto made = tx.exec(close_sql, Params::of(closing.day, closing.at, closing.principal_id, closing.login,
                                                    closing.reason));
    if (made.affected_rows() == 0)
      return fail(ErrorCode::failed_precondition, closing.day + " is closed already. Nothing was changed", "day");
    tx.exec(close_audit_sql,
            Params::of(closing.at, closing.principal_id, closing.login, closing.day, closing.reason));
    tx.exec(close_event_sql, Params::of(closing.at, closing.day, closing.login));
    auto status = status_of(tx);
    status.left_open = leftovers(tx, closing.day, closing.through);
    if (keep)
      if (auto kept = store_answer(tx, keep(status)); !kept)
        return tl::unexpected(kept.error());
    return status;
  });
  return closed;
}

Result<views::BalancesAsOf> PgBooks::balances(const std::string& account_prefix, Instant at) {
  const auto colon = account_prefix.find(':');
  const auto whole_class = colon != std::string::npos;
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::BalancesAsOf> {
    views::BalancesAsOf balances;
    balances.at = at;
    const auto status = status_of(tx);
    balances.final = status.sealed_through && *status.sealed_through >= at;
    for (const auto& row :
         tx.exec(balances_sql, Params::of(account_prefix.substr(0, colon),
                                          whole_class ? account_prefix.substr(colon + 1) : std::string(), whole_class, at)))
      balances.rows.push_back({account_text(row), money_of(row["debit"], row["currency"]),
                               money_of(row["credit"], row["currency"]), money_of(row["balance"], row["currency"])});
    return balances;
  });
}

Result<views::TrialBalance> PgBooks::trial_balance(Instant before, Instant until) {
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::TrialBalance> {
    views::TrialBalance trial;
    trial.position = position(tx);
    const auto status = status_of(tx);
    const auto closed = status.closed_through.empty() ? std::nullopt : parse_instant(status.closed_through + "T23:59:59.999999Z");
    trial.closed = closed && *closed >= until;
    for (const auto& row : tx.exec(trial_sql, Params::of(before, until))) {
      const bool total = bool_of(row["total"]);
      (total ? trial.totals : trial.rows)
          .push_back({total ? std::string() : account_text(row), money_of(row["opening"], row["currency"]),
                      money_of(row["debit"], row["currency"]), money_of(row["credit"], row["currency"]),
                      money_of(row["closing"], row["currency"])});
    }
    return trial;
  });
}

Result<views::Statement> PgBooks::statement(const StatementQuery& query) {
  const auto name = query.owner.empty() ? query.account_class : query.account_class + ":" + query.owner;
  const auto scope = "statement\n" + name + "\n" + query.currency + "\n" + format_instant(query.before) + "\n" +
                     format_instant(query.until);
  std::optional<std::string> at, transaction, line;
  if (!query.cursor.empty()) {
    const auto key = decode_cursor(scope, query.cursor, 3);
    if (!key)
      return tl::unexpected(key.error());
    at = (*key)[0], transaction = (*key)[1], line = (*key)[2];
  }
  const auto currency = Currency::find(query.currency).value_or(Currency{});
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::Statement> {
    const auto account = tx.exec(account_sql, Params::of(query.account_class, query.owner, query.currency, query.before,
                                                         query.until));
    if (account.empty())
      return fail(ErrorCode::not_found, "there is no account " + name + " in " + query.currency, "account");
    views::Statement made{name, {int_of(account[0]["opening"]), currency}, {int_of(account[0]["closing"]), currency},
                          {}, {}, position(tx)};
    const auto rows = tx.exec(rows_sql, Params::of(int_of(account[0]["account_id"]), query.before, query.until, at,
                                                   transaction, line, query.limit));
    for (const auto& row : rows) {
      if (made.rows.size() == static_cast<std::size_t>(query.limit)) {
        const auto last = rows[static_cast<pqxx::result::size_type>(query.limit - 1)];
        made.next_cursor = encode_cursor(scope, {format_instant(*made.rows.back().booked_at),
                                                 made.rows.back().transaction_id, text_of(last["line"])});
        break;
      }
      made.rows.push_back(row_of(row, currency));
    }
    return made;
  });
}

} // namespace paydesk::store
