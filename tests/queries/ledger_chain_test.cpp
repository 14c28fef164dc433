// The chain over the sealed ledger: whatever was done to the past around all triggers is found, by the proof of the
// books and by who has only a file.
#include <gtest/gtest.h>

#include "engine/books/books.h"
#include "store/books.h"
#include "store/verify.h"
#include "tests/queries/tamperings.h"

namespace paydesk::test {
namespace {

struct Sealed {
  Shop shop;
  store::PgBooks store{shop.pool};
  Books books{store, shop.clock};

  Sealed() {
    live(shop);
    seal();
    shop.clock.advance(std::chrono::hours(1));
    shop.refund(shop.paid({"77.00"}, "셀러-ü,:"), "7.00");
    seal();
  }
  void seal() {
    shop.clock.advance(std::chrono::minutes(10));
    const auto chained = books.keep_sums();
    ASSERT_TRUE(chained) << chained.error().message;
    EXPECT_GT(*chained, 0);
    shop.publish();
  }
  std::vector<views::LedgerSeal> seals() {
    std::vector<views::LedgerSeal> all;
    for (auto n = books.status()->seals; static_cast<std::int64_t>(all.size()) < n;)
      all.push_back(books.ledger_seal(static_cast<std::int64_t>(all.size()) + 1).value());
    return all;
  }
  /// What a proof says of the seals that there are, and empty when it says nothing.
  static std::string offline(const std::vector<views::LedgerSeal>& seals, const std::string& head) {
    ledger_chain::Proof proof;
    for (const auto& seal : seals)
      if (const auto taken = proof.take(seal); !taken)
        return taken.error().message;
    return proof.head() == head ? std::string() : "the head is another";
  }
  std::set<std::string> violated() {
    const auto response = store::verify_books(shop.pool, shop.clock.now());
    EXPECT_TRUE(response) << response.error().message;
    std::set<std::string> names;
    for (const auto& finding : response.value_or(views::VerifyResponse{}).findings)
      if (finding.violations > 0)
        names.insert(finding.invariant);
    return names;
  }
};

} // namespace

TEST(LedgerChain, seals_everything_once_in_order) {
  Sealed l;
  EXPECT_EQ(l.violated(), std::set<std::string>{});
  const auto seals = l.seals();
  ASSERT_EQ(seals.size(), 4u) << "two of the life before, two of ours";
  EXPECT_EQ(Sealed::offline(seals, l.books.status()->head), "");
  std::int64_t transactions = 0;
  for (const auto& seal : seals)
    transactions += static_cast<std::int64_t>(seal.transactions.size());
  EXPECT_EQ(transactions, l.shop.count("select count(*) from ledger_transaction"));
  EXPECT_EQ(l.books.keep_sums().value(), 0) << "nothing is sealed twice";
  EXPECT_EQ(l.shop.count("select count(*) from event where kind = 'ledger.sealed'"), 4);
}

TEST(LedgerChain, a_seal_holds_no_more_than_can_be_read_at_once) {
  Sealed l;
  l.shop.tamper("delete from ledger_chain; delete from event where kind = 'ledger.sealed'");
  int seals = 0;
  while (l.shop.count("select chain_sealed_ledger(3)") > 0)
    ++seals;
  EXPECT_EQ(seals, (l.shop.count("select count(*) from ledger_transaction") + 2) / 3);
  EXPECT_EQ(Sealed::offline(l.seals(), l.books.status()->head), "");
}

TEST(LedgerChain, what_is_not_sealed_waits) {
  Sealed l;
  l.shop.paid({"5.00"});
  EXPECT_EQ(l.books.keep_sums().value(), 0);
  EXPECT_EQ(l.books.ledger_seal(5).error().code, ErrorCode::not_found);
  EXPECT_EQ(l.books.ledger_seal(0).error().field, "seal_no");
  l.seal();
  EXPECT_EQ(l.books.ledger_seal(5)->transactions.size(), 1u);
}

namespace {

/// What somebody with all rights does to the past, and takes care that the books still balance.
struct Forgery {
  const char* name;
  const char* statement;
  bool seen_in_seals = true; ///< else only the chain of events tells
};

constexpr Forgery forgeries[] = {
    {"amounts", "update ledger_entry set amount = amount * 2 where transaction_id = (select min(transaction_id::text)::uuid from ledger_transaction)"},
    {"description", "update ledger_transaction set description = 'something else' where kind = 'refund'"},
    {"account", "update ledger_account set owner = 'thief' where class = 'seller_payable' and owner = 'seller-a'"},
    {"owner", "update ledger_entry set account_id = (select account_id from ledger_account where class = 'commission_revenue' limit 1) "
              "where account_id in (select account_id from ledger_account where class = 'seller_payable')"},
    {"value_date", "update ledger_transaction set value_date = value_date + 1 where kind = 'capture'"},
    {"payment", "update ledger_transaction set payment_id = null where kind = 'capture'"},
    {"removed", "delete from ledger_entry where transaction_id = (select min(transaction_id::text)::uuid from ledger_transaction); "
                "delete from ledger_transaction where transaction_id = (select min(transaction_id::text)::uuid from ledger_transaction)"},
    {"reordered", "update ledger_transaction set booked_at = booked_at - interval '1 second' where kind = 'refund'; "
                  "update ledger_entry e set booked_at = t.booked_at from ledger_transaction t where t.transaction_id = e.transaction_id"},
    {"added", "insert into ledger_transaction select gen_random_uuid(), kind, cause || '-', payment_id, booked_at, book_date, value_date, description "
              "from ledger_transaction where kind = 'capture' limit 1; "
              "insert into ledger_entry select t.transaction_id, e.line, e.account_id, e.currency, e.amount, e.booked_at from ledger_transaction t "
              "join ledger_transaction o on o.cause || '-' = t.cause join ledger_entry e on e.transaction_id = o.transaction_id"},
    {"seal_removed", "delete from ledger_chain where seal_no = 1"},
    {"last_seal_removed", "delete from ledger_chain where seal_no = 4", false},
    {"end_removed", "delete from ledger_entry where booked_at > (select booked_through from ledger_chain where seal_no = 3); "
                    "delete from ledger_transaction where booked_at > (select booked_through from ledger_chain where seal_no = 3); "
                    "delete from ledger_chain where seal_no = 4", false},
};

class LedgerForged : public testing::TestWithParam<Forgery> {};

} // namespace

TEST_P(LedgerForged, is_found) {
  Sealed l;
  const auto head = l.books.status()->head;
  l.shop.tamper(GetParam().statement);
  const auto violated = l.violated();
  EXPECT_EQ(violated.count(GetParam().seen_in_seals ? "ledger_chain_is_what_was_booked" : "ledger_seals_are_told"), 1u);
  if (std::string(GetParam().name) != "seal_removed") { // which cannot be read any more
    EXPECT_NE(Sealed::offline(l.seals(), head), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Forgeries, LedgerForged, testing::ValuesIn(forgeries),
                         [](const auto& forgery) { return std::string(forgery.param.name); });

// Who forges a row and makes all seals behind it anew is betrayed by the events, and by a hash that was kept.
TEST(LedgerChain, a_chain_made_anew_is_another) {
  Sealed l;
  const auto head = l.books.status()->head;
  l.shop.tamper("update ledger_transaction set description = 'something else' where kind = 'refund'; "
                "delete from ledger_chain; select chain_sealed_ledger(1000)");
  EXPECT_EQ(l.violated().count("ledger_seals_are_told"), 1u);
  EXPECT_NE(Sealed::offline(l.seals(), head), "");
}

TEST(VerifyOfThePast, sees_what_was_booked_by_then) {
  Sealed l;
  const auto first = l.shop.clock.now() - std::chrono::hours(1);
  l.shop.paid({"9.00"});
  const auto now = l.shop.queries.verify_past(l.shop.clock.now());
  ASSERT_TRUE(now) << now.error().message;
  EXPECT_TRUE(now->ok);
  EXPECT_FALSE(now->final) << "the last minute is not sealed";
  const auto past = l.shop.queries.verify_past(first);
  ASSERT_TRUE(past) << past.error().message;
  EXPECT_TRUE(past->ok);
  EXPECT_TRUE(past->final);
  EXPECT_EQ(past->as_of, first);
  ASSERT_EQ(past->findings.size(), now->findings.size());
  EXPECT_GE(past->findings.size(), 10u);
  for (std::size_t i = 0; i < past->findings.size(); ++i)
    if (past->findings[i].invariant == "transactions_balance") {
      EXPECT_LT(past->findings[i].checked, now->findings[i].checked);
    }
  EXPECT_GE(past->not_kept.size(), 20u);
  const auto empty = l.shop.queries.verify_past(first - std::chrono::hours(24 * 365));
  ASSERT_TRUE(empty);
  for (const auto& finding : empty->findings)
    EXPECT_EQ(finding.checked, 0) << finding.invariant;
  EXPECT_EQ(l.violated(), std::set<std::string>{}) << "the session sees everything again";
}

// A forgery of today does not spoil the past, and one of the past is found from then on.
TEST(VerifyOfThePast, a_forgery_is_found_from_its_time_on) {
  Sealed l;
  const auto before = l.shop.clock.now() - std::chrono::minutes(20);
  l.shop.tamper("update ledger_transaction set description = 'something else' where description <> '' and booked_at > "
                "(select booked_through from ledger_chain where seal_no = 3)");
  EXPECT_TRUE(l.shop.queries.verify_past(before)->ok);
  EXPECT_FALSE(l.shop.queries.verify_past(l.shop.clock.now())->ok);
}

} // namespace paydesk::test
