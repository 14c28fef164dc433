// The retry queue or the dead letters.
#pragma once

#include "app/models/paged_table.h"
#include "views/queues.h"

namespace paydesk::models {

extern template class PagedTable<views::QueueItem>;

/// The retry queue or the dead letters. Lives on the GUI thread.
class QueueModel final : public PagedTable<views::QueueItem> {
 public:
  using PagedTable::PagedTable;

  /// Which of the two it shows; changing it starts over.
  bool dead_letter() const noexcept { return dead_letter_; }
  void set_dead_letter(bool dead_letter);

  std::span<const Column<views::QueueItem>> columns() const override;

 protected:
  std::string id_of(const views::QueueItem& row) const override;
  QVariant row_data(const views::QueueItem& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::QueueItem>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::QueueItem> rows) const override;
  std::vector<views::QueueItem> decode(const QByteArray& bytes) const override;

 private:
  bool dead_letter_ = false;
};

} // namespace paydesk::models
