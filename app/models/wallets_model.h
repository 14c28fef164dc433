// Sellers' wallets, one row a seller and currency.
#pragma once

#include "app/models/paged_table.h"
#include "views/ledger.h"

namespace paydesk::models {

extern template class PagedTable<views::Wallet>;

/// Sellers' wallets, one row a seller and currency. Lives on the GUI thread.
class WalletsModel final : public PagedTable<views::Wallet> {
 public:
  using PagedTable::PagedTable;

  std::span<const Column<views::Wallet>> columns() const override;

 protected:
  std::string id_of(const views::Wallet& row) const override;
  QVariant row_data(const views::Wallet& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::Wallet>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::Wallet> rows) const override;
  std::vector<views::Wallet> decode(const QByteArray& bytes) const override;
};

} // namespace paydesk::models
