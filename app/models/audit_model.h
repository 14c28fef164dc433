// What operators did, the newest first.
#pragma once

#include "app/models/paged_table.h"
#include "views/system.h"

namespace paydesk::models {

extern template class PagedTable<views::AuditRow>;

/// What operators did, the newest first. Lives on the GUI thread.
class AuditModel final : public PagedTable<views::AuditRow> {
 public:
  using PagedTable::PagedTable;

  std::span<const Column<views::AuditRow>> columns() const override;

 protected:
  std::string id_of(const views::AuditRow& row) const override;
  QVariant row_data(const views::AuditRow& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::AuditRow>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::AuditRow> rows) const override;
  std::vector<views::AuditRow> decode(const QByteArray& bytes) const override;
};

} // namespace paydesk::models
