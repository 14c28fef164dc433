// Files and runs.
#include "store/reconciliation_tx.h"

#include <array>

#include <openssl/sha.h>

#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

std::string sha256(std::string_view content) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

constexpr std::string_view lock_sql = "select pg_advisory_xact_lock(7246830010)";

constexpr std::string_view accounts_sql = "select psp_account, time_zone from psp_account order by 1";

constexpr std::string_view account_sql =
    "select psp_account, time_zone from psp_account where psp_account = $1";

constexpr std::string_view find_file_sql = R"(
select f.file_id, f.format, r.run_id
  from source_file f left join recon_run r on r.file_id = f.file_id
 where f.sha256 = $1::bytea)";

constexpr std::string_view add_file_sql = R"(
insert into source_file (file_id, sha256, file_name, format, content, imported_by, imported_at)
values ($1, $2::bytea, $3, $4, $5::bytea, $6, $7))";

constexpr std::string_view find_batch_sql = R"(
select run_id, psp_account, batch, settlement_date, currency, line_count, gross, fee, net, bank_amount, bank_fee,
       bank_writeoff
  from recon_run where psp_account = $1 and batch = $2 and currency = $3)";

constexpr std::string_view run_sql = R"(
select run_id, psp_account, batch, settlement_date, currency, line_count, gross, fee, net, bank_amount, bank_fee,
       bank_writeoff
  from recon_run where run_id = $1 for update)";

constexpr std::string_view add_run_sql = R"(
insert into recon_run (run_id, file_id, psp_account, settlement_date, currency, batch, line_count, gross, fee, net,
                       newest_at, state, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12))";

constexpr std::string_view add_lines_sql = R"(
insert into settlement_line (line_id, run_id, psp_account, line_no, kind, psp_reference, checkout_id,
                             merchant_reference, gross, fee, net, expected_fee, currency, booked_at)
select line_id, $1, $2, line_no, kind, psp_reference, checkout_id, merchant_reference, gross, fee, net, expected_fee,
       $3, booked_at
  from unnest($4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[],
              $11::bigint[], $12::bigint[], $13::bigint[], $14::timestamptz[])
       as l(line_id, line_no, kind, psp_reference, checkout_id, merchant_reference, gross, fee, net, expected_fee,
            booked_at))";

// A run's total of the ledger: the facts its lines settle, and those it should have brought.
constexpr std::string_view refresh_sql = R"(
with live as (
  select distinct run_id from recon_break
   where state in ('open', 'proposed', 'waiting', 'reopened') and run_id is not null
), touched as (
  select run_id from recon_run where state = 'open' union select run_id from live
), lines as (
  select l.run_id, count(*) filter (where l.verdict = 'matched') as matched,
         coalesce(sum(case when own_line_sign(l.kind) is null then signed_fact(f.kind, f.amount)
                           when l.verdict in ('matched', 'fee_mismatch') then l.gross end), 0) as ledger_total
    from touched join settlement_line l using (run_id)
    left join psp_fact f on f.psp_account = l.psp_account and f.kind = l.fact_kind and f.reference = l.fact_reference
                        and f.currency = l.currency and l.verdict <> 'duplicate_at_psp'
   group by 1
), absent as (
  select run_id, sum(ledger_amount) as ledger_total from recon_break
   where run_id in (select run_id from touched) and type in ('timing', 'missing_at_psp') and state <> 'healed'
   group by 1
), now_is as (
  select r.run_id, coalesce(l.matched, 0) as matched,
         coalesce(l.ledger_total, 0) + coalesce(a.ledger_total, 0) as ledger_total,
         case when r.net = coalesce(r.bank_amount, 0) + r.bank_fee + r.bank_writeoff
                   and not exists (select from live where live.run_id = r.run_id) then 'closed' else 'open' end as state
    from touched join recon_run r using (run_id) left join lines l using (run_id) left join absent a using (run_id)
)
update recon_run r set matched = n.matched, ledger_total = n.ledger_total, state = n.state
  from now_is n
 where r.run_id = n.run_id and (r.matched, r.ledger_total, r.state) is distinct from (n.matched, n.ledger_total, n.state))";

} // namespace

