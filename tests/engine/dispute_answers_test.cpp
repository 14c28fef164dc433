// What operators say to the bank reaches it exactly once, and never moves the charge.
#include "engine/dispute_desk.h"
#include "engine/verdicts/verdicts.h"
#include "store/verdicts.h"

using namespace paydesk;
using namespace paydesk::test;
using Kind = News::Kind;
using std::chrono::seconds;

namespace {

PspAnswer asked(const PspCall& call, std::vector<News> told) {
  auto answer = done(call, std::move(told));
  answer.found = true;
  return answer;
}

} // namespace

TEST(DisputeAnswers, evidence_goes_out_with_its_operation_as_the_key) {
  DisputeDesk desk;
  desk.open();
  const auto row = desk.submit();
  ASSERT_TRUE(row) << row.error().message;
  EXPECT_EQ(row->answer, "dispute_evidence");
  EXPECT_EQ(row->answer_state, "sending");
  EXPECT_EQ(row->state, "needs_response") << "it moves when the bank has it";
  desk.world.work();
  const auto sent = desk.calls(OperationKind::dispute_evidence);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].dispute, "dsp_1");
  EXPECT_EQ(sent[0].evidence, "the parcel was signed for");
  const auto a = desk.world.read(desk.payment);
  EXPECT_EQ(sent[0].key, a.operations.back().operation_id);
  EXPECT_EQ(a.operations.back().state, Operation::State::succeeded);
  EXPECT_EQ(a.disputes[0].state, "under_review");
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_TRUE(a.jobs.empty());
  const auto detail = desk.detail();
  ASSERT_EQ(detail.evidence.size(), 1u);
  EXPECT_EQ(detail.evidence[0].state, "sent");
  EXPECT_EQ(detail.evidence[0].submitted_by, "operator");
  EXPECT_EQ(desk.world.one_number("select count(*) from audit_record where action = 'dispute.evidence'"), 1);
  desk.expect_proof();
}

TEST(DisputeAnswers, an_accepted_dispute_is_lost_when_the_bank_says_so) {
  DisputeDesk desk;
  desk.open();
  ASSERT_TRUE(desk.accept());
  desk.world.work();
  EXPECT_EQ(desk.state(), "accepted");
  EXPECT_EQ(desk.world.balance("dispute_pending"), 1000) << "nothing is lost before";
  desk.tell(Kind::dispute_lost, 1);
  EXPECT_EQ(desk.state(), "lost");
  EXPECT_EQ(desk.world.balance("seller_payable"), 0);
  desk.expect_proof();
}

TEST(DisputeAnswers, a_lost_answer_is_asked_for_and_then_sent_with_the_same_key) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->next[OperationKind::dispute_evidence] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  ASSERT_TRUE(desk.submit());
  desk.world.work();
  EXPECT_EQ(desk.detail().dispute.answer_state, "asking");
  EXPECT_EQ(desk.world.read(desk.payment).charge.state, "captured");
  EXPECT_EQ(desk.world.read(desk.payment).charge.last_error, "") << "it is not the charge's trouble";
  desk.world.advance(seconds(5));
  desk.world.work();
  desk.world.advance(seconds(60));
  desk.world.work();
  const auto sent = desk.calls(OperationKind::dispute_evidence);
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].key, sent[1].key);
  EXPECT_EQ(sent[0].evidence, sent[1].evidence);
  EXPECT_EQ(desk.state(), "under_review");
  desk.expect_proof();
}

TEST(DisputeAnswers, what_the_question_finds_at_the_psp_is_not_sent_again) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->next[OperationKind::dispute_evidence] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "reset"); }};
  desk.world.psp->next[OperationKind::query] = {
      [&](const PspCall& call) { return asked(call, {desk.about(Kind::dispute_reviewed, 1)}); }};
  ASSERT_TRUE(desk.submit());
  desk.world.work();
  desk.world.advance(seconds(5));
  desk.world.work();
  EXPECT_EQ(desk.calls(OperationKind::dispute_evidence).size(), 1u);
  EXPECT_EQ(desk.state(), "under_review");
  EXPECT_TRUE(desk.jobs().empty());
}

TEST(DisputeAnswers, a_pending_answer_ends_by_its_webhook) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->next[OperationKind::dispute_evidence] = {received};
  ASSERT_TRUE(desk.submit());
  desk.world.work();
  EXPECT_EQ(desk.state(), "needs_response");
  EXPECT_EQ(desk.jobs().size(), 1u);
  desk.tell(Kind::dispute_reviewed, 1);
  EXPECT_EQ(desk.state(), "under_review");
  EXPECT_TRUE(desk.jobs().empty());
  desk.world.advance(seconds(600));
  desk.world.work();
  EXPECT_EQ(desk.calls(OperationKind::dispute_evidence).size(), 1u);
}

