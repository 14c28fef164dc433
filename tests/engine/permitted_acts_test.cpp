// What is said to be allowed is what the commands do: in every situation that a payment can come into, each action is
// allowed exactly when its command is not refused, and every sentence has what it needs.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "engine/engine_world.h"
#include "engine/verdicts/verdicts.h"
#include "store/queries.h"
#include "store/verdicts.h"

namespace paydesk::test {
namespace {

struct Desk : World {
  explicit Desk(CaptureMode mode = CaptureMode::multiple) : World(mode) {
    policy.retry.max_attempts = 2; // dead letters soon
    policy.max_asks = 2;
  }

  /// Calls of this kind, and questions, answer so from now on.
  void fail_calls(OperationKind kind, ErrorClass error, bool questions = true) {
    psp->usual = [=](const PspCall& call) {
      const bool fails = call.kind == kind || (questions && call.kind == OperationKind::query);
      return fails ? refused(call, error, "trouble") : usual(call);
    };
  }
  /// Until the charge or its refund has come into this state, however often that is to be tried.
  void work_until(const Uuid& payment, const std::string& state) {
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
  Uuid paid(std::int64_t amount = 1000) {
    psp->usual = nullptr;
    const auto payment = pay_in({amount});
    tell(payment, news(News::Kind::captured, "cap_" + payment.to_string(), amount, charge_of(payment).to_string()));
    return payment;
  }
  Result<std::vector<views::RefundRow>> refund(const Uuid& payment, const std::string& amount = "") {
    views::RefundRequest request{payment.to_string(), {}, "returned", "", ids.next().to_string()};
    if (!amount.empty())
      request.lines.push_back({read(payment).orders.at(0).order_id.to_string(), amount});
    return refunds.create(operator_, request);
  }
  void dispute(const Uuid& payment, News::Kind kind, std::int64_t amount) {
    tell(payment, news(kind, "dsp_" + payment.to_string(), amount));
  }
  Result<views::Verdict> propose(const Uuid& job) {
    for (const auto* outcome : {"not_done", "done"}) { // a void that was not made is made again instead
      auto proposed = verdicts.propose(
          operator_, {job.to_string(), outcome, "by_phone", "the PSP's desk said so", "call.txt", "call", {}});
      if (proposed || proposed.error().code != ErrorCode::invalid_argument)
        return proposed;
    }
    return fail(ErrorCode::internal, "neither outcome can be said");
  }
  void tamper(const std::string& sql) { (void)one_number(sql + " returning 1"); }

  store::PgQueries queries{database, clock};
  store::PgVerdicts verdict_store{database, clock};
  Verdicts verdicts{store, verdict_store, clock, ids, policy};
};

using Situation = std::function<Uuid(Desk&)>;

struct Case {
  const char* name;
  CaptureMode mode;
  Situation make;
};

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

Uuid direct(Desk& desk, ErrorClass second) {
  desk.method = "pm_ok";
  int calls = 0;
  desk.psp->usual = [=](const PspCall& call) mutable {
    if (call.kind == OperationKind::query)
      return refused(call, ErrorClass::outcome_unknown, "timeout");
    if (call.kind != OperationKind::direct_charge)
      return usual(call);
    if (++calls > 1)
      return refused(call, second, "trouble");
    return done(call, {news(News::Kind::captured, "cap_" + call.key.to_string(), call.amount, call.charge_id.to_string())});
  };
  const auto payment = desk.pay_in({600, 400});
  desk.method.clear();
  return payment;
}

Uuid with_verdict(Desk& desk) {
  const auto payment = authorised_but(desk, OperationKind::capture, ErrorClass::outcome_unknown);
  EXPECT_TRUE(desk.propose(desk.read(payment).jobs.at(0).job_id));
  return payment;
}

const Case cases[] = {
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
    {"disputed", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       desk.dispute(payment, News::Kind::dispute_opened, 1000);
       desk.dispute(payment, News::Kind::dispute_withdrawn, 1000);
       return payment;
     }},
    {"disputed in part", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       desk.dispute(payment, News::Kind::dispute_opened, 300);
       desk.dispute(payment, News::Kind::dispute_withdrawn, 300);
       return payment;
     }},
    {"lost in a dispute", CaptureMode::automatic,
     [](Desk& desk) {
       const auto payment = desk.paid();
       desk.dispute(payment, News::Kind::dispute_withdrawn, 1000);
       desk.dispute(payment, News::Kind::dispute_lost, 1000);
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
     [](Desk& desk) { return direct(desk, ErrorClass::outcome_unknown); }},
    {"one direct charge paid, one declined", CaptureMode::automatic,
     [](Desk& desk) { return direct(desk, ErrorClass::declined_final); }},
    {"one direct charge paid, one waits", CaptureMode::automatic,
     [](Desk& desk) { return direct(desk, ErrorClass::psp_unavailable); }},
};

std::vector<Uuid> ids_of(const views::AllowedAction& action) {
  std::vector<Uuid> found;
  for (const auto& subject : action.subjects)
    found.push_back(*Uuid::parse(subject.id));
  return found;
}

/// What the command answers: the error's code; nothing when it was carried out, or when there is nothing to call it on.
std::optional<ErrorCode> outcome_of(Desk& desk, const Uuid& payment, const views::AllowedAction& action) {
  const auto code = [](const auto& result) {
    return result ? std::optional<ErrorCode>{} : std::optional(result.error().code);
  };
  auto subjects = ids_of(action);
  if (action.name == "retry")
    return code(desk.commands.retry_payment(desk.operator_, payment, ""));
  if (action.name == "cancel")
    return code(desk.commands.cancel_payment(desk.operator_, payment, ""));
  if (action.name == "refund")
    return code(desk.refund(payment));
  std::vector<Uuid> jobs;
  for (const auto& a : desk.read_all(payment))
    for (const auto& job : a.jobs)
      jobs.push_back(job.job_id);
  if (action.name == "discard") {
    const auto named = action.allowed ? subjects : jobs;
    if (named.empty())
      return ErrorCode::failed_precondition;
    const auto results = desk.commands.discard_items(desk.operator_, named, "enough").value();
    const auto done = std::count_if(results.begin(), results.end(), [](const auto& item) { return item.done; });
    if (done == 0)
      return ErrorCode::failed_precondition;
    EXPECT_EQ(static_cast<std::size_t>(done), named.size()) << "every item that is named, and only when it is allowed";
    return std::nullopt;
  }
  if (action.name == "resolve") {
    if (!action.allowed)
      subjects = jobs;
    for (const auto& job : subjects)
      if (const auto answer = code(desk.propose(job)); answer || action.allowed)
        return answer;
    return ErrorCode::failed_precondition;
  }
  const bool approve = action.name.starts_with("approve");
  if (action.name.ends_with("refund")) {
    if (!action.allowed)
      for (const auto& refund : desk.read(payment).refunds)
        subjects.push_back(refund.refund_id);
    return subjects.empty() ? ErrorCode::failed_precondition
                            : code(desk.refunds.decide(desk.approver, subjects.front(), approve, ""));
  }
  const auto listed = desk.verdict_store.list({payment.to_string(), "", 10, false}).value();
  if (!action.allowed)
    for (const auto& row : listed.rows)
      subjects.push_back(*Uuid::parse(row.verdict_id));
  return subjects.empty() ? ErrorCode::failed_precondition
                          : code(desk.verdicts.decide(desk.approver, subjects.front(), approve, ""));
}

const views::AllowedAction& action_of(const views::PaymentDetail& detail, const std::string& name) {
  return *std::find_if(detail.actions.begin(), detail.actions.end(),
                       [&](const views::AllowedAction& action) { return action.name == name; });
}

/// Every sentence is whole: no place is left, and none is without words.
void check_sentences(const views::PaymentDetail& detail) {
  std::vector<Explanation> all = detail.evidence;
  for (const auto& step : detail.next) {
    all.push_back(step.what);
    all.insert(all.end(), step.notes.begin(), step.notes.end());
    EXPECT_FALSE(step.notes.empty()) << step.what.text;
    EXPECT_TRUE(step.due_at || step.notes.size() > 0) << step.what.text;
  }
  for (const auto& action : detail.actions) {
    EXPECT_EQ(action.allowed, action.why_not.empty()) << action.name;
    EXPECT_EQ(action.allowed, !action.effect.empty()) << action.name;
    if (action.allowed)
      all.push_back(action.effect);
    all.insert(all.end(), action.why_not.begin(), action.why_not.end());
    EXPECT_TRUE(action.instead.empty() || action_of(detail, action.instead).allowed)
        << action.name << " points to " << action.instead;
  }
  for (const auto& sentence : all) {
    EXPECT_FALSE(sentence.text.empty()) << sentence.code;
    EXPECT_EQ(sentence.text.find('{'), std::string::npos) << sentence.text;
  }
}

class PermittedActs : public testing::TestWithParam<Case> {};

TEST_P(PermittedActs, AreThoseThatTheCommandsCarryOut) {
  Desk desk(GetParam().mode);
  const auto looked_at = GetParam().make(desk);
  const auto first = desk.queries.payment(looked_at);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->actions.size(), 9u);
  EXPECT_FALSE(first->evidence.empty());
  check_sentences(*first);
  for (const auto& named : first->actions) {
    // Refused commands change nothing; what others do would change what the next may, so each has its own payment.
    const auto payment = named.allowed ? GetParam().make(desk) : looked_at;
    const auto detail = desk.queries.payment(payment);
    ASSERT_TRUE(detail);
    const auto& action = action_of(*detail, named.name);
    EXPECT_EQ(action.allowed, named.allowed) << action.name << ": the same situation twice";
    const auto refused = outcome_of(desk, payment, action);
    EXPECT_EQ(action.allowed, !refused.has_value())
        << action.name << " is " << (action.allowed ? "allowed: " + action.effect.text : action.why_not.at(0).text)
        << " but the command answers " << (refused ? std::string(to_string(*refused)) : "that it is done");
    EXPECT_TRUE(!refused || *refused == ErrorCode::failed_precondition) << action.name << to_string(*refused);
  }
}

INSTANTIATE_TEST_SUITE_P(Everywhere, PermittedActs, testing::ValuesIn(cases), [](const auto& one) {
  std::string name = one.param.name;
  std::erase_if(name, [](char c) { return c == ',' || c == '\''; });
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
});

TEST(PermittedActs, AnUnknownDirectChargeIsNotCancelledAsADeadLetter) {
  Desk desk(CaptureMode::automatic);
  desk.method = "pm_ok";
  desk.fail_calls(OperationKind::direct_charge, ErrorClass::outcome_unknown);
  const auto payment = desk.pay_in({1000});
  desk.work_until(payment, "dead_letter");
  const auto refused = desk.commands.cancel_payment(desk.operator_, payment, "");
  ASSERT_FALSE(refused) << "the money may have been taken";
  EXPECT_EQ(refused.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(desk.read(payment).charge.state, "dead_letter");
}

} // namespace
} // namespace paydesk::test
