// The posting table, row by row: what bank statements move, and what people give up. Row names are the table's.
#include "tests/queries/paid_out.h"
#include "tests/reconciliation/posting_table.h"
#include "tests/reconciliation/two_persons.h"

namespace paydesk::test {
namespace {

struct BankPostings : PostingTable {
  Report banked_batch() { return report("B1").add("capture", World::capture_of(sale(10'000)), 10'000, 290); }
};
PAYDESK_IN_EACH_CURRENCY(BankPostings);

TEST_P(BankPostings, bank_credit_of_a_batch_after_the_banks_fee) {
  world_.import(banked_batch());
  world_.import(statement({{9'660, "B1", 50}}));
  EXPECT_EQ(booked("bank"), (Rows{"debit bank:" + bank_account_ + " 9660", "debit bank_fees 50",
                                  "credit settlement_clearing:card:B1 9710"}));
  EXPECT_TRUE(world_.break_names().empty());
  world_.expect_books_prove();
}

TEST_P(BankPostings, a_negative_batch_is_debited) {
  const auto sold = sale(10'000);
  world_.import(report("B1").add("capture", World::capture_of(sold), 10'000, 290));
  world_.import(report("B2").add("refund", world_.refunded(sold, amount(1'790)), -1'790));
  world_.import(statement({{9'710, "B1"}, {-1'790, "B2"}}));
  EXPECT_EQ(booked_on("bank", "settlement_clearing:card:B2"),
            (Rows{"credit bank:" + bank_account_ + " 1790", "debit settlement_clearing:card:B2 1790"}));
  EXPECT_EQ(balance("settlement_clearing:card:B2"), 0);
  world_.expect_books_prove();
}

TEST_P(BankPostings, a_deposit_at_the_bank_that_no_order_expects) {
  world_.import(statement({{700, "from a buyer"}}));
  const auto found = world_.only_break();
  ASSERT_EQ(world_.resolve(found, "assign_receipt")->state, "resolved");
  EXPECT_EQ(booked("bank"), (Rows{"debit bank:" + bank_account_ + " 700", "credit recon_suspense 700"}));
  EXPECT_EQ(booked("adjustment"), (Rows{"debit recon_suspense 700", "credit buyer_payable 700"}));
  EXPECT_EQ(balance("recon_suspense:"), 0);
  world_.expect_books_prove();
}

/// Pay-outs are of euros: their funding account and IBANs are.
struct PayoutPostings : PostingTable {
  PayoutPostings() {
    fund(world_.shop, "tea", 9'000);
    (void)add_account(world_.shop, "tea");
    batch_ = treasury_.approved();
    (void)treasury_.payouts.submit(treasury_.clerk, batch_, "weekly").value();
    batch_text_ = batch_.to_string();
    std::erase(batch_text_, '-');
    payout_text_ = treasury_.payouts.detail(batch_).value().payouts.front().payout_id;
    std::erase(payout_text_, '-');
  }
  void bank(std::int64_t minor, const std::string& text, std::int64_t charges = 0) {
    auto told = statement({{minor, text, charges}});
    told.account = funding_;
    world_.import(told);
  }

  const std::string funding_ = "DE02120300000000202051";
  Treasury treasury_{world_.shop};
  Uuid batch_;
  std::string batch_text_, payout_text_;
};
INSTANTIATE_TEST_SUITE_P(Euro, PayoutPostings, testing::Values("EUR"));

TEST_P(PayoutPostings, payout_submitted) {
  EXPECT_EQ(booked("payout"), (Rows{"debit seller_payable:tea 9000", "credit payout_transit 9000"}));
  world_.expect_books_prove();
}

TEST_P(PayoutPostings, payout_on_the_bank_statement) {
  bank(-9'000, batch_text_);
  EXPECT_EQ(booked("payout_paid"), (Rows{"debit payout_transit 9000", "credit bank:" + funding_ + " 9000"}));
  EXPECT_EQ(balance("payout_transit:"), 0);
  world_.expect_books_prove();
}

TEST_P(PayoutPostings, payout_returned_less_a_fee) {
  bank(-9'000, batch_text_);
  bank(8'500, "RETURN " + payout_text_, 500);
  EXPECT_EQ(booked("payout_returned"),
            (Rows{"debit bank:" + funding_ + " 8500", "debit bank_fees 500", "credit seller_payable:tea 9000"}));
  world_.expect_books_prove();
}

TEST_P(BankPostings, psp_invoice_with_vat_deducted_by_a_settlement_line) {
  TwoPersons(world_.shop).enter_invoice({"card", "INV-7", amount(1'000), amount(100), currency_, "2026-11-15"});
  EXPECT_EQ(booked("psp_invoice"), (Rows{"debit psp_fees 1000", "debit input_vat 100", "credit psp_payable:card 1100"}));
  world_.expect_books_prove();
  world_.import(report("B1").add("fee_invoice", "INV-7", -1'100));
  EXPECT_EQ(booked("settlement"), (Rows{"credit settlement_clearing:card:B1 1100", "debit psp_payable:card 1100"}));
  EXPECT_TRUE(world_.break_names().empty());
  EXPECT_EQ(balance("psp_payable:card"), 0);
  world_.expect_books_prove();
}

TEST_P(BankPostings, psp_invoice_without_vat_paid_from_the_bank) {
  TwoPersons(world_.shop).enter_invoice({"card", "INV-7", amount(1'000), "", currency_, ""});
  EXPECT_EQ(booked("psp_invoice"), (Rows{"debit psp_fees 1000", "credit psp_payable:card 1000"}));
  world_.import(statement({{-1'000, "your invoice INV-7"}}));
  EXPECT_EQ(booked("bank"), (Rows{"debit psp_payable:card 1000", "credit bank:" + bank_account_ + " 1000"}));
  EXPECT_TRUE(world_.break_names().empty());
  world_.expect_books_prove();
}

TEST_P(BankPostings, seller_debt_written_off) {
  sale(4'000);
  fund(world_.shop, "seller-a", -7'200, currency_); // paid out, and refunded since
  TwoPersons persons(world_.shop);
  const auto done = persons.approve(
      persons.journals.propose_write_off(persons.asker, {"seller-a", amount(3'600), currency_, "gone", "", "", ""}));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(booked("seller_debt_write_off"), (Rows{"debit bad_debt 3600", "credit seller_payable:seller-a 3600"}));
  EXPECT_EQ(balance("seller_payable:seller-a"), 0);
  world_.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
