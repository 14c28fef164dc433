#include "app/models/audit_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::AuditRow>;

namespace {

constexpr std::array<Column<views::AuditRow>, 6> all_columns = {
    {{"at", QT_TRANSLATE_NOOP("Columns", "At"), CellKind::Time,
      [](const views::AuditRow& row) -> QVariant { return to_qt(row.at); }},
     {"principal", QT_TRANSLATE_NOOP("Columns", "Who"), CellKind::Text,
      [](const views::AuditRow& row) -> QVariant { return to_qt(row.principal); }},
     {"action", QT_TRANSLATE_NOOP("Columns", "Action"), CellKind::Text,
      [](const views::AuditRow& row) -> QVariant { return to_qt(row.action); }},
     {"subject", QT_TRANSLATE_NOOP("Columns", "Subject"), CellKind::Id,
      [](const views::AuditRow& row) -> QVariant { return to_qt(row.subject); }},
     {"outcome", QT_TRANSLATE_NOOP("Columns", "Outcome"), CellKind::Text,
      [](const views::AuditRow& row) -> QVariant { return to_qt(row.outcome); }},
     {"detail", QT_TRANSLATE_NOOP("Columns", "Detail"), CellKind::Text,
      [](const views::AuditRow& row) -> QVariant { return to_qt(row.detail_json); }}}};

} // namespace

std::span<const Column<views::AuditRow>> AuditModel::columns() const { return all_columns; }

std::string AuditModel::id_of(const views::AuditRow& row) const {
  return (row.at ? format_instant(*row.at) : std::string()) + " " + row.principal + " " + row.action + " " +
         row.subject;
}

QVariant AuditModel::row_data(const views::AuditRow& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.payment_id);
  case AgeRole:
    return to_qt(row.at);
  default:
    return {};
  }
}

client::Call AuditModel::fetch(views::PageRequest page, client::Reply<Page<views::AuditRow>> reply_to) {
  using List = client::rpc::ListAudit;
  return daemon_.call<List>(
      std::move(page), this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::AuditRow>{std::move(reply->rows), std::move(reply->next_cursor), std::nullopt});
      });
}

bool AuditModel::concerns(const views::Event& event) const {
  return is_kind(event, {"operator.", "approval.", "refund.", "recon.", "queue.", "psp."});
}

QByteArray AuditModel::encode(std::span<const views::AuditRow> rows) const {
  return client::to_bytes(views::ListAuditResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::AuditRow> AuditModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListAuditResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::AuditRow>();
}

} // namespace paydesk::models
