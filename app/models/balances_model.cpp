#include "app/models/balances_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::AccountBalance>;

namespace {

constexpr std::array<Column<views::AccountBalance>, 4> all_columns = {
    {{"account", QT_TRANSLATE_NOOP("Columns", "Account"), CellKind::Text,
      [](const views::AccountBalance& row) -> QVariant { return to_qt(row.account); }},
     {"debit", QT_TRANSLATE_NOOP("Columns", "Debit"), CellKind::Amount,
      [](const views::AccountBalance& row) -> QVariant { return to_qt(row.debit); }},
     {"credit", QT_TRANSLATE_NOOP("Columns", "Credit"), CellKind::Amount,
      [](const views::AccountBalance& row) -> QVariant { return to_qt(row.credit); }},
     {"balance", QT_TRANSLATE_NOOP("Columns", "Balance"), CellKind::Amount,
      [](const views::AccountBalance& row) -> QVariant { return to_qt(row.balance); }}}};

} // namespace

void BalancesModel::set_account(std::string account) {
  if (account == account_) return;
  account_ = std::move(account);
  restart();
}

std::span<const Column<views::AccountBalance>> BalancesModel::columns() const { return all_columns; }

std::string BalancesModel::id_of(const views::AccountBalance& row) const {
  return row.account + "/" + row.balance.currency.to_string();
}

QVariant BalancesModel::row_data(const views::AccountBalance&, int) const { return {}; }

client::Call BalancesModel::fetch(views::PageRequest, client::Reply<Page<views::AccountBalance>> reply_to) {
  using List = client::rpc::ListBalances;
  return daemon_.call<List>({account_}, this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
    if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
    reply_to(Page<views::AccountBalance>{std::move(reply->rows), {}, std::nullopt});
  });
}

bool BalancesModel::concerns(const views::Event& event) const { return posts(event); }

QByteArray BalancesModel::encode(std::span<const views::AccountBalance> rows) const {
  return client::to_bytes(views::ListBalancesResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::AccountBalance> BalancesModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListBalancesResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::AccountBalance>();
}

} // namespace paydesk::models
