// The payments list: one row an order.
#pragma once

#include "app/models/paged_table.h"
#include "views/payments.h"

namespace paydesk::models {

extern template class PagedTable<views::PaymentRow>;

/// The payments list: one row an order. Lives on the GUI thread.
class PaymentsModel final : public PagedTable<views::PaymentRow> {
 public:
  using PagedTable::PagedTable;

  std::span<const Column<views::PaymentRow>> columns() const override;

 protected:
  std::string id_of(const views::PaymentRow& row) const override;
  QVariant row_data(const views::PaymentRow& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<views::PaymentRow>> reply) override;
  client::Call fetch_by_id(std::span<const std::string> ids,
                           client::Reply<Page<views::PaymentRow>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const views::PaymentRow> rows) const override;
  std::vector<views::PaymentRow> decode(const QByteArray& bytes) const override;
};

} // namespace paydesk::models
