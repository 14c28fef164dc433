#include "app/demo/comparison.h"

#include "app/demo/accounts.h"
#include "core/money.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

using ByPayment = std::map<std::string, MoneyMoved>;

constexpr std::string_view receivable = "psp_receivable:";
constexpr std::string_view seller_account = "seller_payable:";

/// What a journal's movement of the receivable means, by the fact's kind; settlements and corrections mean nothing here.
void add(MoneyMoved& moved, const std::string& kind, std::int64_t debited) {
  if (kind == "capture")
    moved.captured += debited;
  else if (kind == "refund" || kind == "refund_returned")
    moved.refunded -= debited;
  else if (kind == "dispute_withdrawn" || kind == "dispute_reinstated")
    moved.withdrawn -= debited;
}

Result<ByPayment> ledger_by_payment(const Person& person) {
  ByPayment by_payment;
  for (const auto& account : demo_accounts()) {
    const auto name = std::string(receivable) + std::string(account.id);
    const auto journals =
        all_rows<rpc::ListEntries>(person, &views::ListEntriesResponse::journals, [&](views::PageRequest page) {
          return views::ListEntriesRequest{name, {}, std::move(page)};
        });
    if (!journals)
      return tl::unexpected(journals.error());
    for (const auto& journal : *journals)
      for (const auto& line : journal.lines)
        if (line.account == name)
          add(by_payment[journal.payment_id], journal.kind, line.debit.minor - line.credit.minor);
  }
  return by_payment;
}

std::string described(const MoneyMoved& moved, const std::string& currency) {
  return amount_text(moved.captured, currency) + " captured, " + amount_text(moved.refunded, currency) +
         " refunded, " + amount_text(moved.withdrawn, currency) + " disputed";
}

MoneyMoved moved_at(const TrueCheckout& checkout) {
  return {checkout.captured, checkout.refunded, checkout.withdrawn};
}

} // namespace

std::string amount_text(std::int64_t minor, const std::string& currency) {
  const auto known = Currency::find(currency);
  return (known ? format_amount(minor, *known) : std::to_string(minor)) + " " + currency;
}

Result<Comparison> compare_with_truth(const Person& person, const std::vector<views::PaymentDetail>& payments,
                                      const Truth& truth) {
  auto ledger = ledger_by_payment(person);
  if (!ledger)
    return tl::unexpected(ledger.error());
  Comparison comparison;
  Truth unclaimed = truth;
  for (const auto& payment : payments) {
    const auto currency = payment.total.currency.to_string();
    const auto booked = (*ledger)[payment.payment_id];
    const auto checkout = unclaimed.find(payment.charge_id);
    const auto charged = checkout == unclaimed.end() ? MoneyMoved{} : moved_at(checkout->second);
    if (checkout != unclaimed.end())
      unclaimed.erase(checkout);
    comparison.ledger[payment.psp_account][currency] += booked;
    comparison.psp[payment.psp_account][currency] += charged;
    ++comparison.checkouts;
    if (booked != charged)
      comparison.differences.push_back(payment.checkout_reference + " (" + payment.payment_id + ", " +
                                       payment.psp_account + ", " + payment.charge_state + "): the ledger has " +
                                       described(booked, currency) + "; the PSP has " + described(charged, currency));
  }
  for (const auto& [reference, checkout] : unclaimed) {
    comparison.psp[checkout.account][checkout.currency] += moved_at(checkout);
    comparison.differences.push_back("checkout " + checkout.id + " of " + checkout.account + " (" + reference +
                                     ") belongs to no payment; the PSP has " +
                                     described(moved_at(checkout), checkout.currency));
  }
  return comparison;
}

Result<OwnContradictions> check_own_books(const Person& person) {
  const auto balances = person.ask<rpc::ListBalances>({});
  if (!balances)
    return tl::unexpected(balances.error());
  const auto wallets = all_rows<rpc::ListWallets>(person, &views::ListWalletsResponse::rows,
                                                  [](views::PageRequest page) { return page; });
  if (!wallets)
    return tl::unexpected(wallets.error());
  OwnContradictions found;
  std::map<std::string, std::int64_t> sums;
  std::map<std::string, std::int64_t> owed; // by seller and currency
  for (const auto& row : balances->rows) {
    const auto currency = row.balance.currency.to_string();
    sums[currency] += row.balance.minor;
    if (row.account.starts_with(seller_account))
      owed[row.account.substr(seller_account.size()) + " " + currency] -= row.balance.minor;
  }
  for (const auto& wallet : *wallets)
    owed[wallet.seller + " " + wallet.balance.currency.to_string()] -= wallet.balance.minor;
  for (const auto& [currency, sum] : sums)
    if (sum != 0)
      found.unbalanced.push_back(currency + " is off by " + amount_text(sum, currency));
  for (const auto& [wallet, difference] : owed)
    if (difference != 0)
      found.wallets.push_back("the wallet of " + wallet + " and its account differ by " + std::to_string(difference));
  return found;
}

} // namespace paydesk::demo
