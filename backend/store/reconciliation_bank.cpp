// Bank statements and their entries.
#include "store/reconciliation_tx.h"

#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view add_statement_sql = R"(
insert into bank_statement (statement_id, file_id, reference, account, currency, opening, closing, last_date, held)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9))";

// The words of an entry come as one text, for arrays of arrays would all have to be of one length.
constexpr std::string_view add_entries_sql = R"(
insert into bank_entry (entry_id, statement_id, entry_no, account, currency, amount, charges, booking_date, value_date,
                        bank_reference, remittance, tokens, state, return_code, return_reason)
select entry_id, $1, entry_no, $2, $3, amount, charges, booking_date, value_date, bank_reference, remittance,
       string_to_array(tokens, E'\n'), state, return_code, return_reason
  from unnest($4::uuid[], $5::int[], $6::bigint[], $7::bigint[], $8::date[], $9::date[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::text[], $15::text[])
       as e(entry_id, entry_no, amount, charges, booking_date, value_date, bank_reference, remittance, tokens, state,
            return_code, return_reason)
on conflict do nothing)";

constexpr std::string_view statement_sql = R"(
select statement_id, file_id, reference, account, last_date, currency, opening, closing, held
  from bank_statement where statement_id = $1 for update)";

constexpr std::string_view entry_sql = R"(
select entry_id, statement_id, entry_no, account, currency, amount, charges, booking_date, value_date, bank_reference,
       remittance, state
  from bank_entry where entry_id = $1 for update)";

constexpr std::string_view release_sql = R"(
with released as (update bank_statement set held = false where statement_id = $1)
update bank_entry set state = 'open' where statement_id = $1 and state = 'held')";

// Entries that came lately look for their run; those long unexpected are looked for by the runs that wait.
constexpr std::string_view open_sql = R"(
with named as (
  select distinct e.entry_id, r.run_id
    from bank_entry e cross join lateral unnest(e.tokens) as t(token)
    join recon_run r on r.batch = t.token and r.currency = e.currency
   where e.state = 'open'
  union
  select e.entry_id, r.run_id
    from recon_run r
    join bank_entry e on e.state = 'unexpected' and e.tokens @> array[r.batch] and e.currency = r.currency
   where r.state = 'open'
  union
  select e.entry_id, null
    from psp_invoice i
    join bank_entry e on e.state = 'unexpected' and e.tokens @> array[i.number] and e.currency = i.currency
                     and -e.amount in (i.total, i.total + e.charges)
   where i.paid_transaction_id is null
)
select e.entry_id, e.statement_id, e.entry_no, e.account, e.currency, e.amount, e.charges, e.booking_date,
       e.value_date, e.bank_reference, e.remittance, e.state, array_to_string(e.tokens, E'\n'),
       r.run_id, r.psp_account, r.batch, r.settlement_date, r.currency, r.line_count, r.gross, r.fee, r.net,
       r.bank_amount, r.bank_fee, r.bank_writeoff, e.return_code, e.return_reason
  from bank_entry e
  left join named n on n.entry_id = e.entry_id
  left join recon_run r on r.run_id = n.run_id
 where e.state = 'open' or (e.state = 'unexpected' and e.entry_id in (select entry_id from named))
 order by e.booking_date, e.account, e.entry_id, r.psp_account, r.batch)";

constexpr std::string_view match_sql = R"(
with matches as (
  insert into bank_match (entry_id, run_id, amount, fee)
  select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
  returning run_id, amount, fee
), sums as (
  select run_id, sum(amount)::bigint as amount, sum(fee)::bigint as fee from matches group by 1
)
update recon_run r
   set bank_amount = coalesce(r.bank_amount, 0) + s.amount, bank_fee = r.bank_fee + s.fee
  from sums s where r.run_id = s.run_id)";

constexpr std::string_view change_entries_sql = R"(
update bank_entry e set state = c.state, transaction_id = coalesce(c.transaction_id, e.transaction_id)
  from unnest($1::uuid[], $2::text[], $3::uuid[]) as c(entry_id, state, transaction_id)
 where e.entry_id = c.entry_id)";

constexpr std::string_view writeoff_sql =
    "update recon_run set bank_writeoff = bank_writeoff + $2 where run_id = $1";

constexpr std::string_view unbanked_sql = R"(
select run_id, psp_account, batch, settlement_date, currency, line_count, gross, fee, net, bank_amount, bank_fee,
       bank_writeoff
  from recon_run r
 where currency = $1 and settlement_date < $2::date and bank_amount is null and net <> bank_writeoff
   and not exists (select from recon_break b where b.run_id = r.run_id and b.type = 'missing_at_bank'
                                               and b.state in ('open', 'proposed', 'waiting', 'reopened'))
 order by settlement_date, run_id)";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : "\n") + word;
  return text;
}

