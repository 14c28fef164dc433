#include "engine/payouts/payouts.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/payouts/choosing.h"

namespace paydesk {
namespace {

/// The id without hyphens: 32 characters, which every bank's reference has room for.
std::string reference_of(const Uuid& id) {
  auto text = id.to_string();
  std::erase(text, '-');
  return text;
}

std::string date_of(Instant at) { return format_instant(at).substr(0, 10); }

Journal journal_of(const ApprovedBatch& batch, const ApprovedBatch::Line& line, const Uuid& id, Instant now) {
  Journal journal;
  journal.id = id;
  journal.kind = "payout";
  journal.cause = "payout/" + line.payout_id.to_string();
  journal.booked_at = now;
  journal.description = "Pay-out to " + line.seller;
  journal.lines = {{{"seller_payable", line.seller}, batch.currency, line.amount},
                   {{"payout_transit", ""}, batch.currency, -line.amount}};
  return journal;
}

} // namespace

Result<PayoutTerms> Payouts::terms_of(const std::string& currency, const std::string& minimum,
                                      const std::vector<std::string>& sellers) const {
  const auto known = Currency::find(currency);
  if (!known)
    return invalid("currency", "is no ISO 4217 currency such as EUR");
  PayoutTerms terms{*known, 1, sellers};
  if (!minimum.empty()) {
    const auto amount = parse_amount(minimum, *known, "minimum");
    if (!amount)
      return tl::unexpected(amount.error());
    terms.minimum = std::max<std::int64_t>(*amount, 1);
  }
  if (sellers.size() > most_sellers)
    return invalid("sellers", "names more than 1000 sellers");
  if (std::any_of(sellers.begin(), sellers.end(), [](const auto& s) { return s.empty() || s.size() > 255; }))
    return invalid("sellers", "has an empty or overlong name");
  return terms;
}

PayoutChoice Payouts::choose(const PayoutTerms& terms, Instant now, std::span<const PayableWallet> wallets) const {
  PayoutChoice choice;
  for (const auto& wallet : wallets) {
    auto why = why_left_out(wallet, terms.minimum, now);
    if (why.empty() && choice.lines.size() >= most_payouts)
      why = "the batch is full; the next one takes it";
    if (why.empty())
      choice.lines.push_back({needs_.ids.next(), wallet.seller, wallet.available, *wallet.account_id});
    else
      choice.left_out.push_back({wallet.seller, {wallet.available, terms.currency}, std::move(why)});
  }
  std::unordered_set<std::string_view> known;
  for (const auto& wallet : wallets)
    known.insert(wallet.seller);
  for (const auto& seller : terms.sellers)
    if (known.insert(seller).second)
      choice.left_out.push_back({seller, {0, terms.currency}, "nothing is available in this currency"});
  return choice;
}

Result<views::PayoutBatchDetail> Payouts::preview(const views::PreviewPayoutsRequest& request) {
  const auto terms = terms_of(request.currency, request.minimum, request.sellers);
  if (!terms)
    return tl::unexpected(terms.error());
  const auto wallets = needs_.store.payable(*terms);
  if (!wallets)
    return tl::unexpected(wallets.error());
  auto choice = choose(*terms, needs_.clock.now(), *wallets);
  views::PayoutBatchDetail preview;
  preview.batch.state = "draft";
  preview.batch.currency = terms->currency.to_string();
  preview.batch.minimum = {terms->minimum, terms->currency};
  preview.batch.payouts = static_cast<std::int32_t>(choice.lines.size());
  std::unordered_map<std::string_view, const PayableWallet*> wallet_of;
  for (const auto& wallet : *wallets)
    wallet_of.emplace(wallet.seller, &wallet);
  std::int64_t total = 0;
  for (const auto& line : choice.lines) {
    if (__builtin_add_overflow(total, line.amount, &total))
      return fail(ErrorCode::failed_precondition, "the total is beyond what an amount can be; name fewer sellers",
                  "sellers");
    const auto& wallet = *wallet_of.at(line.seller);
    preview.payouts.push_back({"", line.seller, {line.amount, terms->currency}, "draft", line.account_id.to_string(),
                               wallet.account, wallet.holder});
  }
  preview.batch.total = {total, terms->currency};
  preview.left_out = std::move(choice.left_out);
  return preview;
}

Result<FundingAccount> Payouts::funding_of(const std::string& psp_account) const {
  const auto& able = needs_.psp_accounts;
  if (!psp_account.empty() && std::find(able.begin(), able.end(), psp_account) == able.end())
    return fail(ErrorCode::invalid_argument, "is no configured PSP account that can pay out. Nothing was reserved",
                "psp_account");
  if (!psp_account.empty())
    return FundingAccount{"", "", "", psp_account};
  if (needs_.funding.iban.empty())
    return fail(ErrorCode::failed_precondition,
                "no account to pay from is configured (payouts.funding_iban). Nothing was reserved");
  return needs_.funding;
}

Result<views::PayoutBatchDetail> Payouts::create(const Caller& caller, const views::CreatePayoutBatchRequest& request,
                                                 const PayoutStore::KeepDetail& keep) {
  const auto funding = funding_of(request.psp_account);
  if (!funding)
    return tl::unexpected(funding.error());
  auto terms = terms_of(request.currency, request.minimum, request.sellers);
  if (!terms)
    return tl::unexpected(terms.error());
  const auto now = needs_.clock.now();
  const NewPayoutBatch batch{needs_.ids.next(), *terms, *funding, request.reason, now};
  return needs_.store.create(
      caller, batch, [&](std::span<const PayableWallet> wallets) { return choose(*terms, now, wallets); }, keep);
}

Result<views::PayoutBatch> Payouts::decide(const Caller& caller, const Uuid& batch_id, bool approve,
                                           const std::string& note, const PayoutStore::KeepBatch& keep) {
  return needs_.store.decide(caller, {batch_id, approve, note, needs_.clock.now()}, keep);
}

Result<views::PayoutBatch> Payouts::cancel(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                           const PayoutStore::KeepBatch& keep) {
  return needs_.store.cancel(caller, batch_id, reason, needs_.clock.now(), keep);
}

Result<PayoutSubmission> Payouts::submission(const ApprovedBatch& batch, Instant now) const {
  PayoutOrder order{reference_of(batch.batch_id), now, date_of(now), batch.funding, batch.currency, {}};
  PayoutSubmission submission;
  for (const auto& line : batch.lines) {
    if (!line.covered)
      return fail(ErrorCode::failed_precondition,
                  "the wallet of " + line.seller +
                      " does not hold what it is to be paid any more. Nothing was submitted; cancel the batch and make "
                      "another one");
    if (!line.payable)
      return fail(ErrorCode::failed_precondition,
                  "the bank account of " + line.seller +
                      " may not be paid to any more. Nothing was submitted; cancel the batch and make another one");
    order.lines.push_back({reference_of(line.payout_id), line.amount, line.account});
    submission.journals.push_back(journal_of(batch, line, needs_.ids.next(), now));
    if (!batch.funding.psp_account.empty())
      submission.keys.push_back(needs_.ids.next());
  }
  if (!batch.funding.psp_account.empty())
    return submission; // its lane makes the calls
  auto file = needs_.write(order);
  if (!file)
    return tl::unexpected(file.error());
  submission.file = std::move(*file);
  return submission;
}

Result<views::PayoutBatch> Payouts::submit(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                           const PayoutStore::KeepBatch& keep) {
  const auto now = needs_.clock.now();
  return needs_.store.submit(
      caller, batch_id, reason, now, [&](const ApprovedBatch& batch) { return submission(batch, now); }, keep);
}

} // namespace paydesk
