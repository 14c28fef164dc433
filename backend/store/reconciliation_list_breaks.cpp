// The list of breaks, with counts and what is at stake by type.
#include "store/reconciliation.h"

#include "store/cursor.h"
#include "store/reconciliation_filters.h"
#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

const std::string select = R"(
select b.break_id, b.run_id, b.type, b.state, b.at_stake, b.currency, b.ledger_amount, b.ledger_currency, b.file_amount,
       b.psp_reference, b.merchant_reference, b.payment_id, b.seller, l.line_no, b.opened_at, b.proposed_by,
       b.proposed_resolution, b.reason, b.explanation, b.suggested_reference <> ''
  from recon_break b left join settlement_line l on l.line_id = b.line_id)";

const std::string narrowed = R"(
 where ($1::uuid is null or b.run_id = $1::uuid)
   and (not $2::boolean or b.state in ('open', 'proposed', 'waiting', 'reopened'))
   and ($3 = '{}' or b.type = any($3::text[])) and ($4 = '{}' or b.state = any($4::text[]))
   and ($5 = '{}' or b.psp_account = any($5::text[])) and ($6 = '{}' or b.currency = any($6::text[]))
   and ($7 = '{}' or b.psp_reference = any($7::text[]) or b.merchant_reference = any($7::text[])
        or b.payment_id::text = any($7::text[]) or b.break_id::text = any($7::text[]) or b.seller = any($7::text[])))";

const std::string newest_sql = select + narrowed + R"(
   and ($8::timestamptz is null or (b.opened_at, b.break_id) < ($8::timestamptz, $9::uuid))
 order by b.opened_at desc, b.break_id desc limit $10)";

const std::string oldest_sql = select + narrowed + R"(
   and ($8::timestamptz is null or (b.opened_at, b.break_id) > ($8::timestamptz, $9::uuid))
 order by b.opened_at, b.break_id limit $10)";

const std::string counts_sql =
    "select b.type, b.currency, count(*), sum(b.at_stake)::bigint from recon_break b" + narrowed +
    " group by 1, 2 order by 1, 2";

const std::string one_sql = select + " where b.break_id = $1";

views::ReconBreak view_of(const pqxx::row& row) {
  const auto currency = currency_of(row[5]);
  views::ReconBreak shown;
  shown.break_id = text_of(row[0]);
  shown.run_id = text_of(row[1]);
  shown.type = text_of(row[2]);
  shown.state = text_of(row[3]);
  shown.at_stake = {int_of(row[4]), currency};
  if (!row[6].is_null()) shown.ledger_amount = {int_of(row[6]), currency_of(row[7])};
  if (!row[8].is_null()) shown.file_amount = {int_of(row[8]), currency};
  shown.psp_reference = text_of(row[9]);
  shown.merchant_reference = text_of(row[10]);
  shown.payment_id = text_of(row[11]);
  shown.seller = text_of(row[12]);
  shown.line_no = int_of(row[13]);
  shown.opened_at = instant_of(row[14]);
  shown.proposed_by = text_of(row[15]);
  shown.proposed_resolution = text_of(row[16]);
  shown.reason = text_of(row[17]);
  shown.explanation = text_of(row[18]);
  if (bool_of(row[19])) shown.resolutions = {"match"};
  return shown;
}

std::string texts(const std::vector<std::string>& values) {
  return array_of(values, [](const std::string& value) { return value; });
}

std::vector<views::BreakCount> counts_of(const pqxx::result& rows) {
  std::vector<views::BreakCount> counts;
  for (const auto& row : rows) {
    if (counts.empty() || counts.back().type != text_of(row[0])) counts.push_back({text_of(row[0]), 0, {}});
    counts.back().count += int_of(row[2]);
    counts.back().at_stake.push_back({int_of(row[3]), currency_of(row[1])});
  }
  return counts;
}

Result<std::optional<Uuid>> run_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto id = Uuid::parse(text);
  if (!id) return invalid("run_id", "This is not a UUID.");
  return id;
}

} // namespace

Result<views::ListBreaksResponse> PgReconciliation::list_breaks(const views::ListBreaksRequest& request) {
  const auto run = run_of(request.run_id);
  const auto filter = parse_recon_filter(request.page.filter);
  const auto scope =
      page_scope("recon_breaks/" + request.run_id + (request.open_only ? "/open" : ""), request.page);
  const auto cursor = parse_time_cursor(scope, request.page.cursor);
  const auto limit = page_limit(request.page);
  if (!run || !filter || !cursor || !limit)
    return tl::unexpected<Error>(!run      ? run.error()
                                 : !filter ? filter.error()
                                 : !cursor ? cursor.error()
                                           : limit.error());
  const auto counted =
      Params::of(*run, request.open_only, texts(filter->types), texts(filter->states),
                 texts(filter->psp_accounts), texts(filter->currencies), texts(filter->words));
  auto params = counted;
  params.add(*cursor ? std::optional((*cursor)->at) : std::nullopt);
  params.add(*cursor ? std::optional((*cursor)->id) : std::nullopt);
  params.add(*limit + 1);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListBreaksResponse> {
    views::ListBreaksResponse response;
    for (const auto& row : tx.exec(request.page.oldest_first ? oldest_sql : newest_sql, params))
      response.rows.push_back(view_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor =
          print_cursor(scope, TimeCursor{*last.opened_at, Uuid::parse(last.break_id).value_or(Uuid{})});
    }
    response.by_type = counts_of(tx.exec(counts_sql, counted));
    return response;
  });
}

Result<views::ReconBreak> PgReconciliation::get_break(const Uuid& break_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::ReconBreak> {
    const auto rows = tx.exec(one_sql, Params::of(break_id));
    if (rows.empty()) return fail(ErrorCode::not_found, "There is no such break.", "break_id");
    return view_of(rows[0]);
  });
}

} // namespace paydesk::store
