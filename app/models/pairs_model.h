// The two columns of a run's drawing: ledger and file, with their links.
#pragma once

#include "app/models/paged_table.h"
#include "views/reconciliation.h"

namespace paydesk::models {

extern template class PagedTable<views::ReconPair>;

/// The two columns of a run's drawing: ledger and file, with their links. Lives on the GUI thread.
class PairsModel final : public PagedTable<views::ReconPair> {
 public:
  using PagedTable::PagedTable;

  /// A model without a run stays empty; changing it starts over.
  void set_run(std::string run_id);
  const std::string& run() const noexcept { return run_id_; }
  void set_breaks_only(bool breaks_only);
  bool breaks_only() const noexcept { return breaks_only_; }

  std::span<const Column<views::ReconPair>> columns() const override;

 protected:
  std::string id_of(const views::ReconPair& row) const override;
  QVariant row_data(const views::ReconPair& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::ReconPair>> reply) override;
  bool concerns(const views::Event& event) const override;
  bool is_set() const override { return !run_id_.empty(); }
  QByteArray encode(std::span<const views::ReconPair> rows) const override;
  std::vector<views::ReconPair> decode(const QByteArray& bytes) const override;

 private:
  std::string run_id_;
  bool breaks_only_ = false;
};

} // namespace paydesk::models
