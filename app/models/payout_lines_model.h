// The pay-outs of one batch, and the batch itself as it was read with them.
#pragma once

#include "app/models/paged_table.h"
#include "views/payouts.h"

namespace paydesk::models {

extern template class PagedTable<views::Payout>;

/// The pay-outs of one batch; empty while none is chosen. Lives on the GUI thread.
class PayoutLinesModel final : public PagedTable<views::Payout> {
 public:
  using PagedTable::PagedTable;

  /// Empty for none. Changing it starts over.
  void set_batch(std::string batch_id);
  /// What was read last of the chosen one, or nullptr. It changes with updated().
  const views::PayoutBatch* batch() const noexcept { return batch_ ? &*batch_ : nullptr; }

  std::span<const Column<views::Payout>> columns() const override;

 protected:
  std::string id_of(const views::Payout& row) const override { return row.payout_id; }
  QVariant row_data(const views::Payout& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::Payout>> reply) override;
  bool concerns(const views::Event& event) const override;
  bool is_set() const override { return !batch_id_.empty(); }
  QByteArray encode(std::span<const views::Payout> rows) const override;
  std::vector<views::Payout> decode(const QByteArray& bytes) const override;

 private:
  std::string batch_id_;
  std::optional<views::PayoutBatch> batch_;
};

} // namespace paydesk::models
