// A payment of several direct charges: why, and what next, are told of each order's own charge.
#include <algorithm>

#include "engine/charges/news.h"
#include "engine/proof.h"
#include "engine/situations.h"

namespace paydesk::test {
namespace {

bool says(const std::vector<Explanation>& sentences, const std::string& code) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const Explanation& one) { return one.code == code; });
}

views::OrderDetail order_with(const views::PaymentDetail& detail, const std::string& charge_state) {
  for (const auto& order : detail.orders)
    if (order.charge_state == charge_state)
      return order;
  ADD_FAILURE() << "no charge is " << charge_state << ", but " << detail.orders.at(0).charge_state << " and "
                << detail.orders.at(1).charge_state;
  return {};
}

TEST(OwnCharges, EachOrderIsToldOfByItself) {
  Desk desk(CaptureMode::automatic);
  const auto payment = direct_charges(desk, ErrorClass::outcome_unknown);
  const auto detail = desk.queries.payment(payment).value();
  ASSERT_EQ(detail.orders.size(), 2u);
  EXPECT_NE(detail.orders[0].charge_id, detail.orders[1].charge_id);
  const auto paid = order_with(detail, "captured");
  const auto unknown = order_with(detail, "unknown");
  EXPECT_TRUE(says(paid.evidence, "why.capture_confirmed"));
  EXPECT_FALSE(says(paid.evidence, "why.unknown"));
  EXPECT_TRUE(paid.next.empty()) << paid.next.at(0).what.text;
  EXPECT_TRUE(says(unknown.evidence, "why.unknown"));
  ASSERT_FALSE(unknown.next.empty());
  EXPECT_EQ(unknown.next[0].operation, "charge");
  // The payment tells of all of them, each under its order's name.
  EXPECT_EQ(std::count_if(detail.evidence.begin(), detail.evidence.end(),
                          [](const Explanation& one) { return one.code == "why.of_order"; }),
            2);
  EXPECT_TRUE(says(detail.evidence, "why.capture_confirmed"));
  EXPECT_TRUE(says(detail.evidence, "why.unknown"));
  ASSERT_EQ(detail.next.size(), unknown.next.size());
  EXPECT_EQ(detail.next[0].order_id, unknown.order_id);
  EXPECT_TRUE(says(detail.next[0].notes, "note.of_order"));
}

TEST(OwnCharges, ByAnOrdersIdOnlyItsOwnIsToldOf) {
  Desk desk(CaptureMode::automatic);
  const auto payment = direct_charges(desk, ErrorClass::declined_final);
  const auto whole = desk.queries.payment(payment).value();
  const auto failed = order_with(whole, "failed");
  const auto detail = desk.queries.payment(*Uuid::parse(failed.order_id)).value();
  EXPECT_EQ(detail.charge_id, failed.charge_id);
  EXPECT_EQ(detail.evidence, failed.evidence);
  EXPECT_FALSE(says(detail.evidence, "why.of_order"));
  EXPECT_FALSE(says(detail.evidence, "why.capture_confirmed"));
}

TEST(OwnCharges, ADisputeOfALaterChargeIsSeenAndCanBeAnswered) {
  Desk desk(CaptureMode::automatic);
  desk.method = "pm_ok";
  desk.psp->usual = [](const PspCall& call) {
    if (call.kind != OperationKind::direct_charge)
      return usual(call);
    return done(call, {news(News::Kind::captured, "cap_" + call.key.to_string(), call.amount, call.charge_id.to_string())});
  };
  const auto payment = desk.pay_in({600, 400});
  const auto orders = desk.queries.payment(payment).value().orders;
  const std::vector<Uuid> second = {*Uuid::parse(orders[1].charge_id)};
  ASSERT_TRUE(desk.store.change(second, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Turn turn(aggregates.at(0), desk.clock.now(), desk.ids, desk.policy, "webhook");
    apply_news(turn, news(News::Kind::dispute_opened, "dsp_1", 400));
    turn.finish();
    return Extra{};
  }));
  const auto detail = desk.queries.payment(payment).value();
  EXPECT_TRUE(says(detail.orders[1].evidence, "why.dispute"));
  EXPECT_FALSE(says(detail.orders[0].evidence, "why.dispute"));
  ASSERT_EQ(detail.next.size(), 1u);
  EXPECT_EQ(detail.next[0].what.code, "next.dispute_response");
  EXPECT_EQ(detail.next[0].order_id, orders[1].order_id);
  const auto action = std::find_if(detail.actions.begin(), detail.actions.end(),
                                   [](const views::AllowedAction& one) { return one.name == "accept_dispute"; });
  ASSERT_TRUE(action->allowed);
  ASSERT_EQ(action->subjects.size(), 1u);
  EXPECT_TRUE(desk.answer(*Uuid::parse(action->subjects[0].id), false));
  desk.work();
  expect_proof(desk);
}

TEST(OwnCharges, OneHostedChargeIsToldOfOnce) {
  Desk desk(CaptureMode::automatic);
  desk.psp->usual = nullptr;
  const auto payment = desk.pay_in({600, 400});
  const auto detail = desk.queries.payment(payment).value();
  EXPECT_FALSE(says(detail.evidence, "why.of_order"));
  for (const auto& order : detail.orders) {
    EXPECT_TRUE(order.evidence.empty());
    EXPECT_TRUE(order.next.empty());
    EXPECT_EQ(order.charge_id, detail.charge_id);
    EXPECT_EQ(order.charge_state, detail.charge_state);
  }
}

} // namespace
} // namespace paydesk::test
