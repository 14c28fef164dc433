// Refunds, the newest first; those awaiting approval by filter.
#pragma once

#include "app/models/paged_table.h"
#include "views/refunds.h"

namespace paydesk::models {

extern template class PagedTable<views::RefundRow>;

/// Refunds, the newest first; those awaiting approval by filter. Lives on the GUI thread.
class RefundsModel final : public PagedTable<views::RefundRow> {
 public:
  using PagedTable::PagedTable;

  std::span<const Column<views::RefundRow>> columns() const override;

 protected:
  std::string id_of(const views::RefundRow& row) const override;
  QVariant row_data(const views::RefundRow& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::RefundRow>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::RefundRow> rows) const override;
  std::vector<views::RefundRow> decode(const QByteArray& bytes) const override;
};

} // namespace paydesk::models
