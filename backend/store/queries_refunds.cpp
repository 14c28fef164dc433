// Refunds: one, and the list.
#include "store/queries.h"

#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/refund_rows.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

constexpr std::string_view one_sql = R"(
select r.*, o.seller from refund r join payment_order o on o.order_id = r.order_id where r.refund_id = $1::uuid)";

constexpr std::string_view list_head = R"(
select r.refund_id, r.order_id, r.payment_id, r.created_at, r.amount, r.currency, r.state, r.reason, r.note,
       r.requested_by, r.psp_reference, r.decided_by, r.commission, r.funds, r.policy_version, r.expires_at, r.deciders,
       o.seller
  from refund r
  join payment_order o on o.order_id = r.order_id
 where )";

constexpr std::string_view identifier_sql = R"(r.refund_id = any ({ids}) or r.order_id = any ({ids})
  or r.payment_id = any ({ids}) or r.psp_reference = any ({plain}) or o.reference = any ({plain})
  or exists (select from unnest({ends}) as e(tail)
              where starts_with(reverse(r.refund_id::text), e.tail)
                 or starts_with(reverse(r.order_id::text), e.tail)))";

constexpr std::string_view order_sql = R"(r.order_id = any ({ids}) or exists (
  select from unnest({ends}) as e(tail) where starts_with(reverse(r.order_id::text), e.tail)))";

// A refund's state is not an order's shown status, so the names are compared as they are.
constexpr FilterField fields[] = {
    {"", KeyType::text, identifier_sql},
    {"created", KeyType::time, "r.created_at"},
    {"state", KeyType::text, "r.state = any ({plain})"},
    {"psp", KeyType::text, "o.psp_account = any ({plain})"},
    {"currency", KeyType::currency, "r.currency = any ({plain})"},
    {"amount", KeyType::amount, "r.amount", "r.currency"},
    {"age", KeyType::age, "r.state_since"},
    {"seller", KeyType::text, "o.seller = any ({plain})"},
    {"order", KeyType::text, order_sql},
    {"reason", KeyType::text, "r.reason = any ({plain})"},
    {"commission", KeyType::text, "r.commission = any ({plain})"},
    {"by", KeyType::text, "r.requested_by = any ({plain}) or r.decided_by = any ({plain})"},
};

} // namespace

Result<views::RefundRow> PgQueries::refund(const Uuid& refund_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::RefundRow> {
    const auto rows = tx.exec(one_sql, Params::of(refund_id));
    if (rows.empty())
      return fail(ErrorCode::not_found, "there is no refund with this id", "refund_id");
    return refund_row_of(rows[0]);
  });
}

Result<views::ListRefundsResponse> PgQueries::list_refunds(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("refunds", page);
  Params params;
  auto condition = filter_condition(page.filter, fields, {clock_.now(), options_.time_zone}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  auto sql = std::string(list_head) + *condition;
  const auto behind =
      keyset_condition(scope, page, {"r.created_at", "timestamptz"}, {"r.refund_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  sql += *behind + keyset_order(page, "r.created_at", "r.refund_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListRefundsResponse> {
    views::ListRefundsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(refund_row_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.created_at), last.refund_id});
    }
    return response;
  });
}

} // namespace paydesk::store
