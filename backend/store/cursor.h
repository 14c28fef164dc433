// Cursors of keyset pages: opaque texts that hold the last row's key and belong to one list, filter and order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/params.h"
#include "views/common.h"

namespace paydesk::store {

/// What a page is a page of; a cursor made for another list, filter or order is refused.
std::string page_scope(std::string_view list, const views::PageRequest& page);

/// Hex of the key's parts with a checksum over `scope`. A cursor is a position, never a permission: the checksum
/// finds mix-ups and damage, it is no secret.
std::string encode_cursor(std::string_view scope, const std::vector<std::string>& key);

/// The key's parts, exactly `parts` of them; invalid_argument on "cursor" for anything not made by encode_cursor.
Result<std::vector<std::string>> decode_cursor(std::string_view scope, std::string_view cursor, std::size_t parts);

/// 1 to 500, 100 for 0; invalid_argument on "limit" otherwise.
Result<int> page_limit(const views::PageRequest& page);

/// One column of a list's order, and its SQL type.
struct KeyColumn {
  std::string_view column;
  std::string_view type;
};

/// " and (a, b) < ($n, $m)" for the rows behind the page's cursor in its order; empty without a cursor.
Result<std::string> keyset_condition(std::string_view scope, const views::PageRequest& page, KeyColumn first,
                                     KeyColumn second, Params& params);

/// " order by a, b limit $n", newest first unless the page says otherwise, with one row more than `limit` so that
/// the end shows.
std::string keyset_order(const views::PageRequest& page, std::string_view first, std::string_view second, int limit,
                         Params& params);

} // namespace paydesk::store
