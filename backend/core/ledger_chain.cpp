#include "core/ledger_chain.h"

#include <array>
#include <map>
#include <tuple>

#include <openssl/sha.h>

#include "core/money.h"

namespace paydesk::ledger_chain {
namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest sha256(const std::string& text) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

void append(std::string& text, const Digest& digest) {
  text.append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

std::string hex(const Digest& digest) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const auto byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string bytes_of(const std::string& hex) {
  const auto value = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
  return bytes;
}

/// D. J. Bernstein's netstring: the length in bytes, a colon, the text, a comma.
void append_netstring(std::string& text, const std::string& value) {
  text += std::to_string(value.size()) + ":" + value + ",";
}

Digest digest_of(const SealedTransaction& transaction) {
  std::string text;
  for (const auto* field : {&transaction.transaction_id, &transaction.kind, &transaction.cause, &transaction.payment_id,
                            &transaction.booked_at, &transaction.value_date, &transaction.description})
    append_netstring(text, *field);
  for (const auto& entry : transaction.entries) {
    append_netstring(text, std::to_string(entry.line));
    append_netstring(text, entry.account_class);
    append_netstring(text, entry.owner);
    append_netstring(text, entry.currency);
    append_netstring(text, std::to_string(entry.amount));
  }
  return sha256(text);
}

tl::unexpected<Error> broken(std::string words) { return fail(ErrorCode::failed_precondition, std::move(words)); }

Result<void> balances(const SealedTransaction& transaction) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& entry : transaction.entries) {
    auto& sum = sums[entry.currency];
    const auto next = checked_add(sum, entry.amount);
    if (!next)
      return broken("transaction " + transaction.transaction_id + " sums up to more than an amount can be");
    sum = *next;
  }
  for (const auto& [currency, sum] : sums)
    if (sum != 0)
      return broken("transaction " + transaction.transaction_id + " is off by " + std::to_string(sum) + " " + currency +
                    " (minor units)");
  return {};
}

std::string between(const Seal& seal) {
  return "seal " + std::to_string(seal.seal_no) + " (" + std::to_string(seal.transactions.size()) + " transactions from " +
         seal.transactions.front().booked_at + " to " + seal.transactions.back().booked_at + ")";
}

} // namespace

std::string hash_of(const std::string& before, const Seal& seal) {
  auto text = bytes_of(before);
  for (const auto& transaction : seal.transactions)
    append(text, digest_of(transaction));
  return hex(sha256(text));
}

Result<void> Proof::take(const SealedTransaction& transaction) {
  if (std::tie(transaction.booked_at, transaction.transaction_id) <= std::tie(last_booked_, last_id_))
    return broken("transaction " + transaction.transaction_id + ", booked at " + transaction.booked_at +
                  ", stands behind " + last_id_ + ", booked at " + last_booked_);
  if (transaction.entries.size() < 2)
    return broken("transaction " + transaction.transaction_id + " has " + std::to_string(transaction.entries.size()) +
                  " entries");
  if (auto balanced = balances(transaction); !balanced)
    return balanced;
  last_booked_ = transaction.booked_at;
  last_id_ = transaction.transaction_id;
  ++transactions_;
  entries_ += static_cast<std::int64_t>(transaction.entries.size());
  return {};
}

Result<void> Proof::take(const Seal& seal) {
  if (seal.seal_no != seals_ + 1)
    return broken("seal " + std::to_string(seals_ + 1) + " is missing: seal " + std::to_string(seal.seal_no) +
                  " stands in its place");
  if (seal.transactions.empty())
    return broken("seal " + std::to_string(seal.seal_no) + " has no transactions");
  for (const auto& transaction : seal.transactions)
    if (auto taken = take(transaction); !taken)
      return broken("seal " + std::to_string(seal.seal_no) + ": " + taken.error().message);
  if (hash_of(head_, seal) != seal.hash)
    return broken(between(seal) + " is not what was sealed: something in it was altered, added, removed or put in "
                                  "another order");
  head_ = seal.hash;
  ++seals_;
  return {};
}

} // namespace paydesk::ledger_chain
