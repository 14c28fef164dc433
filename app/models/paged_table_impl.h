// The bodies of PagedTable, for the one source file of each model that instantiates it.
#pragma once

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/models/paged_table.h"

namespace paydesk::models {

template <class Row>
int PagedTable<Row>::column_of(QLatin1String key) const {
  const auto all = columns();
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const auto& column) { return key == QLatin1String(column.key); });
  return at == all.end() ? -1 : static_cast<int>(at - all.begin());
}

template <class Row>
QString PagedTable<Row>::id_at(int row) const {
  return row_at(row) ? to_qt(entries_[static_cast<std::size_t>(row)].id) : QString();
}

template <class Row>
int PagedTable<Row>::row_of(const QString& id) const {
  const auto at = index_.find(id.toStdString());
  return at == index_.end() ? -1 : static_cast<int>(at->second);
}

template <class Row>
int PagedTable<Row>::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : loaded_count() + placeholders_;
}

template <class Row>
int PagedTable<Row>::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

template <class Row>
QVariant PagedTable<Row>::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) return {};
  const auto& column = columns()[static_cast<std::size_t>(index.column())];
  const Row* row = row_at(index.row());
  switch (role) {
  case PlaceholderRole:
    return row == nullptr;
  case StaleRole:
    return row != nullptr && !is_confirmed();
  case ColumnKeyRole:
    return QString::fromLatin1(column.key);
  case CellKindRole:
  case Qt::TextAlignmentRole:
    return cell_data(column.kind, {}, role);
  default:
    break;
  }
  if (!row) return {};
  if (role == IdRole) return id_at(index.row());
  if (role == GoneRole) return gone_.contains(entries_[static_cast<std::size_t>(index.row())].id);
  if (role >= PaymentIdRole) return row_data(*row, role);
  return cell_data(column.kind, column.value(*row), role);
}

template <class Row>
QVariant PagedTable<Row>::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const auto& column = columns()[static_cast<std::size_t>(section)];
  switch (role) {
  case Qt::DisplayRole:
    return column_title(column.title);
  case ColumnKeyRole:
    return QString::fromLatin1(column.key);
  case CellKindRole:
  case Qt::TextAlignmentRole:
    return cell_data(column.kind, {}, role);
  default:
    return {};
  }
}

template <class Row>
QByteArray PagedTable<Row>::snapshot() const {
  std::vector<Row> first_page;
  for (const auto& entry : entries_)
    if (first_page.size() < static_cast<std::size_t>(page_size)) first_page.push_back(entry.row);
  return encode(first_page);
}

template <class Row>
void PagedTable<Row>::restore(const QByteArray& snapshot) {
  if (phase() == Phase::Idle && entries_.empty()) insert(0, with_ids(decode(snapshot)));
}

template <class Row>
client::Call PagedTable<Row>::request_page(views::PageRequest page, Purpose purpose) {
  return fetch(std::move(page), [this, purpose](Result<Page<Row>> reply) {
    if (!reply) return page_failed(purpose, std::move(reply.error()));
    if (purpose == Purpose::append)
      append(with_ids(std::move(reply->rows)));
    else
      std::move(reply->rows.begin(), reply->rows.end(), std::back_inserter(fresh_));
    page_done(purpose, std::move(reply->next_cursor), reply->total);
  });
}

template <class Row>
client::Call PagedTable<Row>::request_rows(int first_row, int last_row) {
  std::vector<std::string> ids;
  for (int row = first_row; row <= last_row && row_at(row); ++row)
    ids.push_back(entries_[static_cast<std::size_t>(row)].id);
  if (ids.empty()) return {};
  return fetch_by_id(ids, [this](Result<Page<Row>> reply) {
    if (reply)
      for (auto& row : reply->rows)
        put(std::move(row));
  });
}

