// Two persons end what neither the PSP nor a settlement line could.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/verdicts/verdicts.h"
#include "store/verdicts.h"

namespace paydesk::test {
namespace {

struct Court : World {
  explicit Court(CaptureMode mode = CaptureMode::multiple) : World(mode) {}

  /// Every call of the kind is lost and every question about it too.
  void lose(OperationKind kind) {
    psp->usual = [this, kind](const PspCall& call) {
      return call.kind == kind || call.kind == OperationKind::query
                 ? refused(call, ErrorClass::outcome_unknown, "timeout")
                 : usual(call);
    };
  }
  Uuid job_of(const Uuid& payment) { return read(payment).jobs.at(0).job_id; }
  views::ProposeVerdictRequest proposal(const Uuid& payment, const std::string& outcome,
                                        const std::string& reference = "cap_by_phone") {
    return {job_of(payment).to_string(), outcome, reference, "the PSP's desk said so", "call.txt",
            std::string("call \0 9912", 11), {}};
  }
  Uuid id_of(const Result<views::Verdict>& verdict) { return Uuid::parse(verdict->verdict_id).value(); }
  /// A payment whose capture nobody knows the outcome of.
  Uuid captured_or_not() {
    const auto payment = pay_in({1000});
    lose(OperationKind::capture);
    tell(payment, news(News::Kind::authorized, "pay_1", 1000));
    work();
    EXPECT_EQ(read(payment).charge.state, "unknown");
    return payment;
  }

  store::PgVerdicts verdict_store{database, clock};
  Verdicts verdicts{store, verdict_store, clock, ids, policy};
};

TEST(Verdict, of_two_persons_books_the_capture_once) {
  Court court;
  const auto payment = court.captured_or_not();
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "done"));
  ASSERT_TRUE(proposed) << proposed.error().message;
  EXPECT_EQ(proposed->state, "pending");
  EXPECT_EQ(court.read(payment).charge.captured, 0) << "a proposal changes no money";
  const auto decided = court.verdicts.decide(court.approver, court.id_of(proposed), true, "checked");
  ASSERT_TRUE(decided) << decided.error().message;
  const auto a = court.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.charge.captured, 1000);
  EXPECT_TRUE(a.jobs.empty());
  EXPECT_EQ(court.one_number("select count(*) from history where code = 'resolve_captured'"), 1);
  // The PSP tells the same at last: it is known.
  court.tell(payment, news(News::Kind::captured, "cap_by_phone", 1000));
  EXPECT_EQ(court.read(payment).charge.captured, 1000);
  court.check_books();
}

TEST(Verdict, that_it_was_not_done_releases_the_authorisation) {
  Court court;
  const auto payment = court.captured_or_not();
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "not_done", ""));
  ASSERT_TRUE(proposed) << proposed.error().message;
  ASSERT_TRUE(court.verdicts.decide(court.approver, court.id_of(proposed), true, ""));
  court.psp->usual = nullptr;
  court.work();
  const auto a = court.read(payment);
  EXPECT_EQ(a.charge.state, "voided");
  EXPECT_EQ(a.charge.captured, 0);
  court.check_books();
}

TEST(Verdict, of_a_direct_charge_that_was_not_done_ends_it) {
  Court court(CaptureMode::automatic);
  court.method = "pm_ok";
  court.lose(OperationKind::direct_charge);
  const auto payment = court.pay_in({1000});
  ASSERT_EQ(court.read(payment).charge.state, "unknown");
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "not_done", ""));
  ASSERT_TRUE(proposed);
  ASSERT_TRUE(court.verdicts.decide(court.approver, court.id_of(proposed), true, ""));
  EXPECT_EQ(court.read(payment).charge.state, "failed");
  EXPECT_TRUE(court.read(payment).jobs.empty());
}

TEST(Verdict, is_never_decided_by_who_proposed_it_not_even_in_the_database) {
  Court court;
  const auto payment = court.captured_or_not();
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "done"));
  ASSERT_TRUE(proposed);
  EXPECT_EQ(court.verdicts.decide(court.operator_, court.id_of(proposed), true, "").error().code,
            ErrorCode::permission_denied);
  EXPECT_ANY_THROW(court.one_number("update verdict set state = 'approved', decider_id = proposer_id, decided_at = now() returning 1"));
  EXPECT_EQ(court.read(payment).charge.captured, 0);
}

TEST(Verdict, is_refused_when_the_psp_told_the_outcome_meanwhile) {
  Court court;
  const auto payment = court.captured_or_not();
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "done"));
  ASSERT_TRUE(proposed);
  const auto operation = court.read(payment).operations.back().operation_id.to_string();
  court.tell(payment, news(News::Kind::captured, "cap_true", 1000, operation));
  EXPECT_EQ(court.verdicts.decide(court.approver, court.id_of(proposed), true, "").error().code,
            ErrorCode::failed_precondition);
  const auto rejected = court.verdicts.decide(court.approver, court.id_of(proposed), false, "the PSP answered");
  ASSERT_TRUE(rejected) << rejected.error().message;
  EXPECT_EQ(rejected->state, "rejected");
  EXPECT_EQ(court.read(payment).charge.captured, 1000);
  EXPECT_FALSE(court.verdicts.decide(court.approver, court.id_of(proposed), false, "")) << "decided already";
  court.check_books();
}

