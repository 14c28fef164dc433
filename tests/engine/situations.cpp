#include "engine/situations.h"

#include <algorithm>
#include <memory>

namespace paydesk::test {

Desk::Desk(CaptureMode mode) : World(mode) {
  policy.retry.max_attempts = 2; // dead letters soon
  policy.max_asks = 2;
}

void Desk::fail_calls(OperationKind kind, ErrorClass error, bool questions) {
  psp->usual = [=](const PspCall& call) {
    const bool fails = call.kind == kind || (questions && call.kind == OperationKind::query);
    return fails ? refused(call, error, "trouble") : test::usual(call);
  };
}

void Desk::work_until(const Uuid& payment, const std::string& state) {
  const auto there = [&] {
    const auto all = read_all(payment);
    return std::any_of(all.begin(), all.end(), [&](const Aggregate& a) {
      return a.charge.state == state || std::any_of(a.refunds.begin(), a.refunds.end(),
                                                    [&](const Refund& refund) { return refund.state == state; });
    });
  };
  for (int i = 0; i < 40 && !there(); ++i) {
    advance(std::chrono::minutes(7));
    work(3);
  }
  EXPECT_TRUE(there()) << state;
}

Uuid Desk::paid(std::int64_t amount) {
  psp->usual = nullptr;
  const auto payment = pay_in({amount});
  tell(payment, news(News::Kind::captured, "cap_" + payment.to_string(), amount, charge_of(payment).to_string()));
  return payment;
}

Result<std::vector<views::RefundRow>> Desk::refund(const Uuid& payment, const std::string& amount) {
  views::RefundRequest request{payment.to_string(), {}, "returned", "", ids.next().to_string()};
  if (!amount.empty())
    request.lines.push_back({read(payment).orders.at(0).order_id.to_string(), amount});
  return refunds.create(operator_, request);
}

void Desk::dispute(const Uuid& payment, News::Kind kind, std::int64_t amount, std::optional<Instant> due_by) {
  auto told = news(kind, "dsp_" + payment.to_string(), amount);
  told.due_by = due_by;
  tell(payment, told);
}

Result<views::DisputeRow> Desk::answer(const Uuid& dispute_id, bool evidence) {
  return evidence ? disputes.submit_evidence(operator_, {dispute_id.to_string(), "it was signed for", {}})
                  : disputes.accept(operator_, {dispute_id.to_string(), "no proof", {}});
}

Result<views::Verdict> Desk::propose(const Uuid& job) {
  for (const auto* outcome : {"not_done", "done"}) { // a void that was not made is made again instead
    auto proposed = verdicts.propose(
        operator_, {job.to_string(), outcome, "by_phone", "the PSP's desk said so", "call.txt", "call", {}});
    if (proposed || proposed.error().code != ErrorCode::invalid_argument)
      return proposed;
  }
  return fail(ErrorCode::internal, "neither outcome can be said");
}

Uuid direct_charges(Desk& desk, ErrorClass second) {
  desk.method = "pm_ok";
  const auto calls = std::make_shared<int>(0); // the function is copied
  desk.psp->usual = [=](const PspCall& call) {
    if (call.kind == OperationKind::query)
      return refused(call, ErrorClass::outcome_unknown, "timeout");
    if (call.kind != OperationKind::direct_charge)
      return usual(call);
    if (++*calls > 1)
      return refused(call, second, "trouble");
    return done(call, {news(News::Kind::captured, "cap_" + call.key.to_string(), call.amount, call.charge_id.to_string())});
  };
  const auto payment = desk.pay_in({600, 400});
  desk.method.clear();
  return payment;
}

namespace {

void awaiting(Desk& desk, const Uuid& payment) { desk.tell(payment, news(News::Kind::page_opened)); }

/// Registered, and authorised where the PSP's `kind` calls fail.
Uuid authorised_but(Desk& desk, OperationKind kind, ErrorClass error) {
  desk.psp->usual = nullptr;
  const auto payment = desk.pay_in({600, 400});
  desk.fail_calls(kind, error);
  desk.tell(payment, news(News::Kind::authorized, "pay_" + payment.to_string(), 1000));
  desk.work();
  return payment;
}

Uuid given_up(Desk& desk, ErrorClass error) {
  desk.fail_calls(OperationKind::register_charge, error);
  const auto payment = desk.pay_in({1000});
  desk.work_until(payment, "dead_letter");
  return payment;
}

Uuid with_verdict(Desk& desk) {
  const auto payment = authorised_but(desk, OperationKind::capture, ErrorClass::outcome_unknown);
  EXPECT_TRUE(desk.propose(desk.read(payment).jobs.at(0).job_id));
  return payment;
}

} // namespace

std::vector<Situation> payment_situations() {
  return {
    {"registration waits to be tried again", CaptureMode::multiple,
     [](Desk& desk) {
       desk.fail_calls(OperationKind::register_charge, ErrorClass::psp_unavailable);
       return desk.pay_in({1000});
     }},
    {"registered", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       return desk.pay_in({1000});
     }},
    {"awaiting the customer", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({1000});
       awaiting(desk, payment);
       return payment;
     }},
    {"behind a paused account", CaptureMode::multiple,
     [](Desk& desk) {
       desk.tamper("update psp_account set paused = true, paused_by = 'anna', pause_reason = 'moving'");
       const auto payment = desk.pay_in({1000});
       return payment;
     }},
    {"behind an open breaker", CaptureMode::multiple,
     [](Desk& desk) {
       desk.tamper("insert into psp_breaker (psp_account, state, since, why, probe_at, questions_since) values ('card', "
                   "'open', '2026-09-01', '10 calls in a row failed', '2027-01-01', '2026-09-01') "
                   "on conflict do nothing");
       return desk.pay_in({1000});
     }},
    {"authorised, its capture unknown", CaptureMode::multiple,
     [](Desk& desk) { return authorised_but(desk, OperationKind::capture, ErrorClass::outcome_unknown); }},
    {"its capture waits to be tried again", CaptureMode::multiple,
     [](Desk& desk) { return authorised_but(desk, OperationKind::capture, ErrorClass::psp_unavailable); }},
    {"its capture a dead letter", CaptureMode::single,
     [](Desk& desk) {
       const auto payment = authorised_but(desk, OperationKind::capture, ErrorClass::psp_unavailable);
       desk.work_until(payment, "dead_letter");
       return payment;
     }},
    {"its capture a dead letter in doubt", CaptureMode::single,
     [](Desk& desk) {
       const auto payment = authorised_but(desk, OperationKind::capture, ErrorClass::outcome_unknown);
       desk.work_until(payment, "dead_letter");
       return payment;
     }},
    {"its registration unknown", CaptureMode::multiple,
     [](Desk& desk) {
       desk.fail_calls(OperationKind::register_charge, ErrorClass::outcome_unknown);
       return desk.pay_in({1000});
     }},
    {"its registration a dead letter", CaptureMode::multiple,
     [](Desk& desk) { return given_up(desk, ErrorClass::psp_unavailable); }},
    {"its registration a dead letter in doubt", CaptureMode::multiple,
     [](Desk& desk) { return given_up(desk, ErrorClass::outcome_unknown); }},
    {"failed", CaptureMode::multiple,
     [](Desk& desk) {
       desk.fail_calls(OperationKind::register_charge, ErrorClass::declined_final);
       return desk.pay_in({1000});
     }},
    {"expired", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({1000});
       desk.tell(payment, news(News::Kind::expired));
       return payment;
     }},
    {"its page over", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({1000});
       awaiting(desk, payment);
       desk.advance(std::chrono::hours(2));
       return payment;
     }},
    {"being released", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({1000});
       awaiting(desk, payment);
       EXPECT_TRUE(desk.commands.cancel_payment(desk.operator_, payment, "the buyer called"));
       return payment;
     }},
    {"its release unknown", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({1000});
       awaiting(desk, payment);
       EXPECT_TRUE(desk.commands.cancel_payment(desk.operator_, payment, ""));
       desk.fail_calls(OperationKind::void_charge, ErrorClass::outcome_unknown);
       desk.work();
       return payment;
     }},
    {"voided", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({1000});
       awaiting(desk, payment);
       EXPECT_TRUE(desk.commands.cancel_payment(desk.operator_, payment, ""));
       desk.work();
       return payment;
     }},
    {"cancelled here", CaptureMode::multiple,
     [](Desk& desk) {
       desk.fail_calls(OperationKind::register_charge, ErrorClass::psp_unavailable);
       const auto payment = desk.pay_in({1000});
       EXPECT_TRUE(desk.commands.cancel_payment(desk.operator_, payment, "not wanted"));
       return payment;
     }},
    {"captured", CaptureMode::automatic, [](Desk& desk) { return desk.paid(); }},
    {"captured in part", CaptureMode::multiple,
     [](Desk& desk) {
       desk.psp->usual = nullptr;
       const auto payment = desk.pay_in({600, 400});
       desk.psp->next[OperationKind::capture] = {[](const PspCall& call) { return usual(call); },
                                                 [](const PspCall& call) {
                                                   return refused(call, ErrorClass::psp_unavailable, "down");
                                                 }};
       desk.tell(payment, news(News::Kind::authorized, "pay_" + payment.to_string(), 1000));
       desk.work();
       return payment;
     }},
    {"refunded in part", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       EXPECT_TRUE(desk.refund(payment, "4.00"));
       desk.work();
       return payment;
     }},
    {"refunded", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       EXPECT_TRUE(desk.refund(payment));
       desk.work();
       return payment;
     }},
    {"its refund on the way", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       EXPECT_TRUE(desk.refund(payment));
       return payment;
     }},
    {"its refund unknown", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       desk.fail_calls(OperationKind::refund, ErrorClass::outcome_unknown);
       EXPECT_TRUE(desk.refund(payment, "4.00"));
       desk.work();
       return payment;
     }},
    {"its refund a dead letter", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       desk.fail_calls(OperationKind::refund, ErrorClass::psp_unavailable);
       EXPECT_TRUE(desk.refund(payment, "4.00"));
       desk.work_until(payment, "dead_letter");
       return payment;
     }},
    {"its refund waits for a second person", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid(60'000);
       EXPECT_TRUE(desk.refund(payment));
       return payment;
     }},
    {"its refund rejected", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid(60'000);
       const auto rows = desk.refund(payment);
       EXPECT_TRUE(desk.refunds.decide(desk.approver, *Uuid::parse(rows->at(0).refund_id), false, ""));
       return payment;
     }},
    {"a verdict waits", CaptureMode::single, with_verdict},
    {"a verdict was overtaken", CaptureMode::single,
     [](Desk& desk) {
       const auto payment = with_verdict(desk);
       const auto operation = desk.read(payment).operations.back();
       desk.tell(payment, news(News::Kind::captured, "cap_" + payment.to_string(), operation.amount, operation.operation_id.to_string()));
       return payment;
     }},
    {"decided by two persons", CaptureMode::single,
     [](Desk& desk) {
       const auto payment = authorised_but(desk, OperationKind::capture, ErrorClass::outcome_unknown);
       const auto job = desk.read(payment).jobs.at(0).job_id;
       const auto made = desk.verdicts.propose(
           desk.operator_, {job.to_string(), "done", "cap_" + job.to_string(), "told", "call.txt", "call", {}});
       EXPECT_TRUE(desk.verdicts.decide(desk.approver, *Uuid::parse(made->verdict_id), true, ""));
       return payment;
     }},
    {"one direct charge paid, one unknown", CaptureMode::automatic,
     [](Desk& desk) { return direct_charges(desk, ErrorClass::outcome_unknown); }},
    {"one direct charge paid, one declined", CaptureMode::automatic,
     [](Desk& desk) { return direct_charges(desk, ErrorClass::declined_final); }},
    {"one direct charge paid, one waits", CaptureMode::automatic,
     [](Desk& desk) { return direct_charges(desk, ErrorClass::psp_unavailable); }},
  };
}

} // namespace paydesk::test
