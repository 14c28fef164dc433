// The posting table, row by row: what PSPs tell and what their settlement files say. Row names are the table's.
#include "store/database.h"
#include "store/row_values.h"
#include "tests/reconciliation/posting_table.h"

namespace paydesk::test {
namespace {

struct PspPostings : PostingTable {
  News news(News::Kind kind, const std::string& reference, std::int64_t minor) {
    News news;
    news.kind = kind;
    news.reference = reference;
    news.amount = minor;
    return news;
  }
  /// What the PSP was told when it was asked for the only refund.
  std::string operation_of_refund() {
    std::string id;
    (void)world_.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      id = store::text_of(tx.exec_once("select operation_id from operation where kind = 'refund'")[0][0]);
      return {};
    });
    return id;
  }
  void tell(const Shop::Sale& sale, News::Kind kind, const std::string& reference, std::int64_t minor) {
    world_.shop.tell(sale, news(kind, reference, minor));
  }
};
PAYDESK_IN_EACH_CURRENCY(PspPostings);

TEST_P(PspPostings, capture) {
  sale(10'000);
  EXPECT_EQ(booked("capture"), (Rows{"debit psp_receivable:card 10000", "credit seller_payable:seller-a 9000",
                                     "credit commission_revenue 1000"}));
  world_.expect_books_prove();
}

TEST_P(PspPostings, refund) {
  world_.refunded(sale(10'000), amount(4'000));
  EXPECT_EQ(booked("refund"), (Rows{"debit seller_payable:seller-a 3600", "debit commission_revenue 400",
                                    "credit psp_receivable:card 4000"}));
  world_.expect_books_prove();
}

TEST_P(PspPostings, refund_fails_after_success) {
  const auto sold = sale(10'000);
  const auto reference = world_.refunded(sold, amount(4'000));
  const auto seller = balance("seller_payable:seller-a");
  auto failed = news(News::Kind::refund_failed, reference, 4'000);
  failed.merchant_reference = operation_of_refund();
  world_.shop.tell(sold, failed);
  EXPECT_EQ(booked("refund_returned"), (Rows{"debit psp_receivable:card 4000", "credit buyer_payable 4000"}));
  EXPECT_EQ(balance("seller_payable:seller-a"), seller) << "the seller is not credited again";
  world_.expect_books_prove();
}

TEST_P(PspPostings, settlement_line_with_a_fee) {
  world_.import(report().add("capture", World::capture_of(sale(10'000)), 10'000, 290));
  EXPECT_EQ(booked("settlement"),
            (Rows{"debit settlement_clearing:card:B1 9710", "debit psp_fees 290", "credit psp_receivable:card 10000"}));
  world_.expect_books_prove();
}

TEST_P(PspPostings, settlement_line_of_a_dispute_with_its_fee) {
  const auto sold = sale(10'000);
  tell(sold, News::Kind::dispute_withdrawn, "dp_1", 10'000);
  world_.import(report()
                    .add("capture", World::capture_of(sold), 10'000, 290)
                    .add("dispute_withdrawn", "dp_1", -10'000, 1'500));
  EXPECT_TRUE(world_.break_names().empty());
  EXPECT_EQ(booked_on("settlement", "psp_fees"), booked_on("settlement", "settlement_clearing"));
  const auto rows = booked_on("settlement", "psp_receivable");
  EXPECT_EQ(Rows(rows.begin() + 3, rows.end()),
            (Rows{"credit settlement_clearing:card:B1 11500", "debit psp_fees 1500", "debit psp_receivable:card 10000"}));
  EXPECT_EQ(balance("psp_receivable:card"), 0);
  world_.expect_books_prove();
}

TEST_P(PspPostings, settlement_line_with_vat_in_its_fee) {
  world_.terms.by_account["card"].fees.reset();
  world_.terms.by_account["card"].vat_included_bp = 1'000;
  world_.import(report().add("capture", World::capture_of(sale(99'800)), 99'800, 2'250));
  EXPECT_EQ(booked("settlement"), (Rows{"debit settlement_clearing:card:B1 97550", "debit psp_fees 2045",
                                        "debit input_vat 205", "credit psp_receivable:card 99800"}));
  world_.expect_books_prove();
}

TEST_P(PspPostings, settled_in_another_currency) {
  const auto sold = world_.paid({"100.00"}, "seller-a", "USD");
  world_.import(report().add("capture", World::capture_of(sold), 9'200, 267));
  ASSERT_EQ(world_.only_break().type, "currency_mismatch");
  const auto found = world_.only_break();
  const auto resolved = world_.resolve(found, "match");
  ASSERT_TRUE(resolved);
  if (resolved->state == "proposed") {
    ASSERT_TRUE(world_.decide(world_.ben, found, true));
  }
  EXPECT_EQ(booked("settlement"),
            (Rows{"debit settlement_clearing:card:B1 8933", "debit psp_fees 267", "credit fx_clearing 9200",
                  "debit fx_clearing 10000 USD", "credit psp_receivable:card 10000 USD"}));
  world_.expect_books_prove();
}

TEST_P(PspPostings, reserve_held_and_released) {
  const auto sold = sale(10'000);
  auto first = report().add("capture", World::capture_of(sold), 10'000, 290).add("reserve_held", "rsv_1", -971);
  EXPECT_EQ(world_.import(first).run.breaks_total, 0);
  EXPECT_EQ(booked_on("settlement", "psp_reserve"),
            (Rows{"credit settlement_clearing:card:B1 971", "debit psp_reserve:card 971"}));
  EXPECT_EQ(balance("settlement_clearing:card:B1"), first.net());
  world_.expect_books_prove();
  const auto second = world_.import(report("B2").add("reserve_released", "rsv_1", 971));
  EXPECT_EQ(second.run.matched, 1);
  EXPECT_EQ(second.run.ledger_total.minor, 971) << "what the file brings is in the ledger";
  EXPECT_EQ(balance("psp_reserve:card"), 0);
  EXPECT_EQ(balance("settlement_clearing:card:B2"), 971);
  world_.import(statement({{first.net(), "B1"}, {971, "B2"}}));
  EXPECT_TRUE(world_.break_names().empty());
  EXPECT_EQ(balance("settlement_clearing:card:B1"), 0);
  EXPECT_EQ(balance("settlement_clearing:card:B2"), 0);
  world_.expect_books_prove();
}

TEST_P(PspPostings, a_negative_batch_is_carried_to_the_next) {
  const auto sold = sale(10'000);
  world_.import(report("B1").add("capture", World::capture_of(sold), 10'000, 290));
  const auto refund = world_.refunded(sold, amount(1'790));
  const auto negative = world_.import(report("B2").add("refund", refund, -1'790).add("carried_out", "B2", 1'790));
  EXPECT_EQ(negative.run.state, "closed") << "the bank has nothing to do with it";
  EXPECT_EQ(booked_on("settlement", "settlement_clearing:card:B2"),
            (Rows{"debit settlement_clearing:card:B2 1790", "credit settlement_clearing:card 1790",
                  "credit settlement_clearing:card:B2 1790", "debit psp_receivable:card 1790"}));
  EXPECT_EQ(balance("settlement_clearing:card"), -1'790);
  world_.expect_books_prove();
  const auto next = sale(10'000);
  auto third = report("B3").add("carried_in", "B2", -1'790).add("capture", World::capture_of(next), 10'000, 290);
  EXPECT_EQ(world_.import(third).run.breaks_total, 0);
  EXPECT_EQ(balance("settlement_clearing:card"), 0) << "the next batch has taken it over";
  EXPECT_EQ(balance("settlement_clearing:card:B2"), 0);
  EXPECT_EQ(balance("settlement_clearing:card:B3"), third.net());
  world_.import(statement({{9'710, "B1"}, {third.net(), "B3"}}));
  EXPECT_TRUE(world_.break_names().empty());
  world_.expect_books_prove();
}

TEST_P(PspPostings, deposit_in_excess_short_or_double) {
  for (const std::string kind : {"deposit_excess", "deposit_short", "deposit_double"}) {
    world_.import(report("B-" + kind).add(kind, "dep_" + kind, 700));
    EXPECT_EQ(booked("settlement"),
              (Rows{"debit settlement_clearing:card:B-" + kind + " 700", "credit buyer_payable 700"}));
  }
  EXPECT_EQ(balance("buyer_payable:"), -2'100) << "none of it is a seller's";
  world_.import(report("B4").add("deposit_returned", "dep_deposit_short", -700));
  EXPECT_EQ(booked("settlement"), (Rows{"credit settlement_clearing:card:B4 700", "debit buyer_payable 700"}));
  EXPECT_TRUE(world_.break_names().empty());
  world_.expect_books_prove();
}

TEST_P(PspPostings, dispute_funds_withdrawn) {
  tell(sale(10'000), News::Kind::dispute_withdrawn, "dp_1", 10'000);
  EXPECT_EQ(booked("dispute_withdrawn"),
            (Rows{"debit dispute_pending:card 10000", "credit psp_receivable:card 10000"}));
  EXPECT_EQ(world_.count("select sum(reserved) from wallet"), 10'000) << "the wallet holds it";
  world_.expect_books_prove();
}

TEST_P(PspPostings, dispute_reinstated) {
  const auto sold = sale(10'000);
  tell(sold, News::Kind::dispute_withdrawn, "dp_1", 10'000);
  tell(sold, News::Kind::dispute_won, "dp_1", 10'000);
  tell(sold, News::Kind::dispute_reinstated, "dp_1", 10'000);
  EXPECT_EQ(booked("dispute_reinstated"),
            (Rows{"debit psp_receivable:card 10000", "credit dispute_pending:card 10000"}));
  EXPECT_EQ(world_.count("select sum(reserved) from wallet"), 0);
  world_.expect_books_prove();
}

TEST_P(PspPostings, dispute_finally_lost) {
  const auto sold = sale(10'000);
  tell(sold, News::Kind::dispute_withdrawn, "dp_1", 10'000);
  tell(sold, News::Kind::dispute_lost, "dp_1", 10'000);
  EXPECT_EQ(booked("dispute_lost"), (Rows{"debit seller_payable:seller-a 9000", "debit commission_revenue 1000",
                                          "credit dispute_pending:card 10000"}));
  EXPECT_EQ(balance("seller_payable:seller-a"), 0);
  world_.expect_books_prove();
}

TEST_P(PspPostings, dispute_loss_beyond_captured_less_refunded) {
  const auto sold = sale(10'000);
  world_.refunded(sold, amount(4'000));
  tell(sold, News::Kind::dispute_withdrawn, "dp_1", 10'000);
  tell(sold, News::Kind::dispute_lost, "dp_1", 10'000);
  EXPECT_EQ(booked("dispute_lost"), (Rows{"debit seller_payable:seller-a 5400", "debit commission_revenue 600",
                                          "debit dispute_losses 4000", "credit dispute_pending:card 10000"}));
  world_.expect_books_prove();
}

TEST_P(PspPostings, write_off_of_a_minor_unit_as_loss_and_as_gain) {
  world_.import(report("B1").add("capture", World::capture_of(sale(10'000)), 9'999, 290));
  ASSERT_EQ(world_.resolve(world_.only_break(), "write_off")->state, "resolved");
  EXPECT_EQ(booked("adjustment"), (Rows{"debit recon_writeoff 1", "credit psp_receivable:card 1"}));
  world_.import(report("B2").add("capture", World::capture_of(sale(10'000)), 10'001, 290));
  ASSERT_EQ(world_.resolve(world_.only_break(), "write_off")->state, "resolved");
  EXPECT_EQ(booked("adjustment"), (Rows{"credit recon_writeoff 1", "debit psp_receivable:card 1"}));
  EXPECT_EQ(balance("seller_payable:seller-a"), -18'000) << "write-offs never touch what a seller is owed";
  world_.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
