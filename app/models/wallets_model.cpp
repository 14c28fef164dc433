#include "app/models/wallets_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::Wallet>;

namespace {

constexpr std::array<Column<views::Wallet>, 5> all_columns = {
    {{"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::Wallet& row) -> QVariant { return to_qt(row.seller); }},
     {"balance", QT_TRANSLATE_NOOP("Columns", "Balance"), CellKind::Amount,
      [](const views::Wallet& row) -> QVariant { return to_qt(row.balance); }},
     {"pending", QT_TRANSLATE_NOOP("Columns", "Pending"), CellKind::Amount,
      [](const views::Wallet& row) -> QVariant { return to_qt(row.pending); }},
     {"reserved", QT_TRANSLATE_NOOP("Columns", "Reserved"), CellKind::Amount,
      [](const views::Wallet& row) -> QVariant { return to_qt(row.reserved); }},
     {"available", QT_TRANSLATE_NOOP("Columns", "Available"), CellKind::Amount,
      [](const views::Wallet& row) -> QVariant { return to_qt(row.available); }}}};

} // namespace

std::span<const Column<views::Wallet>> WalletsModel::columns() const { return all_columns; }

std::string WalletsModel::id_of(const views::Wallet& row) const {
  return row.seller + "/" + row.balance.currency.to_string();
}

QVariant WalletsModel::row_data(const views::Wallet&, int) const { return {}; }

client::Call WalletsModel::fetch(views::PageRequest page, client::Reply<Page<views::Wallet>> reply_to) {
  using List = client::rpc::ListWallets;
  return daemon_.call<List>(
      std::move(page), this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::Wallet>{std::move(reply->rows), std::move(reply->next_cursor), std::nullopt});
      });
}

bool WalletsModel::concerns(const views::Event& event) const { return posts(event); }

QByteArray WalletsModel::encode(std::span<const views::Wallet> rows) const {
  return client::to_bytes(views::ListWalletsResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::Wallet> WalletsModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListWalletsResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::Wallet>();
}

} // namespace paydesk::models
