#include "store/disputes.h"

#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

constexpr std::string_view rows_sql = R"(
select d.dispute_id, d.payment_id, d.psp_account, d.psp_reference, d.currency, d.amount, d.state, d.state_since,
       d.round, d.due_by, d.withheld, d.booked_lost, d.created_at, a.kind as answer, a.answer_state, a.last_error
  from dispute d
  left join lateral (
    select o.kind, j.last_error,
           case when j.state = 'dead' then 'dead_letter' when j.ask then 'asking' else 'sending' end as answer_state
      from operation o join job j on j.operation_id = o.operation_id
     where o.charge_id = d.charge_id and o.subject_id = d.dispute_id and o.state = 'live'
       and o.kind in ('dispute_evidence', 'dispute_accept') limit 1) a on true
 where )";

constexpr std::string_view shares_sql = R"(
select o.order_id, o.seller, o.reference, o.currency, coalesce(h.amount, 0) as held, coalesce(l.amount, 0) as lost
  from dispute d
  join payment_order o on o.charge_id = d.charge_id
  left join dispute_hold h on h.dispute_id = d.dispute_id and h.order_id = o.order_id
  left join dispute_loss l on l.dispute_id = d.dispute_id and l.order_id = o.order_id
 where d.dispute_id = $1::uuid and (h.amount > 0 or l.amount > 0) order by o.line_no)";

constexpr std::string_view evidence_sql = R"(
select e.evidence_id, e.text, e.submitted_by, e.submitted_at,
       case o.state when 'live' then 'sending' when 'succeeded' then 'sent' else 'not_sent' end as state
  from dispute_evidence e join operation o using (operation_id)
 where e.dispute_id = $1::uuid order by e.submitted_at, e.evidence_id)";

constexpr std::string_view identifier_sql = R"(d.dispute_id = any ({ids}) or d.payment_id = any ({ids})
  or d.psp_reference = any ({plain}))";

constexpr FilterField fields[] = {
    {"", KeyType::text, identifier_sql},
    {"created", KeyType::time, "d.created_at"},
    {"due", KeyType::time, "d.due_by"},
    {"state", KeyType::text, "d.state = any ({plain})"},
    {"psp", KeyType::text, "d.psp_account = any ({plain})"},
    {"payment", KeyType::text, "d.payment_id = any ({ids})"},
    {"answer", KeyType::text, "a.answer_state = any ({plain})"},
    {"seller", KeyType::text,
     "exists (select from payment_order o where o.charge_id = d.charge_id and o.seller = any ({plain}))"},
};

views::DisputeRow view_of(const pqxx::row& row) {
  views::DisputeRow view;
  view.dispute_id = text_of(row["dispute_id"]);
  view.payment_id = text_of(row["payment_id"]);
  view.psp_account = text_of(row["psp_account"]);
  view.psp_reference = text_of(row["psp_reference"]);
  view.amount = money_of(row["amount"], row["currency"]);
  view.state = text_of(row["state"]);
  view.state_since = optional_instant_of(row["state_since"]);
  view.round = small_int_of(row["round"]);
  view.due_by = optional_instant_of(row["due_by"]);
  view.withheld = money_of(row["withheld"], row["currency"]);
  view.booked_lost = bool_of(row["booked_lost"]);
  view.answer = text_of(row["answer"]);
  view.answer_state = text_of(row["answer_state"]);
  view.answer_error = text_of(row["last_error"]);
  view.created_at = optional_instant_of(row["created_at"]);
  return view;
}

} // namespace

Result<views::DisputeDetail> PgDisputes::dispute(const Uuid& dispute_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::DisputeDetail> {
    const auto id = Params::of(dispute_id);
    std::string sql(rows_sql);
    sql += "d.dispute_id = $1::uuid";
    const auto rows = tx.exec_once(sql, id);
    if (rows.empty())
      return fail(ErrorCode::not_found, "there is no dispute with this id", "dispute_id");
    views::DisputeDetail detail;
    detail.dispute = view_of(rows[0]);
    for (const auto& row : tx.exec(shares_sql, id))
      detail.shares.push_back({text_of(row["order_id"]), text_of(row["seller"]), text_of(row["reference"]),
                               money_of(row["held"], row["currency"]), money_of(row["lost"], row["currency"])});
    for (const auto& row : tx.exec(evidence_sql, id))
      detail.evidence.push_back({text_of(row["evidence_id"]), text_of(row["text"]), text_of(row["submitted_by"]),
                                 optional_instant_of(row["submitted_at"]), text_of(row["state"])});
    return detail;
  });
}

Result<views::ListDisputesResponse> PgDisputes::list(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("disputes", page);
  Params params;
  auto condition = filter_condition(page.filter, fields, {clock_.now(), time_zone_}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto behind = keyset_condition(scope, page, {"d.created_at", "timestamptz"}, {"d.dispute_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(rows_sql) + *condition + *behind +
                   keyset_order(page, "d.created_at", "d.dispute_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListDisputesResponse> {
    views::ListDisputesResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(view_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.created_at), last.dispute_id});
    }
    return response;
  });
}

} // namespace paydesk::store
