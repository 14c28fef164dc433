// What files move is proven against the files: every violation, planted around all triggers, is named.
#include <algorithm>

#include "tests/queries/paid_by_psp.h"
#include "tests/reconciliation/two_persons.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

struct Violation {
  const char* invariant;
  const char* statement;
};

/// Batches that are banked, held back from and carried over, and a bank account.
void live_with_files(World& world) {
  const auto sale = world.paid({"100.00"});
  world.import(Report{}.add("capture", World::capture_of(sale), 10'000, 290).add("reserve_held", "rsv_1", -971));
  world.import(Report{.batch = "B2"}.add("refund", world.refunded(sale, "17.90"), -1'790).add("carried_out", "B2", 1'790));
  world.import(Report{.batch = "B3"}.add("capture", World::capture_of(world.paid({"10.00"})), 1'000, 29));
  TwoPersons persons(world.shop);
  persons.enter_invoice({"card", "INV-1", "10.00", "1.00", "EUR", ""});
  persons.enter_invoice({"card", "INV-2", "20.00", "", "EUR", ""});
  world.import(Report{.batch = "B4"}.add("fee_invoice", "INV-1", -1'100));
  pay_out_by_psp(world.shop);
  world.import(Report{.batch = "B5"}.add("payout", "po_0", -7'000).add("payout", "po_1", -7'000));
  world.import(Report{.batch = "B6"}.add("payout_returned", "po_1", 7'000));
  world.import(Statement{.entries = {{8'739, "B1"}}, .opening = 500});
  world.import(Statement{.id = "S2", .date = "2026-11-18", .entries = {{-35, "a fee"}}, .opening = 9'239});
}

class VerifyNames : public testing::TestWithParam<Violation> {};

TEST_P(VerifyNames, EachViolation) {
  World world;
  live_with_files(world);
  world.expect_books_prove();
  world.shop.tamper(GetParam().statement);
  const auto response = world.shop.queries.verify();
  ASSERT_TRUE(response);
  EXPECT_FALSE(response->ok);
  const auto found = std::find_if(response->findings.begin(), response->findings.end(),
                                  [](const auto& finding) { return finding.invariant == GetParam().invariant; });
  ASSERT_NE(found, response->findings.end());
  EXPECT_GT(found->violations, 0);
  EXPECT_FALSE(found->examples.empty());
}

constexpr Violation violations[] = {
    {"settlement_clearing_is_what_the_bank_owes", "update recon_run set bank_fee = bank_fee + 1 where batch = 'B1'"},
    {"settlement_clearing_is_what_the_bank_owes", "update recon_run set state = 'closed' where batch = 'B3'"},
    {"settlement_clearing_is_what_the_bank_owes", "update settlement_line set settled = false where kind = 'refund'"},
    {"carried_amounts_wait_for_their_next_batch", "delete from settlement_line where kind = 'carried_out'"},
    {"carried_amounts_wait_for_their_next_batch",
     "update settlement_line set gross = 1791, net = 1791 where kind = 'carried_out'"},
    {"carried_amounts_wait_for_their_next_batch", "delete from settlement_line where kind = 'payout_returned'"},
    {"settled_pay_outs_are_what_the_psp_told", "update payout_fact set amount = 6999 where reference = 'po_0'"},
    {"settled_pay_outs_are_what_the_psp_told", "delete from payout_fact where kind = 'returned'"},
    {"settled_pay_outs_are_what_the_psp_told",
     "update settlement_line set psp_reference = 'po_0' where kind = 'payout' and psp_reference = 'po_1'"},
    {"psp_reserve_is_what_is_held_back", "update settlement_line set gross = gross - 1, net = net - 1 where kind = 'reserve_held'"},
    {"psp_reserve_is_what_is_held_back",
     "update ledger_account set owner = 'local' where class = 'psp_reserve'"},
    {"psp_receivable_is_the_unsettled_facts", "update psp_fact set settled_line = null where kind = 'capture'"},
    {"psp_invoices_are_paid_once", "update psp_invoice set total = total + 1 where number = 'INV-2'"},
    {"psp_invoices_are_paid_once", "update psp_invoice set line_id = null, paid_transaction_id = null"},
    {"psp_invoices_are_paid_once", "update ledger_transaction set kind = 'adjustment' where kind = 'psp_invoice'"},
    {"psp_invoices_are_paid_once",
     "update psp_invoice set paid_transaction_id = (select transaction_id from ledger_transaction where kind = 'capture'"
     " limit 1) where number = 'INV-1'"},
    {"journals_of_people_were_approved",
     "update approval set transaction_id = null, state = 'rejected' where kind = 'psp_invoice'"},
    {"bank_is_the_statement_closing", "update bank_statement set closing = closing + 1 where reference = 'S2'"},
    {"bank_is_the_statement_closing", "update bank_statement set opening = opening - 1 where reference = 'S1'"},
    {"bank_is_the_statement_closing", "update ledger_account set owner = 'elsewhere' where class = 'bank'"},
    {"bank_is_the_statement_closing", "delete from bank_statement"},
    {"wallet_pending_is_its_unsettled_share", "update wallet set pending = pending + 1"},
};

INSTANTIATE_TEST_SUITE_P(Files, VerifyNames, testing::ValuesIn(violations), [](const auto& violation) {
  return std::string(violation.param.invariant) + "_" + std::to_string(violation.index);
});

TEST(BankClosing, StatementsMayComeInAnyOrderAndSeveralADay) {
  World world;
  world.import(Statement{.id = "S3", .date = "2026-11-18", .entries = {{30, "c"}}, .opening = 130});
  world.import(Statement{.id = "S1", .entries = {{100, "a"}}, .opening = 0});
  world.import(Statement{.id = "S2", .entries = {{30, "b"}}, .opening = 100});
  world.expect_books_prove();
}

TEST(BankClosing, AStatementThatIsNotHereIsMissed) {
  World world;
  world.import(Statement{.id = "S1", .entries = {{100, "a"}}});
  world.import(Statement{.id = "S3", .date = "2026-11-19", .entries = {{30, "c"}}, .opening = 130});
  const auto response = world.shop.queries.verify();
  ASSERT_TRUE(response);
  for (const auto& finding : response->findings)
    EXPECT_EQ(finding.violations, finding.invariant == "bank_is_the_statement_closing" ? 1 : 0) << finding.invariant;
}

} // namespace
} // namespace paydesk::test
