// Both columns of a run: its lines with the facts they belong to, then what only one side has.
#include "store/reconciliation.h"

#include "store/cursor.h"
#include "store/reconciliation_filters.h"
#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

// Rows without a line stand after all lines, in the order in which their breaks were opened.
constexpr std::string_view page_sql = R"(
with line_rows as (
  select l.line_no as position, l.line_id as id, l.line_id, null::uuid as break_id
    from settlement_line l
   where l.run_id = $1 and (not $2::boolean or l.verdict <> 'matched')
     and ($3::bigint is null or (l.line_no, l.line_id) > ($3::bigint, $4::uuid))
   order by l.line_no, l.line_id limit $5
), break_rows as (
  select 9223372036854775807 as position, b.break_id as id, null::uuid as line_id, b.break_id
    from recon_break b
   where b.run_id = $1 and b.line_id is null and b.state <> 'healed'
     and ($3::bigint is null or (9223372036854775807, b.break_id) > ($3::bigint, $4::uuid))
   order by b.break_id limit $5
), page as (
  select * from line_rows union all select * from break_rows order by 1, 2 limit $5
)
select p.position, p.id, b.break_id, b.type, b.state, b.suggested_reference, b.suggested_score, b.explanation,
       date_in_zone(f.at, a.time_zone), f.kind, coalesce(o.seller, b.seller), coalesce(o.reference, ''), f.reference,
       case when f.reference is null then b.ledger_amount else signed_fact(f.kind, f.amount) end,
       coalesce(f.currency, nullif(b.ledger_currency, '')), l.line_no, l.gross, l.fee, l.currency,
       l.merchant_reference, l.psp_reference, l.kind, date_in_zone(l.booked_at, a.time_zone),
       coalesce(f.payment_id, b.payment_id), l.verdict, b.file_amount, b.currency, b.merchant_reference,
       b.psp_reference, b.fact_reference
  from page p
  left join settlement_line l on l.line_id = p.line_id
  left join lateral (select * from recon_break where break_id = p.break_id
                     union all
                     (select * from recon_break where line_id = p.line_id order by opened_at desc, break_id desc limit 1)
                     limit 1) b on l.verdict is distinct from 'matched'
  left join recon_run r on r.run_id = $1
  left join psp_account a on a.psp_account = r.psp_account
  left join psp_fact f on f.psp_account = r.psp_account
                      and (f.kind, f.reference) = (coalesce(nullif(l.fact_kind, ''), b.fact_kind),
                                                   coalesce(nullif(l.fact_reference, ''), b.fact_reference))
  left join lateral (select seller, reference from payment_order
                      where charge_id = f.charge_id and (f.order_id is null or order_id = f.order_id)
                      order by line_no limit 1) o on true
 order by p.position, p.id)";

constexpr std::string_view total_sql = R"(
select (select count(*) from settlement_line where run_id = $1 and (not $2::boolean or verdict <> 'matched'))
     + (select count(*) from recon_break where run_id = $1 and line_id is null and state <> 'healed'))";

std::string link_of(const pqxx::row& row) {
  if (text_of(row[24]) == "matched") return "matched";
  const auto state = text_of(row[4]);
  const bool live = state == "open" || state == "waiting" || state == "reopened" || state == "proposed";
  return live && !text_of(row[5]).empty() ? "suggested" : "break";
}

void fill_file_side(views::ReconPair& pair, const pqxx::row& row) {
  if (row[15].is_null()) {
    if (!row[25].is_null()) pair.file_amount = {int_of(row[25]), currency_of(row[26])};
    return;
  }
  const auto currency = currency_of(row[18]);
  pair.line_no = int_of(row[15]);
  pair.file_amount = {int_of(row[16]), currency};
  pair.file_fee = {int_of(row[17]), currency};
  pair.file_reference = text_of(row[19]);
  pair.file_psp_reference = text_of(row[20]);
  pair.file_kind = text_of(row[21]);
  pair.file_date = text_of(row[22]);
}

views::ReconPair view_of(const pqxx::row& row) {
  views::ReconPair pair;
  pair.link = link_of(row);
  if (pair.link != "matched") {
    pair.break_id = text_of(row[2]);
    pair.break_type = text_of(row[3]);
    pair.explanation = text_of(row[7]);
    if (!text_of(row[5]).empty()) pair.score = text_of(row[6]);
  }
  pair.ledger_booked = text_of(row[8]);
  pair.ledger_kind = text_of(row[9]);
  pair.ledger_seller = text_of(row[10]);
  pair.ledger_reference = text_of(row[11]);
  pair.ledger_psp_reference = text_of(row[12]);
  if (!row[13].is_null()) pair.ledger_amount = {int_of(row[13]), currency_of(row[14])};
  pair.payment_id = text_of(row[23]);
  fill_file_side(pair, row);
  return pair;
}

} // namespace

Result<views::ListPairsResponse> PgReconciliation::list_pairs(const views::ListPairsRequest& request) {
  const auto run_id = Uuid::parse(request.run_id);
  if (!run_id) return invalid("run_id", "This is not a UUID.");
  const auto scope =
      page_scope("recon_pairs/" + request.run_id + (request.breaks_only ? "/breaks" : ""), request.page);
  const auto cursor = parse_number_cursor(scope, request.page.cursor);
  const auto limit = page_limit(request.page);
  if (!cursor || !limit) return tl::unexpected<Error>(!cursor ? cursor.error() : limit.error());
  const auto counted = Params::of(*run_id, request.breaks_only);
  auto params = counted;
  params.add(*cursor ? std::optional((*cursor)->number) : std::nullopt);
  params.add(*cursor ? std::optional((*cursor)->id) : std::nullopt);
  params.add(*limit + 1);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListPairsResponse> {
    views::ListPairsResponse response;
    std::vector<NumberCursor> places;
    for (const auto& row : tx.exec(page_sql, params)) {
      response.rows.push_back(view_of(row));
      places.push_back({int_of(row[0]), uuid_of(row[1])});
    }
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      response.next_cursor = print_cursor(scope, places[response.rows.size() - 1]);
    }
    response.total = int_of(tx.exec(total_sql, counted)[0][0]);
    return response;
  });
}

} // namespace paydesk::store
