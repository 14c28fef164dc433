// One payment, whole: amounts, timeline, journals, what is next, why, and what may be done.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/queue/commands.h"
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
                     [&](const Explanation& sentence) { return sentence.text.find(words) != std::string::npos; });
}

std::string why_not(const views::PaymentDetail& detail, const std::string& name) {
  const auto found = action(detail, name);
  return found.why_not.empty() ? std::string{} : found.why_not.front().code;
}

bool says_code(const views::PaymentDetail& detail, const std::string& code) {
  return std::any_of(detail.evidence.begin(), detail.evidence.end(),
                     [&](const Explanation& sentence) { return sentence.code == code; });
}

std::vector<std::string> notes_of(const views::NextStep& step) {
  std::vector<std::string> codes;
  for (const auto& note : step.notes)
    codes.push_back(note.code);
  return codes;
}

using Codes = std::vector<std::string>;

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
  EXPECT_EQ(why_not(detail, "cancel"), "not.captured");
  EXPECT_EQ(action(detail, "cancel").instead, "refund");
  EXPECT_EQ(action(detail, "refund").at_most.minor, 12001 - 3334);
  EXPECT_EQ(action(detail, "refund").effect.text, "Gives back up to 86.67 EUR.");
  EXPECT_TRUE(says(detail, "Known by the PSP's webhook of 2026-11-16 10:00:04 UTC."));
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
  EXPECT_EQ(detail.next[0].what.text, "registration attempt 2 of 8");
  EXPECT_EQ(notes_of(detail.next[0]), Codes{"note.same_key"});
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
  EXPECT_EQ(why_not(detail, "refund"), "not.nothing_captured");
  EXPECT_EQ(action(detail, "retry").effect.text, "Sends the registration now, with the same idempotency key.");
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
  ASSERT_EQ(detail.next.size(), 1u);
  EXPECT_EQ(detail.next[0].what.code, "next.operator");
  EXPECT_FALSE(detail.next[0].due_at);
  EXPECT_TRUE(action(detail, "discard").allowed);
  EXPECT_EQ(action(detail, "discard").subjects.size(), 1u);
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
  EXPECT_EQ(why_not(detail, "cancel"), "not.unknown");
  EXPECT_EQ(action(detail, "cancel").instead, "retry");
  EXPECT_EQ(action(detail, "resolve").subjects.size(), 1u);
  ASSERT_FALSE(detail.next.empty());
  EXPECT_EQ(detail.next[0].what.text, "question 2 about the registration");
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
  const auto detail = shop.detail(sale);
  EXPECT_TRUE(says(detail, "paused by op: down"));
  ASSERT_FALSE(detail.next.empty());
  for (const auto& step : detail.next) {
    EXPECT_FALSE(step.due_at) << "nobody knows when the account is resumed";
    EXPECT_EQ(step.notes.back().code, "note.paused");
  }
}

TEST(PaymentDetail, AnOpenBreakerTellsWhenProbesBegin) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  shop.tamper("insert into psp_breaker (psp_account, state, since, why, probe_at, questions_since) values "
              "('card', 'open', '2026-11-16 09:59', '10 calls in a row failed', '2026-11-16 10:30', '2026-11-16 09:59')");
  auto detail = shop.detail(sale);
  EXPECT_TRUE(says(detail, "Calls to card are stopped since 2026-11-16 09:59:00 UTC: 10 calls in a row failed. Probes "
                           "begin at 2026-11-16 10:30:00 UTC."));
  ASSERT_FALSE(detail.next.empty());
  const auto wait = *std::find_if(detail.next.begin(), detail.next.end(),
                                  [](const auto& step) { return step.what.code == "next.attempt"; });
  EXPECT_EQ(wait.due_at, parse_instant("2026-11-16T10:30:00Z"));
  EXPECT_EQ(notes_of(wait), (Codes{"note.same_key", "note.breaker"}));
  shop.tamper("update psp_breaker set state = 'half_open', probes_out = 3, since = '2026-11-16 10:00'");
  EXPECT_TRUE(says_code(shop.detail(sale), "why.breaker_probing"));
  shop.tamper("update psp_breaker set forced = 'open', forced_by = 'anna', why = ''");
  detail = shop.detail(sale);
  EXPECT_TRUE(says_code(detail, "why.breaker_forced"));
  EXPECT_FALSE(std::any_of(detail.next.begin(), detail.next.end(), [](const auto& step) {
    return step.what.code == "next.attempt" && step.due_at;
  })) << "nobody knows when it is let through again";
  shop.tamper("update psp_breaker set why = 'they move'");
  EXPECT_TRUE(says(shop.detail(sale), "stopped by anna at 2026-11-16 10:00:00 UTC: they move."));
}

