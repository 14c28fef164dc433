// Journals that people make: what is refused and why, what is booked, and how it is taken back.
#include <gtest/gtest.h>

#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

using Lines = std::vector<views::ManualLine>;

const Lines goodwill = {{"bad_debt", "debit", "36.00", "EUR"}, {"seller_payable:seller-a", "credit", "36.00", "EUR"}};
const Lines charged = {{"seller_payable:seller-a", "debit", "150.00", "EUR"},
                       {"fee_recharge_revenue", "credit", "150.00", "EUR"}};

/// A desk with a seller who has a wallet.
struct Books : Desk {
  Books() { shop.paid({"100.00"}); }

  Result<views::Approval> propose(Lines lines, const std::string& role = "operator") {
    return journals.propose(caller(role), {{"", std::move(lines)}, "because", "", "", ""});
  }
  Result<views::Approval> decide(const Result<views::Approval>& asked, bool approve = true,
                                 const std::string& role = "approver") {
    return approvals.decide(caller(role), Uuid::parse(asked.value().approval_id).value(), approve, "seen");
  }
  std::string book(Lines lines) { return decide(propose(std::move(lines))).value().transaction_id; }
  std::int64_t balance(const std::string& seller = "seller-a", const std::string& currency = "EUR") {
    return shop.count("select coalesce(sum(balance), 0) from wallet where seller = '" + seller + "' and currency = '" +
                      currency + "'");
  }
  std::int64_t transactions() { return shop.count("select count(*) from ledger_transaction"); }
  void prove() {
    const auto proof = shop.queries.verify().value();
    for (const auto& finding : proof.findings)
      EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                       << (finding.examples.empty() ? "" : finding.examples.front());
  }
};

TEST(Journals, AreBookedByASecondPersonAndMoveTheWalletAsEver) {
  Books desk;
  const auto before = desk.balance();
  const auto booked = desk.transactions();
  const auto asked = desk.propose(goodwill);
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->state, "pending");
  EXPECT_EQ(asked->amounts, (std::vector<Money>{{3600, *Currency::find("EUR")}}));
  EXPECT_EQ(desk.balance(), before) << "nothing moves before it is approved";
  EXPECT_EQ(desk.transactions(), booked);

  const auto decided = desk.decide(asked);
  ASSERT_TRUE(decided) << decided.error().message;
  EXPECT_EQ(decided->state, "approved");
  EXPECT_EQ(decided->decided_by, "approver");
  EXPECT_EQ(desk.balance(), before + 3600);
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_transaction where kind = 'manual_journal' and description = "
                            "'because' and cause = 'approval/" + asked->approval_id + "' and transaction_id = '" +
                            decided->transaction_id + "'"),
            1);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where subject = 'approval/" + asked->approval_id +
                            "' and action in ('approval.ask', 'approval.approve')"),
            2);
  EXPECT_EQ(desk.shop.count("select count(*) from (select subject_id from outbox union all select subject_id from event) "
                            "as told where subject_id = '" + asked->approval_id + "'"),
            2)
      << "published or not";
  desk.prove();
}

