// The posting rules and fees as pure functions; random numbers keep every journal balanced.
#include "engine/reconciliation/postings.h"

#include <map>
#include <random>

#include <gtest/gtest.h>

#include "engine/reconciliation/fees.h"
#include "engine/reconciliation/resolutions.h"
#include "engine/reconciliation/tokens.h"

namespace paydesk::recon {
namespace {

const Currency eur = *Currency::find("EUR");

LineRow line_of(std::int64_t gross, std::int64_t fee) {
  LineRow line;
  line.psp_account = "card";
  line.batch = "B";
  line.kind = "capture";
  line.gross = gross;
  line.fee = fee;
  line.net = gross - fee;
  line.currency = eur;
  return line;
}

void expect_balanced(const std::vector<Posting>& postings) {
  std::map<Currency, std::int64_t> sums;
  for (const auto& posting : postings) {
    EXPECT_NE(posting.amount, 0);
    sums[posting.currency] += posting.amount;
  }
  for (const auto& [currency, sum] : sums)
    EXPECT_EQ(sum, 0) << currency.code();
}

TEST(SettlementPostings, AreBalancedWhateverTheAmounts) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> amount(-100'000, 100'000);
  SettlementTerms korean;
  korean.vat_included_bp = 1'000;
  for (int i = 0; i < 1'000; ++i) {
    const auto line = line_of(i % 10 == 0 ? 0 : amount(random), i % 7 == 0 ? 0 : amount(random));
    FactRow fact;
    fact.kind = i % 2 == 0 ? "capture" : "refund";
    fact.currency = *Currency::find("USD");
    fact.amount = 1 + std::abs(amount(random));
    for (const auto& terms : {SettlementTerms{}, korean}) {
      expect_balanced(postings::settled(line, terms));
      expect_balanced(postings::settled_in_other_currency(line, fact, terms));
      expect_balanced(postings::unknown_line(line, terms));
      expect_balanced(postings::duplicate_line(line, terms));
    }
    RunRow run;
    run.currency = eur;
    expect_balanced(postings::banked("X", run, amount(random), amount(random)));
    expect_balanced(postings::write_off_receivable("card", eur, amount(random)));
  }
}

TEST(SettlementPostings, ALineOfNothingPostsNothing) {
  EXPECT_TRUE(postings::settled(line_of(0, 0), SettlementTerms{}).empty());
}

TEST(ExpectedFee, IsRoundedHalfEvenWithTheFixedPart) {
  SettlementTerms terms;
  SettlementLine line;
  line.kind = "capture";
  line.gross = 10'000;
  EXPECT_EQ(expected_fee(terms, line, eur), std::nullopt) << "no schedule, no opinion";
  terms.fees = FeeSchedule{290, {{"EUR", 25}}, {{"EUR", 1'500}}, 1};
  EXPECT_EQ(expected_fee(terms, line, eur), 315);
  EXPECT_EQ(expected_fee(terms, line, *Currency::find("KRW")), 290);
  line.gross = 50; // 1.45 → 1
  EXPECT_EQ(expected_fee(terms, line, eur), 26);
  line.kind = "refund";
  EXPECT_EQ(expected_fee(terms, line, eur), 0);
  line.kind = "dispute_fee";
  EXPECT_EQ(expected_fee(terms, line, eur), 1'500);
  line.kind = "dispute_withdrawn";
  EXPECT_EQ(expected_fee(terms, line, eur), 0);
  line.fee = 1'500;
  EXPECT_EQ(expected_fee(terms, line, eur), 1'500) << "the fee may come with the withdrawal";
}

TEST(Tokens, AreWholeReferencesAndTheWordsOfThem) {
  BankEntry entry;
  entry.end_to_end_id = "B-1";
  entry.references = {"B-1", "payout B-2;x"};
  entry.remittance = "card B-3,  B-1\nthanks";
  EXPECT_EQ(tokens_of(entry),
            (std::vector<std::string>{"B-1", "payout B-2;x", "payout", "B-2", "x", "card", "B-3", "thanks"}));
}

TEST(ResolutionTable, EveryTypeCanAtLeastWait) {
  for (const auto* type : {"timing", "duplicate_at_psp", "bank_amount_mismatch", "missing_at_psp"}) {
    const auto names = resolutions_for(type, false);
    ASSERT_GE(names.size(), 2u);
    EXPECT_EQ(names.back(), "raise_with_psp");
  }
}

} // namespace
} // namespace paydesk::recon
