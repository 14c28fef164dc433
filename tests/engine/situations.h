// Situations that a payment can come into, each made anew on demand, and the desk of those who act in them.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "engine/disputes/disputes.h"
#include "engine/engine_world.h"
#include "engine/verdicts/verdicts.h"
#include "store/queries.h"
#include "store/verdicts.h"

namespace paydesk::test {

struct Desk : World {
  explicit Desk(CaptureMode mode = CaptureMode::multiple);

  /// Calls of this kind, and questions, answer so from now on.
  void fail_calls(OperationKind kind, ErrorClass error, bool questions = true);
  /// Until the charge or its refund has come into this state, however often that is to be tried.
  void work_until(const Uuid& payment, const std::string& state);
  Uuid paid(std::int64_t amount = 1000);
  Result<std::vector<views::RefundRow>> refund(const Uuid& payment, const std::string& amount = "");
  /// News about the payment's dispute.
  void dispute(const Uuid& payment, News::Kind kind, std::int64_t amount, std::optional<Instant> due_by = {});
  Result<views::DisputeRow> answer(const Uuid& dispute_id, bool evidence);
  Result<views::Verdict> propose(const Uuid& job);
  void tamper(const std::string& sql) { (void)one_number(sql + " returning 1"); }

  store::PgQueries queries{database, clock};
  store::PgVerdicts verdict_store{database, clock};
  Verdicts verdicts{store, verdict_store, clock, ids, policy};
  Disputes disputes{store, clock, ids, policy};
};

struct Situation {
  const char* name;
  CaptureMode mode;
  std::function<Uuid(Desk&)> make;
};

std::vector<Situation> payment_situations();
/// Disputes that wait for an answer, have one, or had one; and captures that the bank took back.
std::vector<Situation> bank_situations();

/// A paid payment, one charge an order, of which the second call answers so.
Uuid direct_charges(Desk& desk, ErrorClass second);

} // namespace paydesk::test