TEST(PaymentDetail, RetryAfterHoldsTheNextTry) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  auto busy = down();
  busy.error = ErrorClass::rate_limited;
  busy.retry_after = std::chrono::minutes(30);
  shop.answer(sale, busy);
  const auto detail = shop.detail(sale);
  EXPECT_TRUE(says_code(detail, "why.held"));
  ASSERT_FALSE(detail.next.empty());
  const auto wait = *std::find_if(detail.next.begin(), detail.next.end(),
                                  [](const auto& step) { return step.what.code == "next.attempt"; });
  EXPECT_EQ(notes_of(wait), (Codes{"note.same_key", "note.held"}));
}

TEST(PaymentDetail, AnOpenPageClosesAndIsLookedAfter) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  News registered;
  registered.kind = News::Kind::registered;
  registered.token = "tok";
  registered.url = "https://psp.example/page";
  shop.tell(sale, registered);
  auto detail = shop.detail(sale);
  EXPECT_TRUE(says_code(detail, "why.awaiting_customer"));
  EXPECT_EQ(detail.next.back().what.code, "next.page_closes");
  EXPECT_EQ(detail.next.back().due_at, detail.expires_at);
  EXPECT_EQ(action(detail, "cancel").effect.code, "does.cancel_there");
  shop.clock.advance(std::chrono::hours(2));
  detail = shop.detail(sale);
  EXPECT_TRUE(says_code(detail, "why.page_over"));
  EXPECT_EQ(detail.next.back().what.code, "next.sweep");
}

TEST(PaymentDetail, ADisputeTellsUntilWhenTheBankWaits) {
  Shop shop;
  const auto sale = shop.paid({"10.00"});
  News opened;
  opened.kind = News::Kind::dispute_opened;
  opened.reference = "dsp_1";
  opened.amount = 1000;
  shop.tell(sale, opened);
  shop.tamper("update dispute set due_by = '2026-11-20 12:00+00'");
  const auto detail = shop.detail(sale);
  EXPECT_TRUE(says(detail, "Dispute dsp_1 over 10.00 EUR is needs response"));
  const auto at = std::find_if(detail.next.begin(), detail.next.end(),
                               [](const auto& step) { return step.what.code == "next.dispute_response"; });
  ASSERT_NE(at, detail.next.end());
  EXPECT_EQ(at->due_at, parse_instant("2026-11-20T12:00:00Z"));
}

TEST(PaymentDetail, WhoCancelledIsNamed) {
  Shop shop;
  const auto sale = shop.order({"10.00"});
  OperatorCommands commands(shop.payments, shop.clock, shop.ids, shop.policy);
  ASSERT_TRUE(commands.cancel_payment(shop.operator_, sale.payment_id, "the buyer called: twice"));
  const auto detail = shop.detail(sale);
  EXPECT_TRUE(says(detail, "Done by op at"));
  EXPECT_TRUE(detail.next.empty());
  EXPECT_EQ(why_not(detail, "cancel"), "not.ended");
}

} // namespace
} // namespace paydesk::test
