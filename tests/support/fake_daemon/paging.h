// Keyset pages over the fake's lists, and the little of the filter grammar that its screens need.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/filter.h"
#include "core/result.h"
#include "views/common.h"

namespace paydesk::fake {

/// The value of a filter key in a row; a key of "" asks for every identifier of the row, separated by spaces.
using Field = std::function<std::string(std::string_view key)>;

/// Parses with the payments' keys; invalid_argument with field "filter" for a mistake.
Result<filter::NodePtr> parse_filter(const std::string& text);
bool matches(const filter::Node& node, const Field& field);

template <class Row>
struct Slice {
  std::vector<Row> rows;
  std::string next_cursor;
  std::int64_t total = 0;
};

/// The rows behind the cursor (the id of the last row shown) that match the filter.
template <class Row>
Result<Slice<Row>> slice(const std::vector<Row>& all, const views::PageRequest& page,
                         const std::function<std::string(const Row&)>& id,
                         const std::function<Field(const Row&)>& field) {
  const auto tree = parse_filter(page.filter);
  if (!tree) return tl::unexpected(tree.error());
  if (page.limit < 0 || page.limit > 500) return invalid("limit", "A page has 1 to 500 rows.");
  std::vector<Row> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const Row& row) { return matches(**tree, field(row)); });
  if (page.oldest_first) std::reverse(found.begin(), found.end());
  Slice<Row> out;
  out.total = static_cast<std::int64_t>(found.size());
  auto begin = found.begin();
  if (!page.cursor.empty()) {
    begin = std::find_if(found.begin(), found.end(), [&](const Row& row) { return id(row) == page.cursor; });
    if (begin == found.end()) return invalid("cursor", "The cursor does not belong to this list.");
    ++begin;
  }
  const auto limit = page.limit == 0 ? 100 : page.limit;
  const auto end = begin + std::min<std::ptrdiff_t>(limit, found.end() - begin);
  out.rows.assign(begin, end);
  if (end != found.end() && !out.rows.empty()) out.next_cursor = id(out.rows.back());
  return out;
}

} // namespace paydesk::fake
