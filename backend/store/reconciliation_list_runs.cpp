// The list of runs.
#include "store/reconciliation.h"

#include "store/cursor.h"
#include "store/reconciliation_filters.h"
#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

const std::string select = R"(
select r.run_id, r.psp_account, r.settlement_date, r.currency, f.file_name, encode(f.sha256, 'hex'), r.batch,
       r.created_at, r.line_count, r.matched, b.suggested, b.open, b.total, r.ledger_total, r.gross, r.fee, r.net,
       r.bank_amount, r.state
  from recon_run r join source_file f on f.file_id = r.file_id
  left join lateral (
    select count(*) as total, count(*) filter (where live) as open,
           count(*) filter (where live and suggested_reference <> '') as suggested
      from (select suggested_reference, state in ('open', 'proposed', 'waiting', 'reopened') as live
              from recon_break where run_id = r.run_id) s) b on true)";

const std::string narrowed = R"(
 where ($1 = '{}' or r.state = any($1::text[])) and ($2 = '{}' or r.psp_account = any($2::text[]))
   and ($3 = '{}' or r.currency = any($3::text[])) and ($4 = '{}' or r.batch = any($4::text[])))";

const std::string newest_sql = select + narrowed + R"(
   and ($5::timestamptz is null or (r.created_at, r.run_id) < ($5::timestamptz, $6::uuid))
 order by r.created_at desc, r.run_id desc limit $7)";

const std::string oldest_sql = select + narrowed + R"(
   and ($5::timestamptz is null or (r.created_at, r.run_id) > ($5::timestamptz, $6::uuid))
 order by r.created_at, r.run_id limit $7)";

const std::string one_sql = select + " where r.run_id = $1";

views::ReconRun view_of(const pqxx::row& row) {
  const auto currency = currency_of(row[3]);
  views::ReconRun run;
  run.run_id = text_of(row[0]);
  run.psp_account = text_of(row[1]);
  run.settlement_date = text_of(row[2]);
  run.currency = text_of(row[3]);
  run.file_name = text_of(row[4]);
  run.sha256 = text_of(row[5]);
  run.batch = text_of(row[6]);
  run.imported_at = instant_of(row[7]);
  run.lines = int_of(row[8]);
  run.matched = int_of(row[9]);
  run.suggested = int_of(row[10]);
  run.breaks_open = int_of(row[11]);
  run.breaks_total = int_of(row[12]);
  run.ledger_total = {int_of(row[13]), currency};
  run.report_gross = {int_of(row[14]), currency};
  run.report_fee = {int_of(row[15]), currency};
  run.report_net = {int_of(row[16]), currency};
  if (!row[17].is_null()) run.bank_amount = {int_of(row[17]), currency};
  run.state = text_of(row[18]);
  return run;
}

std::string texts(const std::vector<std::string>& values) {
  return array_of(values, [](const std::string& value) { return value; });
}

} // namespace

Result<views::ListRunsResponse> PgReconciliation::list_runs(const views::PageRequest& page) {
  const auto filter = parse_recon_filter(page.filter);
  const auto scope = page_scope("recon_runs", page);
  const auto cursor = parse_time_cursor(scope, page.cursor);
  const auto limit = page_limit(page);
  if (!filter || !cursor || !limit)
    return tl::unexpected<Error>(!filter ? filter.error() : !cursor ? cursor.error() : limit.error());
  auto params = Params::of(texts(filter->states), texts(filter->psp_accounts), texts(filter->currencies),
                           texts(filter->words));
  params.add(*cursor ? std::optional((*cursor)->at) : std::nullopt);
  params.add(*cursor ? std::optional((*cursor)->id) : std::nullopt);
  params.add(*limit + 1);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListRunsResponse> {
    views::ListRunsResponse response;
    for (const auto& row : tx.exec(page.oldest_first ? oldest_sql : newest_sql, params))
      response.rows.push_back(view_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor =
          print_cursor(scope, TimeCursor{*last.imported_at, Uuid::parse(last.run_id).value_or(Uuid{})});
    }
    return response;
  });
}

Result<views::ReconRun> PgReconciliation::get_run(const Uuid& run_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::ReconRun> {
    const auto rows = tx.exec(one_sql, Params::of(run_id));
    if (rows.empty()) return fail(ErrorCode::not_found, "There is no such run.", "run_id");
    return view_of(rows[0]);
  });
}

} // namespace paydesk::store