TEST(DisputeAnswers, a_refused_one_waits_as_a_dead_letter_until_a_person_retries_it) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->next[OperationKind::dispute_evidence] = {
      [](const PspCall& call) { return refused(call, ErrorClass::invalid_request, "text_too_long"); }};
  ASSERT_TRUE(desk.submit());
  desk.world.work();
  EXPECT_EQ(desk.detail().dispute.answer_state, "dead_letter");
  EXPECT_NE(desk.detail().dispute.answer_error.find("text_too_long"), std::string::npos);
  EXPECT_EQ(desk.alerts("dispute_answer_refused"), 1);
  EXPECT_EQ(desk.world.read(desk.payment).charge.state, "captured");
  const auto again = desk.submit();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::failed_precondition);
  const auto results = desk.world.commands.retry_items(desk.world.operator_, desk.jobs(), "the PSP was told");
  ASSERT_TRUE(results);
  EXPECT_TRUE(results->at(0).done);
  desk.world.work();
  const auto sent = desk.calls(OperationKind::dispute_evidence);
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].key, sent[1].key);
  EXPECT_EQ(desk.state(), "under_review");
  desk.expect_proof();
}

TEST(DisputeAnswers, discarding_one_leaves_the_charge_alone_and_lets_another_follow) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->next[OperationKind::dispute_evidence] = {
      [](const PspCall& call) { return refused(call, ErrorClass::invalid_request, "text_too_long"); }};
  ASSERT_TRUE(desk.submit("first"));
  desk.world.work();
  const auto results = desk.world.commands.discard_items(desk.world.operator_, desk.jobs(), "wrong words");
  ASSERT_TRUE(results);
  EXPECT_TRUE(results->at(0).done) << results->at(0).message;
  auto a = desk.world.read(desk.payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_TRUE(a.jobs.empty());
  ASSERT_TRUE(desk.submit("second"));
  desk.world.work();
  const auto sent = desk.calls(OperationKind::dispute_evidence);
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_NE(sent[0].key, sent[1].key);
  EXPECT_EQ(sent[1].evidence, "second");
  const auto detail = desk.detail();
  ASSERT_EQ(detail.evidence.size(), 2u);
  EXPECT_EQ(detail.evidence[0].state, "not_sent");
  EXPECT_EQ(detail.evidence[1].state, "sent");
  desk.expect_proof();
}

TEST(DisputeAnswers, a_psp_that_is_down_is_tried_by_the_retry_policy) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->usual = [](const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); };
  ASSERT_TRUE(desk.accept());
  for (int i = 0; i < 40 && desk.detail().dispute.answer_state != "dead_letter"; ++i) {
    desk.world.advance(std::chrono::minutes(30));
    desk.world.work(1);
  }
  EXPECT_EQ(desk.detail().dispute.answer_state, "dead_letter");
  const auto sent = desk.calls(OperationKind::dispute_accept);
  EXPECT_GT(sent.size(), 2u);
  for (const auto& call : sent)
    EXPECT_EQ(call.key, sent[0].key);
  EXPECT_EQ(desk.world.read(desk.payment).charge.state, "captured");
  desk.expect_proof();
}

TEST(DisputeAnswers, the_banks_decision_ends_what_has_not_gone_out) {
  for (const auto end : {Kind::dispute_won, Kind::dispute_lost}) {
    DisputeDesk desk;
    desk.open();
    ASSERT_TRUE(desk.submit());
    desk.tell(end, 1);
    EXPECT_TRUE(desk.jobs().empty());
    desk.world.work();
    EXPECT_TRUE(desk.calls(OperationKind::dispute_evidence).empty());
    EXPECT_EQ(desk.detail().evidence.at(0).state, "not_sent");
    desk.expect_proof();
  }
}

TEST(DisputeAnswers, the_banks_decision_may_come_while_the_call_is_out) {
  DisputeDesk desk;
  desk.open();
  desk.world.psp->next[OperationKind::dispute_evidence] = {[&](const PspCall& call) {
    desk.tell(Kind::dispute_won, 1);
    return done(call, {desk.about(Kind::dispute_reviewed, 1)});
  }};
  ASSERT_TRUE(desk.submit());
  desk.world.work();
  EXPECT_EQ(desk.state(), "won");
  EXPECT_TRUE(desk.jobs().empty());
  desk.expect_proof();
}

