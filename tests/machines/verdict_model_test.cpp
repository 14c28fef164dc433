// Every operation whose outcome is unknown against every verdict of two persons: it moves by the table and is decided
// once; what may not be decided changes nothing.
#include "engine/disputes/disputes.h"
#include "engine/proof.h"
#include "engine/verdicts/verdicts.h"
#include "store/verdicts.h"
#include "tests/machines/model.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;

struct Doubt {
  const char* name;
  OperationKind kind;
  CaptureMode mode;
  const char* subject;    ///< the machine that the verdict moves
  const char* from;       ///< where it is until then
  const char* impossible; ///< the outcome that nobody can say of it
  std::function<Uuid(World&)> make;

  bool moves_money() const {
    return kind == OperationKind::capture || kind == OperationKind::direct_charge || kind == OperationKind::refund;
  }
  /// An answer that the bank never got leaves its dispute where it is.
  bool moves(const std::string& outcome) const { return !answers_dispute(kind) || outcome == "done"; }
};

/// A captured payment that the bank disputes and waits for an answer to.
Uuid disputed(World& world) {
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  for (const auto kind : {News::Kind::dispute_opened, News::Kind::dispute_withdrawn}) {
    auto told = news(kind, "dsp_1", 1000);
    told.round = 1;
    told.due_by = world.clock.now() + std::chrono::hours(24 * 7);
    world.tell(payment, told);
  }
  return payment;
}

const std::vector<Doubt>& doubts() {
  static const std::vector<Doubt> all = {
      {"capture", OperationKind::capture, CaptureMode::single, "charge", "unknown", "",
       [](World& world) {
         const auto payment = world.pay_in({1000});
         world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
         return payment;
       }},
      {"direct charge", OperationKind::direct_charge, CaptureMode::automatic, "charge", "unknown", "",
       [](World& world) {
         world.method = "pm_ok";
         return world.pay_in({1000});
       }},
      {"refund", OperationKind::refund, CaptureMode::automatic, "refund", "unknown", "",
       [](World& world) {
         const auto payment = world.pay_in({1000});
         world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
         views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
         EXPECT_TRUE(world.refunds.create(world.operator_, request));
         return payment;
       }},
      {"registration", OperationKind::register_charge, CaptureMode::multiple, "charge", "unknown", "done",
       [](World& world) { return world.pay_in({1000}); }},
      {"void", OperationKind::void_charge, CaptureMode::single, "charge", "unknown", "not_done",
       [](World& world) {
         const auto payment = world.pay_in({1000});
         world.tell(payment, news(News::Kind::expired));
         world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
         return payment;
       }},
      {"evidence", OperationKind::dispute_evidence, CaptureMode::automatic, "dispute", "needs_response", "",
       [](World& world) {
         const auto payment = disputed(world);
         Disputes disputes(world.store, world.clock, world.ids, world.policy);
         const auto id = world.read(payment).disputes.at(0).dispute_id.to_string();
         EXPECT_TRUE(disputes.submit_evidence(world.operator_, {id, "the parcel was signed for", {}}));
         return payment;
       }},
      {"acceptance", OperationKind::dispute_accept, CaptureMode::automatic, "dispute", "needs_response", "",
       [](World& world) {
         const auto payment = disputed(world);
         Disputes disputes(world.store, world.clock, world.ids, world.policy);
         const auto id = world.read(payment).disputes.at(0).dispute_id.to_string();
         EXPECT_TRUE(disputes.accept(world.operator_, {id, "no proof", {}}));
         return payment;
       }},
  };
  return all;
}

struct Court {
  explicit Court(const Doubt& doubt) : world(doubt.mode), subject(doubt.subject) {
    world.psp->usual = [&doubt](const PspCall& call) {
      return call.kind == doubt.kind || call.kind == OperationKind::query ? lost(call) : usual(call);
    };
    payment = doubt.make(world);
    world.work(3);
    EXPECT_EQ(state(), doubt.from) << doubt.name;
    const auto asked = world.read(payment).jobs.at(0);
    job = asked.job_id;
    operation = asked.operation_id.value();
  }
  std::string state() {
    const auto a = world.read(payment);
    return subject == "charge" ? a.charge.state : subject == "refund" ? a.refunds.at(0).state : a.disputes.at(0).state;
  }
  Machine machine() const {
    return subject == "charge" ? Machine::charge : subject == "refund" ? Machine::refund : Machine::dispute;
  }
  Result<views::Verdict> propose(const std::string& outcome) {
    return verdicts.propose(world.operator_, {job.to_string(), outcome, outcome == "done" ? "by_phone" : "",
                                              "the PSP's desk said so", "call.txt", "9912", {}});
  }