TEST(Journals, ShowWhatTheyWouldDoAndChangeNothing) {
  Books desk;
  const auto preview = desk.journals.preview({{"2026-11-01", charged}});
  ASSERT_TRUE(preview) << preview.error().message;
  ASSERT_EQ(preview->postings.size(), 2u);
  EXPECT_EQ(preview->postings[0].account, "seller_payable:seller-a");
  EXPECT_EQ(preview->postings[0].debit.minor, 15'000);
  ASSERT_EQ(preview->wallets.size(), 1u);
  EXPECT_EQ(preview->wallets[0].balance_now.minor, desk.balance());
  EXPECT_EQ(preview->wallets[0].balance_after.minor, desk.balance() - 15'000);
  EXPECT_EQ(preview->deciders, (std::vector<std::string>{"approver", "admin"}));
  EXPECT_EQ(preview->hours, 72);
  EXPECT_EQ(preview->preview, (std::vector<std::string>{"value date 2026-11-01",
                                                        "debit 150.00 EUR seller_payable:seller-a",
                                                        "credit 150.00 EUR fee_recharge_revenue",
                                                        "wallet seller-a: -150.00 EUR, below zero then"}));
  EXPECT_EQ(desk.shop.count("select count(*) from approval"), 0);
}

TEST(Journals, OfEveryNumberOfDigitsAreBookedExactly) {
  Books desk;
  desk.book({{"psp_fees", "debit", "1234", "KRW"},
             {"input_vat", "credit", "1234", "KRW"},
             {"psp_fees", "debit", "1.234", "KWD"},
             {"input_vat", "credit", "1.000", "KWD"},
             {"output_vat", "credit", "0.234", "KWD"}});
  EXPECT_EQ(desk.shop.count("select amount from ledger_entry where currency = 'KRW' and amount > 0"), 1234);
  EXPECT_EQ(desk.shop.count("select amount from ledger_entry where currency = 'KWD' and amount > 0"), 1234);
  desk.prove();
}

struct Refused {
  const char* field;
  Lines lines;
  const char* value_date = "";
};

const Refused refused[] = {
    {"lines", {}},
    {"lines", {goodwill[0]}},
    {"lines", Lines(201, goodwill[0])},
    {"lines", {goodwill[0], {"seller_payable:seller-a", "credit", "36.01", "EUR"}}},
    {"lines", {goodwill[0], {"seller_payable:seller-a", "credit", "36.00", "USD"}}},
    {"lines", {goodwill[0], goodwill[0]}},
    {"lines", Lines(200, {"bad_debt", "debit", "9999999999999999.99", "EUR"})},
    {"lines[0].account", {{"cash", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"bad_debt:seller-a", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"bad_debt:", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"BAD_DEBT", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"bank:DE02120300000000202051", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"psp_receivable:card", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"settlement_clearing:card:b1", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"dispute_pending:card", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].account", {{"payout_transit", "debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[1].account", {goodwill[0], {"seller_payable", "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"seller_payable:", "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"seller_payable:nobody", "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"seller_payable: seller-a", "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"seller_payable:seller-a\ndebit EUR 1 bad_debt", "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"seller_payable:" + std::string(256, 'a'), "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"seller_payable:'; drop table wallet; --", "credit", "36.00", "EUR"}}},
    {"lines[1].account", {goodwill[0], {"psp_reserve:nowhere", "credit", "36.00", "EUR"}}},
    {"lines[0].side", {{"bad_debt", "", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].side", {{"bad_debt", "Debit", "36.00", "EUR"}, goodwill[1]}},
    {"lines[0].currency", {{"bad_debt", "debit", "36.00", ""}, goodwill[1]}},
    {"lines[0].currency", {{"bad_debt", "debit", "36.00", "eur"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "", "EUR"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "36", "EUR"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "36.000", "EUR"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "-36.00", "EUR"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "3e1", "EUR"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "0.00", "EUR"}, goodwill[1]}},
    {"lines[0].amount", {{"bad_debt", "debit", "99999999999999999999.00", "EUR"}, goodwill[1]}},
    {"value_date", goodwill, "2026-02-30"},
    {"value_date", goodwill, "16.11.2026"},
    {"value_date", goodwill, "1999-01-01"},
    {"value_date", goodwill, "2999-01-01"},
};

TEST(Journals, ThatAreWrongAreRefusedNamingTheField) {
  Books desk;
  for (const auto& each : refused) {
    const auto& account = each.lines.empty() ? std::string() : each.lines.back().account;
    const auto asked =
        desk.journals.propose(desk.caller("operator"), {{each.value_date, each.lines}, "because", "", "", ""});
    ASSERT_FALSE(asked) << each.field << " " << account;
    EXPECT_EQ(asked.error().code, ErrorCode::invalid_argument) << asked.error().message;
    EXPECT_EQ(asked.error().field, each.field) << asked.error().message << " " << account;
  }
  const auto facts = desk.propose({{"bank:1", "debit", "36.00", "EUR"}, goodwill[1]});
  EXPECT_NE(facts.error().message.find("only bank statements move bank"), std::string::npos) << facts.error().message;
  EXPECT_EQ(desk.shop.count("select count(*) from approval"), 0);
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_account where owner like '%drop%' or owner = 'nobody'"), 0);
}

TEST(Journals, NeedAReasonAndWholeEvidence) {
  Books desk;
  const auto field_of = [&](const std::string& reason, const std::string& name, const std::string& content) {
    const auto asked = desk.journals.propose(desk.caller("operator"), {{"", goodwill}, reason, name, content, ""});
    return asked ? std::string("none") : asked.error().field;
  };
  EXPECT_EQ(field_of("", "", ""), "reason");
  EXPECT_EQ(field_of("because", "mail.txt", ""), "evidence");
  EXPECT_EQ(field_of("because", "", "dear"), "evidence_name");
  EXPECT_EQ(field_of("because", "big.bin", std::string(2 * 1024 * 1024 + 1, 'x')), "evidence");
  EXPECT_EQ(field_of("because", "mail.txt", std::string("dear\0", 5)), "none");
  const auto id = desk.approval_store.list({}).value().rows.at(0).approval_id;
  const auto file = desk.approval_store.evidence(Uuid::parse(id).value());
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->content, std::string("dear\0", 5));
  EXPECT_EQ(file->name, "mail.txt");
}

TEST(Journals, ThatWouldOverflowAWalletAreRefused) {
  Books desk;
  const Lines huge = {{"bad_debt", "debit", "9999999999999999.99", "EUR"},
                      {"seller_payable:seller-a", "credit", "9999999999999999.99", "EUR"}};
  for (int i = 0; i < 9; ++i)
    desk.book(huge);
  const auto asked = desk.propose(huge);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().field, "lines") << asked.error().message;
}

TEST(ReversingEntries, MirrorAManualJournalExactlyAndOnce) {
  Books desk;
  const auto before = desk.balance();
  const auto id = desk.book(goodwill);
  const auto asked = desk.journals.propose_reversal(desk.caller("operator"), {id, "the wrong seller", "", "", ""});
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->subject, id);
  const auto again = desk.journals.propose_reversal(desk.caller("admin"), {id, "me too", "", "", ""});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(again.error().message.find("waits for a decision"), std::string::npos) << again.error().message;

  const auto decided = desk.decide(asked);
  ASSERT_TRUE(decided) << decided.error().message;
  EXPECT_EQ(desk.balance(), before);
  EXPECT_EQ(desk.shop.count("select count(*) from (select account_id, currency, sum(amount) from ledger_entry where "
                            "transaction_id in ('" + id + "', '" + decided->transaction_id +
                            "') group by 1, 2 having sum(amount) <> 0) v"),
            0);
  EXPECT_EQ(desk.shop.count("select count(*) from manual_journal where reverses = '" + id + "' and transaction_id = '" +
                            decided->transaction_id + "'"),
            1);
  const auto third = desk.journals.propose_reversal(desk.caller("operator"), {id, "once more", "", "", ""});
  ASSERT_FALSE(third);
  EXPECT_NE(third.error().message.find("taken back already, by " + decided->transaction_id), std::string::npos)
      << third.error().message;
  const auto back = desk.journals.propose_reversal(desk.caller("operator"), {decided->transaction_id, "x", "", "", ""});
  ASSERT_FALSE(back) << "a reversing entry is not taken back, a new journal is made";
  desk.prove();
}

TEST(ReversingEntries, AreOfManualJournalsOnly) {
  Books desk;
  std::string capture;
  (void)desk.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    capture = tx.exec("select transaction_id from ledger_transaction where kind = 'capture'")[0][0].c_str();
    return {};
  });
  const auto asked = desk.journals.preview_reversal({capture});
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(asked.error().message.find("this is a capture"), std::string::npos) << asked.error().message;
  EXPECT_EQ(desk.journals.preview_reversal({"01900000-0000-7000-8000-000000000001"}).error().code, ErrorCode::not_found);
  for (const std::string id : {"", "x", "' or true --"})
    EXPECT_EQ(desk.journals.preview_reversal({id}).error().field, "transaction_id");
}

TEST(WriteOffs, GiveUpWhatASellerOwesAndNoMore) {
  Books desk;
  const auto refusal = [&](const std::string& amount, const std::string& seller = "seller-a",
                           const std::string& currency = "EUR") {
    return desk.journals.preview_write_off({seller, amount, currency}).error();
  };
  EXPECT_NE(refusal("1.00").message.find("owes no EUR"), std::string::npos);
  desk.book(charged);
  const auto owed = -desk.balance();
  ASSERT_GT(owed, 0);
  const auto all = format_amount(owed, *Currency::find("EUR"));
  EXPECT_EQ(refusal(format_amount(owed + 1, *Currency::find("EUR"))).field, "amount");
  EXPECT_EQ(refusal("0.00").field, "amount");
  EXPECT_EQ(refusal("-1.00").field, "amount");
  EXPECT_EQ(refusal("1.00", "nobody").field, "seller");
  EXPECT_EQ(refusal("1.00", "").field, "seller");
  EXPECT_EQ(refusal("1.00", "seller-a", "EURO").field, "currency");
  EXPECT_NE(refusal("1.00", "seller-a", "USD").message.find("owes no USD"), std::string::npos);

  const auto asked = desk.journals.propose_write_off(desk.caller("operator"), {"seller-a", all, "EUR", "gone", "", "", ""});
  ASSERT_TRUE(asked) << asked.error().message;
  ASSERT_TRUE(desk.decide(asked));
  EXPECT_EQ(desk.balance(), 0);
  EXPECT_EQ(desk.shop.count("select sum(amount) from ledger_entry join ledger_account using (account_id) where class = "
                            "'bad_debt'"),
            owed);
  desk.prove();
}

TEST(WriteOffs, AreRefusedWhenTheDebtWasPaidMeanwhile) {
  Books desk;
  desk.book(charged);
  const auto owed = format_amount(-desk.balance(), *Currency::find("EUR"));
  const auto asked = desk.journals.propose_write_off(desk.caller("operator"), {"seller-a", owed, "EUR", "gone", "", "", ""});
  ASSERT_TRUE(asked);
  desk.shop.paid({"100.00"});
  const auto decided = desk.decide(asked);
  ASSERT_FALSE(decided);
  EXPECT_EQ(decided.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(decided.error().message.find("it can no longer be done"), std::string::npos) << decided.error().message;
  EXPECT_EQ(desk.shop.count("select count(*) from ledger_transaction where kind = 'seller_debt_write_off'"), 0);
  EXPECT_EQ(desk.shop.count("select count(*) from approval where state = 'pending'"), 1);
  EXPECT_TRUE(desk.decide(asked, false));
}

} // namespace
} // namespace paydesk::test
