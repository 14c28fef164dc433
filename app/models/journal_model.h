// Ledger entries: one row a posting line, lines of a journal together.
#pragma once

#include "app/models/paged_table.h"
#include "views/ledger.h"

namespace paydesk::models {

/// One posting line with the head of its journal.
struct JournalLine {
  views::Journal head; ///< without its lines
  views::PostingLine line;
  int number = 0; ///< of the line within the journal, from 0
};

extern template class PagedTable<JournalLine>;

/// Ledger entries: one row a posting line, lines of a journal together. Lives on the GUI thread.
class JournalModel final : public PagedTable<JournalLine> {
 public:
  using PagedTable::PagedTable;

  /// "class" or "class:owner"; empty for all. Changing it starts over.
  void set_account(std::string account);
  const std::string& account() const noexcept { return account_; }
  void set_payment(std::string payment_id);

  std::span<const Column<JournalLine>> columns() const override;

 protected:
  std::string id_of(const JournalLine& row) const override;
  QVariant row_data(const JournalLine& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<JournalLine>> reply) override;
  bool concerns(const views::Event& event) const override;
  QByteArray encode(std::span<const JournalLine> rows) const override;
  std::vector<JournalLine> decode(const QByteArray& bytes) const override;

 private:
  std::string account_;
  std::string payment_id_;
};

} // namespace paydesk::models
