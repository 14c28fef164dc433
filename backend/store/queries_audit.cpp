// What operators did.
#include "store/queries.h"

#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

constexpr std::string_view list_head = R"(
select a.audit_id, a.at, a.login, a.action, a.subject, a.payment_id, a.detail, a.outcome from audit_record a where )";

constexpr FilterField fields[] = {
    {"", KeyType::text, "a.payment_id = any ({ids}) or a.subject ilike any ({contains}) or a.login = any ({plain}) "
                        "or a.action ilike any ({contains})"},
    {"created", KeyType::time, "a.at"},
    {"by", KeyType::text, "a.login = any ({plain})"},
    {"action", KeyType::text, "a.action = any ({plain})"},
    {"subject", KeyType::text, "a.subject = any ({plain})"},
    {"outcome", KeyType::text, "a.outcome = any ({plain})"},
};

views::AuditRow row_of(const pqxx::row& row) {
  views::AuditRow view;
  view.at = optional_instant_of(row["at"]);
  view.principal = text_of(row["login"]);
  view.action = text_of(row["action"]);
  view.subject = text_of(row["subject"]);
  view.detail_json = text_of(row["detail"]);
  view.outcome = text_of(row["outcome"]);
  view.payment_id = text_of(row["payment_id"]);
  return view;
}

} // namespace

Result<views::ListAuditResponse> PgQueries::audit(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("audit", page);
  Params params;
  const auto filtered = filter_condition(page.filter, fields, {clock_.now(), options_.time_zone}, params);
  if (!filtered)
    return tl::unexpected(filtered.error());
  const auto behind = keyset_condition(scope, page, {"a.at", "timestamptz"}, {"a.audit_id", "bigint"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql =
      std::string(list_head) + *filtered + *behind + keyset_order(page, "a.at", "a.audit_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListAuditResponse> {
    const auto rows = tx.exec_once(sql, params);
    views::ListAuditResponse response;
    for (const auto& row : rows)
      response.rows.push_back(row_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto last = rows[static_cast<pqxx::result::size_type>(*limit - 1)];
      response.next_cursor =
          encode_cursor(scope, {format_instant(instant_of(last["at"])), text_of(last["audit_id"])});
    }
    return response;
  });
}

} // namespace paydesk::store
