// Situations that banks bring about.
#include "engine/situations.h"

namespace paydesk::test {
namespace {

using std::chrono::hours;

Uuid disputed(Desk& desk, std::int64_t amount = 1000) {
  const auto payment = desk.paid();
  desk.dispute(payment, News::Kind::dispute_opened, amount, desk.clock.now() + hours(100));
  desk.dispute(payment, News::Kind::dispute_withdrawn, amount);
  return payment;
}

/// The dispute's answer is asked for; what the PSP makes of it is decided before.
Uuid answered(Desk& desk, bool evidence) {
  const auto payment = disputed(desk);
  EXPECT_TRUE(desk.answer(desk.read(payment).disputes.at(0).dispute_id, evidence));
  return payment;
}

Uuid dead_answer(Desk& desk, ErrorClass error) {
  const auto payment = answered(desk, true);
  desk.fail_calls(OperationKind::dispute_evidence, error);
  for (int i = 0; i < 40 && !desk.read(payment).jobs.at(0).dead; ++i) {
    desk.advance(std::chrono::minutes(7));
    desk.work(3);
  }
  EXPECT_TRUE(desk.read(payment).jobs.at(0).dead);
  return payment;
}

Uuid taken_back(Desk& desk) {
  const auto payment = desk.paid();
  desk.tell(payment, news(News::Kind::capture_reversed, "cap_" + payment.to_string(), 1000));
  return payment;
}

} // namespace

std::vector<Situation> bank_situations() {
  constexpr auto automatic = CaptureMode::automatic;
  return {
      {"disputed", automatic, [](Desk& desk) { return disputed(desk); }},
      {"disputed in part", automatic, [](Desk& desk) { return disputed(desk, 300); }},
      {"asked about by the bank", automatic,
       [](Desk& desk) {
         const auto payment = desk.paid();
         desk.dispute(payment, News::Kind::dispute_inquiry, 1000);
         return payment;
       }},
      {"disputed and overdue", automatic,
       [](Desk& desk) {
         const auto payment = disputed(desk);
         desk.advance(hours(101));
         return payment;
       }},
      {"disputed, its evidence on the way", automatic, [](Desk& desk) { return answered(desk, true); }},
      {"disputed, its acceptance on the way", automatic, [](Desk& desk) { return answered(desk, false); }},
      {"disputed, its evidence a dead letter", automatic,
       [](Desk& desk) { return dead_answer(desk, ErrorClass::psp_unavailable); }},
      {"disputed, its evidence a dead letter in doubt", automatic,
       [](Desk& desk) { return dead_answer(desk, ErrorClass::outcome_unknown); }},
      {"disputed, its evidence with the bank", automatic,
       [](Desk& desk) {
         const auto payment = answered(desk, true);
         desk.work();
         return payment;
       }},
      {"disputed and accepted", automatic,
       [](Desk& desk) {
         const auto payment = answered(desk, false);
         desk.work();
         return payment;
       }},
      {"won in a dispute", automatic,
       [](Desk& desk) {
         const auto payment = disputed(desk);
         desk.dispute(payment, News::Kind::dispute_won, 1000);
         desk.dispute(payment, News::Kind::dispute_reinstated, 1000);
         return payment;
       }},
      {"disputed again after it was won", automatic,
       [](Desk& desk) {
         const auto payment = disputed(desk);
         desk.dispute(payment, News::Kind::dispute_won, 1000);
         desk.dispute(payment, News::Kind::dispute_reopened, 1000);
         return payment;
       }},
      {"lost in a dispute", automatic,
       [](Desk& desk) {
         const auto payment = desk.paid();
         desk.dispute(payment, News::Kind::dispute_withdrawn, 1000);
         desk.dispute(payment, News::Kind::dispute_lost, 1000);
         return payment;
       }},
      {"two disputes, one of them answered", automatic,
       [](Desk& desk) {
         const auto payment = answered(desk, true);
         desk.tell(payment, news(News::Kind::dispute_opened, "dsp_other_" + payment.to_string(), 100));
         return payment;
       }},
      {"taken back by the bank", automatic, taken_back},
      {"taken back by the bank after a refund", automatic,
       [](Desk& desk) {
         const auto payment = desk.paid();
         EXPECT_TRUE(desk.refund(payment, "4.00"));
         desk.work();
         desk.tell(payment, news(News::Kind::capture_reversed, "cap_" + payment.to_string(), 1000));
         return payment;
       }},
      {"taken back by the bank and disputed", automatic,
       [](Desk& desk) {
         const auto payment = taken_back(desk);
         desk.dispute(payment, News::Kind::dispute_opened, 1000);
         desk.dispute(payment, News::Kind::dispute_withdrawn, 1000);
         return payment;
       }},
      {"taken back by the bank and paid again", automatic,
       [](Desk& desk) {
         const auto payment = taken_back(desk);
         desk.tell(payment, news(News::Kind::captured, "cap_2_" + payment.to_string(), 1000));
         return payment;
       }},
      {"its release a dead letter while money is held", CaptureMode::multiple,
       [](Desk& desk) {
         desk.psp->usual = nullptr;
         const auto payment = desk.pay_in({1000});
         desk.psp->next[OperationKind::capture] = {received};
         desk.tell(payment, news(News::Kind::authorized, "pay_" + payment.to_string(), 1000));
         desk.work(2);
         const auto key = desk.read(payment).operations.back().operation_id.to_string();
         desk.fail_calls(OperationKind::void_charge, ErrorClass::psp_unavailable);
         desk.tell(payment, news(News::Kind::capture_failed, "cap_" + key, 1000, key));
         desk.work_until(payment, "dead_letter");
         return payment;
       }},
  };
}

} // namespace paydesk::test
