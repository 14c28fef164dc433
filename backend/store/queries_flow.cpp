// The Flow screen: where the orders are, how old, and the day's figures.
#include "store/queries.h"

#include <algorithm>

#include "store/flow_reads.h"
#include "store/payment_filter.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

constexpr std::string_view range_sql = R"(
with day as (select date_trunc('day', $2::timestamptz at time zone $3::text) as local)
select case $1::text when '5m' then $2::timestamptz - interval '5 minutes'
                     when '1h' then $2::timestamptz - interval '1 hour'
                     when 'yesterday' then (day.local - interval '1 day') at time zone $3
                     else day.local at time zone $3 end as from_at,
       case $1::text when 'yesterday' then day.local at time zone $3
                     else $2::timestamptz + interval '1 day' end as to_at
  from day)";

// Open statuses as they are now; those that ended, when they ended in the range.
constexpr std::string_view nodes_sql = R"(
select status, currency, count(*) as orders, sum(amount)::bigint as amount,
       count(*) filter (where ratio < 0.25) as h0, count(*) filter (where ratio >= 0.25 and ratio < 0.75) as h1,
       count(*) filter (where ratio >= 0.75 and ratio < 1) as h2,
       count(*) filter (where ratio >= 1 and ratio < 2) as h3, count(*) filter (where ratio >= 2) as h4
  from (select o.status, o.currency, o.amount,
               coalesce(extract(epoch from $4::timestamptz - o.status_since) / nullif(s.sla, 0), 0) as ratio
          from unnest($1::text[], $2::bigint[], $3::boolean[]) as s(status, sla, open)
         cross join lateral (
               select m.* from order_moving join payment_order m using (order_id)
                where order_is_moving(s.status) and m.status = s.status
               union all
               select g.* from payment_order g
                where not order_is_moving(s.status) and g.status_group = order_status_group(s.status)
                  and g.status = s.status) o
         where (s.open or (o.status_since >= $5::timestamptz and o.status_since < $6::timestamptz))
           and ($7::text = '' or o.psp_account = $7) and ($8::text = '' or o.currency = $8)) n
 group by status, currency
 order by status, currency)";

constexpr std::string_view errors_sql = R"(
select status, error_class, orders
  from (select o.status, c.error_class, count(*) as orders,
               row_number() over (partition by o.status order by count(*) desc, c.error_class) as place
          from payment_order o
          join charge c on c.charge_id = o.charge_id
         where o.status = any ($1::text[])
           and (o.status_group = any (order_status_groups($1::text[]))
                or o.order_id = any (array(select order_id from order_moving where order_statuses_move($1::text[]))))
           and c.error_class not in ('', 'none')
           and (o.status_since >= $2::timestamptz or o.status <> 'failed')
           and ($3::text = '' or o.psp_account = $3) and ($4::text = '' or o.currency = $4)
         group by o.status, c.error_class) e
 where place <= 3
 order by status, place)";

constexpr std::string_view figures_sql = R"(
select (select position from event_head) as position,
       (select count(distinct o.payment_id) from payment_order o
         where o.created_at >= $1::timestamptz and o.created_at < $2::timestamptz
           and ($3::text = '' or o.psp_account = $3) and ($4::text = '' or o.currency = $4)) as payments,
       (select count(*) from job j where j.state = 'dead' and ($3 = '' or j.psp_account = $3)) as dead,
       (select count(*) from recon_break b where b.state in ('open', 'proposed', 'waiting', 'reopened')
           and ($3 = '' or b.psp_account = $3)) as breaks,
       (select count(*) from refund r where r.state = 'awaiting_approval')
         + (select count(*) from recon_break b where b.state = 'proposed') as decisions)";

// From the range's transactions to their entries, never the other way: an account has every entry there ever was.
// That the sum of all is zero is the quick look at the books; verify is the proof.
constexpr std::string_view money_sql = R"(
with booked as materialized (
  select transaction_id, kind from ledger_transaction
   where booked_at >= $1::timestamptz and booked_at < $2::timestamptz)
select e.currency, sum(e.amount)::bigint as difference,
       coalesce(sum(e.amount) filter (where b.kind = 'capture' and e.received), 0)::bigint as captured,
       coalesce(-sum(e.amount) filter (where b.kind = 'refund' and e.received), 0)::bigint as refunded,
       count(*) filter (where b.kind = 'refund' and e.received) as refunds
  from booked b
  cross join lateral (
    select currency, amount, account_id = any (array(
             select account_id from ledger_account
              where class = 'psp_receivable' and ($3::text = '' or owner = $3))) as received
      from ledger_entry where transaction_id = b.transaction_id offset 0) e
 where $4::text = '' or e.currency = $4
 group by e.currency
 order by e.currency)";

