#include "app/models/payout_lines_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::Payout>;

namespace {

constexpr std::array<Column<views::Payout>, 6> all_columns = {
    {{"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::Payout& row) -> QVariant { return to_qt(row.seller); }},
     {"holder", QT_TRANSLATE_NOOP("Columns", "Account holder"), CellKind::Text,
      [](const views::Payout& row) -> QVariant { return to_qt(row.holder); }},
     {"account", QT_TRANSLATE_NOOP("Columns", "Bank account"), CellKind::Text,
      [](const views::Payout& row) -> QVariant { return to_qt(row.account); }},
     {"amount", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount,
      [](const views::Payout& row) -> QVariant { return to_qt(row.amount); }},
     {"state", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::State,
      [](const views::Payout& row) -> QVariant { return to_qt(row.state); }},
     {"payout", QT_TRANSLATE_NOOP("Columns", "Payout"), CellKind::Id,
      [](const views::Payout& row) -> QVariant { return to_qt(row.payout_id); }}}};

} // namespace

void PayoutLinesModel::set_batch(std::string batch_id) {
  if (batch_id == batch_id_) return;
  batch_id_ = std::move(batch_id);
  batch_.reset();
  restart();
}

std::span<const Column<views::Payout>> PayoutLinesModel::columns() const { return all_columns; }

QVariant PayoutLinesModel::row_data(const views::Payout& row, int role) const {
  return role == RowStateRole ? to_qt(row.state) : QVariant();
}

client::Call PayoutLinesModel::fetch(views::PageRequest, client::Reply<Page<views::Payout>> reply_to) {
  using Get = client::rpc::GetPayoutBatch;
  return daemon_.call<Get>({batch_id_}, this, [this, reply_to = std::move(reply_to)](Result<Get::Response> reply) {
    if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
    batch_ = std::move(reply->batch);
    const auto total = static_cast<std::int64_t>(reply->payouts.size());
    reply_to(Page<views::Payout>{std::move(reply->payouts), {}, total});
  });
}

bool PayoutLinesModel::concerns(const views::Event& event) const { return is_kind(event, {"payout"}); }

QByteArray PayoutLinesModel::encode(std::span<const views::Payout> rows) const {
  views::PayoutBatchDetail detail;
  detail.payouts.assign(rows.begin(), rows.end());
  return client::to_bytes(detail);
}

std::vector<views::Payout> PayoutLinesModel::decode(const QByteArray& bytes) const {
  auto detail = client::from_bytes<views::PayoutBatchDetail>(bytes);
  return detail ? std::move(detail->payouts) : std::vector<views::Payout>();
}

} // namespace paydesk::models
