// A dispute of one captured payment, and the operator who answers it.
#pragma once

#include <gtest/gtest.h>

#include "engine/disputes/disputes.h"
#include "engine/proof.h"
#include "store/disputes.h"

namespace paydesk::test {

inline constexpr Instant first_due = Instant{std::chrono::seconds(1'790'000'000)} + std::chrono::days(7);

struct DisputeDesk {
  explicit DisputeDesk(std::vector<std::int64_t> amounts = {1000}) : world(CaptureMode::automatic) {
    std::int64_t total = 0;
    for (const auto amount : amounts)
      total += amount;
    payment = world.pay_in(std::move(amounts));
    amount = total;
    world.tell(payment, news(News::Kind::captured, "cap_1", total, world.charge_of(payment).to_string()));
  }

  /// News about the dispute `dsp_1` in a round; 0 when the PSP does not tell rounds.
  News about(News::Kind kind, int round = 0, std::optional<Instant> due_by = {}) const {
    auto told = news(kind, "dsp_1", amount);
    told.round = round;
    told.due_by = due_by;
    if (round > 1 && (kind == News::Kind::dispute_withdrawn || kind == News::Kind::dispute_reinstated)) {
      told.subject = told.reference;
      told.reference += "-" + std::to_string(round);
    }
    return told;
  }
  void tell(News::Kind kind, int round = 0, std::optional<Instant> due_by = {}) {
    world.tell(payment, about(kind, round, due_by));
  }
  /// Opened and withdrawn, to be answered within a week.
  void open() {
    tell(News::Kind::dispute_opened, 1, first_due);
    tell(News::Kind::dispute_withdrawn, 1);
  }

  Dispute dispute() { return world.read(payment).disputes.at(0); }
  std::string state() { return dispute().state; }
  std::string id() { return dispute().dispute_id.to_string(); }
  Result<views::DisputeRow> submit(const std::string& text = "the parcel was signed for") {
    return disputes.submit_evidence(world.operator_, {id(), text, {}});
  }
  Result<views::DisputeRow> accept(const std::string& reason = "no proof") {
    return disputes.accept(world.operator_, {id(), reason, {}});
  }
  views::DisputeDetail detail() { return reads.dispute(dispute().dispute_id).value(); }
  /// Calls of a kind that went out, oldest first.
  std::vector<PspCall> calls(OperationKind kind) const {
    std::vector<PspCall> found;
    for (const auto& call : world.psp->calls)
      if (call.kind == kind)
        found.push_back(call);
    return found;
  }
  std::vector<Uuid> jobs() {
    std::vector<Uuid> ids;
    for (const auto& job : world.read(payment).jobs)
      ids.push_back(job.job_id);
    return ids;
  }
  std::int64_t alerts(const std::string& code) {
    return world.one_number("select count(*) from outbox where kind = 'alert' and payload like '%" + code + "%'");
  }
  /// The books, the wallets and every invariant that `verify` knows.
  void expect_proof() { test::expect_proof(world); }

  World world;
  Disputes disputes{world.store, world.clock, world.ids, world.policy};
  store::PgDisputes reads{world.database, world.clock};
  Uuid payment;
  std::int64_t amount = 0;
};

} // namespace paydesk::test
