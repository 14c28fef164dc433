// What a bank's status report comes to.
#include <algorithm>
#include <unordered_map>

#include <openssl/sha.h>

#include "core/closed_accounts.h"
#include "core/lifecycle.h"
#include "engine/payouts/payouts.h"

namespace paydesk {
namespace {

std::string reference_of(const Uuid& id) {
  auto text = id.to_string();
  std::erase(text, '-');
  return text;
}

/// The id whose hyphens were left out.
std::optional<Uuid> id_of(std::string reference) {
  if (reference.size() != 32)
    return std::nullopt;
  for (const std::size_t at : {8U, 13U, 18U, 23U})
    reference.insert(at, 1, '-');
  return Uuid::parse(reference);
}

std::string sha256_hex(const std::string& content) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest);
  std::string text;
  constexpr std::string_view digits = "0123456789abcdef";
  for (const auto byte : digest)
    text += {digits[byte >> 4], digits[byte & 15]};
  return text;
}

/// A rejected pay-out is the seller's again: payout_transit / seller_payable.
Journal booked_back(const PayoutUnderWay& payout, Currency currency, const Uuid& id, Instant now) {
  Journal journal;
  journal.id = id;
  journal.kind = "payout_rejected";
  journal.cause = "payout/" + payout.payout_id.to_string();
  journal.booked_at = now;
  journal.description = "Pay-out to " + payout.seller + " that the bank rejected";
  journal.lines = {{{"payout_transit", ""}, currency, payout.amount},
                   {{"seller_payable", payout.seller}, currency, -payout.amount}};
  return journal;
}

using Named = std::unordered_map<std::string, const PayoutStatusReport::Line*>;

/// Every line by its reference. A reference that is none of the batch's, or that is told of twice differently, makes
/// the report one that nobody should act on.
Result<Named> named_lines(const PayoutStatusReport& report, std::span<const PayoutUnderWay> payouts) {
  Named named;
  for (const auto& payout : payouts)
    named.emplace(reference_of(payout.payout_id), nullptr);
  for (const auto& line : report.lines) {
    auto reference = line.end_to_end_id;
    std::transform(reference.begin(), reference.end(), reference.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto found = named.find(reference);
    if (found == named.end())
      return fail(ErrorCode::not_found,
                  "the report names a pay-out that is not in this batch: " + line.end_to_end_id +
                      ". Nothing was changed; ask the bank",
                  "OrgnlEndToEndId");
    if (found->second != nullptr && found->second->word != line.word)
      return invalid("OrgnlEndToEndId", "the report says two things about " + line.end_to_end_id +
                                            ". Nothing was changed; ask the bank");
    found->second = &line;
  }
  return named;
}

} // namespace

Result<views::PayoutBatchDetail> Payouts::hear(const Caller& caller, const std::string& content,
                                               const PayoutStore::KeepDetail& keep) {
  const auto report = needs_.read(content);
  if (!report)
    return tl::unexpected(report.error());
  const auto batch_id = id_of(report->message_id);
  if (!batch_id)
    return fail(ErrorCode::not_found, "the report is about a file that is none of ours. Nothing was changed",
                "OrgnlMsgId");
  const auto now = needs_.clock.now();
  const auto judge = [&](Currency currency, std::span<const PayoutUnderWay> payouts) -> Result<PayoutNews> {
    const auto named = named_lines(*report, payouts);
    if (!named)
      return tl::unexpected(named.error());
    PayoutNews news;
    for (const auto& payout : payouts) {
      const auto* line = named->at(reference_of(payout.payout_id));
      const auto word = line != nullptr ? line->word : report->all;
      if (word == BankWord::none)
        continue;
      const std::string trigger = word == BankWord::rejected ? "fail_final" : "accepted";
      const auto state = lifecycle::next(lifecycle::Machine::payout, payout.state, trigger);
      if (!state)
        continue; // it is past that: the same report again, or the bank's statement was first
      news.moves.push_back({payout.payout_id, trigger, std::string(*state)});
      if (word == BankWord::accepted)
        continue;
      news.journals.push_back(booked_back(payout, currency, needs_.ids.next(), now));
      if (line != nullptr && closes_account(line->code))
        news.closed.push_back({payout.payout_id, "the bank rejected a pay-out to it: " + line->reason});
      news.rejected.push_back({payout.seller, {payout.amount, currency}, line != nullptr ? line->reason : report->reason});
    }
    return news;
  };
  return needs_.store.hear(caller, *batch_id, sha256_hex(content), now, judge, keep);
}

} // namespace paydesk
