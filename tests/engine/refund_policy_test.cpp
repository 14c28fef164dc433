// What refunds and lost disputes cost sellers, by the policy in force when they are asked for.
#include <algorithm>

#include "engine/refund_shop.h"
#include "store/journals.h"

namespace paydesk::test {
namespace {

using Kind = News::Kind;

void lose(World& world, const Uuid& payment, const std::string& reference, std::int64_t amount) {
  world.tell(payment, news(Kind::dispute_opened, reference, amount));
  world.tell(payment, news(Kind::dispute_withdrawn, reference, amount));
  world.tell(payment, news(Kind::dispute_lost, reference, amount));
}

} // namespace

TEST(RefundPolicy, without_rules_commission_goes_back_and_sellers_may_owe) {
  RefundShop shop;
  const auto payment = shop.paid({10'000});
  const auto made = shop.refund(payment, "40.00");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->at(0).commission, "return");
  EXPECT_EQ(made->at(0).funds, "owe");
  EXPECT_EQ(made->at(0).policy_version, 0);
  shop.world.work();
  EXPECT_EQ(shop.world.balance("seller_payable"), -5'400);
  EXPECT_EQ(shop.world.balance("commission_revenue"), -600);
  expect_proof(shop.world);
}

TEST(RefundPolicy, kept_commission_is_borne_by_the_seller) {
  RefundShop shop;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "keep")}));
  const auto payment = shop.paid({10'000});
  const auto preview = shop.world.refunds.preview(shop.world.operator_, shop.request(payment, "40.00"));
  ASSERT_TRUE(preview);
  ASSERT_EQ(preview->postings.size(), 2u);
  EXPECT_EQ(preview->postings[0].account, "seller_payable:seller-1");
  EXPECT_EQ(preview->postings[0].debit.minor, 4'000);
  EXPECT_EQ(preview->postings[1].account, "psp_receivable:card");
  EXPECT_EQ(preview->postings[1].credit.minor, 4'000);
  EXPECT_EQ(preview->terms.at(0).commission, "keep");
  EXPECT_EQ(preview->terms.at(0).policy_version, 1);
  ASSERT_TRUE(shop.refund(payment, "40.00"));
  shop.world.work();
  EXPECT_EQ(shop.world.balance("seller_payable"), -5'000);
  EXPECT_EQ(shop.world.balance("commission_revenue"), -1'000);
  EXPECT_EQ(shop.world.read(payment).orders[0].refunded_keeping, 4'000);
  expect_proof(shop.world);
}

TEST(RefundPolicy, what_held_when_a_refund_was_asked_for_holds_for_its_whole_life) {
  RefundShop shop;
  const auto payment = shop.paid({100'000});
  const auto waits = shop.refund(payment, "600.00"); // above the threshold: a second person decides
  ASSERT_TRUE(waits);
  ASSERT_EQ(waits->at(0).state, "awaiting_approval");
  ASSERT_TRUE(shop.set({refund_rule_of("all", "keep")}));
  ASSERT_TRUE(shop.world.refunds.decide(shop.world.approver, *Uuid::parse(waits->at(0).refund_id), true, ""));
  shop.world.work();
  EXPECT_EQ(shop.world.balance("commission_revenue"), -4'000) << "as it was asked for";
  EXPECT_THROW(shop.world.one_number("update refund set commission = 'keep' returning 1"), pqxx::sql_error);
  EXPECT_THROW(shop.world.one_number("update refund set funds = 'refuse' returning 1"), pqxx::sql_error);
  expect_proof(shop.world);
}

TEST(RefundPolicy, refunds_that_keep_and_return_in_turn_sum_to_the_rounded_whole) {
  for (const auto* currency : {"EUR", "JPY", "KWD"}) {
    RefundShop shop;
    const auto money = *Currency::find(currency);
    const auto payment = shop.paid({10'001}, currency);
    for (const auto& [rule, amount] : {std::pair{"return", 3'334}, {"keep", 1'111}, {"return", 3'333}, {"keep", 1}, {"return", 2'222}}) {
      ASSERT_TRUE(shop.set({refund_rule_of("all", rule)}));
      const auto clerk = shop.person("clerk", "operator"); // another one each time: nobody has to look at it
      ASSERT_TRUE(shop.world.refunds.create(clerk, shop.request(payment, format_amount(amount, money))));
      shop.world.work();
      expect_proof(shop.world);
    }
    const auto order = shop.world.read(payment).orders[0];
    EXPECT_EQ(order.amounts.refunded, 10'001);
    EXPECT_EQ(order.refunded_keeping, 1'112);
    EXPECT_EQ(order.commission_returned, 889) << "1000 × 8889 ÷ 10001, rounded once";
    EXPECT_EQ(shop.world.balance("commission_revenue"), -111);
    EXPECT_EQ(shop.world.balance("seller_payable"), 111) << "the seller bears it: the wallet is negative";
    EXPECT_EQ(shop.world.balance("psp_receivable"), 0);
  }
}

TEST(RefundPolicy, kept_commission_stays_exact_when_a_dispute_or_the_bank_takes_the_rest) {
  RefundShop shop;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "keep")}));
  const auto disputed = shop.paid({10'000});
  ASSERT_TRUE(shop.refund(disputed, "40.00"));
  shop.world.work();
  lose(shop.world, disputed, "dsp_1", 6'000);
  EXPECT_EQ(shop.world.read(disputed).orders[0].commission_returned, 600);
  EXPECT_EQ(shop.world.balance("commission_revenue"), -400);
  EXPECT_EQ(shop.world.balance("seller_payable"), 400);
  expect_proof(shop.world);
  const auto taken_back = shop.paid({10'000});
  ASSERT_TRUE(shop.refund(taken_back, "40.00"));
  shop.world.work();
  const auto charge = shop.world.charge_of(taken_back).to_string();
  shop.world.tell(taken_back, news(Kind::capture_reversed, "cap_" + charge, 0, charge));
  const auto order = shop.world.read(taken_back).orders[0];
  EXPECT_EQ(order.commission_taken, 0) << "of a sale that was none";
  EXPECT_EQ(order.commission_returned, 0);
  EXPECT_EQ(shop.world.balance("commission_revenue"), -400) << "as before";
  expect_proof(shop.world);
}

TEST(RefundPolicy, a_refund_made_at_the_psp_gives_the_commission_back) {
  RefundShop shop;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "keep")}));
  const auto payment = shop.paid({10'000});
  shop.world.tell(payment, news(Kind::refunded, "ref_outside", 4'000));
  EXPECT_EQ(shop.world.balance("commission_revenue"), -600) << "nobody asked for it by a policy";
  EXPECT_EQ(shop.world.read(payment).orders[0].refunded_keeping, 0);
  expect_proof(shop.world);
}

TEST(RefundPolicy, rules_are_by_seller_currency_and_day) {
  RefundShop shop;
  auto keeps = refund_rule_of("second", "keep");
  keeps.sellers = {"seller-2"};
  keeps.currencies = {"EUR"};
  keeps.from = "2026-09-01"; // the world begins on 2026-09-21
  auto later = refund_rule_of("later", "keep", "refuse");
  later.from = "2030-01-01";
  ASSERT_TRUE(shop.set({keeps, later}));
  const auto payment = shop.paid({1'000, 1'000});
  EXPECT_EQ(shop.refund(payment, "1.00", 0)->at(0).commission, "return");
  EXPECT_EQ(shop.refund(payment, "1.00", 1)->at(0).commission, "keep");
  const auto yen = shop.paid({1'000, 1'000}, "JPY");
  EXPECT_EQ(shop.refund(yen, "1", 1)->at(0).commission, "return");
  const auto trial = shop.book.try_refund_policy({{}, "seller-9", "EUR", "2030-06-01"});
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->rule, "later");
  EXPECT_EQ(trial->funds, "refuse");
}

TEST(RefundPolicy, who_may_not_owe_is_refunded_no_more_than_the_wallet_has) {
  RefundShop shop;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "return", "refuse")}));
  const auto payment = shop.paid({10'000});
  ASSERT_TRUE(shop.refund(payment, "100.00")) << "its own money, settled or not, is enough for it";
  shop.world.work();
  EXPECT_EQ(shop.world.one_number("select balance from wallet"), 0);
  expect_proof(shop.world);

  const auto first = shop.paid({10'000});
  const auto second = shop.paid({10'000});
  lose(shop.world, first, "dsp_1", 10'000);
  EXPECT_EQ(shop.world.one_number("select balance from wallet"), 9'000);
  ASSERT_TRUE(shop.refund(second, "60.00"));
  EXPECT_FALSE(shop.refund(second, "40.00")) << "what is under way is reserved whole, with the commission in it";
  shop.world.work();
  ASSERT_TRUE(shop.refund(second, "40.00"));
  shop.world.work();
  EXPECT_EQ(shop.world.one_number("select balance from wallet"), 0);
  expect_proof(shop.world);
}

TEST(RefundPolicy, after_the_money_was_paid_out_the_seller_owes_or_the_refund_is_refused) {
  RefundShop shop;
  const auto payment = shop.paid({10'000});
  Journal paid_out;
  paid_out.id = shop.world.ids.next();
  paid_out.kind = "adjustment";
  paid_out.cause = "test/paid out";
  paid_out.booked_at = shop.world.clock.now();
  const auto eur = *Currency::find("EUR");
  paid_out.lines = {{{"seller_payable", "seller-1"}, eur, 9'000}, {{"recon_suspense", ""}, eur, -9'000}};
  ASSERT_TRUE(shop.world.database.in_transaction([&](store::Tx& tx) -> Result<void> {
    store::write_journals(tx, {&paid_out, 1}, {});
    return {};
  }));
  ASSERT_TRUE(shop.set({refund_rule_of("all", "return", "refuse")}));
  const auto refused = shop.refund(payment, "40.00");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("has 0.00 EUR for refunds, and this takes 36.00 EUR"), std::string::npos)
      << refused.error().message;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "return", "owe")}));
  ASSERT_TRUE(shop.refund(payment, "40.00"));
  shop.world.work();
  EXPECT_EQ(shop.world.one_number("select balance from wallet"), -3'600) << "visible, and nothing is paid out of it";
  expect_proof(shop.world);
}

TEST(RefundPolicy, a_shortage_is_told_with_what_there_is_and_what_it_takes) {
  RefundShop shop;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "keep", "refuse")}));
  const auto payment = shop.paid({10'000}); // the wallet has 90.00
  const auto refused = shop.refund(payment, "100.00");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(refused.error().field, "lines");
  EXPECT_EQ(refused.error().message, "seller seller-1 has 90.00 EUR for refunds, and this takes 100.00 EUR. Nothing was "
                                     "refunded: by the refund policy this seller may not owe");
  EXPECT_EQ(shop.world.one_number("select count(*) from refund"), 0);
  EXPECT_EQ(shop.world.one_number("select count(*) from wallet_hold"), 0);
  EXPECT_EQ(shop.world.one_number("select sum(refund_pending) from payment_order"), 0);
  EXPECT_EQ(shop.world.one_number("select reserved from wallet"), 0);
  ASSERT_TRUE(shop.refund(payment, "90.00"));
  shop.world.work();
  EXPECT_EQ(shop.world.one_number("select balance from wallet"), 0);
  expect_proof(shop.world);
}

TEST(RefundPolicy, what_is_under_way_is_not_there_for_another_refund) {
  RefundShop shop;
  ASSERT_TRUE(shop.set({refund_rule_of("all", "keep", "refuse")}));
  const auto one = shop.paid({5'000});
  const auto other = shop.paid({5'000}); // the same seller: 90.00 together
  shop.world.psp->held.insert(OperationKind::refund);
  ASSERT_TRUE(shop.refund(one, "50.00"));
  shop.world.work();
  const auto refused = shop.refund(other, "50.00");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("has 40.00 EUR for refunds"), std::string::npos) << refused.error().message;
  ASSERT_TRUE(shop.refund(other, "40.00"));
  shop.world.psp->let_go();
  shop.world.work();
  EXPECT_EQ(shop.world.one_number("select balance from wallet"), 0);
  expect_proof(shop.world);
}

TEST(RefundPolicy, the_fee_of_a_lost_dispute_is_recharged_once_and_booked_back) {
  RefundShop shop;
  auto fee = refund_rule_of("all", "return");
  fee.currencies = {"EUR"};
  fee.dispute_fee = "15.00";
  ASSERT_TRUE(shop.set({fee}));
  const auto payment = shop.paid({1'000, 500, 1});
  lose(shop.world, payment, "dsp_1", 1'501);
  EXPECT_EQ(shop.world.balance("fee_recharge_revenue"), -1'500) << "split over three sellers, and whole";
  EXPECT_EQ(shop.world.balance("seller_payable"), 1'500);
  EXPECT_EQ(shop.world.one_number("select -sum(balance) from wallet"), 1'500);
  expect_proof(shop.world);
  shop.world.tell(payment, news(Kind::dispute_lost, "dsp_1", 1'501));
  EXPECT_EQ(shop.world.balance("fee_recharge_revenue"), -1'500) << "told twice";

  fee.dispute_fee = "20.00";
  ASSERT_TRUE(shop.set({fee}));
  shop.world.tell(payment, news(Kind::dispute_won, "dsp_1", 1'501));
  EXPECT_EQ(shop.world.balance("fee_recharge_revenue"), 0) << "what was booked, not what the policy says now";
  expect_proof(shop.world);
  shop.world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 1'501));
  EXPECT_EQ(shop.world.balance("seller_payable"), -1'351);
  expect_proof(shop.world);
}

TEST(RefundPolicy, who_bears_no_loss_is_recharged_nothing) {
  RefundShop shop;
  auto fee = refund_rule_of("all", "return");
  fee.currencies = {"EUR"};
  fee.dispute_fee = "15.00";
  ASSERT_TRUE(shop.set({fee}));
  const auto payment = shop.paid({1'000});
  ASSERT_TRUE(shop.refund(payment, "10.00"));
  shop.world.work();
  lose(shop.world, payment, "dsp_1", 1'000); // paid twice: the loss is ours
  EXPECT_EQ(shop.world.balance("dispute_losses"), 1'000);
  EXPECT_EQ(shop.world.balance("fee_recharge_revenue"), 0);
  expect_proof(shop.world);
  const auto yen = shop.paid({1'000}, "JPY");
  lose(shop.world, yen, "dsp_2", 1'000);
  EXPECT_EQ(shop.world.balance("fee_recharge_revenue"), 0) << "the rule is about EUR";
  expect_proof(shop.world);
}

TEST(RefundPolicy, versions_read_as_they_were_written_and_are_compared_and_restored) {
  RefundShop shop;
  auto rule = refund_rule_of("vip", "keep", "refuse");
  rule.currencies = {"EUR"};
  rule.sellers = {"tea", "milk"};
  rule.from = "2027-01-01";
  rule.until = "2028-01-01";
  rule.dispute_fee = "15.00";
  ASSERT_TRUE(shop.set({rule}));
  const auto read = shop.book.refund_policy({"*", 0});
  ASSERT_TRUE(read);
  const auto& same = read->rules.at(0);
  EXPECT_EQ(same.sellers, rule.sellers);
  EXPECT_EQ(same.from, rule.from);
  EXPECT_EQ(same.until, rule.until);
  EXPECT_EQ(same.commission, "keep");
  EXPECT_EQ(same.funds, "refuse");
  EXPECT_EQ(same.dispute_fee, "15.00");
  ASSERT_TRUE(shop.set({}));
  const auto compared = shop.book.compare({"refund", "*", 1, 2});
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->changes.at(0).before,
            "1. EUR, sellers tea milk, from 2027-01-01, until 2028-01-01: commission kept, refused when funds are short, "
            "lost disputes 15.00");
  ASSERT_TRUE(shop.book.restore(shop.admin, {"refund", "*", 1, "back", {}}));
  EXPECT_EQ(shop.book.refund_policy({"*", 0})->rules.size(), 1u);
  EXPECT_EQ(shop.book.refund_policy({"*", 0})->head.version, 3);
  EXPECT_THROW(shop.world.one_number("update refund_rule set funds = 'owe' returning 1"), pqxx::sql_error);
}

TEST(RefundPolicy, what_is_wrong_is_named_and_nothing_is_changed) {
  RefundShop shop;
  const auto field = [&](auto change) {
    auto rule = refund_rule_of("all", "keep");
    rule.currencies = {"EUR"};
    change(rule);
    const auto done = shop.set({rule});
    return done ? std::string("fine") : done.error().field;
  };
  using R = views::RefundRule;
  EXPECT_EQ(field([](R& r) { r.name.clear(); }), "rules[0].name");
  EXPECT_EQ(field([](R& r) { r.commission = "half"; }), "rules[0].commission");
  EXPECT_EQ(field([](R& r) { r.funds = "never"; }), "rules[0].funds");
  EXPECT_EQ(field([](R& r) { r.currencies = {"XXQ"}; }), "rules[0].currencies[0]");
  EXPECT_EQ(field([](R& r) { r.sellers = {"a\nb"}; }), "rules[0].sellers[0]");
  EXPECT_EQ(field([](R& r) { r.from = "2026-02-30"; }), "rules[0].from");
  EXPECT_EQ(field([](R& r) { r.from = r.until = "2027-01-01"; }), "rules[0].until");
  EXPECT_EQ(field([](R& r) { r.dispute_fee = "15"; }), "rules[0].dispute_fee");
  EXPECT_EQ(field([](R& r) { r.dispute_fee = "0.00"; }), "rules[0].dispute_fee");
  EXPECT_EQ(field([](R& r) { r.dispute_fee = "-1.00"; }), "rules[0].dispute_fee");
  EXPECT_EQ(field([](R& r) { r.dispute_fee = "15.00", r.currencies = {"EUR", "JPY"}; }), "rules[0].dispute_fee");
  EXPECT_EQ(shop.set(std::vector<views::RefundRule>(501, refund_rule_of("x", "keep"))).error().field, "rules");
  EXPECT_EQ(shop.set({refund_rule_of("x", "keep"), refund_rule_of("x", "keep")}).error().field, "rules[1].name");
  EXPECT_EQ(shop.book.refund_policy({"*", 0})->head.version, 0);
  EXPECT_EQ(shop.book.set_refund_policy(shop.admin, {7, {}, "", {}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(shop.book.try_refund_policy({{}, "tea", "XXQ", ""}).error().field, "currency");
  EXPECT_EQ(shop.book.try_refund_policy({{}, "tea", "EUR", "soon"}).error().field, "day");
}

} // namespace paydesk::test
