// Pay-out batches, the newest first.
#pragma once

#include "app/models/paged_table.h"
#include "views/payouts.h"

namespace paydesk::models {

extern template class PagedTable<views::PayoutBatch>;

/// Pay-out batches, the newest first. Lives on the GUI thread.
class PayoutBatchesModel final : public PagedTable<views::PayoutBatch> {
 public:
  using PagedTable::PagedTable;

  std::span<const Column<views::PayoutBatch>> columns() const override;

 protected:
  std::string id_of(const views::PayoutBatch& row) const override { return row.batch_id; }
  QVariant row_data(const views::PayoutBatch& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::PayoutBatch>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::PayoutBatch> rows) const override;
  std::vector<views::PayoutBatch> decode(const QByteArray& bytes) const override;
};

} // namespace paydesk::models
