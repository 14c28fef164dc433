#include "app/models/payout_batches_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::PayoutBatch>;

namespace {

constexpr std::array<Column<views::PayoutBatch>, 8> all_columns = {
    {{"created", QT_TRANSLATE_NOOP("Columns", "Created"), CellKind::Time,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.created_at); }},
     {"state", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::State,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.state); }},
     {"batch", QT_TRANSLATE_NOOP("Columns", "Batch"), CellKind::Id,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.batch_id); }},
     {"payouts", QT_TRANSLATE_NOOP("Columns", "Payouts"), CellKind::Number,
      [](const views::PayoutBatch& row) -> QVariant { return qlonglong(row.payouts); }},
     {"total", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.total); }},
     {"funding", QT_TRANSLATE_NOOP("Columns", "From account"), CellKind::Text,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.funding_account); }},
     {"created_by", QT_TRANSLATE_NOOP("Columns", "Created by"), CellKind::Text,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.created_by); }},
     {"reason", QT_TRANSLATE_NOOP("Columns", "Reason"), CellKind::Text,
      [](const views::PayoutBatch& row) -> QVariant { return to_qt(row.reason); }}}};

} // namespace

std::span<const Column<views::PayoutBatch>> PayoutBatchesModel::columns() const { return all_columns; }

QVariant PayoutBatchesModel::row_data(const views::PayoutBatch& row, int role) const {
  switch (role) {
  case RowStateRole:
    return to_qt(row.state);
  case AgeRole:
    return to_qt(row.created_at);
  default:
    return {};
  }
}

client::Call PayoutBatchesModel::fetch(views::PageRequest page, client::Reply<Page<views::PayoutBatch>> reply_to) {
  using List = client::rpc::ListPayoutBatches;
  return daemon_.call<List>(
      std::move(page), this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::PayoutBatch>{std::move(reply->rows), std::move(reply->next_cursor), std::nullopt});
      });
}

bool PayoutBatchesModel::concerns(const views::Event& event) const { return is_kind(event, {"payout"}); }

QByteArray PayoutBatchesModel::encode(std::span<const views::PayoutBatch> rows) const {
  return client::to_bytes(views::ListPayoutBatchesResponse{{rows.begin(), rows.end()}, {}});
}

std::vector<views::PayoutBatch> PayoutBatchesModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListPayoutBatchesResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::PayoutBatch>();
}

} // namespace paydesk::models
