// Reconciliation runs, the newest first.
#pragma once

#include "app/models/paged_table.h"
#include "views/reconciliation.h"

namespace paydesk::models {

extern template class PagedTable<views::ReconRun>;

/// Reconciliation runs, the newest first. Lives on the GUI thread.
class RunsModel final : public PagedTable<views::ReconRun> {
 public:
  using PagedTable::PagedTable;

  std::span<const Column<views::ReconRun>> columns() const override;

 protected:
  std::string id_of(const views::ReconRun& row) const override;
  QVariant row_data(const views::ReconRun& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::ReconRun>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::ReconRun> rows) const override;
  std::vector<views::ReconRun> decode(const QByteArray& bytes) const override;
};

} // namespace paydesk::models
