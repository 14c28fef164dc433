// The typed half of a list model: rows of one kind, updated in place by id.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/models/column.h"
#include "app/models/paged_model.h"
#include "views/common.h"

namespace paydesk::models {

/// One fetched page.
template <class Row>
struct Page {
  std::vector<Row> rows;
  std::string next_cursor;           ///< empty at the end
  std::optional<std::int64_t> total; ///< of the whole list, where the daemon tells it
};

/// A PagedModel of `Row`s. A concrete model names its columns, its rows' ids and how a page is fetched.
template <class Row>
class PagedTable : public PagedModel {
 public:
  using PagedModel::PagedModel;

  /// The row, or nullptr for a placeholder and outside the list. Valid until control returns to the event
  /// loop.
  const Row* row_at(int row) const noexcept {
    return row >= 0 && row < loaded_count() ? &entries_[static_cast<std::size_t>(row)].row : nullptr;
  }
  const Row* row_at(const QModelIndex& index) const noexcept { return row_at(index.row()); }
  /// The row with this id, or nullptr.
  const Row* find(const QString& id) const { return row_at(row_of(id)); }
  /// Changes one row in place to what a command answered, if it is loaded.
  void put(Row row);

  virtual std::span<const Column<Row>> columns() const = 0;
  /// The column with this key, or -1.
  int column_of(QLatin1String key) const;

  int loaded_count() const noexcept final { return static_cast<int>(entries_.size()); }
  QString id_at(int row) const final;
  int row_of(const QString& id) const final;
  QByteArray snapshot() const final;
  void restore(const QByteArray& snapshot) final;

  int rowCount(const QModelIndex& parent = {}) const final;
  int columnCount(const QModelIndex& parent = {}) const final;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

 protected:
  virtual std::string id_of(const Row& row) const = 0;
  /// The row's own roles: PaymentIdRole, RowStateRole, AgeRole, LateRole; null for what a list has not.
  virtual QVariant row_data(const Row& row, int role) const = 0;
  virtual client::Call fetch(views::PageRequest page, client::Reply<Page<Row>> reply) = 0;
  /// Fetches rows by their ids; a list that cannot leaves them as they are.
  virtual client::Call fetch_by_id(std::span<const std::string>, client::Reply<Page<Row>>) { return {}; }
  virtual QByteArray encode(std::span<const Row> rows) const = 0;
  virtual std::vector<Row> decode(const QByteArray& bytes) const = 0;

 private:
  struct Entry {
    std::string id;
    Row row;
  };

  client::Call request_page(views::PageRequest page, Purpose purpose) final;
  client::Call request_rows(int first_row, int last_row) final;
  void clear_rows() final;
  void set_placeholders(int count) final;
  int placeholder_count() const final { return placeholders_; }
  void begin_refresh() final { fresh_.clear(); }
  int refreshed_count() const final { return static_cast<int>(fresh_.size()); }
  int reached_count() const final { return static_cast<int>(reached_); }
  void end_refresh(bool whole_list, bool complete) final;
  bool merge_pending() final;

  /// Ids for rows in their order; the second of two equal ids gets a suffix.
  std::vector<Entry> with_ids(std::vector<Row> rows) const;
  void append(std::vector<Entry> entries);
  void insert(std::size_t at, std::vector<Entry> entries);
  void remove(std::size_t first, std::size_t count);
  void move(std::size_t from, std::size_t to);
  void update_in_place(std::size_t at, Row row);
  void drop_continuation(bool complete);
  void mark_gone(bool whole_list);
  void drop_gone();
  void settle_order();
  void reindex(std::size_t from);
  void row_changed(std::size_t at);

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> index_; // id → row
  std::vector<Row> fresh_;                             // the last refresh, in the daemon's order
  std::vector<Entry> fresh_entries_;                   // the same with ids, until merged
  std::unordered_set<std::string> gone_;               // ids of rows that left the list
  std::size_t reached_ = 0;                            // rows from the first on that the refresh knows about
  int placeholders_ = 0;
};

} // namespace paydesk::models
