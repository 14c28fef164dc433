// How far a selection has come, and what became of its items: read from the books, not from what was promised.
#include <fmt/format.h>

#include "store/cursor.h"
#include "store/row_values.h"
#include "store/selection_rows.h"
#include "store/selections.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

constexpr std::string_view selection_sql = "select * from selection where selection_id = $1::uuid";

constexpr std::string_view sums_sql = R"(
select currency, sum(amount)::bigint as amount from selection_item where selection_id = $1::uuid
 group by currency order by currency)";

// What an item came to is what its job, the newest generation of its operation, or its charge say now.
constexpr std::string_view items_sql = R"(
select i.n, i.job_id, i.payment_id, i.psp_account, i.kind, i.amount, i.currency, i.state, i.message, i.done_at,
       case when i.state = 'waiting' then case when s.state in ('frozen', 'running') then 'waiting' else 'not_begun' end
            when i.state = 'refused' then 'refused'
            when j.state = 'dead' then 'dead_again'
            when j.job_id is not null or o.state = 'live' then 'under_way'
            when s.action = 'discard' then 'given_up'
            when o.state = 'failed' then 'failed'
            when o.state = 'succeeded' and i.kind = 'capture' then 'captured'
            when o.state = 'succeeded' and i.kind = 'refund' then 'refunded'
            when o.state = 'succeeded' and i.kind = 'void' then 'released'
            else c.state end as outcome
  from selection s
  join selection_item i using (selection_id)
  join charge c on c.charge_id = i.charge_id
  left join job j on j.job_id = i.job_id
  left join lateral (
    select state from operation
     where charge_id = i.charge_id and kind = i.kind and subject_id = i.subject_id
     order by generation desc limit 1) o on true
 where s.selection_id = $1::uuid)";

const std::string& page_sql() {
  static const auto sql = fmt::format("{} and i.n > $2::int order by i.n limit $3::int", items_sql);
  return sql;
}

const std::string& outcomes_sql() {
  static const auto sql =
      fmt::format("select outcome, count(*) as items from ({}) v group by 1 order by 1", items_sql);
  return sql;
}

views::Selection selection_of(const pqxx::row& row) {
  views::Selection view;
  view.selection_id = text_of(row["selection_id"]);
  view.owner = text_of(row["owner"]);
  view.dead_letter = text_of(row["list"]) == "dead";
  view.filter = text_of(row["filter"]);
  view.totals.count = int_of(row["items"]);
  view.totals.as_of_position = int_of(row["position"]);
  view.done = int_of(row["done"]);
  view.refused = int_of(row["refused"]);
  view.waiting = view.totals.count - view.done - view.refused;
  view.state = text_of(row["state"]);
  view.action = text_of(row["action"]);
  view.reason = text_of(row["reason"]);
  view.runner = text_of(row["runner"]);
  view.note = text_of(row["note"]);
  view.created_at = optional_instant_of(row["created_at"]);
  view.expires_at = optional_instant_of(row["expires_at"]);
  view.started_at = optional_instant_of(row["started_at"]);
  view.ended_at = optional_instant_of(row["ended_at"]);
  return view;
}

views::SelectionItem item_of(const pqxx::row& row) {
  views::SelectionItem item;
  item.job_id = text_of(row["job_id"]);
  item.payment_id = text_of(row["payment_id"]);
  item.psp_account = text_of(row["psp_account"]);
  item.operation = text_of(row["kind"]);
  item.amount = money_of(row["amount"], row["currency"]);
  item.state = text_of(row["state"]);
  item.message = text_of(row["message"]);
  item.outcome = text_of(row["outcome"]);
  item.done_at = optional_instant_of(row["done_at"]);
  return item;
}

/// The place behind which the page begins; 0 without a cursor.
Result<std::int64_t> place_of(const std::string& scope, const std::string& cursor) {
  if (cursor.empty())
    return 0;
  const auto key = decode_cursor(scope, cursor, 1);
  if (!key)
    return tl::unexpected(key.error());
  return std::strtoll(key->front().c_str(), nullptr, 10);
}

} // namespace

Result<views::Selection> read_selection(Tx& tx, const Uuid& selection_id) {
  const auto rows = tx.exec(selection_sql, Params::of(selection_id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no selection with this id; it may have expired", "selection_id");
  auto view = selection_of(rows[0]);
  for (const auto& row : tx.exec(sums_sql, Params::of(selection_id)))
    view.totals.sums.push_back(money_of(row["amount"], row["currency"]));
  return view;
}

Result<views::SelectionProgress> PgSelections::progress(const Uuid& selection_id, const views::PageRequest& page) {
  if (!page.filter.empty())
    return invalid("filter", "is not possible here: a selection's items are what was frozen");
  if (page.oldest_first)
    return invalid("oldest_first", "is not possible here: items come in their frozen order");
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("selection." + selection_id.to_string(), page);
  const auto behind = place_of(scope, page.cursor);
  if (!behind)
    return tl::unexpected(behind.error());
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::SelectionProgress> {
    auto selection = read_selection(tx, selection_id);
    if (!selection)
      return tl::unexpected(selection.error());
    views::SelectionProgress progress{std::move(*selection), {}, {}};
    for (const auto& row : tx.exec(outcomes_sql(), Params::of(selection_id)))
      progress.selection.outcomes.push_back({text_of(row["outcome"]), int_of(row["items"])});
    std::int64_t last = 0;
    for (const auto& row : tx.exec(page_sql(), Params::of(selection_id, *behind, *limit + 1))) {
      if (progress.items.size() == static_cast<std::size_t>(*limit)) {
        progress.next_cursor = encode_cursor(scope, {std::to_string(last)});
        break;
      }
      last = int_of(row["n"]);
      progress.items.push_back(item_of(row));
    }
    return progress;
  });
}

} // namespace paydesk::store
