// The chain over the sealed ledger, against hashes made by another program from the format's description.
#include "core/ledger_chain.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

namespace paydesk::ledger_chain {
namespace {

Seal first() {
  return {1,
          "0d06990400f7baa769e0ae20873c6d0ffed855b68107d4617b7e7104008110c1",
          {{"019a0000-0000-7000-8000-000000000001",
            "capture",
            "card/cap_1",
            "019a0000-0000-7000-8000-0000000000aa",
            "2026-11-16T10:00:00.000001Z",
            "2026-11-16",
            "capture ₩",
            {{1, "psp_receivable", "card", "KRW", 12340},
             {2, "seller_payable", "셀러", "KRW", -11106},
             {3, "commission_revenue", "", "KRW", -1234}}},
           {"019a0000-0000-7000-8000-000000000002",
            "manual_journal",
            "j:1,",
            "",
            "2026-11-16T10:00:00.000001Z",
            "2026-11-17",
            "",
            {{1, "bad_debt", "", "KWD", 5}, {2, "buyer_payable", "", "KWD", -5}}}}};
}

Seal second() {
  return {2,
          "55531b017968d6112a04d2de9fcfdf669de87373b75e02f1f2b23cb263e506f2",
          {{"019a0000-0000-7000-8000-000000000000",
            "refund",
            "card/re_1",
            "",
            "2026-11-16T10:00:00.000002Z",
            "2026-11-16",
            "refund",
            {{1, "seller_payable", "a", "EUR", 1}, {2, "psp_receivable", "card", "EUR", -1}}}}};
}

std::string refusal(const Seal& seal, bool behind_first = false) {
  Proof proof;
  if (behind_first && !proof.take(first()))
    return "the first seal is refused";
  const auto taken = proof.take(seal);
  return taken ? std::string() : taken.error().message;
}

TEST(LedgerChain, hashes_are_those_of_the_description) {
  EXPECT_EQ(hash_of(beginning, first()), first().hash);
  EXPECT_EQ(hash_of(first().hash, second()), second().hash);
  Proof proof;
  ASSERT_TRUE(proof.take(first()));
  ASSERT_TRUE(proof.take(second()));
  EXPECT_EQ(proof.head(), second().hash);
  EXPECT_EQ(proof.seals(), 2);
  EXPECT_EQ(proof.transactions(), 3);
  EXPECT_EQ(proof.entries(), 7);
}

TEST(LedgerChain, every_field_counts) {
  const std::function<void(SealedTransaction&)> changes[] = {
      [](auto& t) { t.transaction_id.back() = '9'; },
      [](auto& t) { t.kind = "refund"; },
      [](auto& t) { t.cause += "x"; },
      [](auto& t) { t.payment_id.clear(); },
      [](auto& t) { t.booked_at = "2026-11-16T10:00:00.000000Z"; },
      [](auto& t) { t.value_date = "2026-11-18"; },
      [](auto& t) { t.description = "capture"; },
      [](auto& t) { t.entries[0].amount = 12341, t.entries[2].amount = -1235; },
      [](auto& t) { t.entries[1].owner = "thief"; },
      [](auto& t) { t.entries[1].account_class = "buyer_payable"; },
      [](auto& t) { std::swap(t.entries[0], t.entries[1]); },
      [](auto& t) { t.entries.push_back({4, "bank", "", "KRW", 1}), t.entries.push_back({5, "bank", "", "KRW", -1}); },
      [](auto& t) { t.kind += t.cause, t.cause.clear(); },
      [](auto& t) { for (auto& entry : t.entries) entry.currency = "JPY"; }};
  for (const auto& change : changes) {
    auto seal = first();
    change(seal.transactions[0]);
    EXPECT_NE(refusal(seal), "") << &change - changes;
  }
}

TEST(LedgerChain, what_is_missing_or_moved_is_named) {
  auto short_of_one = first();
  short_of_one.transactions.pop_back();
  EXPECT_NE(refusal(short_of_one).find("is not what was sealed"), std::string::npos);
  auto turned = first();
  std::swap(turned.transactions[0], turned.transactions[1]);
  EXPECT_NE(refusal(turned).find("stands behind"), std::string::npos);
  EXPECT_NE(refusal(second()).find("seal 1 is missing"), std::string::npos);
  EXPECT_NE(refusal(first(), true).find("seal 2 is missing"), std::string::npos);
  EXPECT_NE(refusal({1, first().hash, {}}).find("no transactions"), std::string::npos);
}

TEST(LedgerChain, what_does_not_balance_is_refused_whatever_its_hash) {
  auto seal = first();
  seal.transactions[0].entries[0].amount += 1;
  seal.hash = hash_of(beginning, seal);
  EXPECT_NE(refusal(seal).find("is off by 1 KRW"), std::string::npos);
  seal.transactions[0].entries = {{1, "bank", "", "KRW", std::numeric_limits<std::int64_t>::max()},
                                  {2, "bank", "", "KRW", 1}};
  seal.hash = hash_of(beginning, seal);
  EXPECT_NE(refusal(seal).find("more than an amount can be"), std::string::npos);
  seal.transactions[0].entries = {};
  seal.hash = hash_of(beginning, seal);
  EXPECT_NE(refusal(seal).find("has 0 entries"), std::string::npos);
}

} // namespace
} // namespace paydesk::ledger_chain
