// Balances of the accounts, one row an account and currency.
#pragma once

#include "app/models/paged_table.h"
#include "views/ledger.h"

namespace paydesk::models {

extern template class PagedTable<views::AccountBalance>;

/// Balances of the accounts, one row an account and currency. Lives on the GUI thread.
class BalancesModel final : public PagedTable<views::AccountBalance> {
 public:
  using PagedTable::PagedTable;

  /// A prefix, "class" or "class:owner"; empty for all. Changing it starts over.
  void set_account(std::string account);

  std::span<const Column<views::AccountBalance>> columns() const override;

 protected:
  std::string id_of(const views::AccountBalance& row) const override;
  QVariant row_data(const views::AccountBalance& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::AccountBalance>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::AccountBalance> rows) const override;
  std::vector<views::AccountBalance> decode(const QByteArray& bytes) const override;

 private:
  std::string account_;
};

} // namespace paydesk::models
