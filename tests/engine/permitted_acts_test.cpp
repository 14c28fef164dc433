// What is said to be allowed is what the commands do: in every situation that a payment can come into, each action is
// allowed exactly when its command is not refused, and every sentence has what it needs.
#include <algorithm>

#include "engine/situations.h"

namespace paydesk::test {
namespace {

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
  if (action.name.ends_with("_dispute")) {
    if (!action.allowed)
      for (const auto& a : desk.read_all(payment))
        for (const auto& dispute : a.disputes)
          subjects.push_back(dispute.dispute_id);
    for (const auto& dispute : subjects)
      if (const auto answer = code(desk.answer(dispute, action.name == "answer_dispute")); answer || !action.allowed)
        return answer;
    return action.allowed ? std::optional<ErrorCode>{} : ErrorCode::failed_precondition;
  }
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

class PermittedActs : public testing::TestWithParam<Situation> {};

TEST_P(PermittedActs, AreThoseThatTheCommandsCarryOut) {
  Desk desk(GetParam().mode);
  const auto looked_at = GetParam().make(desk);
  const auto first = desk.queries.payment(looked_at);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->actions.size(), 11u);
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

std::string name_of(const testing::TestParamInfo<Situation>& one) {
  std::string name = one.param.name;
  std::erase_if(name, [](char c) { return c == ',' || c == '\''; });
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Everywhere, PermittedActs, testing::ValuesIn(payment_situations()), name_of);
INSTANTIATE_TEST_SUITE_P(WithBanks, PermittedActs, testing::ValuesIn(bank_situations()), name_of);

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
