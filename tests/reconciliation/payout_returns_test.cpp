// Why the bank gave a pay-out back, and what that does to the account that it went to.
#include "store/row_values.h"
#include "tests/queries/paid_out.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

/// A seller who was paid 50.00 by the bank, and had the statement say so.
struct Returned : World {
  Returned() {
    fund(shop, "tea", 5000);
    (void)add_account(shop, "tea");
    const auto batch = treasury.approved();
    (void)treasury.payouts.submit(treasury.clerk, batch, "weekly").value();
    reference = treasury.payouts.detail(batch).value().payouts.at(0).payout_id;
    std::erase(reference, '-');
    bank({{-5000, reference}});
  }
  void bank(const std::vector<Statement::Entry>& entries) {
    Statement statement;
    statement.id = "P" + std::to_string(++statements);
    statement.account = "DE02120300000000202051";
    statement.entries = entries;
    statement.opening = opening;
    for (const auto& entry : entries)
      opening += entry.amount;
    import(statement);
  }
  void give_back(const std::string& why) { bank({{5000, "RETURN " + reference, 0, why}}); }
  std::string text(const std::string& sql) {
    return shop.pool.in_transaction([&](store::Tx& tx) -> Result<std::string> {
      const auto rows = tx.exec_once(sql, store::Params());
      return rows.empty() ? std::string() : store::text_of(rows[0][0]);
    }).value();
  }
  std::string account() { return text("select state from payout_account where seller = 'tea'"); }
  std::string payout() { return text("select state from payout"); }
  std::string left_out() {
    const auto preview = treasury.payouts.preview({"EUR", "", {}}).value();
    return preview.left_out.empty() ? "" : preview.left_out[0].why;
  }

  Treasury treasury{shop};
  std::string reference;
  int statements = 0;
  std::int64_t opening = 100'000;
};

TEST(PayoutReturns, FromAnAccountThatIsClosedBlockIt) {
  for (const auto* code : {"AC01", "AC03", "AC04", "AC06", "AC07"}) {
    Returned world;
    world.give_back("<Rsn><Cd>" + std::string(code) + "</Cd></Rsn><AddtlInf>Konto erloschen</AddtlInf>");
    EXPECT_EQ(world.payout(), "returned");
    EXPECT_EQ(world.account(), "blocked") << code;
    const auto why = world.left_out();
    EXPECT_NE(why.find(std::string(code) + ", Konto erloschen"), std::string::npos) << why;
    EXPECT_NE(why.find("another one has to be approved"), std::string::npos) << why;
    EXPECT_EQ(world.text("select note from payout_history where to_state = 'returned'"),
              std::string(code) + ", Konto erloschen");
    EXPECT_EQ(world.count("select count(*) from audit_record where action = 'payout_account.block'"), 1);
    EXPECT_EQ(world.count("select count(*) from outbox where kind = 'payout_account.blocked'"), 1);
    world.expect_books_prove();
  }
}

TEST(PayoutReturns, ForAnotherReasonAnUnknownOneOrTheBanksOwnBlockNothing) {
  for (const auto* why : {"<Rsn><Cd>AM04</Cd></Rsn>", "<Rsn><Cd>ZZ99</Cd></Rsn>", "<Rsn><Cd>ac04</Cd></Rsn>",
                          "<Rsn><Prtry>AC04</Prtry></Rsn>", "<AddtlInf>AC04 closed</AddtlInf>", ""}) {
    Returned world;
    world.give_back(why);
    EXPECT_EQ(world.payout(), "returned");
    EXPECT_EQ(world.account(), "active") << why;
    EXPECT_EQ(world.left_out(), "");
    world.expect_books_prove();
  }
}

TEST(PayoutReturns, MayBeOnTheSameStatementAsTheDebit) {
  Returned world;
  fund(world.shop, "rice", 3000);
  (void)add_account(world.shop, "rice", "NL91ABNA0417164300");
  const auto batch = world.treasury.approved({"rice"});
  (void)world.treasury.payouts.submit(world.treasury.clerk, batch, "weekly").value();
  auto reference = world.treasury.payouts.detail(batch).value().payouts.at(0).payout_id;
  std::erase(reference, '-');
  world.bank({{-3000, reference},
              {3000, "RETURN " + reference, 0, "<Rsn><Cd>AC04</Cd></Rsn>"},
              {3000, "AGAIN " + reference, 0, "<Rsn><Cd>AC04</Cd></Rsn>"}});
  EXPECT_EQ(world.text("select state from payout where seller = 'rice'"), "returned");
  EXPECT_EQ(world.text("select string_agg(to_state, ' ' order by history_id) from payout_history h join payout p "
                       "using (payout_id) where p.seller = 'rice'"),
            "awaiting_approval approved submitted paid returned");
  EXPECT_EQ(world.text("select state from payout_account where seller = 'rice'"), "blocked");
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry") << "the second one";
  world.expect_books_prove();
}

TEST(PayoutReturns, ThatAreNoneBlockNothing) {
  const std::string closed = "<Rsn><Cd>AC04</Cd></Rsn>";
  Returned world;
  world.bank({{4999, world.reference, 0, closed}});         // another amount
  world.bank({{5000, "somebody else's", 0, closed}});       // of nothing that was paid
  world.bank({{-5000, world.reference + " 2", 0, closed}}); // a second debit
  EXPECT_EQ(world.payout(), "paid");
  EXPECT_EQ(world.account(), "active");
  EXPECT_EQ(world.break_names().size(), 3u);
  world.expect_books_prove();
}

TEST(PayoutReturns, OfOneThatTheBankNeverDebitedBlockNothing) {
  Returned world;
  fund(world.shop, "rice", 5000);
  (void)add_account(world.shop, "rice", "NL91ABNA0417164300");
  const auto batch = world.treasury.approved({"rice"});
  (void)world.treasury.payouts.submit(world.treasury.clerk, batch, "weekly").value();
  auto reference = world.treasury.payouts.detail(batch).value().payouts.at(0).payout_id;
  std::erase(reference, '-');
  world.bank({{5000, reference, 0, "<Rsn><Cd>AC04</Cd></Rsn>"}});
  EXPECT_EQ(world.count("select count(*) from payout_account where state = 'blocked'"), 0);
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  world.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
