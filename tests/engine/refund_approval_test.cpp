// Refunds that wait for a second person: by the approval policy, however they are split, and not for ever.
#include "engine/charges/news.h"
#include "engine/refund_shop.h"

namespace paydesk::test {
namespace {

using std::chrono::hours;

views::ApprovalRule approval(std::string currency, std::string from, std::vector<std::string> deciders = {"approver"},
                             int hours_given = 24) {
  return {"refund", std::move(currency), std::move(from), std::move(deciders), hours_given};
}

std::string state(RefundShop& shop, const views::RefundRow& row) {
  for (const auto& refund : shop.world.read(*Uuid::parse(row.payment_id)).refunds)
    if (refund.refund_id.to_string() == row.refund_id)
      return refund.state;
  return {};
}

std::int64_t audits(RefundShop& shop, const std::string& where) {
  return shop.world.one_number("select count(*) from audit_record where " + where);
}

} // namespace

TEST(RefundApproval, the_policy_says_which_refunds_wait_instead_of_the_configuration) {
  RefundShop shop;
  shop.set_approvals({approval("EUR", "700.00", {"admin"}), approval("JPY", "100")});
  const auto euro = shop.paid({200'000});
  EXPECT_EQ(shop.refund(euro, "600.00")->at(0).state, "requested") << "the configuration says from 500.00 on";
  const auto waits = shop.world.refunds.create(shop.person("other", "operator"), shop.request(euro, "700.00"));
  ASSERT_TRUE(waits);
  EXPECT_EQ(waits->at(0).state, "awaiting_approval");
  EXPECT_EQ(waits->at(0).deciders, std::vector<std::string>{"admin"});
  EXPECT_EQ(*waits->at(0).expires_at - *waits->at(0).created_at, hours(24));
  EXPECT_EQ(shop.refund(shop.paid({200}, "JPY"), "100")->at(0).state, "awaiting_approval");
  EXPECT_EQ(shop.refund(shop.paid({200'000}, "KWD"), "150.000")->at(0).state, "requested") << "no rule is about KWD";
  const auto preview = shop.world.refunds.preview(shop.person("third", "operator"), shop.request(euro, "700.00"));
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->approval_reason, "From 700.00 EUR on a second person decides: admin, within 24 hours.");
}

TEST(RefundApproval, rules_about_everything_are_about_commands) {
  RefundShop shop;
  shop.set_approvals({{"", "", "", {"admin"}, 5}});
  const auto payment = shop.paid({200'000});
  EXPECT_EQ(shop.refund(payment, "400.00")->at(0).state, "requested");
  EXPECT_EQ(shop.refund(payment, "500.00")->at(0).state, "awaiting_approval") << "the configuration holds on";
  shop.set_approvals({{"", "", "", {"admin"}, 5}, approval("EUR", "10.00")}); // the first does not hide the second
  EXPECT_EQ(shop.refund(shop.paid({2'000}), "10.00")->at(0).state, "awaiting_approval");
}

TEST(RefundApproval, only_the_named_roles_decide_and_who_tries_is_on_record) {
  RefundShop shop;
  shop.set_approvals({approval("EUR", "10.00", {"admin"})});
  const auto payment = shop.paid({5'000});
  const auto made = shop.refund(payment, "20.00");
  ASSERT_TRUE(made);
  const auto id = *Uuid::parse(made->at(0).refund_id);
  const auto self = shop.world.refunds.decide(shop.world.operator_, id, true, "");
  ASSERT_FALSE(self);
  EXPECT_EQ(self.error().code, ErrorCode::permission_denied);
  const auto other = shop.world.refunds.decide(shop.world.approver, id, true, "");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::permission_denied);
  EXPECT_NE(other.error().message.find("leaves this refund to admin"), std::string::npos) << other.error().message;
  EXPECT_EQ(audits(shop, "action = 'refund.approve' and outcome like 'refused: %' and subject = '" + id.to_string() + "'"), 2);
  EXPECT_EQ(state(shop, made->at(0)), "awaiting_approval");
  ASSERT_TRUE(shop.world.refunds.decide(shop.admin, id, true, "fine"));
  EXPECT_FALSE(shop.world.refunds.decide(shop.admin, id, false, "no"));
  EXPECT_EQ(audits(shop, "action = 'refund.reject' and outcome like 'refused: %'"), 1);
  shop.world.work();
  EXPECT_EQ(state(shop, made->at(0)), "succeeded");
  expect_proof(shop.world);
}

TEST(RefundApproval, the_database_keeps_who_asked_from_deciding_and_a_decision_from_changing) {
  RefundShop shop;
  const auto made = shop.refund(shop.paid({60'000}), "500.00");
  ASSERT_TRUE(made);
  EXPECT_THROW(shop.world.one_number("update refund set decider_id = requester_id returning 1"), pqxx::sql_error);
  EXPECT_THROW(shop.world.one_number("update refund set requester_id = gen_random_uuid() returning 1"), pqxx::sql_error);
  EXPECT_THROW(shop.world.one_number("update refund set deciders = 'viewer' returning 1"), pqxx::sql_error);
  EXPECT_THROW(shop.world.one_number("update refund set expires_at = now() + interval '1 year' returning 1"),
               pqxx::sql_error);
  ASSERT_TRUE(shop.world.refunds.decide(shop.world.approver, *Uuid::parse(made->at(0).refund_id), true, ""));
  EXPECT_THROW(shop.world.one_number("update refund set decider_id = gen_random_uuid() returning 1"), pqxx::sql_error);
  EXPECT_THROW(shop.world.one_number("update refund set decided_by = 'somebody' returning 1"), pqxx::sql_error);
}

TEST(RefundApproval, many_small_refunds_of_one_person_are_one_large_one) {
  RefundShop shop;
  shop.set_approvals({approval("EUR", "50.00")});
  const auto payment = shop.paid({10'000, 10'000});
  EXPECT_EQ(shop.refund(payment, "30.00")->at(0).state, "requested");
  const auto second = shop.refund(payment, "20.00", 1);
  EXPECT_EQ(second->at(0).state, "awaiting_approval") << "50.00 together, of another order";
  const auto preview = shop.world.refunds.preview(shop.world.operator_, shop.request(payment, "20.00", 1));
  EXPECT_NE(preview->approval_reason.find("You have asked for 30.00 EUR of this payment before"), std::string::npos)
      << preview->approval_reason;
  EXPECT_EQ(shop.refund(payment, "19.99")->at(0).state, "requested") << "what a second person looks at does not count";
  EXPECT_EQ(shop.refund(payment, "0.01")->at(0).state, "awaiting_approval");
  EXPECT_EQ(shop.world.refunds.create(shop.person("other", "operator"), shop.request(payment, "20.00"))->at(0).state,
            "requested")
      << "of another person";
  shop.world.work();
  EXPECT_EQ(shop.refund(payment, "0.01")->at(0).state, "awaiting_approval") << "done is not forgotten";
}

TEST(RefundApproval, what_failed_is_not_counted) {
  RefundShop shop;
  shop.set_approvals({approval("EUR", "50.00")});
  const auto payment = shop.paid({10'000});
  shop.world.psp->next[OperationKind::refund] = {
      [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "not_now"); }};
  ASSERT_TRUE(shop.refund(payment, "40.00"));
  shop.world.work();
  EXPECT_EQ(shop.refund(payment, "40.00")->at(0).state, "requested");
}

TEST(RefundApproval, orders_charged_directly_are_one_payment) {
  RefundShop shop;
  shop.set_approvals({approval("EUR", "50.00")});
  shop.world.method = "pm_1";
  const auto payment = shop.world.pay_in({10'000, 10'000});
  for (const auto& a : shop.world.read_all(payment)) {
    const auto stored = shop.world.store.change(std::vector{a.charge.charge_id}, [&](auto& found) -> Result<Extra> {
      Turn turn(found.at(0), shop.world.clock.now(), shop.world.ids, shop.world.policy, "webhook");
      apply_news(turn, news(News::Kind::captured, "cap_" + a.charge.charge_id.to_string(), 10'000,
                            a.charge.charge_id.to_string()));
      turn.finish();
      return Extra{};
    });
    ASSERT_TRUE(stored);
  }
  std::vector<std::string> orders;
  for (const auto& a : shop.world.read_all(payment))
    orders.push_back(a.orders.at(0).order_id.to_string());
  ASSERT_EQ(orders.size(), 2u);
  const auto of_order = [&](const std::string& order, const std::string& amount) {
    views::RefundRequest request{order, {}, "returned", "", shop.world.ids.next().to_string()};
    if (!amount.empty())
      request.lines = {{order, amount}};
    return shop.world.refunds.create(shop.world.operator_, request);
  };
  EXPECT_EQ(of_order(orders[0], "30.00")->at(0).state, "requested");
  EXPECT_EQ(of_order(orders[1], "30.00")->at(0).state, "awaiting_approval") << "asked for by its own id";
  const auto rest = of_order(orders[1], "");
  ASSERT_TRUE(rest);
  ASSERT_EQ(rest->size(), 1u) << "everything of an order is of that order";
  EXPECT_EQ(rest->at(0).amount.minor, 7'000);
}

TEST(RefundApproval, what_nobody_decides_in_time_is_rejected_and_gives_its_money_back) {
  RefundShop shop;
  shop.set_approvals({approval("EUR", "50.00", {"approver"}, 2)});
  const auto payment = shop.paid({10'000});
  const auto made = shop.refund(payment, "60.00");
  ASSERT_TRUE(made);
  const auto id = *Uuid::parse(made->at(0).refund_id);
  const auto timekeeper = shop.person("timekeeper", "viewer");
  EXPECT_EQ(shop.world.refunds.expire(timekeeper, 10), 0);
  shop.world.advance(hours(2));
  const auto late = shop.world.refunds.decide(shop.world.approver, id, true, "");
  ASSERT_FALSE(late) << "also before the timekeeper has come by";
  EXPECT_EQ(late.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(shop.world.refunds.expire(timekeeper, 10), 1);
  EXPECT_EQ(state(shop, made->at(0)), "rejected");
  EXPECT_EQ(shop.world.one_number("select reserved from wallet"), 0);
  EXPECT_EQ(shop.world.read(payment).orders[0].amounts.refundable(), 10'000);
  EXPECT_EQ(audits(shop, "action = 'refund.expire' and login = 'timekeeper'"), 1);
  EXPECT_EQ(shop.world.refunds.expire(timekeeper, 10), 0);
  expect_proof(shop.world);
}

TEST(RefundApproval, by_the_configuration_it_waits_for_ever) {
  RefundShop shop;
  const auto made = shop.refund(shop.paid({60'000}), "500.00");
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->at(0).expires_at);
  shop.world.advance(hours(10'000));
  EXPECT_EQ(shop.world.refunds.expire(shop.admin, 10), 0);
  EXPECT_TRUE(shop.world.refunds.decide(shop.world.approver, *Uuid::parse(made->at(0).refund_id), false, "too late"));
}

TEST(RefundReasons, are_a_closed_list_also_in_the_database) {
  RefundShop shop;
  const auto payment = shop.paid({10'000});
  for (const auto* reason : {"", "because", "RETURNED", "returned ", "other\n"}) {
    auto asked = shop.request(payment, "1.00");
    asked.reason = reason;
    const auto refused = shop.world.refunds.create(shop.world.operator_, asked);
    ASSERT_FALSE(refused) << reason;
    EXPECT_EQ(refused.error().field, "reason");
    EXPECT_EQ(refused.error().message, "is not one of duplicate, returned, not_delivered, damaged, fraud, other");
  }
  ASSERT_TRUE(shop.refund(payment, "1.00"));
  EXPECT_THROW(shop.world.one_number("insert into refund (refund_id, payment_id, charge_id, order_id, currency, amount, "
                                     "state, state_since, reason, note, requested_by, requester_id, created_at) "
                                     "select gen_random_uuid(), payment_id, charge_id, order_id, currency, amount, "
                                     "'requested', now(), 'because', '', '', requester_id, now() from refund returning 1"),
               pqxx::check_violation);
}

} // namespace paydesk::test
