#include "app/models/queue_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::QueueItem>;

namespace {

constexpr std::array<Column<views::QueueItem>, 13> all_columns = {
    {{"order", QT_TRANSLATE_NOOP("Columns", "Order"), CellKind::Id,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.order_id); }},
     {"psp", QT_TRANSLATE_NOOP("Columns", "PSP"), CellKind::Text,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.psp_account); }},
     {"operation", QT_TRANSLATE_NOOP("Columns", "Operation"), CellKind::Text,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.operation); }},
     {"amount", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.amount); }},
     {"class", QT_TRANSLATE_NOOP("Columns", "Class"), CellKind::ErrorClass,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.error_class); }},
     {"error", QT_TRANSLATE_NOOP("Columns", "Last error"), CellKind::Text,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.last_error); }},
     {"attempts", QT_TRANSLATE_NOOP("Columns", "Tries"), CellKind::Attempts,
      [](const views::QueueItem& row) -> QVariant {
        return QVariant::fromValue(Attempts{row.attempts, row.max_attempts});
      }},
     {"due", QT_TRANSLATE_NOOP("Columns", "Next try"), CellKind::Countdown,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.due_at); }},
     {"policy", QT_TRANSLATE_NOOP("Columns", "Policy"), CellKind::Text,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.policy); }},
     {"dead", QT_TRANSLATE_NOOP("Columns", "Dead since"), CellKind::Age,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.dead_since); }},
     {"owner", QT_TRANSLATE_NOOP("Columns", "Owner"), CellKind::Text,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.owner); }},
     {"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.seller); }},
     {"created", QT_TRANSLATE_NOOP("Columns", "Created"), CellKind::Time,
      [](const views::QueueItem& row) -> QVariant { return to_qt(row.created_at); }}}};

} // namespace

void QueueModel::set_dead_letter(bool dead_letter) {
  if (std::exchange(dead_letter_, dead_letter) != dead_letter) restart();
}

std::span<const Column<views::QueueItem>> QueueModel::columns() const { return all_columns; }

std::string QueueModel::id_of(const views::QueueItem& row) const { return row.job_id; }

QVariant QueueModel::row_data(const views::QueueItem& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.payment_id);
  case RowStateRole:
    return to_qt(row.charge_state);
  case AgeRole:
    return to_qt(row.dead_since ? row.dead_since : row.created_at);
  case LateRole:
    return row.dead_since.has_value();
  default:
    return {};
  }
}

client::Call QueueModel::fetch(views::PageRequest page, client::Reply<Page<views::QueueItem>> reply_to) {
  using List = client::rpc::ListQueue;
  return daemon_.call<List>(
      {dead_letter_, std::move(page)}, this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::QueueItem>{std::move(reply->rows), std::move(reply->next_cursor), reply->total});
      });
}

bool QueueModel::concerns(const views::Event& event) const {
  return moves_payment(event) || is_kind(event, {"queue.", "psp."});
}

QByteArray QueueModel::encode(std::span<const views::QueueItem> rows) const {
  return client::to_bytes(views::ListQueueResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::QueueItem> QueueModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListQueueResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::QueueItem>();
}

} // namespace paydesk::models