TEST(Verdict, needs_doubt_evidence_and_a_reference) {
  Court court;
  const auto sure = court.pay_in({1000});
  views::ProposeVerdictRequest request{court.ids.next().to_string(), "done", "x", "r", "n", "e", {}};
  EXPECT_EQ(court.verdicts.propose(court.operator_, request).error().code, ErrorCode::not_found);
  (void)sure;
  const auto payment = court.captured_or_not();
  auto wrong = [&](auto change, const char* field) {
    auto bad = court.proposal(payment, "done");
    change(bad);
    const auto refused = court.verdicts.propose(court.operator_, bad);
    ASSERT_FALSE(refused) << field;
    EXPECT_EQ(refused.error().field, field);
  };
  wrong([](auto& r) { r.outcome = "perhaps"; }, "outcome");
  wrong([](auto& r) { r.evidence.clear(); }, "evidence");
  wrong([](auto& r) { r.evidence = std::string(Verdicts::largest_evidence + 1, 'x'); }, "evidence");
  wrong([](auto& r) { r.reason.clear(); }, "reason");
  wrong([](auto& r) { r.psp_reference.clear(); }, "psp_reference");
  wrong([](auto& r) { r.job_id = "1"; }, "job_id");
  ASSERT_TRUE(court.verdicts.propose(court.operator_, court.proposal(payment, "done")));
  EXPECT_EQ(court.verdicts.propose(court.operator_, court.proposal(payment, "not_done")).error().code,
            ErrorCode::failed_precondition)
      << "one at a time";
}

TEST(Verdict, is_not_for_a_dead_letter_that_surely_was_not_done) {
  Court court;
  court.policy.retry.max_attempts = 1;
  const auto payment = court.pay_in({1000});
  court.psp->usual = [](const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "down"); };
  court.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  court.work();
  ASSERT_EQ(court.read(payment).charge.state, "dead_letter");
  for (const char* outcome : {"done", "not_done"}) {
    const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, outcome));
    ASSERT_FALSE(proposed) << outcome;
    EXPECT_EQ(proposed.error().code, ErrorCode::failed_precondition);
    EXPECT_NE(proposed.error().message.find("retry it, or discard it"), std::string::npos) << proposed.error().message;
  }
  EXPECT_EQ(court.one_number("select count(*) from verdict"), 0);
}

TEST(Verdict, is_for_a_dead_letter_that_died_in_doubt) {
  Court court;
  const auto payment = court.captured_or_not();
  for (int hours = 0; hours < 200 && court.read(payment).charge.state != "dead_letter"; ++hours) {
    court.advance(std::chrono::hours(1));
    court.work();
  }
  ASSERT_EQ(court.read(payment).charge.state, "dead_letter");
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "done"));
  ASSERT_TRUE(proposed) << proposed.error().message;
  ASSERT_TRUE(court.verdicts.decide(court.approver, court.id_of(proposed), true, ""));
  EXPECT_EQ(court.read(payment).charge.state, "captured");
  court.check_books();
}

TEST(Verdict, keeps_its_evidence_byte_for_byte_and_is_listed) {
  Court court;
  const auto payment = court.captured_or_not();
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "done"));
  ASSERT_TRUE(proposed);
  const auto evidence = court.verdict_store.evidence(court.id_of(proposed));
  ASSERT_TRUE(evidence) << evidence.error().message;
  EXPECT_EQ(evidence->content, std::string("call \0 9912", 11));
  const auto list = court.verdict_store.list({"state:pending by:operator", "", 10, false});
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->rows.size(), 1u);
  EXPECT_EQ(list->rows[0].evidence_size, 11);
  EXPECT_EQ(list->rows[0].evidence_sha256, evidence->sha256);
  EXPECT_EQ(court.verdict_store.list({"colour:red", "", 10, false}).error().field, "filter");
}

TEST(Verdict, of_a_refund_books_it_as_the_psp_would) {
  Court court(CaptureMode::automatic);
  const auto payment = court.pay_in({1000});
  court.tell(payment, news(News::Kind::captured, "cap_1", 1000, court.charge_of(payment).to_string()));
  court.lose(OperationKind::refund);
  const auto made = court.refunds.create(court.operator_, {payment.to_string(), {}, "returned", "", court.ids.next().to_string()}, {});
  ASSERT_TRUE(made) << made.error().message;
  court.work();
  ASSERT_EQ(court.read(payment).refunds.at(0).state, "unknown");
  const auto proposed = court.verdicts.propose(court.operator_, court.proposal(payment, "done", "ref_by_phone"));
  ASSERT_TRUE(proposed) << proposed.error().message;
  ASSERT_TRUE(court.verdicts.decide(court.approver, court.id_of(proposed), true, ""));
  const auto a = court.read(payment);
  EXPECT_EQ(a.refunds.at(0).state, "succeeded");
  EXPECT_EQ(a.orders.at(0).amounts.refunded, 1000);
  EXPECT_EQ(a.orders.at(0).amounts.refund_pending, 0);
  court.check_books();
}

} // namespace
} // namespace paydesk::test
