#include "app/models/refunds_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::RefundRow>;

namespace {

constexpr std::array<Column<views::RefundRow>, 11> all_columns = {
    {{"created", QT_TRANSLATE_NOOP("Columns", "Created"), CellKind::Time,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.created_at); }},
     {"order", QT_TRANSLATE_NOOP("Columns", "Order"), CellKind::Id,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.order_id); }},
     {"amount", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.amount); }},
     {"state", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::State,
      [](const views::RefundRow& row) -> QVariant { // a capture's state of that name has another word
        return row.state == "reversed" ? QStringLiteral("refund_reversed") : to_qt(row.state);
      }},
     {"reason", QT_TRANSLATE_NOOP("Columns", "Reason"), CellKind::Text,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.reason); }},
     {"note", QT_TRANSLATE_NOOP("Columns", "Note"), CellKind::Text,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.note); }},
     {"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.seller); }},
     {"requested_by", QT_TRANSLATE_NOOP("Columns", "Asked by"), CellKind::Text,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.requested_by); }},
     {"decided_by", QT_TRANSLATE_NOOP("Columns", "Decided by"), CellKind::Text,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.decided_by); }},
     {"reference", QT_TRANSLATE_NOOP("Columns", "PSP reference"), CellKind::Id,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.psp_reference); }},
     {"refund", QT_TRANSLATE_NOOP("Columns", "Refund"), CellKind::Id,
      [](const views::RefundRow& row) -> QVariant { return to_qt(row.refund_id); }}}};

} // namespace

std::span<const Column<views::RefundRow>> RefundsModel::columns() const { return all_columns; }

std::string RefundsModel::id_of(const views::RefundRow& row) const { return row.refund_id; }

QVariant RefundsModel::row_data(const views::RefundRow& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.payment_id);
  case RowStateRole:
    return to_qt(row.state);
  case AgeRole:
    return to_qt(row.created_at);
  default:
    return {};
  }
}

client::Call RefundsModel::fetch(views::PageRequest page, client::Reply<Page<views::RefundRow>> reply_to) {
  using List = client::rpc::ListRefunds;
  return daemon_.call<List>(
      std::move(page), this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::RefundRow>{std::move(reply->rows), std::move(reply->next_cursor), std::nullopt});
      });
}

bool RefundsModel::concerns(const views::Event& event) const {
  return is_kind(event, {"refund.", "operator.refund", "approval."});
}

QByteArray RefundsModel::encode(std::span<const views::RefundRow> rows) const {
  return client::to_bytes(views::ListRefundsResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::RefundRow> RefundsModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListRefundsResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::RefundRow>();
}

} // namespace paydesk::models
