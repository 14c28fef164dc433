#include "store/approvals.h"

#include "store/approval_tx.h"
#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

constexpr FilterField fields[] = {
    {"", KeyType::text, "a.approval_id = any ({ids}) or a.transaction_id = any ({ids}) or a.subject = any ({plain})"},
    {"created", KeyType::time, "a.requested_at"},
    {"state", KeyType::text, "a.state = any ({plain})"},
    {"kind", KeyType::text, "a.kind = any ({plain})"},
    {"subject", KeyType::text, "a.subject = any ({plain})"},
    {"by", KeyType::text, "a.requested_by = any ({plain}) or a.decided_by = any ({plain})"},
};

} // namespace

Result<void> PgApprovals::in_transaction(const std::function<Result<void>(ApprovalTx&)>& work) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    PgApprovalTx approvals(tx);
    return work(approvals);
  });
}

Result<views::ListApprovalsResponse> PgApprovals::list(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("approvals", page);
  Params params;
  auto condition = filter_condition(page.filter, fields, {clock_.now(), time_zone_}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto behind =
      keyset_condition(scope, page, {"a.requested_at", "timestamptz"}, {"a.approval_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = "select " + std::string(approval_columns) + " from approval a where " + *condition + *behind +
                   keyset_order(page, "a.requested_at", "a.approval_id", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListApprovalsResponse> {
    views::ListApprovalsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(approval_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.requested_at), last.approval_id});
    }
    return response;
  });
}

Result<views::ApprovalEvidence> PgApprovals::evidence(const Uuid& approval_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::ApprovalEvidence> {
    const auto rows = tx.exec("select evidence_name, encode(evidence, 'hex'), encode(sha256(evidence), 'hex') "
                              "from approval where approval_id = $1::uuid",
                              Params::of(approval_id));
    if (rows.empty())
      return fail(ErrorCode::not_found, "there is no approval with this id", "approval_id");
    if (text_of(rows[0][0]).empty())
      return fail(ErrorCode::not_found, "this approval came without evidence", "approval_id");
    return views::ApprovalEvidence{text_of(rows[0][0]), bytes_of_hex(rows[0][1].c_str()), text_of(rows[0][2])};
  });
}

} // namespace paydesk::store