recon::RunRow run_row(const pqxx::row& row, int first) {
  recon::RunRow run;
  run.run_id = uuid_of(row[first]);
  run.psp_account = text_of(row[first + 1]);
  run.batch = text_of(row[first + 2]);
  run.settlement_date = text_of(row[first + 3]);
  run.currency = currency_of(row[first + 4]);
  run.line_count = int_of(row[first + 5]);
  run.gross = int_of(row[first + 6]);
  run.fee = int_of(row[first + 7]);
  run.net = int_of(row[first + 8]);
  run.bank_amount = optional_int_of(row[first + 9]);
  run.bank_fee = int_of(row[first + 10]);
  run.bank_writeoff = int_of(row[first + 11]);
  return run;
}

void PgReconciliationTx::lock() { tx_.exec(lock_sql); }

std::vector<recon::AccountRow> PgReconciliationTx::accounts() {
  std::vector<recon::AccountRow> accounts;
  for (const auto& row : tx_.exec(accounts_sql))
    accounts.push_back({text_of(row[0]), text_of(row[1])});
  return accounts;
}

std::optional<recon::AccountRow> PgReconciliationTx::find_account(std::string_view psp_account) {
  const auto rows = tx_.exec(account_sql, Params::of(psp_account));
  return rows.empty() ? std::nullopt
                      : std::optional(recon::AccountRow{text_of(rows[0][0]), text_of(rows[0][1])});
}

std::optional<recon::KnownFile> PgReconciliationTx::find_file(std::string_view content) {
  const auto rows = tx_.exec(find_file_sql, Params::of(to_bytea(sha256(content))));
  if (rows.empty()) return std::nullopt;
  return recon::KnownFile{uuid_of(rows[0][0]), text_of(rows[0][1]), optional_uuid_of(rows[0][2])};
}

std::optional<recon::RunRow> PgReconciliationTx::find_batch(std::string_view psp_account,
                                                            std::string_view batch, Currency currency) {
  const auto rows = tx_.exec(find_batch_sql, Params::of(psp_account, batch, currency.code()));
  return rows.empty() ? std::nullopt : std::optional(run_row(rows[0]));
}

std::optional<recon::RunRow> PgReconciliationTx::run(const Uuid& run_id) {
  const auto rows = tx_.exec(run_sql, Params::of(run_id));
  return rows.empty() ? std::nullopt : std::optional(run_row(rows[0]));
}

void PgReconciliationTx::add_file(const recon::NewFile& file, std::string_view content) {
  tx_.exec(add_file_sql, Params::of(file.file_id, to_bytea(sha256(content)), file.name, file.format,
                                    to_bytea(content), file.imported_by, file.at));
}

void PgReconciliationTx::add_run(const Uuid& run_id, const Uuid& file_id, const SettlementFile& file,
                                 std::span<const Uuid> line_ids,
                                 std::span<const std::optional<std::int64_t>> expected_fees, Instant now) {
  Instant newest{};
  Array numbers, kinds, references, checkouts, merchants, gross, fees, net, booked;
  for (const auto& line : file.lines) {
    newest = std::max(newest, line.booked_at);
    numbers.add(line.line_no);
    kinds.add(line.kind);
    references.add(line.psp_reference);
    checkouts.add(line.checkout_id);
    merchants.add(line.merchant_reference);
    gross.add(line.gross);
    fees.add(line.fee);
    net.add(line.net);
    booked.add(line.booked_at);
  }
  tx_.exec(add_run_sql, Params::of(run_id, file_id, file.account, file.date, file.currency.code(), file.batch,
                                   file.lines.size(), file.gross, file.fee, file.net, newest, now));
  const auto ids = array_of(line_ids, [](const Uuid& id) { return id; });
  const auto expected = array_of(expected_fees, [](const auto& fee) { return fee; });
  auto params = Params::of(run_id, file.account, file.currency.code(), ids);
  for (const auto* column : {&numbers, &kinds, &references, &checkouts, &merchants, &gross, &fees, &net})
    params.add(*column);
  params.add(expected).add(booked);
  tx_.exec(add_lines_sql, params);
}

void PgReconciliationTx::refresh_runs() { tx_.exec(refresh_sql); }

} // namespace paydesk::store