bool known_range(const std::string& range) {
  return range.empty() || range == "5m" || range == "1h" || range == "today" || range == "yesterday";
}

} // namespace

void add_flow_nodes(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  Array names, slas, open;
  for (const auto& status : shown_statuses()) {
    names.add(status);
    slas.add(shown_status_sla(status));
    open.add(is_open_status(status));
  }
  const auto rows = tx.exec(nodes_sql, Params::of(names.text(), slas.text(), open.text(), scope.now, scope.from,
                                                  scope.to, scope.psp_account, scope.currency));
  for (const auto& row : rows) {
    const auto status = text_of(row["status"]);
    if (flow.nodes.empty() || flow.nodes.back().status != status) {
      flow.nodes.push_back({});
      flow.nodes.back().status = status;
      flow.nodes.back().heat.assign(5, 0);
    }
    auto& node = flow.nodes.back();
    const auto count = int_of(row["orders"]);
    const auto late = int_of(row["h3"]) + int_of(row["h4"]);
    const char* const columns[] = {"h0", "h1", "h2", "h3", "h4"};
    for (std::size_t i = 0; i < 5; ++i)
      node.heat[i] += int_of(row[columns[i]]);
    node.count += count;
    node.late += late;
    node.sums.push_back(money_of(row["amount"], row["currency"]));
    if (is_open_status(status)) {
      flow.in_flight += count;
      flow.late += late;
    }
  }
}

void add_flow_errors(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  Array names;
  for (const auto& status : shown_statuses())
    if (is_open_status(status) || status == "failed")
      names.add(status);
  const auto rows = tx.exec(errors_sql, Params::of(names.text(), scope.from, scope.psp_account, scope.currency));
  for (const auto& row : rows) {
    const auto status = text_of(row["status"]);
    const auto node = std::find_if(flow.nodes.begin(), flow.nodes.end(),
                                   [&](const views::FlowNode& known) { return known.status == status; });
    if (node != flow.nodes.end())
      node->top_errors.push_back({text_of(row["error_class"]), int_of(row["orders"])});
  }
}

void add_flow_figures(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  const auto row =
      tx.exec(figures_sql, Params::of(scope.from, scope.to, scope.psp_account, scope.currency))[0];
  flow.position = int_of(row["position"]);
  flow.payments = int_of(row["payments"]);
  flow.dead_letter = int_of(row["dead"]);
  flow.open_breaks = int_of(row["breaks"]);
  flow.awaiting_decision = int_of(row["decisions"]);
}

void add_flow_money(Tx& tx, const FlowScope& scope, views::Flow& flow) {
  flow.ledger_balanced = true;
  for (const auto& row : tx.exec(money_sql, Params::of(scope.from, scope.to, scope.psp_account, scope.currency))) {
    flow.ledger_balanced = flow.ledger_balanced && int_of(row["difference"]) == 0;
    flow.refund_count += int_of(row["refunds"]);
    if (int_of(row["captured"]) != 0)
      flow.captured.push_back(money_of(row["captured"], row["currency"]));
    if (int_of(row["refunded"]) != 0)
      flow.refunded.push_back(money_of(row["refunded"], row["currency"]));
  }
}

Result<views::Flow> PgQueries::flow(const views::GetFlowRequest& request) {
  if (!known_range(request.range))
    return invalid("range", "is not one of 5m, 1h, today, yesterday");
  const auto now = clock_.now();
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::Flow> {
    const auto range = tx.exec(range_sql, Params::of(request.range, now, options_.time_zone))[0];
    const FlowScope scope{now,
                          instant_of(range["from_at"]),
                          instant_of(range["to_at"]),
                          request.psp_account,
                          request.currency,
                          options_.time_zone};
    views::Flow flow;
    add_flow_nodes(tx, scope, flow);
    add_flow_errors(tx, scope, flow);
    add_flow_figures(tx, scope, flow);
    add_flow_money(tx, scope, flow);
    add_flow_moves(tx, scope, flow);
    add_flow_psps(tx, scope, flow);
    add_flow_series(tx, scope, flow);
    return flow;
  });
}

} // namespace paydesk::store
