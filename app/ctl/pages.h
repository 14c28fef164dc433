// Fetching a list page by page.
#pragma once

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/client/sync_client.h"
#include "app/ctl/flags.h"

namespace paydesk::ctl {

constexpr int largest_page = 500;

/// The rows of a response, whatever its field is called.
template <class Response>
auto& rows_of(Response& response) {
  if constexpr (requires { response.journals; })
    return response.journals;
  else
    return response.rows;
}

/// Fetches pages of `Rpc` until the flags' limit or the end; `request_for` makes the request of one page. The
/// answer is the last response with the rows of all pages, and the cursor behind them.
template <class Rpc, class RequestFor>
Result<typename Rpc::Response> fetch_pages(const client::SyncClient& daemon, const ListFlags& flags,
                                           RequestFor&& request_for) {
  typename Rpc::Response whole;
  std::string cursor;
  while (true) {
    const int have = static_cast<int>(rows_of(whole).size());
    const int want = flags.all ? largest_page : std::min(largest_page, flags.limit - have);
    auto page =
        daemon.call<Rpc>(request_for(views::PageRequest{flags.filter, cursor, want, flags.oldest_first}));
    if (!page) return page;
    auto rows = std::move(rows_of(whole));
    rows.insert(rows.end(), std::make_move_iterator(rows_of(*page).begin()),
                std::make_move_iterator(rows_of(*page).end()));
    cursor = page->next_cursor;
    const bool progress = !rows_of(*page).empty();
    whole = std::move(*page);
    rows_of(whole) = std::move(rows);
    const bool enough = !flags.all && static_cast<int>(rows_of(whole).size()) >= flags.limit;
    if (cursor.empty() || enough || !progress) return whole;
  }
}

/// A line below a table when there is more.
template <class Response>
std::string more_of(const Response& response) {
  return response.next_cursor.empty() ? std::string() : "More rows follow: use --all or a larger --limit.";
}

} // namespace paydesk::ctl