TEST(DisputeAnswers, a_reopening_ends_an_answer_to_the_round_before_and_takes_a_new_one) {
  DisputeDesk desk;
  desk.open();
  ASSERT_TRUE(desk.submit("first round"));
  desk.tell(Kind::dispute_reopened, 2, first_due + std::chrono::days(30));
  EXPECT_EQ(desk.detail().evidence.at(0).state, "not_sent");
  ASSERT_TRUE(desk.submit("second round"));
  desk.world.psp->usual = [&](const PspCall& call) {
    return done(call, {desk.about(Kind::dispute_reviewed, 2)});
  };
  desk.world.work();
  const auto sent = desk.calls(OperationKind::dispute_evidence);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].evidence, "second round");
  EXPECT_EQ(desk.state(), "under_review");
}

TEST(DisputeAnswers, only_what_the_bank_waits_for_may_be_said) {
  DisputeDesk desk;
  desk.tell(Kind::dispute_inquiry, 1);
  const auto refused_because = [&](const Result<views::DisputeRow>& row, const std::string& why) {
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().code, ErrorCode::failed_precondition);
    EXPECT_NE(row.error().message.find(why), std::string::npos) << row.error().message;
  };
  refused_because(desk.submit(), "inquiry");
  desk.open();
  ASSERT_TRUE(desk.submit());
  refused_because(desk.submit(), "on its way");
  refused_because(desk.accept(), "on its way");
  desk.world.work();
  refused_because(desk.accept(), "under_review");
  EXPECT_EQ(desk.calls(OperationKind::dispute_accept).size(), 0u);
}

TEST(DisputeAnswers, what_is_too_late_is_not_sent) {
  DisputeDesk desk;
  desk.open();
  desk.world.advance(std::chrono::hours(24 * 7 + 1));
  const auto row = desk.submit();
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(row.error().message.find("nothing was sent"), std::string::npos);
}

TEST(DisputeAnswers, texts_are_counted_in_characters_and_named_when_they_are_wrong) {
  DisputeDesk desk;
  desk.open();
  const auto field_of = [](const Result<views::DisputeRow>& row) { return row ? "none" : row.error().field; };
  EXPECT_EQ(field_of(desk.submit("")), "text");
  EXPECT_EQ(field_of(desk.submit(" \n\t")), "text");
  std::string euros;
  for (int i = 0; i < 20'001; ++i)
    euros += "€";
  EXPECT_EQ(field_of(desk.submit(euros)), "text");
  EXPECT_EQ(field_of(desk.accept("")), "reason");
  EXPECT_EQ(field_of(desk.disputes.submit_evidence(desk.world.operator_, {"nonsense", "text", {}})), "dispute_id");
  EXPECT_EQ(desk.disputes.submit_evidence(desk.world.operator_, {Uuid{}.to_string(), "text", {}}).error().code,
            ErrorCode::not_found);
  euros.resize(euros.size() - 3);
  EXPECT_EQ(field_of(desk.submit(euros)), "none");
  desk.world.work();
  EXPECT_EQ(desk.calls(OperationKind::dispute_evidence).at(0).evidence, euros);
}

TEST(DisputeAnswers, two_persons_end_one_whose_outcome_nobody_knows) {
  for (const bool was_done : {true, false}) {
    DisputeDesk desk;
    desk.open();
    desk.world.psp->usual = [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); };
    ASSERT_TRUE(desk.submit());
    desk.world.work();
    store::PgVerdicts store(desk.world.database, desk.world.clock);
    Verdicts verdicts(desk.world.store, store, desk.world.clock, desk.world.ids, desk.world.policy);
    const auto proposed = verdicts.propose(desk.world.operator_, {desk.jobs().at(0).to_string(),
                                                                  was_done ? "done" : "not_done", "", "they told us",
                                                                  "mail.txt", "yes", {}});
    ASSERT_TRUE(proposed) << proposed.error().message;
    ASSERT_TRUE(verdicts.decide(desk.world.approver, *Uuid::parse(proposed->verdict_id), true, ""));
    EXPECT_EQ(desk.state(), was_done ? "under_review" : "needs_response");
    EXPECT_EQ(desk.world.read(desk.payment).charge.state, "captured");
    EXPECT_TRUE(desk.jobs().empty());
    desk.expect_proof();
  }
}

TEST(DisputeAnswers, evidence_is_never_changed) {
  DisputeDesk desk;
  desk.open();
  ASSERT_TRUE(desk.submit());
  EXPECT_THROW(desk.world.one_number("update dispute_evidence set text = 'other' returning 1"), pqxx::sql_error);
  EXPECT_THROW(desk.world.one_number("delete from dispute_evidence returning 1"), pqxx::sql_error);
}