std::vector<std::string> cut(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

recon::EntryRow entry_row(const pqxx::row& row) {
  recon::EntryRow entry;
  entry.entry_id = uuid_of(row[0]);
  entry.statement_id = uuid_of(row[1]);
  entry.entry_no = int_of(row[2]);
  entry.account = text_of(row[3]);
  entry.currency = currency_of(row[4]);
  entry.amount = int_of(row[5]);
  entry.charges = int_of(row[6]);
  entry.booking_date = text_of(row[7]);
  entry.value_date = text_of(row[8]);
  entry.bank_reference = text_of(row[9]);
  entry.remittance = text_of(row[10]);
  entry.state = text_of(row[11]);
  return entry;
}

} // namespace

void PgReconciliationTx::add_statement(const recon::StatementRow& statement,
                                       std::span<const recon::EntryRow> entries) {
  tx_.exec(add_statement_sql, Params::of(statement.statement_id, statement.file_id, statement.reference,
                                         statement.account, statement.currency.code(), statement.opening,
                                         statement.closing, statement.last_date, statement.held));
  auto params = Params::of(statement.statement_id, statement.account, statement.currency.code());
  const auto column = [&](auto project) { params.add(array_of(entries, project)); };
  using recon::EntryRow;
  column([](const EntryRow& e) { return e.entry_id; });
  column([](const EntryRow& e) { return e.entry_no; });
  column([](const EntryRow& e) { return e.amount; });
  column([](const EntryRow& e) { return e.charges; });
  column([](const EntryRow& e) { return e.booking_date; });
  column([](const EntryRow& e) { return e.value_date; });
  column([](const EntryRow& e) { return e.bank_reference; });
  column([](const EntryRow& e) { return e.remittance; });
  column([](const EntryRow& e) { return joined(e.tokens); });
  column([](const EntryRow& e) { return e.state; });
  column([](const EntryRow& e) { return e.return_code; });
  column([](const EntryRow& e) { return e.return_reason; });
  tx_.exec(add_entries_sql, params);
}

std::optional<recon::StatementRow> PgReconciliationTx::statement(const Uuid& statement_id) {
  const auto rows = tx_.exec(statement_sql, Params::of(statement_id));
  if (rows.empty()) return std::nullopt;
  const auto& row = rows[0];
  return recon::StatementRow{uuid_of(row[0]),         uuid_of(row[1]),         text_of(row[2]),
                             text_of(row[3]),         text_of(row[4]),         currency_of(row[5]),
                             optional_int_of(row[6]), optional_int_of(row[7]), bool_of(row[8])};
}

std::optional<recon::EntryRow> PgReconciliationTx::entry(const Uuid& entry_id) {
  const auto rows = tx_.exec(entry_sql, Params::of(entry_id));
  return rows.empty() ? std::nullopt : std::optional(entry_row(rows[0]));
}

void PgReconciliationTx::release_statement(const Uuid& statement_id) {
  tx_.exec(release_sql, Params::of(statement_id));
}

std::vector<recon::EntryRow> PgReconciliationTx::open_entries() {
  std::vector<recon::EntryRow> entries;
  for (const auto& row : tx_.exec(open_sql)) {
    if (entries.empty() || entries.back().entry_id != uuid_of(row[0])) {
      entries.push_back(entry_row(row));
      entries.back().tokens = cut(text_of(row[12]));
      entries.back().return_code = text_of(row[25]);
      entries.back().return_reason = text_of(row[26]);
    }
    if (!row[13].is_null()) entries.back().runs.push_back(run_row(row, 13));
  }
  add_named_payouts(entries);
  add_named_invoices(entries);
  return entries;
}

void PgReconciliationTx::match_entries(std::span<const recon::EntryMatch> matches,
                                       std::span<const recon::EntryChange> changes) {
  if (!matches.empty()) {
    Params params;
    params.add(array_of(matches, [](const recon::EntryMatch& m) { return m.entry_id; }));
    params.add(array_of(matches, [](const recon::EntryMatch& m) { return m.run_id; }));
    params.add(array_of(matches, [](const recon::EntryMatch& m) { return m.amount; }));
    params.add(array_of(matches, [](const recon::EntryMatch& m) { return m.fee; }));
    tx_.exec(match_sql, params);
  }
  if (changes.empty()) return;
  Params params;
  params.add(array_of(changes, [](const recon::EntryChange& c) { return c.entry_id; }));
  params.add(array_of(changes, [](const recon::EntryChange& c) { return c.state; }));
  params.add(array_of(changes, [](const recon::EntryChange& c) { return c.transaction_id; }));
  tx_.exec(change_entries_sql, params);
}

void PgReconciliationTx::add_bank_writeoff(const Uuid& run_id, std::int64_t amount) {
  tx_.exec(writeoff_sql, Params::of(run_id, amount));
}

std::vector<recon::RunRow> PgReconciliationTx::unbanked_runs(Currency currency, std::string_view date) {
  std::vector<recon::RunRow> runs;
  for (const auto& row : tx_.exec(unbanked_sql, Params::of(currency.code(), date)))
    runs.push_back(run_row(row));
  return runs;
}

} // namespace paydesk::store
