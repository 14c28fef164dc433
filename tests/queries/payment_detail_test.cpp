// One payment, whole: amounts, timeline, journals, what is next, why, and what may be done.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

PspAnswer down() {
  PspAnswer answer;
  answer.error = ErrorClass::psp_unavailable;
  answer.http_status = 503;
  answer.message = "Service Unavailable";
  answer.latency_ms = 120;
  answer.request = "POST /checkouts";
  return answer;
}

const views::TimelineEntry* entry(const views::PaymentDetail& detail, const std::string& title) {
  const auto at = std::find_if(detail.timeline.begin(), detail.timeline.end(),
                               [&](const views::TimelineEntry& found) { return found.title == title; });
  return at == detail.timeline.end() ? nullptr : &*at;
}

views::AllowedAction action(const views::PaymentDetail& detail, const std::string& name) {
  for (const auto& found : detail.actions)
    if (found.name == name)
      return found;
  return {};
}

bool says(const views::PaymentDetail& detail, const std::string& words) {
  return std::any_of(detail.evidence.begin(), detail.evidence.end(),
                     [&](const std::string& sentence) { return sentence.find(words) != std::string::npos; });
}

TEST(PaymentDetail, ACapturedPaymentWithARefund) {
  Shop shop;
  const auto sale = shop.paid({"100.01", "20.00"});
  shop.refund(sale, "33.34");
  const auto detail = shop.detail(sale);
  EXPECT_EQ(detail.charge_state, "captured");
  EXPECT_EQ(detail.total.minor, 12001);
  EXPECT_EQ(detail.captured.minor, 12001);
  EXPECT_EQ(detail.refunded.minor, 3334);
  EXPECT_EQ(detail.refundable.minor, 12001 - 3334);
  ASSERT_EQ(detail.orders.size(), 2u);
  EXPECT_EQ(detail.orders[0].status, "partially_refunded");
  EXPECT_EQ(detail.orders[0].refundable.minor, 6667);
  ASSERT_EQ(detail.journals.size(), 2u);
  EXPECT_EQ(detail.journals[0].kind, "capture");
  EXPECT_EQ(detail.journals[0].lines.size(), 4u);
  EXPECT_EQ(detail.journals[0].lines[0].account, "psp_receivable:card");
  EXPECT_EQ(detail.journals[0].lines[0].debit.minor, 12001);
  ASSERT_EQ(detail.refunds.size(), 1u);
  EXPECT_EQ(detail.refunds[0].state, "succeeded");
  EXPECT_TRUE(entry(detail, "Captured"));
  EXPECT_TRUE(entry(detail, "Refund succeeded"));
  EXPECT_EQ(entry(detail, "Refund succeeded")->kind, "refund");
  EXPECT_TRUE(std::is_sorted(detail.timeline.begin(), detail.timeline.end(),
                             [](const auto& a, const auto& b) { return a.at > b.at; }));
  EXPECT_EQ(detail.timeline.back().title, "Payment created");
  EXPECT_TRUE(action(detail, "refund").allowed);
  EXPECT_FALSE(action(detail, "cancel").allowed);
  EXPECT_EQ(action(detail, "cancel").why_not, "The money is captured: refund it instead.");
  EXPECT_FALSE(action(detail, "retry").allowed);
  EXPECT_TRUE(detail.next.empty());
}

TEST(PaymentDetail, IsFoundByAnOrdersIdToo) {
  Shop shop;
  const auto sale = shop.order({"10.00", "5.00"});
  const auto order = *Uuid::parse(shop.detail(sale).orders[1].order_id);
  EXPECT_EQ(shop.queries.payment(order)->payment_id, sale.payment_id.to_string());
  const auto missing = shop.queries.payment(Uuid{{9}});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
}

TEST(PaymentDetail, ARetryTellsWhatFailedAndWhenItGoesOn) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  shop.answer(sale, down());
  const auto detail = shop.detail(sale);
  EXPECT_EQ(detail.charge_state, "retry_scheduled");
  ASSERT_FALSE(detail.next.empty());
  EXPECT_EQ(detail.next[0].what, "registration attempt 2 of 8");
  EXPECT_EQ(detail.next[0].detail, "automatic, same idempotency key");
  EXPECT_EQ(detail.next[0].attempt, 2);
  EXPECT_EQ(detail.next[0].operation, "register");
  const auto* failed = entry(detail, "Registration failed: psp_unavailable");
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->duration_ms, 120);
  EXPECT_EQ(failed->http_status, 503);
  EXPECT_EQ(failed->request, "POST /checkouts");
  EXPECT_TRUE(says(detail, "Registration failed once so far"));
  EXPECT_TRUE(says(detail, "Service Unavailable"));
  EXPECT_TRUE(action(detail, "retry").allowed);
  EXPECT_TRUE(action(detail, "cancel").allowed);
  EXPECT_EQ(action(detail, "refund").why_not, "Nothing was captured.");
  const auto row = must_list(shop, {"class:psp_unavailable error:503 retries:1 policy:exponential"}).rows;
  ASSERT_EQ(row.size(), 1u);
  EXPECT_EQ(row[0].attempts, 1);
  EXPECT_EQ(row[0].max_attempts, 8);
  EXPECT_EQ(row[0].error_class, "psp_unavailable");
  EXPECT_TRUE(row[0].next_due_at.has_value());
}

TEST(PaymentDetail, ADeadLetterSaysThatNothingHappensByItself) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  for (int i = 0; i < 8; ++i) {
    shop.answer(sale, down());
    shop.clock.advance(std::chrono::minutes(5));
  }
  const auto detail = shop.detail(sale);
  EXPECT_EQ(detail.charge_state, "dead_letter");
  EXPECT_TRUE(detail.next.empty());
  EXPECT_TRUE(says(detail, "nothing happens before an operator"));
  EXPECT_TRUE(says(detail, "given up after 8 attempts"));
  EXPECT_TRUE(action(detail, "retry").allowed);
}

TEST(PaymentDetail, AnUnknownOutcomeIsAskedForAndNotSentAgain) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  auto lost = down();
  lost.error = ErrorClass::outcome_unknown;
  shop.answer(sale, lost);
  const auto detail = shop.detail(sale);
  EXPECT_EQ(detail.charge_state, "unknown");
  EXPECT_TRUE(says(detail, "may have been carried out"));
  EXPECT_TRUE(says(detail, "No webhook"));
  EXPECT_FALSE(action(detail, "cancel").allowed);
  EXPECT_EQ(action(detail, "cancel").why_not, "The outcome is unknown: only the PSP's answer ends it.");
}

TEST(PaymentDetail, LateNewsIsMarkedAsSuperseded) {
  Shop shop;
  const auto sale = shop.paid({"10.00"});
  News opened;
  opened.kind = News::Kind::page_opened;
  shop.tell(sale, opened);
  const auto* late = entry(shop.detail(sale), "Payment page opened: came late, changed nothing");
  EXPECT_TRUE(late != nullptr);
}

TEST(PaymentDetail, AnAccountThatIsPausedIsNamed) {
  Shop shop;
  shop.tamper("update psp_account set paused = true, paused_by = 'op', pause_reason = 'down' where psp_account = 'card'");
  const auto sale = shop.order({"10.00"});
  EXPECT_TRUE(says(shop.detail(sale), "paused by op: down"));
}

} // namespace
} // namespace paydesk::test