template <class Row>
auto PagedTable<Row>::with_ids(std::vector<Row> rows) const -> std::vector<Entry> {
  std::vector<Entry> entries;
  std::unordered_map<std::string, int> seen;
  entries.reserve(rows.size());
  for (auto& row : rows) {
    std::string id = id_of(row);
    if (const int before = seen[id]++; before > 0) id += "#" + std::to_string(before + 1);
    entries.push_back({std::move(id), std::move(row)});
  }
  return entries;
}

template <class Row>
void PagedTable<Row>::append(std::vector<Entry> entries) {
  for (auto& entry : entries)
    if (const auto known = index_.find(entry.id); known != index_.end())
      update_in_place(known->second, std::move(entry.row));
  std::erase_if(entries, [this](const Entry& entry) { return index_.contains(entry.id); });
  const std::size_t first = entries_.size();
  const std::size_t filled = std::min(entries.size(), static_cast<std::size_t>(placeholders_));
  const auto rest = entries.begin() + static_cast<std::ptrdiff_t>(filled);
  entries_.insert(entries_.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(rest));
  placeholders_ -= static_cast<int>(filled);
  reindex(first);
  if (filled > 0)
    Q_EMIT dataChanged(index(static_cast<int>(first), 0),
                       index(static_cast<int>(first + filled) - 1, columnCount() - 1));
  insert(entries_.size(), {std::make_move_iterator(rest), std::make_move_iterator(entries.end())});
}

template <class Row>
void PagedTable<Row>::set_placeholders(int count) {
  const int first = loaded_count();
  if (count > placeholders_) {
    const Changing changing(*this);
    beginInsertRows({}, first + placeholders_, first + count - 1);
    placeholders_ = count;
    endInsertRows();
  } else if (count < placeholders_) {
    const Changing changing(*this);
    beginRemoveRows({}, first + count, first + placeholders_ - 1);
    placeholders_ = count;
    endRemoveRows();
  }
}

template <class Row>
void PagedTable<Row>::clear_rows() {
  remove(0, entries_.size());
  fresh_.clear();
  fresh_entries_.clear();
  gone_.clear();
}

template <class Row>
void PagedTable<Row>::put(Row row) {
  if (const auto at = index_.find(id_of(row)); at != index_.end())
    update_in_place(at->second, std::move(row));
}

template <class Row>
void PagedTable<Row>::end_refresh(bool whole_list, bool complete) {
  const bool was_stale = !is_confirmed();
  fresh_entries_ = with_ids(std::exchange(fresh_, {}));
  for (const auto& entry : fresh_entries_)
    if (const auto known = index_.find(entry.id); known != index_.end())
      update_in_place(known->second, entry.row);
  mark_gone(whole_list);
  drop_continuation(complete);
  if (was_stale && !entries_.empty())
    Q_EMIT dataChanged(index(0, 0), index(loaded_count() - 1, columnCount() - 1), {StaleRole});
  const auto fresh = std::count_if(fresh_entries_.begin(), fresh_entries_.end(),
                                   [this](const Entry& entry) { return !index_.contains(entry.id); });
  set_pending(static_cast<int>(fresh), static_cast<int>(gone_.size()), !whole_list && reached_ == 0 && fresh > 0);
}

template <class Row>
void PagedTable<Row>::mark_gone(bool whole_list) {
  std::unordered_set<std::string> present;
  for (const auto& entry : fresh_entries_)
    present.insert(entry.id);
  // Behind the last row that the refresh reached nothing is known, unless it reached the end.
  std::size_t known_until = whole_list ? entries_.size() : 0;
  for (std::size_t i = entries_.size(); i > known_until; --i)
    if (present.contains(entries_[i - 1].id)) known_until = i;
  reached_ = known_until;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const bool gone = i < known_until && !present.contains(entries_[i].id);
    const bool changed =
        gone ? gone_.insert(entries_[i].id).second : gone_.erase(entries_[i].id) > 0 && i < known_until;
    if (changed) row_changed(i);
  }
}