  World world;
  const std::string subject;
  store::PgVerdicts stored{world.database, world.clock};
  Verdicts verdicts{world.store, stored, world.clock, world.ids, world.policy};
  Uuid payment;
  Uuid job;
  Uuid operation;
};

TEST(VerdictModel, each_outcome_and_each_decision_moves_by_the_table_once) {
  for (const auto& doubt : doubts())
    for (const std::string outcome : {"done", "not_done"})
      for (const bool approve : {true, false}) {
        if (outcome == doubt.impossible)
          continue;
        const auto what = std::string(doubt.name) + " " + outcome + (approve ? " approved" : " rejected");
        Court court(doubt);
        auto since = last_history(court.world);
        const auto proposed = court.propose(outcome);
        ASSERT_TRUE(proposed) << what << ": " << proposed.error().message;
        EXPECT_TRUE(moves_since(court.world, court.payment, since, court.subject).empty()) << what;
        const auto id = Uuid::parse(proposed->verdict_id).value();

        auto before = books(court.world, court.payment);
        EXPECT_FALSE(court.propose(outcome)) << what << ": one waits already";
        EXPECT_FALSE(court.verdicts.decide(court.world.operator_, id, approve, "mine")) << what;
        EXPECT_EQ(books(court.world, court.payment), before) << what << ": who proposed decides nothing";

        since = last_history(court.world);
        ASSERT_TRUE(court.verdicts.decide(court.world.approver, id, approve, "seen")) << what;
        const auto moves = moves_since(court.world, court.payment, since, court.subject);
        EXPECT_EQ(moves.empty(), !approve || !doubt.moves(outcome)) << what;
        expect_path(court.machine(), doubt.from, moves, court.state(), what);
        const auto fact = court.world.one_number("select count(*) from psp_fact where reference = 'by_phone'");
        EXPECT_EQ(fact, approve && outcome == "done" && doubt.moves_money() ? 1 : 0) << what;
        auto now = court.world.read(court.payment);
        const auto* operation = now.operation(court.operation);
        EXPECT_EQ(operation != nullptr && operation->state == Operation::State::live, !approve) << what;

        before = books(court.world, court.payment);
        for (const bool again : {true, false})
          EXPECT_FALSE(court.verdicts.decide(court.world.approver, id, again, "again")) << what;
        EXPECT_EQ(books(court.world, court.payment), before) << what << ": it was decided";
        expect_proof(court.world);
      }
}

TEST(VerdictModel, what_nobody_can_say_of_an_operation_is_refused_and_changes_nothing) {
  for (const auto& doubt : doubts()) {
    if (std::string(doubt.impossible).empty())
      continue;
    Court court(doubt);
    const auto before = books(court.world, court.payment);
    const auto refused = court.propose(doubt.impossible);
    ASSERT_FALSE(refused) << doubt.name;
    EXPECT_EQ(refused.error().field, "outcome") << doubt.name;
    EXPECT_EQ(books(court.world, court.payment), before) << doubt.name;
  }
}

TEST(VerdictModel, what_is_not_in_doubt_is_not_decided_by_persons) {
  for (const auto& [state, way] : ways()) {
    World world;
    const auto payment = way(world);
    const auto jobs = world.read(payment).jobs;
    if (jobs.empty() || state == "unknown")
      continue;
    store::PgVerdicts stored(world.database, world.clock);
    Verdicts verdicts(world.store, stored, world.clock, world.ids, world.policy);
    for (const char* outcome : {"done", "not_done"})
      for (const auto& job : jobs) {
        if (job.ask || job.doubt || job.error_class == ErrorClass::outcome_unknown)
          continue;
        const auto before = books(world, payment);
        const auto proposed = verdicts.propose(
            world.operator_, {job.job_id.to_string(), outcome, "by_phone", "said so", "call.txt", "9912", {}});
        ASSERT_FALSE(proposed) << state << ": nobody doubts it";
        EXPECT_EQ(proposed.error().code, ErrorCode::failed_precondition) << state;
        EXPECT_EQ(proposed.error().field, "job_id") << state;
        EXPECT_EQ(books(world, payment), before) << state;
      }
  }
}

} // namespace
} // namespace paydesk::test
