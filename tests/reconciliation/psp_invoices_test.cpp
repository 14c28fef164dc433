// Invoices of PSPs: entered once by two persons, paid once by a file, and nothing guessed.
#include "tests/reconciliation/two_persons.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

const views::PspInvoice november{"card", "INV-7", "10.00", "1.00", "EUR", "2026-11-15"};

struct Invoiced : World {
  TwoPersons persons{shop};
  std::int64_t owed() { return balance("psp_payable:card"); }
  std::string why() { return only_break().explanation; }
};

TEST(PspInvoices, AnUnknownInvoiceThatIsDeductedIsABreakUntilItIsEntered) {
  Invoiced world;
  world.import(Report{}.add("fee_invoice", "INV-7", -1'100));
  EXPECT_EQ(world.only_break().type, "missing_in_ledger");
  EXPECT_NE(world.why().find("deducted 11.00 EUR for invoice INV-7"), std::string::npos) << world.why();
  EXPECT_EQ(world.owed(), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 0);
  world.persons.enter_invoice(november);
  world.age_breaks();
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.owed(), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), -1'100);
  world.expect_books_prove();
}

TEST(PspInvoices, OfAnotherAmountCurrencyOrAccountIsNotTheOneDeducted) {
  Invoiced world;
  world.persons.enter_invoice(november);
  world.import(Report{}.add("fee_invoice", "INV-7", -1'101));
  world.import(Report{.batch = "U1", .currency = "USD"}.add("fee_invoice", "INV-7", -1'100));
  world.import(Report{.batch = "L1", .account = "local"}.add("fee_invoice", "INV-7", -1'100));
  EXPECT_EQ(world.break_names().size(), 3u);
  EXPECT_EQ(world.owed(), -1'100);
  world.expect_books_prove();
}

TEST(PspInvoices, ADeductedOneIsNotPaidAgainByTheBank) {
  Invoiced world;
  world.persons.enter_invoice(november);
  world.import(Report{}.add("fee_invoice", "INV-7", -1'100));
  world.import(Statement{.entries = {{-1'100, "INV-7"}}});
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  EXPECT_EQ(world.owed(), 0);
  world.expect_books_prove();
}

TEST(PspInvoices, OnePaidByTheBankIsNotDeductedAgain) {
  Invoiced world;
  world.persons.enter_invoice(november);
  world.import(Statement{.entries = {{-1'150, "ref INV-7", 50}, {-1'100, "again INV-7"}}});
  EXPECT_EQ(world.owed(), 0);
  EXPECT_EQ(world.balance("bank_fees:"), 50);
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry") << "the second payment of it is somebody's mistake";
  world.import(Report{}.add("fee_invoice", "INV-7", -1'100));
  EXPECT_EQ(world.break_names().size(), 2u);
  EXPECT_EQ(world.owed(), 0);
  world.expect_books_prove();
}

TEST(PspInvoices, OneEnteredAfterTheBankPaidItTakesThePaymentOutOfSuspense) {
  Invoiced world;
  world.import(Statement{.entries = {{-1'100, "invoice INV-7"}, {-1'099, "invoice INV-7"}}});
  EXPECT_EQ(world.break_names().size(), 2u);
  world.persons.enter_invoice(november);
  world.age_breaks();
  EXPECT_EQ(world.break_names().size(), 1u);
  EXPECT_EQ(world.balance("recon_suspense:"), 1'099);
  EXPECT_EQ(world.owed(), 0);
  world.expect_books_prove();
}

TEST(PspInvoices, ANumberIsEnteredOnceAnAccount) {
  Invoiced world;
  const auto first = world.persons.ask_invoice(november);
  ASSERT_TRUE(first);
  EXPECT_EQ(world.persons.ask_invoice(november).error().code, ErrorCode::failed_precondition) << "one waits";
  EXPECT_EQ(world.owed(), 0) << "nothing is booked before a second person agrees";
  ASSERT_TRUE(world.persons.approve(first));
  const auto again = world.persons.ask_invoice(november);
  EXPECT_EQ(again.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(again.error().field, "invoice.number");
  auto elsewhere = november;
  elsewhere.psp_account = "local";
  world.persons.enter_invoice(elsewhere);
  EXPECT_EQ(world.owed(), -1'100);
  EXPECT_EQ(world.balance("psp_payable:local"), -1'100);
  world.expect_books_prove();
}

TEST(PspInvoices, WhoAskedDoesNotApprove) {
  Invoiced world;
  const auto asked = world.persons.ask_invoice(november);
  ASSERT_TRUE(asked);
  const auto own = world.persons.approvals.decide(world.persons.asker, Uuid::parse(asked->approval_id).value(), true, "");
  EXPECT_EQ(own.error().code, ErrorCode::permission_denied);
  EXPECT_EQ(world.owed(), 0);
}

TEST(PspInvoices, WhatCannotBeOneIsRefusedByItsField) {
  Invoiced world;
  const std::pair<const char*, views::PspInvoice> wrong[] = {
      {"invoice.psp_account", {"", "N", "1.00", "", "EUR", ""}},
      {"invoice.psp_account", {"nowhere", "N", "1.00", "", "EUR", ""}},
      {"invoice.number", {"card", "", "1.00", "", "EUR", ""}},
      {"invoice.number", {"card", "N 7", "1.00", "", "EUR", ""}},
      {"invoice.number", {"card", "N\n7", "1.00", "", "EUR", ""}},
      {"invoice.number", {"card", std::string(65, 'N'), "1.00", "", "EUR", ""}},
      {"invoice.net", {"card", "N", "", "", "EUR", ""}},
      {"invoice.net", {"card", "N", "0.00", "", "EUR", ""}},
      {"invoice.net", {"card", "N", "-1.00", "", "EUR", ""}},
      {"invoice.net", {"card", "N", "1.001", "", "EUR", ""}},
      {"invoice.vat", {"card", "N", "1.00", "1e2", "EUR", ""}},
      {"invoice.vat", {"card", "N", "1.00", "92233720368547758.07", "EUR", ""}},
      {"invoice.currency", {"card", "N", "1.00", "", "EURO", ""}},
      {"invoice.value_date", {"card", "N", "1.00", "", "EUR", "2026-02-30"}},
      {"invoice.value_date", {"card", "N", "1.00", "", "EUR", "2020-01-01"}},
  };
  for (const auto& [field, invoice] : wrong) {
    const auto asked = world.persons.ask_invoice(invoice);
    ASSERT_FALSE(asked) << field;
    EXPECT_EQ(asked.error().field, field) << asked.error().message;
  }
  EXPECT_EQ(world.count("select count(*) from approval"), 0);
}

TEST(PspInvoices, APreviewBooksNothing) {
  Invoiced world;
  const auto shown = world.persons.journals.preview_psp_invoice({november});
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->postings.size(), 3u);
  EXPECT_EQ(shown->value_date, "2026-11-15");
  EXPECT_EQ(world.count("select count(*) from ledger_entry") + world.count("select count(*) from approval"), 0);
}

} // namespace
} // namespace paydesk::test