template <class Row>
void PagedTable<Row>::drop_continuation(bool complete) {
  if (complete || entries_.empty()) return;
  auto last_kept = entries_.rbegin();
  while (last_kept != entries_.rend() && gone_.contains(last_kept->id))
    ++last_kept;
  if (last_kept == entries_.rend()) return;
  const auto at = std::find_if(fresh_entries_.begin(), fresh_entries_.end(),
                               [&](const Entry& entry) { return entry.id == last_kept->id; });
  if (at != fresh_entries_.end()) fresh_entries_.erase(at + 1, fresh_entries_.end());
}

template <class Row>
bool PagedTable<Row>::merge_pending() {
  if (fresh_entries_.empty() && gone_.empty()) return false;
  const bool overlaps = std::any_of(fresh_entries_.begin(), fresh_entries_.end(),
                                    [this](const Entry& entry) { return index_.contains(entry.id); });
  if (!overlaps) remove(0, entries_.size());
  drop_gone();
  settle_order();
  fresh_entries_.clear();
  return !overlaps;
}

template <class Row>
void PagedTable<Row>::drop_gone() {
  for (std::size_t end = entries_.size(); end > 0;) {
    std::size_t begin = end;
    while (begin > 0 && gone_.contains(entries_[begin - 1].id))
      --begin;
    remove(begin, end - begin);
    end = begin == end ? end - 1 : begin;
  }
  gone_.clear();
}

template <class Row>
void PagedTable<Row>::settle_order() {
  for (std::size_t at = 0; at < fresh_entries_.size();) {
    const auto known = index_.find(fresh_entries_[at].id);
    if (known != index_.end()) {
      move(known->second, at++);
      continue;
    }
    std::size_t end = at;
    while (end < fresh_entries_.size() && !index_.contains(fresh_entries_[end].id))
      ++end;
    insert(at, {fresh_entries_.begin() + static_cast<std::ptrdiff_t>(at),
                fresh_entries_.begin() + static_cast<std::ptrdiff_t>(end)});
    at = end;
  }
}

template <class Row>
void PagedTable<Row>::insert(std::size_t at, std::vector<Entry> entries) {
  if (entries.empty()) return;
  const Changing changing(*this);
  beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + entries.size()) - 1);
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(at),
                  std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
  reindex(at);
  endInsertRows();
}

template <class Row>
void PagedTable<Row>::remove(std::size_t first, std::size_t count) {
  if (count == 0) return;
  const Changing changing(*this);
  beginRemoveRows({}, static_cast<int>(first), static_cast<int>(first + count) - 1);
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
  for (auto at = begin; at != begin + static_cast<std::ptrdiff_t>(count); ++at)
    index_.erase(at->id);
  entries_.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  reindex(first);
  endRemoveRows();
}

template <class Row>
void PagedTable<Row>::move(std::size_t from, std::size_t to) {
  if (from <= to) return;
  const Changing changing(*this);
  beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, static_cast<int>(to));
  const auto begin = entries_.begin();
  std::rotate(begin + static_cast<std::ptrdiff_t>(to), begin + static_cast<std::ptrdiff_t>(from),
              begin + static_cast<std::ptrdiff_t>(from) + 1);
  reindex(to);
  endMoveRows();
}

template <class Row>
void PagedTable<Row>::update_in_place(std::size_t at, Row row) {
  const bool same = encode(std::span(&entries_[at].row, 1)) == encode(std::span<const Row>(&row, 1));
  entries_[at].row = std::move(row);
  if (!same) row_changed(at);
}

template <class Row>
void PagedTable<Row>::row_changed(std::size_t at) {
  const int row = static_cast<int>(at);
  Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

template <class Row>
void PagedTable<Row>::reindex(std::size_t from) {
  for (std::size_t i = from; i < entries_.size(); ++i)
    index_[entries_[i].id] = i;
}

} // namespace paydesk::models
