// Reconciliation breaks of one run, or of all.
#pragma once

#include "app/models/paged_table.h"
#include "views/reconciliation.h"

namespace paydesk::models {

extern template class PagedTable<views::ReconBreak>;

/// Reconciliation breaks of one run, or of all. Lives on the GUI thread.
class BreaksModel final : public PagedTable<views::ReconBreak> {
 public:
  using PagedTable::PagedTable;

  /// Empty for all runs; changing it starts over.
  void set_run(std::string run_id);
  const std::string& run() const noexcept { return run_id_; }
  void set_open_only(bool open_only);
  bool open_only() const noexcept { return open_only_; }
  /// Counts and amounts of the whole list by type, as of the last page fetched.
  const std::vector<views::BreakCount>& by_type() const noexcept { return by_type_; }

  std::span<const Column<views::ReconBreak>> columns() const override;

 protected:
  std::string id_of(const views::ReconBreak& row) const override;
  QVariant row_data(const views::ReconBreak& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::ReconBreak>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::ReconBreak> rows) const override;
  std::vector<views::ReconBreak> decode(const QByteArray& bytes) const override;

 private:
  std::string run_id_;
  bool open_only_ = true;
  std::vector<views::BreakCount> by_type_;
};

} // namespace paydesk::models
