#include <algorithm>

#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {

Result<views::ListBalancesResponse> list_balances(Books& books, const Login&,
                                                  const views::ListBalancesRequest& request) {
  views::ListBalancesResponse response;
  for (const auto& row : books.balances)
    if (row.account.starts_with(request.account)) response.rows.push_back(row);
  return response;
}

Result<views::ListEntriesResponse> list_entries(Books& books, const Login&,
                                                const views::ListEntriesRequest& request) {
  std::vector<views::Journal> wanted;
  std::copy_if(
      books.journals.begin(), books.journals.end(), std::back_inserter(wanted), [&](const auto& journal) {
        const bool of_payment = request.payment_id.empty() || journal.payment_id == request.payment_id;
        return of_payment && std::any_of(journal.lines.begin(), journal.lines.end(), [&](const auto& line) {
                 return line.account.starts_with(request.account);
               });
      });
  auto found = slice<views::Journal>(
      wanted, request.page, [](const auto& journal) { return journal.id; },
      [](const auto&) -> Field { return [](std::string_view) { return ""; }; });
  if (!found) return tl::unexpected(found.error());
  return views::ListEntriesResponse{std::move(found->rows), std::move(found->next_cursor)};
}

Result<views::ListWalletsResponse> list_wallets(Books& books, const Login&, const views::PageRequest& page) {
  auto found = slice<views::Wallet>(
      books.wallets, page,
      [](const auto& wallet) { return wallet.seller + "/" + wallet.balance.currency.to_string(); },
      [](const views::Wallet& wallet) -> Field {
        return [&wallet](std::string_view key) {
          return key == "currency" ? wallet.balance.currency.to_string() : wallet.seller;
        };
      });
  if (!found) return tl::unexpected(found.error());
  return views::ListWalletsResponse{std::move(found->rows), std::move(found->next_cursor)};
}

Result<views::VerifyResponse> verify(Books& books, const Login&, const views::VerifyRequest&) {
  auto response = books.verify;
  response.at = now();
  response.position = books.position();
  return response;
}

} // namespace paydesk::fake
