#include "app/models/payments_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::PaymentRow>;

namespace {

/// As many ids as a filter's 4 KiB hold.
constexpr std::size_t most_ids = 100;

constexpr std::array<Column<views::PaymentRow>, 14> all_columns = {
    {{"created", QT_TRANSLATE_NOOP("Columns", "Created"), CellKind::Time,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.created_at); }},
     {"order", QT_TRANSLATE_NOOP("Columns", "Order"), CellKind::Id,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.order_id); }},
     {"amount", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.amount); }},
     {"status", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::State,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.status); }},
     {"age", QT_TRANSLATE_NOOP("Columns", "In state"), CellKind::Age,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.state_since); }},
     {"psp", QT_TRANSLATE_NOOP("Columns", "PSP"), CellKind::Text,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.psp_account); }},
     {"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.seller); }},
     {"attempts", QT_TRANSLATE_NOOP("Columns", "Tries"), CellKind::Attempts,
      [](const views::PaymentRow& row) -> QVariant {
        return QVariant::fromValue(Attempts{row.attempts, row.max_attempts});
      }},
     {"due", QT_TRANSLATE_NOOP("Columns", "Next try"), CellKind::Countdown,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.next_due_at); }},
     {"class", QT_TRANSLATE_NOOP("Columns", "Error"), CellKind::ErrorClass,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.error_class); }},
     {"error", QT_TRANSLATE_NOOP("Columns", "Last error"), CellKind::Text,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.last_error); }},
     {"method", QT_TRANSLATE_NOOP("Columns", "Method"), CellKind::Text,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.method); }},
     {"reference", QT_TRANSLATE_NOOP("Columns", "PSP reference"), CellKind::Id,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.psp_reference); }},
     {"payment", QT_TRANSLATE_NOOP("Columns", "Payment"), CellKind::Id,
      [](const views::PaymentRow& row) -> QVariant { return to_qt(row.payment_id); }}}};

} // namespace

std::span<const Column<views::PaymentRow>> PaymentsModel::columns() const { return all_columns; }

std::string PaymentsModel::id_of(const views::PaymentRow& row) const { return row.order_id; }

QVariant PaymentsModel::row_data(const views::PaymentRow& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.payment_id);
  case RowStateRole:
    return to_qt(row.status);
  case AgeRole:
    return to_qt(row.state_since);
  case LateRole:
    return row.late;
  default:
    return {};
  }
}

client::Call PaymentsModel::fetch(views::PageRequest page, client::Reply<Page<views::PaymentRow>> reply_to) {
  using List = client::rpc::ListPayments;
  return daemon_.call<
      List>(std::move(page), this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
    if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
    reply_to(Page<views::PaymentRow>{std::move(reply->rows), std::move(reply->next_cursor), std::nullopt});
  });
}

client::Call PaymentsModel::fetch_by_id(std::span<const std::string> ids,
                                        client::Reply<Page<views::PaymentRow>> reply) {
  std::string filter = "order:";
  for (const auto& id : ids.first(std::min(ids.size(), most_ids)))
    filter += (filter.ends_with(':') ? "" : ",") + id;
  return fetch({std::move(filter), {}, static_cast<std::int32_t>(most_ids), false}, std::move(reply));
}

bool PaymentsModel::concerns(const views::Event& event) const { return moves_payment(event); }

QByteArray PaymentsModel::encode(std::span<const views::PaymentRow> rows) const {
  return client::to_bytes(views::ListPaymentsResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::PaymentRow> PaymentsModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListPaymentsResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::PaymentRow>();
}

} // namespace paydesk::models
